import { Exact, type Rational } from '@tidu/criteria';
import { extraPoints, sharesOf } from '../evaluate/composite';
import type { RowResult } from '../evaluate/evaluate-row';
import type { Flag, Measured, RowInputs } from '../evaluate/measure';
import { type Extremes, fractionOf, fractionText, roundedTo } from '../evaluate/points';
import type { CohortGathering } from './cohort-gathering';
import { type ExtremesRange, extremesText, isMeanSettled, isSettled } from './extremes-range';
import { type BandKind, RankBands, type Standing } from './rank-band';
import { type End, RangedScores } from './ranged-scores';
import { endOf, RowRanges, type Terms, totalOf } from './row-ranges';
import type { Spread } from './score-range';
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
 * The bands of all rows, which come twice in one order: for the extremes of all, and for what each may be worth. Some
 * eighty bytes a row.
 */
export class Bands {
  private readonly ranges: RowRanges;
  private readonly gathered: CohortGathering[];
  private extremes: (ExtremesRange | null)[] | null = null;
  /** Means of points while the weights vary. */
  private means: (Spread | null)[] = [];
  private readonly byFigures: RangedScores;
  private byWeights: RangedScores | null;
  /** Rows to be compared in pairs: those with a place, of a list that is short enough. */
  private readonly pairs: (WeighedRow & { index: number; vetoed: boolean })[] | null;
  /** Whether nobody's figures move the extremes that all are measured by. */
  private extremesSettled = true;
  private meansSettled = true;
  private kind: BandKind = 'exact';
  private unsettled = 0;
  private placed = 0;
  private found: Found | null = null;

  constructor(
    private readonly terms: Terms,
    private readonly capacity: number,
  ) {
    this.ranges = new RowRanges(terms);
    this.gathered = this.ranges.gathering();
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
    this.extremes ??= this.gatheredExtremes(actual);
    const vetoed = vetoes.length > 0;
    const index = this.placed++;
    this.figures(inputs, score === null ? null : { score, ties }, vetoed);
    if (score === null) return this.byWeights?.add(null, null, vetoed);
    const { low, high } = this.ranges.weighed(inputs, measured, { extremes: actual, means: this.means });
    const [least, most] = [totalOf(low, body), totalOf(high, body)];
    this.byWeights?.add({ score: least, ties: [] }, { score: most, ties: [] }, vetoed);
    this.pairs?.push({ ...this.weighedRow(inputs, results, { low, high, least, most }), index, vetoed });
  }

  private gatheredExtremes(actual: readonly (Extremes | null)[]): (ExtremesRange | null)[] {
    const extremes = this.gathered.map((one, i) => one.range(actual[i] ?? null));
    this.means = this.gathered.map((one, i) => one.weighedMean(actual[i] ?? null));
    this.meansSettled = extremes.every((one) => one === null || isMeanSettled(one));
    this.extremesSettled = this.meansSettled && extremes.every((one) => one === null || isSettled(one));
    return extremes;
  }

  private figures(inputs: RowInputs, own: End | null, vetoed: boolean): void {
    const { body } = this.terms;
    const varying = this.ranges.figures(inputs);
    const extremes = this.extremes ?? [];
    if (varying.size > 0) this.unsettled++;
    // who has no place by its own figures has none whatever others' are, but where their mean is to stand for one
    if (varying.size === 0 && (this.extremesSettled || (own === null && this.meansSettled)))
      return this.byFigures.add(own, own, vetoed);
    const { low, high, kind, placed } = this.ranges.range(inputs, varying, extremes);
    if (kind === 'bound') this.kind = 'bound';
    if (placed === 'never') return this.byFigures.add(null, null, vetoed);
    this.byFigures.add(placed === 'always' ? endOf(low, body) : null, endOf(high, body), vetoed);
  }

  private weighedRow(
    inputs: RowInputs,
    results: RowResult['results'],
    { low, high, least, most }: { low: Rational[]; high: Rational[]; least: bigint; most: bigint },
  ): WeighedRow {
    const { body, tolerances, facts } = this.terms;
    const points = results.map(([, text]) => fractionOf(text ?? '0/1'));
    const onTop = body.extra ? [extraPoints(body, inputs, facts).points] : [];
    const parts = [...sharesOf(body, points), ...onTop];
    const scaled = parts.map((one) => Number(roundedTo(one, body.decimals + finer)));
    const isLinear =
      points.every((one, i) => isWithin(one, low[i] as Rational, high[i] as Rational, tolerances.weights)) &&
      results.every(([, , flags], i) => !(isMean(flags) && body.indicators[i]?.scale.kind === 'benchmark')) &&
      scaled.every((one) => Number.isSafeInteger(one * 4 * whole * parts.length));
    return {
      points: isLinear ? scaled : null,
      // totals are rounded already: what they lead by is not asked to survive it again
      range: { low: Number(least) * unit + this.error, high: Number(most) * unit },
      ...(isLinear && {
        // a mean is cut after some decimals, after others with other weights
        exact: [
          ...results.map(([, text, flags]) => `${text}${isMean(flags) ? '~' : ''}`),
          ...onTop.map(fractionText),
        ].join(' '),
      }),
    };
  }

  /** By how much the points of two rows may seem apart for being rounded, in thousandths of their unit. */
  private get error(): number {
    const { indicators, extra } = this.terms.body;
    const isCut = indicators.some(({ gap }) => gap === 'cohortMean');
    return indicators.length * (whole + this.terms.tolerances.weights) + (extra ? whole : 0) + (isCut ? 1 : 0);
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
    // a vetoed one is never in, whatever is left; who may yet lose the place is not for certain
    if (this.byFigures.scoreAt(index, 'high') === null) return 'out';
    const standing = byFigures.standing(index, places);
    return standing === 'in' && this.byFigures.scoreAt(index, 'low') === null ? 'undecided' : standing;
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
    if (!this.byWeights) throw new Error('bands without rows');
    const [numbers, weights] = [this.byFigures.numbered(), this.byWeights.numbered()];
    this.byWeights = null; // their numbers say it all
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
    // what is on top has no weight
    const spread = [...body.indicators.map(() => tolerances.weights), ...(body.extra ? [0] : [])];
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

/** Whether the mean stands for the points; of benchmarks it need not go with the weight where a cap keeps one of all. */
const isMean = (flags: readonly Flag[]) => flags.includes('cohortMean');

/** Whether the points go with the weight, which a cap or a floor keeps them from. */
function isWithin(points: Rational, low: Rational, high: Rational, thousandths: number): boolean {
  const by = (factor: number) => Exact.multiply(points, Exact.rational(BigInt(factor), 1000n));
  const [one, other] = [by(1000 - thousandths), by(1000 + thousandths)];
  const [least, most] = Exact.compare(one, other) <= 0 ? [one, other] : [other, one];
  return Exact.compare(low, least) <= 0 && Exact.compare(high, most) >= 0;
}
