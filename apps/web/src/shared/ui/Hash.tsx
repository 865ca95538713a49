/** A content hash: enough of it to compare by eye, the whole of it on hover and for copying; `whole` where it is to be compared letter by letter. */
export function Hash({ value, whole = false }: { value: string; whole?: boolean }) {
  return (
    <span className="code" title={value}>
      {whole ? value : `${value.slice(0, 12)}…`}
    </span>
  );
}
