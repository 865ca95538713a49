/** Sums are stated to the 分, in 元, or in 万元 with decimals; rounding to a whole 万元 is still the same figure. */
const coarsest = 1_000_000;
/** A rounding may not move a figure by more than this share. */
const most = 0.005;

/** The power of ten in which an amount was evidently stated: its zeros at the end, at most a 万元. */
export function unitOf(value: number): number {
  let unit = 1;
  while (unit < coarsest && value !== 0 && value % (unit * 10) === 0) unit *= 10;
  return unit;
}

/** Whether two amounts in 分 are one figure, the one perhaps rounded to the unit in which it was stated. */
export function agree(a: number, b: number): boolean {
  if (a === b) return true;
  const gap = Math.abs(a - b);
  return gap <= Math.max(unitOf(a), unitOf(b)) / 2 && gap <= most * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Whether exchanging two neighbouring digits of one of them makes them one figure. Both must be known to `digits`
 * digits, and lie `apart` units of the coarser one from each other: of the few figures between, too many would pass for
 * a slip where the sources only count a little differently.
 */
export function transposed(a: number, b: number, { digits, apart }: { digits: number; apart: number }): boolean {
  if (a < 0 !== b < 0 || agree(a, b)) return false;
  const [one, other] = [Math.abs(a), Math.abs(b)];
  const unit = Math.max(unitOf(one), unitOf(other));
  if (Math.min(one, other) < unit * 10 ** (digits - 1) || Math.abs(one - other) < unit * apart) return false;
  return swapGives(one, other, unit / 2) || swapGives(other, one, unit / 2);
}

function swapGives(mistaken: number, right: number, slack: number): boolean {
  const unit = unitOf(mistaken);
  const digits = String(mistaken / unit);
  let weight = unit;
  for (let i = digits.length - 1; i > 0; i--, weight *= 10) {
    const [left, last] = [digits.charCodeAt(i - 1), digits.charCodeAt(i)];
    // moving `last` up and `left` down by one place changes the figure by nine times their difference
    const swapped = mistaken + (last - left) * 9 * weight;
    if (left !== last && Math.abs(swapped - right) <= slack) return true;
  }
  return false;
}
