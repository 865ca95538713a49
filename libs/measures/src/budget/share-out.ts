/** What each of those gets who share a sum, in their order. */
export interface Shared {
  amounts: bigint[];
  /** Whether all get what they asked for. */
  full: boolean;
}

/**
 * Shares what there is in proportion to what was asked for (同比例折算): rounded down to the 分, and what is left over
 * one 分 each to the largest remainders, of equal ones to those who come first. The sum is exact; nobody gets more than
 * asked for.
 */
export function shareOut(available: bigint, asked: readonly bigint[]): Shared {
  const total = asked.reduce((sum, one) => sum + one, 0n);
  if (total <= available) return { amounts: [...asked], full: true };
  const parts = asked.map((one, i) => ({ i, whole: (one * available) / total, rest: (one * available) % total }));
  let left = available - parts.reduce((sum, { whole }) => sum + whole, 0n);
  const amounts = parts.map(({ whole }) => whole);
  for (const { i } of [...parts].sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break;
    amounts[i] = (amounts[i] ?? 0n) + 1n;
    left--;
  }
  return { amounts, full: false };
}
