import { Exact, type Rational } from '@tidu/criteria';
import type { Indicator } from '../definitions/body';
import { exactly, type Measured } from '../evaluate/measure';
import { pointsOf } from '../evaluate/points';
import { type ExtremesRange, greater, isSettled, lesser, pointsSpread } from './extremes-range';
import type { Spread } from './score-range';

/** Decimals to which bounds are kept, rounded outwards. */
const places = 24;
const unit = 10n ** BigInt(places);
const scaled = (value: Rational) => Exact.shift(value, places);
const worst: Measured = { kind: 'worst', flags: [] };

/**
 * Gathers between which the mean of the points of all may lie, one row after another; a few numbers, however many rows.
 * The mean of those who count for certain has its bounds by their sums; whoever may count besides pulls it towards a
 * value of its own, so that it stays between all of these. `by`: weights that benchmarks are tried with.
 */
export class MeanGathering {
  private low = 0n;
  private high = 0n;
  private values = 0n;
  private worsts = 0n;
  /** Of those who may count, or may count one way or the other. */
  private open: Spread | null = null;
  private isOpenWorst = false;
  private isSure = false;
  private isSettled = true;

  constructor(
    private readonly indicator: Indicator,
    private readonly by: readonly Indicator[] = [indicator],
  ) {}

  /** What a row may be measured at; `placed`: it has a place whatever its figures. */
  add(choices: readonly Measured[], { placed, industry }: { placed: boolean; industry: string | null }): void {
    const hasWorst = choices.some(({ kind }) => kind === 'worst');
    const values = choices.flatMap((one) => (one.kind === 'value' ? this.taken(one, industry) : []));
    const found = hullOf(values);
    if (!found && !hasWorst) return;
    const isSure = placed && choices.every(({ kind }) => kind === 'value' || kind === 'worst');
    this.isSure ||= isSure;
    if (!isSure || (found && hasWorst)) {
      this.isSettled = false;
      this.open = hullOf([this.open, found].flatMap((one) => (one ? [one.least, one.most] : [])));
      this.isOpenWorst ||= hasWorst;
    } else if (found) {
      this.values++;
      this.low += Exact.floor(scaled(found.least));
      this.high += Exact.ceil(scaled(found.most));
      if (Exact.compare(found.least, found.most) !== 0) this.isSettled = false;
    } else this.worsts++;
  }

  /** Points where they need nobody else, else the value: points are linear in it. */
  private taken(measured: Measured & { kind: 'value' }, industry: string | null): Rational[] {
    if (this.indicator.scale.kind !== 'benchmark') return [measured.value];
    return this.by.map((one) => pointsOf(one, measured, null, industry) as Rational);
  }

  /** Null: nobody has points to take the mean of. `actual`: the mean by the figures as they are, where there is one. */
  range(extremes: ExtremesRange | null, actual: Rational | undefined): Spread | null {
    const isByAll = this.indicator.scale.kind !== 'benchmark' && extremes !== null && !isSettled(extremes);
    if (this.isSettled && !isByAll) return actual ? { least: actual, most: actual } : null;
    const ofWorst = pointsSpread(this.indicator, worst, extremes) as Spread;
    const parts = [
      ...(this.values + this.worsts > 0n ? [this.sure(extremes, ofWorst)] : []),
      ...(this.open ? [this.pointsOver(this.open, extremes)] : []),
      ...(this.isOpenWorst ? [ofWorst] : []),
    ];
    const found = hullOf(parts.flatMap(({ least, most }) => [least, most]));
    return found && { ...outwards(found), ...(!this.isSure && { maybe: true }) };
  }

  /** The mean of those who count for certain. */
  private sure(extremes: ExtremesRange | null, ofWorst: Spread): Spread {
    const { values, worsts } = this;
    const mean = (sum: bigint) => Exact.rational(sum, unit * values);
    const own = values > 0n ? this.pointsOver({ least: mean(this.low), most: mean(this.high) }, extremes) : ofWorst;
    const weighed = (value: Rational, least: Rational) =>
      Exact.divide(
        Exact.add(Exact.multiply(value, Exact.rational(values)), Exact.multiply(least, Exact.rational(worsts))),
        Exact.rational(values + worsts),
      );
    return { least: weighed(own.least, ofWorst.least), most: weighed(own.most, ofWorst.most) };
  }

  private pointsOver(taken: Spread, extremes: ExtremesRange | null): Spread {
    if (this.indicator.scale.kind === 'benchmark') return taken;
    const [one, other] = [taken.least, taken.most].map(
      (value) => pointsSpread(this.indicator, { kind: 'value', value, flags: [] }, extremes) as Spread,
    ) as [Spread, Spread];
    return { least: lesser(one.least, other.least), most: greater(one.most, other.most) };
  }
}

/** The mean of points that are linear in the weight, while that varies; it is cut after more decimals than these. */
export function weighedMean(mean: Rational, weight: string, weights: readonly string[]): Spread {
  if (weights.every((one) => Exact.compare(exactly(one), exactly(weight)) === 0)) return { least: mean, most: mean };
  const by = weights.map((one) => Exact.multiply(mean, Exact.divide(exactly(one), exactly(weight))));
  return outwards(hullOf(by) ?? { least: mean, most: mean }, 1n);
}

/** To the decimals of bounds, and so many units of the last one more. */
function outwards({ least, most }: Spread, more = 0n): Spread {
  return {
    least: Exact.rational(Exact.floor(scaled(least)) - more, unit),
    most: Exact.rational(Exact.ceil(scaled(most)) + more, unit),
  };
}

function hullOf(values: readonly Rational[]): Spread | null {
  const [first, ...others] = values;
  return first ? { least: others.reduce(lesser, first), most: others.reduce(greater, first) } : null;
}
