/** Exact rounding of quotients of integers. */

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

/** 10^n as a bigint; n is a small count of decimals, 0 or more. */
export function pow10(n: number): bigint {
  return powers[n] ?? 10n ** BigInt(n);
}

const powers = Array.from({ length: 64 }, (_, n) => 10n ** BigInt(n));
