/** An exact fraction; `den` is always positive. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** num/den with a positive denominator. @throws RangeError for a zero denominator. */
export function rational(num: bigint, den = 1n): Rational {
  if (den === 0n) throw new RangeError('rational: zero denominator');
  return den < 0n ? { num: -num, den: -den } : { num, den };
}

export function add(a: Rational, b: Rational): Rational {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

export function multiply(a: Rational, b: Rational): Rational {
  return { num: a.num * b.num, den: a.den * b.den };
}

/** a / b. @throws RangeError when b is zero. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den, a.den * b.num);
}

/** base^exponent for a whole exponent ≥ 0. */
export function power(base: Rational, exponent: number): Rational {
  return { num: base.num ** BigInt(exponent), den: base.den ** BigInt(exponent) };
}

/** a × 10^exponent; the exponent may be negative. */
export function shift(a: Rational, exponent: number): Rational {
  const factor = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { num: a.num, den: a.den * factor } : { num: a.num * factor, den: a.den };
}

/** The sign of a − b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left > right ? 1 : left < right ? -1 : 0;
}

/** The largest integer ≤ a. */
export function floor(a: Rational): bigint {
  const quotient = a.num / a.den;
  return a.num < 0n && quotient * a.den !== a.num ? quotient - 1n : quotient;
}

/** The smallest integer ≥ a. */
export function ceil(a: Rational): bigint {
  return -floor({ num: -a.num, den: a.den });
}

/** In lowest terms; keeps thresholds small, so that they are exact doubles where they can be. */
export function reduce(a: Rational): Rational {
  let x = a.num < 0n ? -a.num : a.num;
  let y = a.den;
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? { num: 0n, den: 1n } : { num: a.num / x, den: a.den / x };
}
