import { Exact, type Rational } from '@tidu/criteria';
import { divRound, pow10 } from '@tidu/kernel';
import type { Indicator } from '../definitions/body';
import { exactly, type Measured } from './measure';

/** Least and most of an indicator among all that have a value; null where nobody has. */
export interface Extremes {
  min: Rational;
  max: Rational;
  /** Mean of the points of all that have some; only where a rule asks for it. */
  mean?: Rational;
}

/** Takes one more value in. */
export function widen(extremes: Extremes | null, value: Rational): Extremes {
  if (!extremes) return { min: value, max: value };
  if (Exact.compare(value, extremes.min) < 0) return { ...extremes, min: value };
  return Exact.compare(value, extremes.max) > 0 ? { ...extremes, max: value } : extremes;
}

/** Whether points of the indicator depend on all others. */
export const needsExtremes = ({ scale, gap }: Indicator) => scale.kind !== 'benchmark' || gap === 'cohortMean';

const zero: Rational = { num: 0n, den: 1n };
const negated = ({ num, den }: Rational): Rational => ({ num: -num, den });

/** Points of an indicator, exact; null where the row has no place. `industry`: code by which benchmarks may differ. */
export function pointsOf(
  indicator: Indicator,
  measured: Measured,
  extremes: Extremes | null,
  industry: string | null = null,
): Rational | null {
  if (measured.kind === 'exclude') return null;
  if (measured.kind === 'mean') return extremes?.mean ?? null;
  const { scale, direction } = indicator;
  const weight = exactly(indicator.weight);
  if (measured.kind === 'worst') return worst(indicator, weight, extremes);
  const { value } = measured;
  switch (scale.kind) {
    case 'plain':
      return Exact.multiply(direction === 'up' ? value : negated(value), weight);
    case 'minMax': {
      const apart = extremes && distance(extremes);
      if (!extremes || !apart) return weight;
      const { min, max } = extremes;
      const above = direction === 'up' ? Exact.add(value, negated(min)) : Exact.add(max, negated(value));
      const share = Exact.divide(above, apart);
      return Exact.multiply(scale.base === undefined ? share : onBase(share, scale.base), weight);
    }
    case 'benchmark': {
      const [floor, cap] = [exactly(scale.floor), scale.cap === null ? null : exactly(scale.cap)];
      const benchmark = exactly(benchmarkFor(scale, industry));
      if (direction === 'down' && value.num <= 0n) return cap ?? weight;
      const share = direction === 'up' ? Exact.divide(value, benchmark) : Exact.divide(benchmark, value);
      return clamp(Exact.multiply(share, weight), floor, cap);
    }
  }
}

/** How far the most is from the least; null: all are equal. Asked for with every row of the same extremes. */
function distance(extremes: Extremes): Rational | null {
  let found = distances.get(extremes);
  if (found === undefined) {
    const { min, max } = extremes;
    found = Exact.compare(min, max) === 0 ? null : Exact.add(max, negated(min));
    distances.set(extremes, found);
  }
  return found;
}

const distances = new WeakMap<Extremes, Rational | null>();

function worst({ scale, direction }: Indicator, weight: Rational, extremes: Extremes | null): Rational {
  if (scale.kind === 'benchmark') return exactly(scale.floor);
  if (scale.kind === 'minMax')
    return scale.base === undefined ? zero : Exact.multiply(onBase(zero, scale.base), weight);
  if (!extremes) return zero;
  return Exact.multiply(direction === 'up' ? extremes.min : negated(extremes.max), weight);
}

/** (base + (100 − base) × share) ÷ 100. */
function onBase(share: Rational, base: string): Rational {
  const least = exactly(base);
  const rest = Exact.add(Exact.rational(100n), negated(least));
  return Exact.divide(Exact.add(least, Exact.multiply(rest, share)), Exact.rational(100n));
}

/** The benchmark of an industry: that of the longest beginning of its code in the table, else the common one. */
export function benchmarkFor(
  { benchmark, byIndustry }: Extract<Indicator['scale'], { kind: 'benchmark' }>,
  industry: string | null,
): string {
  for (let length = industry?.length ?? 0; byIndustry && length >= 2; length--) {
    const found = byIndustry[(industry ?? '').slice(0, length)];
    if (found !== undefined) return found;
  }
  return benchmark;
}

function clamp(value: Rational, floor: Rational, cap: Rational | null): Rational {
  if (Exact.compare(value, floor) < 0) return floor;
  return cap && Exact.compare(value, cap) > 0 ? cap : value;
}

/** An exact number rounded half up to so many decimals, scaled by them. */
export const roundedTo = ({ num, den }: Rational, decimals: number): bigint => divRound(num * pow10(decimals), den);

/** `numerator/denominator`: how exact numbers are kept. */
export const fractionText = ({ num, den }: Rational): string => `${num}/${den}`;

export function fractionOf(text: string): Rational {
  const [num = '0', den = '1'] = text.split('/');
  return Exact.rational(BigInt(num), BigInt(den));
}
