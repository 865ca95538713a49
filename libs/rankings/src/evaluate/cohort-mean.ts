import { Exact, FractionSum, type Rational } from '@tidu/criteria';
import type { Indicator } from '../definitions/body';
import type { Measured } from './measure';
import { type Extremes, pointsOf } from './points';

const places = 40;
const longest = 10n ** BigInt(places);

/**
 * The mean of the points that all rows with a place have in one indicator. Benchmarks give points at once; where points
 * depend on the least and the most of all they are linear in the values, so that their mean is that of the mean value.
 */
export class MeanPoints {
  private readonly sum = new FractionSum();
  private values = 0n;
  private least = 0n;

  constructor(private readonly indicator: Indicator) {}

  add(measured: Measured, industry: string | null): void {
    const { scale } = this.indicator;
    if (measured.kind === 'worst') this.least++;
    if (measured.kind !== 'value') return;
    const points = scale.kind === 'benchmark' ? pointsOf(this.indicator, measured, null, industry) : measured.value;
    if (!points) return;
    this.values++;
    this.sum.add(points);
  }

  /** Null where nobody has points. Exact while it is a short fraction, else cut after 40 decimals. */
  value(extremes: Extremes | null): Rational | null {
    const all = this.values + this.least;
    if (all === 0n) return null;
    const { indicator, values } = this;
    const sum = this.sum.value();
    const worst = pointsOf(indicator, { kind: 'worst', flags: [] }, extremes) as Rational;
    const total = values === 0n ? Exact.rational(0n) : this.totalOf(sum, extremes);
    const mean = Exact.reduce(
      Exact.divide(Exact.add(total, Exact.multiply(worst, Exact.rational(this.least))), Exact.rational(all)),
    );
    return mean.den < longest ? mean : { num: Exact.floor(Exact.shift(mean, places)), den: longest };
  }

  private totalOf(sum: Rational, extremes: Extremes | null): Rational {
    const { indicator, values } = this;
    if (indicator.scale.kind === 'benchmark') return sum;
    const value = Exact.divide(sum, Exact.rational(values));
    const points = pointsOf(indicator, { kind: 'value', value, flags: [] }, extremes) as Rational;
    return Exact.multiply(points, Exact.rational(values));
  }
}
