/** A figure nobody has given. Never 0, never a dash: missing is not nothing. */
export function Unknown() {
  return (
    <span className="unknown" title="没有这个数据，不等于 0">
      未知
    </span>
  );
}
