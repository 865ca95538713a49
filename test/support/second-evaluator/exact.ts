/**
 * Exact fractions for the second evaluator, written anew: nothing of the product is used, so that a mistake there cannot
 * hide here. Numerator and denominator, the latter positive.
 */
export type Q = readonly [bigint, bigint];

export const whole = (n: bigint | number): Q => [BigInt(n), 1n];

/** A decimal text, with an exponent if need be. */
export function decimal(text: string): Q {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [digits = '0', places = ''] = mantissa.split('.');
  const power = Number(exponent) - places.length;
  const value = BigInt(digits + places);
  return power >= 0 ? [value * 10n ** BigInt(power), 1n] : [value, 10n ** BigInt(-power)];
}

/** `12/7`. */
export function fraction(text: string): Q {
  const [over = '0', under = '1'] = text.split('/');
  return quotient(whole(BigInt(over)), whole(BigInt(under)));
}

export const plus = (a: Q, b: Q): Q => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
export const minus = (a: Q, b: Q): Q => [a[0] * b[1] - b[0] * a[1], a[1] * b[1]];
export const times = (a: Q, b: Q): Q => [a[0] * b[0], a[1] * b[1]];
/** b is not 0. */
export const quotient = (a: Q, b: Q): Q => (b[0] < 0n ? [-a[0] * b[1], -a[1] * b[0]] : [a[0] * b[1], a[1] * b[0]]);
export const sign = (a: Q): number => (a[0] > 0n ? 1 : a[0] < 0n ? -1 : 0);
export const compare = (a: Q, b: Q): number => sign(minus(a, b));
export const least = (a: Q, b: Q): Q => (compare(a, b) <= 0 ? a : b);
export const most = (a: Q, b: Q): Q => (compare(a, b) >= 0 ? a : b);

export function power(base: Q, exponent: number): Q {
  let result: Q = [1n, 1n];
  for (let i = 0; i < exponent; i++) result = times(result, base);
  return result;
}

/** Largest whole number that is not above. */
export function floor([over, under]: Q): bigint {
  const cut = over / under;
  return over < 0n && cut * under !== over ? cut - 1n : cut;
}

/** Points as they are told: four decimals, half up, as a number. */
export function told(points: Q): number {
  const units = floor(plus(times(points, whole(10_000)), [1n, 2n]));
  const digits = String(units < 0n ? -units : units).padStart(5, '0');
  return Number(`${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`);
}
