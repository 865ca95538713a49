import { Exact, type Rational } from '@tidu/criteria';
import { formatScaled } from '@tidu/kernel';
import type { DefinitionBody, Indicator } from '../definitions/body';
import type { RowResult } from '../evaluate/evaluate-row';
import { exactly, type FactsUsed, measure, type Measured, type RowInputs } from '../evaluate/measure';
import { type Extremes, fractionOf, pointsOf, roundedTo } from '../evaluate/points';
import { ExtremesGathering, type ExtremesRange, extremesText, isSettled, pointsSpread } from './extremes-range';
import { brokenRanges, type FigureRanges, figureRanges, keysUsed } from './figure-ranges';
import { type BandKind, RankBands, type Standing } from './rank-band';
import { type End, RangedScores } from './ranged-scores';
import { type RangedIndicator, rowRange, type RowRange } from './score-range';
import type { Tolerances } from './tolerances';
import { comparedPairs, type WeighedRow, weightBands } from './weight-band';

/** Which places a row may have (临界带): by its and all others' figures, and by the weights. */
export interface RowBand {
  best: number;
  worst: number;
  weightBest: number;
  weightWorst: number;
  /** Before the line or past it whatever the figures turn out to be; null: no line. */
  standing: Standing | null;
}

/** What the bands of a snapshot were made with; sealed with it. */
export interface BandsMade {
  tolerances: Tolerances;
  /** Of the bands by figures; those by weights are always a `bound`. */
  kind: BandKind;
  /** Rows with a figure that may turn out otherwise. */
  unsettled: number;
  /** Rows that neither are in nor out for certain. */
  undecided: number;
  /** Scores (scaled) of those at the line and behind it, all figures at their best and at their worst; null: nobody. */
  edges: { high: (number | null)[]; low: (number | null)[] } | null;
  extremes: (ReturnType<typeof extremesText> | null)[];
}

/**
 * Whether places are banded by this definition: where the total is the sum of all points, and nobody's points are the
 * mean of others'.
 */
export const hasBands = ({ pillars, extra, indicators }: DefinitionBody): boolean =>
  pillars === undefined &&
  extra === undefined &&
  indicators.every(({ gap, scale }) => gap !== 'cohortMean' && !(scale.kind === 'benchmark' && scale.byIndustry));

interface Terms {
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

const totalOf = (points: readonly Rational[], { decimals }: Pick<DefinitionBody, 'decimals'>): bigint =>
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

/**
 * The bands of all rows, which come twice in one order: for the extremes of all, and for what each may be worth. Some
 * eighty bytes a row.
 */
export class Bands {
  private readonly ranges: RowRanges;
  private readonly gathered: ExtremesGathering[];
  private extremes: (ExtremesRange | null)[] | null = null;
  private readonly byFigures: RangedScores;
  private readonly byWeights: RangedScores;
  /** Rows to be compared in pairs: those with a place, of a list that is short enough. */
  private readonly pairs: (WeighedRow & { index: number; vetoed: boolean })[] | null;
  /** Whether nobody's figures move the extremes that all are measured by. */
  private extremesSettled = true;
  private kind: BandKind = 'exact';
  private unsettled = 0;
  private placed = 0;
  private found: Found | null = null;

  constructor(
    private readonly terms: Terms,
    private readonly capacity: number,
  ) {
    this.ranges = new RowRanges(terms);
    this.gathered = terms.body.indicators.map(() => new ExtremesGathering());
    this.byFigures = new RangedScores(capacity, terms.body.ties.length);
    this.byWeights = new RangedScores(capacity, 0);
    this.pairs = capacity <= comparedPairs ? [] : null;
  }

  first(inputs: RowInputs, measured: readonly Measured[]): void {
    this.ranges.gather(inputs, measured, this.gathered);
  }

  second(
    inputs: RowInputs,
    { score, ties, vetoes, results }: RowResult,
    measured: readonly Measured[],
    actual: readonly (Extremes | null)[],
  ): void {
    const { body } = this.terms;
    this.extremes ??= this.gatheredExtremes();
    const vetoed = vetoes.length > 0;
    const index = this.placed++;
    this.figures(inputs, score === null ? null : { score, ties }, vetoed);
    if (score === null) return this.byWeights.add(null, null, vetoed);
    const { low, high } = this.ranges.weighed(measured, actual);
    const [least, most] = [totalOf(low, body), totalOf(high, body)];
    this.byWeights.add({ score: least, ties: [] }, { score: most, ties: [] }, vetoed);
    this.pairs?.push({ ...this.weighedRow(results, { low, high, least, most }), index, vetoed });
  }

  private gatheredExtremes(): (ExtremesRange | null)[] {
    const extremes = this.gathered.map((one) => one.range());
    this.extremesSettled = extremes.every((one) => one === null || isSettled(one));
    return extremes;
  }

  private figures(inputs: RowInputs, own: End | null, vetoed: boolean): void {
    const { body } = this.terms;
    const varying = this.ranges.figures(inputs);
    const extremes = this.extremes ?? [];
    if (varying.size > 0) this.unsettled++;
    if (varying.size === 0 && (own === null || this.extremesSettled)) return this.byFigures.add(own, own, vetoed);
    const { low, high, kind, placed } = this.ranges.range(inputs, varying, extremes);
    if (kind === 'bound') this.kind = 'bound';
    if (placed === 'never') return this.byFigures.add(null, null, vetoed);
    this.byFigures.add(placed === 'always' ? endOf(low, body) : null, endOf(high, body), vetoed);
  }

  private weighedRow(
    results: RowResult['results'],
    { low, high, least, most }: { low: Rational[]; high: Rational[]; least: bigint; most: bigint },
  ): WeighedRow {
    const { body, tolerances } = this.terms;
    const points = results.map(([, text]) => fractionOf(text ?? '0/1'));
    const scaled = points.map((one) => Number(roundedTo(one, body.decimals + finer)));
    const isLinear = points.every(
      (one, i) =>
        isWithin(one, low[i] as Rational, high[i] as Rational, tolerances.weights) &&
        Number.isSafeInteger((scaled[i] as number) * 4 * whole * points.length),
    );
    return {
      points: isLinear ? scaled : null,
      // totals are rounded already: what they lead by is not asked to survive it again
      range: { low: Number(least) * unit + this.error, high: Number(most) * unit },
      ...(isLinear && { exact: results.map(([, text]) => text).join(' ') }),
    };
  }

  /** By how much the points of two rows may seem apart for being rounded, in thousandths of their unit. */
  private get error(): number {
    return this.terms.body.indicators.length * (whole + this.terms.tolerances.weights);
  }

  /** The band of the row that came as number `index` and has a place. */
  of(index: number): RowBand {
    const found = this.settled();
    const { best, worst } = found.byFigures.of(index);
    const weight = found.byWeights.of(index);
    const pair = found.byPairs?.get(index);
    return {
      ...{ best, worst },
      weightBest: Math.max(weight.best, pair?.best ?? 0),
      weightWorst: Math.min(weight.worst, pair?.worst ?? Infinity),
      standing: this.standing(index, found),
    };
  }

  private standing(index: number, { byFigures }: Found): Standing | null {
    const { places } = this.terms.body;
    if (places === null) return null;
    // a vetoed one is never in, whatever is left
    return this.byFigures.scoreAt(index, 'high') === null ? 'out' : byFigures.standing(index, places);
  }

  made(): BandsMade {
    const found = this.settled();
    const { tolerances, body } = this.terms;
    const { places } = body;
    let undecided = 0;
    if (places !== null)
      for (let i = 0; i < this.capacity; i++) if (this.standing(i, found) === 'undecided') undecided++;
    const edge = (which: 'low' | 'high') =>
      places === null ? [] : [places, places + 1].map((k) => this.edgeScore(found, which, k));
    return {
      ...{ tolerances, kind: this.kind, unsettled: this.unsettled, undecided },
      edges: places === null ? null : { high: edge('high'), low: edge('low') },
      extremes: (this.extremes ?? []).map((one) => (one ? extremesText(one) : null)),
    };
  }

  private edgeScore({ byFigures, numbers }: Found, which: 'low' | 'high', k: number): number | null {
    const number = byFigures.edge(which, k);
    const row = number === null ? -1 : numbers[which === 'low' ? 'lows' : 'highs'].indexOf(number);
    return row < 0 ? null : this.byFigures.scoreAt(row, which);
  }

  private settled(): Found {
    if (this.found) return this.found;
    const [numbers, weights] = [this.byFigures.numbered(), this.byWeights.numbered()];
    const parted = this.terms.body.ties.length > 0;
    this.found = {
      numbers,
      byFigures: new RankBands(numbers.lows, numbers.highs),
      byWeights: new RankBands(weights.lows, weights.highs, parted),
      byPairs: this.pairs && this.comparePairs(this.pairs, parted),
    };
    return this.found;
  }

  /** The narrower bands of a short list; those with a veto stand behind all others. */
  private comparePairs(rows: readonly (WeighedRow & { index: number; vetoed: boolean })[], parted: boolean) {
    const { body, tolerances } = this.terms;
    const spread = body.indicators.map(() => tolerances.weights);
    // a unit of the total by which the sums lead survives its rounding; the points are rounded too
    const margin = { above: unit + this.error, level: (parted ? unit : 0) + this.error };
    const bands = new Map<number, { best: number; worst: number }>();
    const [open, vetoed] = [rows.filter((one) => !one.vetoed), rows.filter((one) => one.vetoed)];
    for (const [group, before] of [
      [open, 0],
      [vetoed, open.length],
    ] as const)
      weightBands(group, spread, margin).forEach(({ best, worst }, i) => {
        bands.set(group[i]?.index ?? -1, { best: best + before, worst: worst + before });
      });
    return bands;
  }
}

/** Decimals beyond those of the total to which points are compared in pairs, and a unit of the total in thousandths of theirs. */
const finer = 3;
const whole = 1000;
const unit = 10 ** finer * whole;

interface Found {
  numbers: { lows: Uint32Array; highs: Uint32Array };
  byFigures: RankBands;
  byWeights: RankBands;
  byPairs: Map<number, { best: number; worst: number }> | null;
}

/** Whether the points go with the weight, which a cap or a floor keeps them from. */
function isWithin(points: Rational, low: Rational, high: Rational, thousandths: number): boolean {
  const by = (factor: number) => Exact.multiply(points, Exact.rational(BigInt(factor), 1000n));
  const [one, other] = [by(1000 - thousandths), by(1000 + thousandths)];
  const [least, most] = Exact.compare(one, other) <= 0 ? [one, other] : [other, one];
  return Exact.compare(low, least) <= 0 && Exact.compare(high, most) >= 0;
}
