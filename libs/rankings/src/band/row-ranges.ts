import { Exact, type Rational } from '@tidu/criteria';
import { formatScaled } from '@tidu/kernel';
import type { DefinitionBody, Indicator } from '../definitions/body';
import { extraPoints, isGiven, wholeScore } from '../evaluate/composite';
import {
  exactly,
  type FactsUsed,
  industryOf,
  measure,
  type Measured,
  RowFigures,
  type RowInputs,
} from '../evaluate/measure';
import { type Extremes, pointsOf, roundedTo } from '../evaluate/points';
import { CohortGathering } from './cohort-gathering';
import { type ExtremesRange, greater, lesser, pointsSpread } from './extremes-range';
import { breaksOf, type FigureRanges, FigureVariation, keysUsed, withBreaks } from './figure-ranges';
import type { End } from './ranged-scores';
import { choicesOf, type RangedIndicator, rowRange, type RowRange, type Spread } from './score-range';
import type { Tolerances } from './tolerances';

/** What rows are ranged by. */
export interface Terms {
  body: DefinitionBody;
  facts: FactsUsed;
  tolerances: Tolerances;
}

/** What a row is worth while its figures vary, and how its points go with the weights. */
export class RowRanges {
  private readonly provisional: ReadonlySet<string>;
  private readonly variation: FigureVariation;
  private readonly lighter: Indicator[];
  private readonly heavier: Indicator[];

  constructor(readonly terms: Terms) {
    const { body, tolerances } = terms;
    this.provisional = new Set(body.provisionalSources);
    this.variation = new FigureVariation(terms.facts, this.provisional, tolerances);
    this.lighter = body.indicators.map((one) => ({ ...one, weight: changed(one.weight, -tolerances.weights) }));
    this.heavier = body.indicators.map((one) => ({ ...one, weight: changed(one.weight, tolerances.weights) }));
  }

  figures(inputs: RowInputs): FigureRanges {
    return this.variation.of(inputs);
  }

  gathering(): CohortGathering[] {
    return this.terms.body.indicators.map(
      (one, i) => new CohortGathering(one, [this.lighter[i] as Indicator, this.heavier[i] as Indicator]),
    );
  }

  /** Takes the values a row may have into what all give. */
  gather(inputs: RowInputs, measured: readonly Measured[], gathered: readonly CohortGathering[]): void {
    const industry = industryOf(inputs);
    if (measured.every(({ kind }) => kind !== 'exclude'))
      measured.forEach((one, i) => gathered[i]?.addActual(one, industry));
    const ranges = this.figures(inputs);
    const { indicators } = this.terms.body;
    const figures = new RowFigures(inputs, this.terms.facts);
    const all = indicators.map((one, i) =>
      ranges.size === 0 ? [measured[i] as Measured] : this.choices(one, figures, ranges),
    );
    if (all.some((one) => one.every(({ kind }) => kind === 'exclude'))) return;
    const placed = all.every((one) => one.every(({ kind }) => kind !== 'exclude'));
    all.forEach((one, i) => gathered[i]?.add(one, { placed, industry }));
  }

  /** The least and most points of a row by indicator, then those on top; `ranges`: the figures that vary. */
  range(inputs: RowInputs, ranges: FigureRanges, extremes: readonly (ExtremesRange | null)[]): RowRange {
    const own = new RowFigures(inputs, this.terms.facts);
    const industry = industryOf(inputs);
    const indicators = this.terms.body.indicators.map((one, i): RangedIndicator => ({
      facts: keysUsed(one, inputs),
      points: (changed) =>
        pointsSpread(one, measure(one, own, this.provisional, changed), extremes[i] ?? null, industry),
    }));
    const breaks = this.breaks(inputs, ranges);
    return rowRange([...indicators, ...this.onTop(inputs, ranges)], withBreaks(ranges, breaks));
  }

  /** Extra points, where there are any: by those of their facts that may pass what they are granted from. */
  private onTop(inputs: RowInputs, ranges: FigureRanges): RangedIndicator[] {
    const { body, facts } = this.terms;
    if (!body.extra) return [];
    const passing = body.extra.list.filter((one) => {
      const range = ranges.get(one.fact);
      return range && isGiven(one, String(range.low), facts) !== isGiven(one, String(range.high), facts);
    });
    // those that don't pass may still be ranged apart from the row's own figure
    const least = chosen(inputs, new Map([...ranges].map(([key, { low }]) => [key, low])));
    const points = (figures: ReadonlyMap<string, bigint>) => {
      const found = extraPoints(body, chosen(least, figures), facts).points;
      return { least: found, most: found };
    };
    return [{ facts: [...new Set(passing.map(({ fact }) => fact))], rising: true, points }];
  }

  /** Values of the figures that vary at which a rule of any indicator changes. */
  private breaks(inputs: RowInputs, ranges: FigureRanges): Map<string, bigint[]> {
    const { body, facts } = this.terms;
    const all = new Map<string, bigint[]>();
    for (const one of body.indicators)
      for (const [key, breaks] of breaksOf(one, keysUsed(one, inputs), ranges, { facts, inputs }))
        all.set(key, [...(all.get(key) ?? []), ...breaks]);
    return all;
  }

  private choices(one: Indicator, figures: RowFigures, ranges: FigureRanges): Measured[] {
    const { inputs } = figures;
    const keys = keysUsed(one, inputs);
    const breaks = breaksOf(one, keys, ranges, { facts: this.terms.facts, inputs });
    return choicesOf(keys, withBreaks(ranges, breaks)).map((changed) =>
      measure(one, figures, this.provisional, changed),
    );
  }

  /** Least and most points by indicator while the weights vary, figures as they are; then those on top. */
  weighed(
    inputs: RowInputs,
    measured: readonly Measured[],
    { extremes, means }: { extremes: readonly (Extremes | null)[]; means: readonly (Spread | null)[] },
  ): { low: Rational[]; high: Rational[] } {
    const { body, facts } = this.terms;
    const spreads = measured.map((one, i): Spread => {
      if (one.kind === 'mean') return means[i] ?? { least: zero, most: zero };
      const at = (indicators: Indicator[]) =>
        pointsOf(indicators[i] as Indicator, one, extremes[i] ?? null, industryOf(inputs)) ?? zero;
      const [light, heavy] = [at(this.lighter), at(this.heavier)];
      return { least: lesser(light, heavy), most: greater(light, heavy) };
    });
    const onTop = body.extra ? [extraPoints(body, inputs, facts).points] : [];
    return {
      low: [...spreads.map(({ least }) => least), ...onTop],
      high: [...spreads.map(({ most }) => most), ...onTop],
    };
  }
}

/** The row with these figures instead of its own. */
const chosen = (inputs: RowInputs, figures: ReadonlyMap<string, bigint>): RowInputs => ({
  ...inputs,
  ...Object.fromEntries([...figures].map(([key, value]) => [key, [String(value), inputs[key]?.[1] ?? null] as const])),
});

const zero: Rational = { num: 0n, den: 1n };

/** The total of points by indicator, and those on top behind them: rounded once to the decimals of the definition, scaled by them. */
export function totalOf(points: readonly Rational[], body: DefinitionBody): bigint {
  const { length } = body.indicators;
  return roundedTo(wholeScore(body, points.slice(0, length), points[length] ?? zero), body.decimals);
}

/** A weight by so many thousandths more or less, to six decimals, rounded away from what it was. */
function changed(weight: string, thousandths: number): string {
  const { num, den } = Exact.multiply(exactly(weight), Exact.rational(BigInt(1000 + thousandths), 1000n));
  const scaled = num * 1_000_000n;
  const isWhole = scaled % den === 0n;
  const down = scaled / den;
  return formatScaled(isWhole || thousandths < 0 ? down : down + 1n, 6);
}

/** What a row is placed by, of its points by indicator and those on top. */
export function endOf(points: readonly Rational[], body: DefinitionBody): End {
  const { indicators, ties, decimals } = body;
  return {
    score: totalOf(points, body),
    ties: ties.map((id) => roundedTo(points[indicators.findIndex((one) => one.id === id)] ?? zero, decimals)),
  };
}
