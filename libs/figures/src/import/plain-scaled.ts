const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** Digits that a double holds exactly, whatever they are. */
const safeLength = 15;

/**
 * The integer `cell` × 10^`places` for a number as programs write it (`-1234.50`), in one pass and exact. Null for
 * everything else, be it a fault, a thousands separator or just a long number: that is for the full readers, which
 * give the same answer where both can. Nearly every cell of a large file is such a number.
 */
export function plainScaled(cell: string, places: number): number | null {
  const { length } = cell;
  const first = cell.charCodeAt(0) === 45 ? 1 : 0;
  if (length === first || length > safeLength) return null;
  let value = 0;
  let decimals = -1; // below 0: no point yet
  for (let at = first; at < length; at++) {
    const digit = cell.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      if (decimals >= 0) {
        if (decimals === places) {
          if (digit !== 0) return null;
          continue; // zeros at the end are no decimals
        }
        decimals++;
      }
      value = value * 10 + digit;
    } else if (digit === -2 && decimals < 0 && at > first && at < length - 1) decimals = 0;
    else return null;
  }
  value *= powers[places - Math.max(decimals, 0)] ?? NaN;
  if (!(value <= Number.MAX_SAFE_INTEGER)) return null;
  return first === 0 ? value : 0 - value;
}
