/** Bytes of a file that are asked for, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * The one part that `Range: bytes=…` asks for (RFC 9110); null: the whole is sent. What is malformed, of several parts,
 * or beyond the end is not followed, as the standard allows.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '' && (to === '' || Number(to) === 0)) return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end ? { start, end } : null;
}
