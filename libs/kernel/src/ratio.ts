/**
 * Exact comparison and rounding of products and quotients of integers. Amounts in 分 multiply beyond 2^53, so the
 * fast way over doubles is taken only where it is proven to give the exact answer.
 */

/** An integer as the evaluator holds it: a number while it is a safe integer, a bigint otherwise. */
export type Integer = number | bigint;

const SAFE = Number.MAX_SAFE_INTEGER;

/**
 * Two rounded products of safe integers differ from the true ones by at most one part in 2^53 each; when the rounded
 * ones lie further apart than this share of their sizes, their order is the true one.
 */
const DECIDED = 2 ** -51;

/** The sign of a·b − c·d, exactly: -1, 0 or 1. */
export function compareProducts(a: Integer, b: Integer, c: Integer, d: Integer): -1 | 0 | 1 {
  if (typeof a === 'number' && typeof b === 'number' && typeof c === 'number' && typeof d === 'number') {
    const left = a * b;
    const right = c * d;
    const size = Math.abs(left) + Math.abs(right);
    const gap = left - right;
    // below 2^53 the products and their difference are exact
    if (size <= SAFE || Math.abs(gap) > size * DECIDED) return gap > 0 ? 1 : gap < 0 ? -1 : 0;
  }
  const gap = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return gap > 0n ? 1 : gap < 0n ? -1 : 0;
}

/**
 * The sign of a/b − c/d, exactly. Both denominators must be positive: what a zero or negative denominator means is
 * for the caller to say.
 * @throws RangeError when a denominator is not positive.
 */
export function compareRatios(a: Integer, b: Integer, c: Integer, d: Integer): -1 | 0 | 1 {
  if (b <= 0 || d <= 0) throw new RangeError('compareRatios: denominators must be positive');
  return compareProducts(a, d, c, b);
}

/**
 * a / b rounded to an integer, halves away from zero (四舍五入): 5/2 is 3, -5/2 is -3.
 * @throws RangeError when b is zero.
 */
export function divRound(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new RangeError('divRound: division by zero');
  const negative = a < 0n !== b < 0n;
  const top = a < 0n ? -a : a;
  const bottom = b < 0n ? -b : b;
  const quotient = (2n * top + bottom) / (2n * bottom);
  return negative ? -quotient : quotient;
}

/** a · b / c rounded once, halves away from zero: 1000万 × 1% × 180/365 to the 分. */
export function mulDivRound(a: bigint, b: bigint, c: bigint): bigint {
  return divRound(a * b, c);
}

/** 10^n as a bigint; n is a small count of decimals, 0 or more. */
export function pow10(n: number): bigint {
  return 10n ** BigInt(n);
}
