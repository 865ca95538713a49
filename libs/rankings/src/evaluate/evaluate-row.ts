import type { Rational } from '@tidu/criteria';
import type { DefinitionBody } from '../definitions/body';
import { MeanPoints } from './cohort-mean';
import { extraPoints, wholeScore } from './composite';
import { type FactsUsed, type Flag, industryOf, type Measured, measure, RowFigures, type RowInputs } from './measure';
import { type Extremes, fractionText, pointsOf, roundedTo, widen } from './points';

/** By indicator: exact value, exact points (`numerator/denominator`), flags. */
export type IndicatorResult = readonly [value: string | null, points: string | null, flags: readonly Flag[]];

/** One row, worked out. */
export interface RowResult {
  results: IndicatorResult[];
  /** Scaled by the decimals of the definition; null: no place. */
  score: bigint | null;
  /** Points of the indicators that part equals, scaled alike. */
  ties: bigint[];
  vetoes: string[];
  /** Class the first veto leads to. */
  vetoClass: string | null;
  excluded: string | null;
  flags: Flag[];
}

/** A definition made ready to work rows out: the same code ranks, replays and verifies. */
export class RowEvaluator {
  private readonly provisional: ReadonlySet<string>;
  private readonly means: (MeanPoints | null)[];

  constructor(
    readonly body: DefinitionBody,
    private readonly facts: FactsUsed,
  ) {
    this.provisional = new Set(body.provisionalSources);
    this.means = body.indicators.map((one) => (one.gap === 'cohortMean' ? new MeanPoints(one) : null));
  }

  measure(inputs: RowInputs): Measured[] {
    const figures = new RowFigures(inputs, this.facts);
    return this.body.indicators.map((indicator) => measure(indicator, figures, this.provisional));
  }

  /** Takes a row's values into the extremes of all; rows without a place don't set the measure for others. */
  widen(extremes: (Extremes | null)[], measured: readonly Measured[], inputs: RowInputs): void {
    if (measured.some(({ kind }) => kind === 'exclude')) return;
    measured.forEach((one, i) => {
      if (one.kind === 'value') extremes[i] = widen(extremes[i] ?? null, one.value);
      this.means[i]?.add(one, industryOf(inputs));
    });
  }

  /** Ends the first reading: the means of points are known then. */
  settle(extremes: (Extremes | null)[]): void {
    this.means.forEach((mean, i) => {
      const found = mean?.value(extremes[i] ?? null) ?? null;
      const zero = { num: 0n, den: 1n };
      if (found) extremes[i] = { ...(extremes[i] ?? { min: zero, max: zero }), mean: found };
    });
  }

  /** `own`: what the row is measured at, where that is known. */
  row(inputs: RowInputs, extremes: readonly (Extremes | null)[], own = this.measure(inputs)): RowResult {
    const measured = own.map((one, i) => withMean(one, extremes[i] ?? null));
    const { indicators, vetoes, ties } = this.body;
    const points = indicators.map((one, i) =>
      pointsOf(one, measured[i] as Measured, extremes[i] ?? null, industryOf(inputs)),
    );
    const why = measured.flatMap((one, i) =>
      one.kind === 'exclude' ? [`${indicators[i]?.label ?? ''}：${one.why}`] : [],
    );
    const isPlaced = why.length === 0;
    const applying = vetoes.filter(({ fact, is }) => inputs[fact]?.[0] === String(is));
    const extra = extraPoints(this.body, inputs, this.facts).points;
    const sum = points.filter((one): one is Rational => one !== null);
    return {
      results: measured.map((one, i) => [
        one.kind === 'value' ? fractionText(one.value) : null,
        points[i] ? fractionText(points[i]) : null,
        one.flags,
      ]),
      score: isPlaced ? roundedTo(wholeScore(this.body, sum, extra), this.body.decimals) : null,
      ties: isPlaced
        ? ties.map((id) =>
            roundedTo(points[indicators.findIndex((one) => one.id === id)] as Rational, this.body.decimals),
          )
        : [],
      vetoes: applying.map(({ label }) => label),
      vetoClass: applying.find((one) => one.class !== null)?.class ?? null,
      excluded: isPlaced ? null : why.join('；').slice(0, 500),
      flags: isPlaced ? [...new Set(measured.flatMap((one) => one.flags))] : [],
    };
  }
}

/** Nobody's points to take the mean of: no place. */
const withMean = (measured: Measured, extremes: Extremes | null): Measured =>
  measured.kind === 'mean' && !extremes?.mean
    ? { kind: 'exclude', why: '缺数，也没有别家的得分可取平均', flags: [] }
    : measured;
