import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { KnownMeasure } from '../catalogue/measure-row';
import type { Measure } from '../rules/measure';
import { periodOf } from './judge';

/** A measure of a matching with what decides whether somebody who qualifies can have it now. */
export interface Lane {
  /** Place in the results, from 1. */
  k: number;
  code: string;
  period: number;
  /** Codes of measures that can't be had besides it. */
  conflicts: string[];
  /** What is left of its budget, in 分; null: it takes no money. */
  available: string | null;
}

/** Pairs of measures that exclude each other: by name, or of one matter that is not made up (补差). */
export function conflictsAmong(measures: readonly Measure[]): [string, string][] {
  return measures.flatMap((one, i) =>
    measures.slice(i + 1).flatMap((other): [string, string][] => {
      const alike = one.matter !== null && one.matter.code === other.matter?.code && one.matter.stacking !== 'topUp';
      const named = one.excludes.includes(other.code) || other.excludes.includes(one.code);
      return alike || named ? [[one.code, other.code]] : [];
    }),
  );
}

/** Codes that exclude one. */
export const conflictsOf = (code: string, pairs: readonly (readonly [string, string])[]): string[] =>
  pairs.flatMap(([a, b]) => (a === code ? [b] : b === code ? [a] : []));

/**
 * What stands for whoever comes now of each budget line of the year, in 分: what is left; of one that is shared out
 * (同比例折算) null as long as anything is left, because everybody gets a part.
 */
export async function availableByLine(tx: Transaction, day: Day): Promise<Map<string, bigint | null>> {
  const rows = await tx.rows<{ code: string; left: string; allocation: string }>(
    `select code, (total - reserved - committed - paid)::text as left, allocation from budget_line where year = $1`,
    [Number(day.slice(0, 4))],
  );
  return new Map(
    rows.map(({ code, left, allocation }) => {
      const isShared = allocation === 'proportional' && BigInt(left) > 0n;
      return [code, isShared ? null : BigInt(left)];
    }),
  );
}

/** What is left for a measure, as text; null: as much as it takes. A line nobody set up has nothing. */
export function leftFor(
  { budget }: Pick<Measure, 'budget'>,
  available: ReadonlyMap<string, bigint | null>,
): string | null {
  if (budget === null) return null;
  const left = available.get(budget);
  return left === null ? null : String(left ?? 0n);
}

/** The measures of a matching as lanes of {@link standingSql}, in the order of its results. */
export async function lanesOf(tx: Transaction, known: readonly KnownMeasure[], day: Day): Promise<Lane[]> {
  const measures = known.map(({ measure }) => measure);
  const [pairs, available] = [conflictsAmong(measures), await availableByLine(tx, day)];
  return measures.map((measure, i) => ({
    ...{ k: i + 1, code: measure.code, period: periodOf(measure, Number(day.slice(0, 4))) },
    conflicts: conflictsOf(measure.code, pairs),
    available: leftFor(measure, available),
  }));
}
