import type { Rational } from '@tidu/criteria';
import type { DefinitionBody } from '../definitions/body';
import { type FactsUsed, type Flag, type Measured, measure, type RowInputs } from './measure';
import { type Extremes, fractionText, pointsOf, totalOf, widen } from './points';

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

  constructor(
    readonly body: DefinitionBody,
    private readonly facts: FactsUsed,
  ) {
    this.provisional = new Set(body.provisionalSources);
  }

  measure(inputs: RowInputs): Measured[] {
    return this.body.indicators.map((indicator) => measure(indicator, inputs, this.facts, this.provisional));
  }

  /** Takes a row's values into the extremes of all; rows without a place don't set the measure for others. */
  widen(extremes: (Extremes | null)[], measured: readonly Measured[]): void {
    if (measured.some(({ kind }) => kind === 'exclude')) return;
    measured.forEach((one, i) => {
      if (one.kind === 'value') extremes[i] = widen(extremes[i] ?? null, one.value);
    });
  }

  row(inputs: RowInputs, extremes: readonly (Extremes | null)[], measured = this.measure(inputs)): RowResult {
    const { indicators, vetoes, ties } = this.body;
    const points = indicators.map((one, i) => pointsOf(one, measured[i] as Measured, extremes[i] ?? null));
    const why = measured.flatMap((one, i) =>
      one.kind === 'exclude' ? [`${indicators[i]?.label ?? ''}：${one.why}`] : [],
    );
    const isPlaced = why.length === 0;
    const applying = vetoes.filter(({ fact, is }) => inputs[fact]?.[0] === String(is));
    const sum = points.filter((one): one is Rational => one !== null);
    return {
      results: measured.map((one, i) => [
        one.kind === 'value' ? fractionText(one.value) : null,
        points[i] ? fractionText(points[i]) : null,
        one.flags,
      ]),
      score: isPlaced ? totalOf(sum, this.body) : null,
      ties: isPlaced
        ? ties.map((id) => totalOf([points[indicators.findIndex((one) => one.id === id)] as Rational], this.body))
        : [],
      vetoes: applying.map(({ label }) => label),
      vetoClass: applying.find((one) => one.class !== null)?.class ?? null,
      excluded: isPlaced ? null : why.join('；').slice(0, 500),
      flags: isPlaced ? [...new Set(measured.flatMap((one) => one.flags))] : [],
    };
  }
}
