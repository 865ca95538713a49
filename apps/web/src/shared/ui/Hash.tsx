/** A content hash: enough of it to compare by eye, the whole of it on hover and for copying. */
export function Hash({ value }: { value: string }) {
  return (
    <span className="code" title={value}>
      {value.slice(0, 12)}…
    </span>
  );
}
