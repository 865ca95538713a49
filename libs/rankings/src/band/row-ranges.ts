import { Exact, type Rational } from '@tidu/criteria';
import { formatScaled } from '@tidu/kernel';
import type { DefinitionBody, Indicator } from '../definitions/body';
import { exactly, type FactsUsed, measure, type Measured, type RowInputs } from '../evaluate/measure';
import { type Extremes, pointsOf, roundedTo } from '../evaluate/points';
import { type ExtremesGathering, type ExtremesRange, pointsSpread } from './extremes-range';
import { brokenRanges, type FigureRanges, figureRanges, keysUsed } from './figure-ranges';
import type { End } from './ranged-scores';
import { type RangedIndicator, rowRange, type RowRange } from './score-range';
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
  private readonly lighter: Indicator[];
  private readonly heavier: Indicator[];

  constructor(readonly terms: Terms) {
    const { body, tolerances } = terms;
    this.provisional = new Set(body.provisionalSources);
    this.lighter = body.indicators.map((one) => ({ ...one, weight: changed(one.weight, -tolerances.weights) }));
    this.heavier = body.indicators.map((one) => ({ ...one, weight: changed(one.weight, tolerances.weights) }));
  }

  figures(inputs: RowInputs): FigureRanges {
    return figureRanges(inputs, { ...this.terms, provisional: this.provisional });
  }

  /** Takes the values a row may have into the extremes of all. */
  gather(inputs: RowInputs, measured: readonly Measured[], gathered: readonly ExtremesGathering[]): void {
    const ranges = this.figures(inputs);
    const { indicators } = this.terms.body;
    const all = indicators.map((one, i) =>
      ranges.size === 0 ? [measured[i] as Measured] : this.choices(one, inputs, ranges),
    );
    if (all.some((one) => one.every(({ kind }) => kind === 'exclude'))) return;
    const isPlaced = all.every((one) => one.every(({ kind }) => kind !== 'exclude'));
    all.forEach((one, i) => {
      const values = one.flatMap((found) => (found.kind === 'value' ? [found.value] : []));
      gathered[i]?.add(values, isPlaced && values.length === one.length);
    });
  }

  /** The least and most points of a row by indicator; `ranges`: the figures that vary. */
  range(inputs: RowInputs, ranges: FigureRanges, extremes: readonly (ExtremesRange | null)[]): RowRange {
    const indicators = this.terms.body.indicators.map((one, i): RangedIndicator => ({
      facts: keysUsed(one, inputs),
      points: (figures) => pointsSpread(one, this.measured(one, inputs, figures), extremes[i] ?? null),
    }));
    const breaks = this.breaks(inputs, ranges);
    return rowRange(
      indicators,
      new Map([...ranges].map(([key, range]) => [key, { ...range, breaks: breaks.get(key) ?? [] }])),
    );
  }

  /** Values of the figures that vary at which a rule of any indicator changes. */
  breaks(inputs: RowInputs, ranges: FigureRanges): Map<string, bigint[]> {
    const { body, facts } = this.terms;
    const all = new Map<string, bigint[]>();
    for (const one of body.indicators)
      for (const [key, { breaks = [] }] of brokenRanges(one, keysUsed(one, inputs), ranges, { facts, inputs }))
        all.set(key, [...(all.get(key) ?? []), ...breaks]);
    return all;
  }

  private choices(one: Indicator, inputs: RowInputs, ranges: FigureRanges): Measured[] {
    const found: Measured[] = [];
    const keys = keysUsed(one, inputs);
    const points = (figures: ReadonlyMap<string, bigint>) => {
      found.push(this.measured(one, inputs, figures));
      return null;
    };
    rowRange([{ facts: keys, points }], brokenRanges(one, keys, ranges, { facts: this.terms.facts, inputs }));
    return found;
  }

  private measured(one: Indicator, inputs: RowInputs, figures: ReadonlyMap<string, bigint>): Measured {
    const chosen = Object.fromEntries(
      [...figures].map(([key, value]) => [key, [String(value), inputs[key]?.[1] ?? null] as const]),
    );
    return measure(one, { ...inputs, ...chosen }, this.terms.facts, this.provisional);
  }

  /** Least and most points by indicator while the weights vary, figures as they are. */
  weighed(
    measured: readonly Measured[],
    extremes: readonly (Extremes | null)[],
  ): { low: Rational[]; high: Rational[] } {
    const at = (indicators: Indicator[]) =>
      indicators.map((one, i) => pointsOf(one, measured[i] as Measured, extremes[i] ?? null) ?? zero);
    const [light, heavy] = [at(this.lighter), at(this.heavier)];
    const first = (i: number) => Exact.compare(light[i] as Rational, heavy[i] as Rational) <= 0;
    return {
      low: light.map((one, i) => (first(i) ? one : (heavy[i] as Rational))),
      high: light.map((one, i) => (first(i) ? (heavy[i] as Rational) : one)),
    };
  }
}

const zero: Rational = { num: 0n, den: 1n };

/** The sum of all points, rounded once to the decimals of the definition and scaled by them. */
export const totalOf = (points: readonly Rational[], { decimals }: Pick<DefinitionBody, 'decimals'>): bigint =>
  roundedTo(points.reduce(Exact.add, zero), decimals);

/** A weight by so many thousandths more or less, to six decimals, rounded away from what it was. */
function changed(weight: string, thousandths: number): string {
  const { num, den } = Exact.multiply(exactly(weight), Exact.rational(BigInt(1000 + thousandths), 1000n));
  const scaled = num * 1_000_000n;
  const isWhole = scaled % den === 0n;
  const down = scaled / den;
  return formatScaled(isWhole || thousandths < 0 ? down : down + 1n, 6);
}

/** What a row is placed by, of its points by indicator. */
export function endOf(points: readonly Rational[], { indicators, ties, decimals }: DefinitionBody): End {
  return {
    score: totalOf(points, { decimals }),
    ties: ties.map((id) => totalOf([points[indicators.findIndex((one) => one.id === id)] ?? zero], { decimals })),
  };
}
