import { Exact, type Rational } from '@tidu/criteria';
import type { Indicator } from '../definitions/body';
import type { Measured } from '../evaluate/measure';
import { type Extremes, fractionOf, fractionText, pointsOf } from '../evaluate/points';
import { exactly } from '../evaluate/measure';
import type { Spread } from './score-range';

/** Between which the least and the most of an indicator among all may lie, while everybody's figures vary. */
export interface ExtremesRange {
  /** With everybody's figures at the ends that make them least. */
  low: Extremes;
  high: Extremes;
  /** Nobody is measured for certain: there might be no least and most at all. */
  open: boolean;
  /** Mean of all points; only where a rule takes it. */
  mean?: Spread;
}

/** Gathers the ranges of the extremes, a row's values after another's. */
export class ExtremesGathering {
  private low: Partial<Extremes> = {};
  private high: Partial<Extremes> = {};

  /** The values a row may have; `certain`: it has one of them whatever its figures. */
  add(values: readonly Rational[], certain: boolean): void {
    const [first, ...others] = values;
    if (!first) return;
    const least = others.reduce((one, other) => (Exact.compare(other, one) < 0 ? other : one), first);
    const most = others.reduce((one, other) => (Exact.compare(other, one) > 0 ? other : one), first);
    this.low.min = lesser(this.low.min, least);
    this.high.max = greater(this.high.max, most);
    if (!certain) return;
    this.high.min = lesser(this.high.min, most);
    this.low.max = greater(this.low.max, least);
  }

  range(): ExtremesRange | null {
    const { low, high } = this;
    if (!low.min || !high.max) return null;
    const open = !high.min || !low.max;
    return { low: { min: low.min, max: low.max ?? low.min }, high: { min: high.min ?? high.max, max: high.max }, open };
  }
}

export const lesser = (one: Rational | undefined, other: Rational) =>
  one && Exact.compare(one, other) <= 0 ? one : other;
export const greater = (one: Rational | undefined, other: Rational) =>
  one && Exact.compare(one, other) >= 0 ? one : other;

const zero: Rational = { num: 0n, den: 1n };

/** Whether the extremes are what they are, whatever the figures turn out to be. */
export const isSettled = (extremes: ExtremesRange) => knownOf(extremes).settled;

interface Known {
  settled: boolean;
  /** All may turn out equal. */
  flat: boolean;
}

/** What is asked for with every row. */
const known = new WeakMap<ExtremesRange, Known>();

function knownOf(extremes: ExtremesRange): Known {
  let found = known.get(extremes);
  if (!found) {
    const { low, high, open } = extremes;
    found = {
      settled: !open && Exact.compare(low.min, high.min) === 0 && Exact.compare(low.max, high.max) === 0,
      flat: open || Exact.compare(high.min, low.max) >= 0,
    };
    known.set(extremes, found);
  }
  return found;
}

/** Whether the mean is, and is what it is, whatever the figures turn out to be; true where there is none to take. */
export const isMeanSettled = ({ mean }: ExtremesRange) =>
  !mean || (!mean.maybe && Exact.compare(mean.least, mean.most) === 0);

/** The least and most points of a measured value while the extremes of all vary; null: no place. */
export function pointsSpread(
  indicator: Indicator,
  measured: Measured,
  extremes: ExtremesRange | null,
  industry: string | null = null,
): Spread | null {
  if (measured.kind === 'mean') return extremes?.mean ?? null;
  const first = pointsOf(indicator, measured, extremes?.low ?? null, industry);
  if (first === null) return null;
  const isByAll =
    indicator.scale.kind === 'minMax'
      ? measured.kind === 'value'
      : indicator.scale.kind === 'plain' && measured.kind === 'worst';
  if (!isByAll || !extremes || isSettled(extremes)) return { least: first, most: first };
  const last = pointsOf(indicator, measured, extremes.high, industry) ?? first;
  const [least, most] = Exact.compare(first, last) <= 0 ? [first, last] : [last, first];
  if (indicator.scale.kind === 'plain')
    return extremes.open ? { least: lesser(zero, least), most: greater(zero, most) } : { least, most };
  const weight = exactly(indicator.weight);
  // where all may turn out equal, everybody may have all the points, or none
  if (knownOf(extremes).flat) return { least: zero, most: weight };
  return { least: greater(zero, lesser(weight, least)), most: lesser(weight, greater(zero, most)) };
}

/** How the range is kept with a snapshot. */
export const extremesText = ({ low, high, open, mean }: ExtremesRange) => ({
  low: { min: fractionText(low.min), max: fractionText(low.max) },
  high: { min: fractionText(high.min), max: fractionText(high.max) },
  open,
  ...(mean && { mean: { ...mean, least: fractionText(mean.least), most: fractionText(mean.most) } }),
});

/** The range as it was kept. */
export const extremesOf = ({ low, high, open, mean }: ReturnType<typeof extremesText>): ExtremesRange => ({
  low: { min: fractionOf(low.min), max: fractionOf(low.max) },
  high: { min: fractionOf(high.min), max: fractionOf(high.max) },
  open,
  ...(mean && { mean: { ...mean, least: fractionOf(mean.least), most: fractionOf(mean.most) } }),
});
