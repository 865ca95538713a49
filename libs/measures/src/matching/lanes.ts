import { type Day, yearOf } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { KnownMeasure } from '../catalogue/measure-row';
import type { Measure, Within } from '../rules/measure';
import { periodOf } from './judge';

/** A measure of a matching with what decides whether somebody who qualifies can have it now. */
export interface Lane {
  /** Place in the results, from 1. */
  k: number;
  code: string;
  period: number;
  /** Measures that can't be had besides it. */
  conflicts: Conflict[];
  /** What is left of its budget, in 分; null: it takes no money. */
  available: string | null;
}

/** A measure that can't be had besides another: of this year's cases alone, or null: of any. */
export interface Conflict {
  code: string;
  year: number | null;
}

/** Two measures that exclude each other, and whether for ever or in one year alone. */
export type Exclusion = readonly [string, string, Within];

/**
 * Pairs of measures that exclude each other: by name, or of one matter that is not made up (补差). Of two rules the
 * stricter one counts.
 */
export function conflictsAmong(measures: readonly Measure[]): Exclusion[] {
  return measures.flatMap((one, i) =>
    measures.slice(i + 1).flatMap((other): Exclusion[] => {
      const matters = [one.matter, other.matter].flatMap((matter) => matter ?? []);
      const isAlike = matters.length === 2 && matters[0]?.code === matters[1]?.code && matters[0]?.stacking !== 'topUp';
      const rules: Within[] = [
        ...(isAlike ? matters.map(({ within }) => within) : []),
        ...(one.excludes.includes(other.code) ? [one.excludesWithin] : []),
        ...(other.excludes.includes(one.code) ? [other.excludesWithin] : []),
      ];
      return rules.length === 0 ? [] : [[one.code, other.code, rules.includes('ever') ? 'ever' : 'year']];
    }),
  );
}

/** What excludes one in a year. */
export const conflictsOf = (code: string, pairs: readonly Exclusion[], year: number): Conflict[] =>
  pairs.flatMap(([a, b, within]): Conflict[] => {
    const other = a === code ? b : b === code ? a : null;
    return other === null ? [] : [{ code: other, year: within === 'year' ? year : null }];
  });

/** Whether a case of a measure, for or begun in a year, is one of these. */
export const isAmong = (conflicts: readonly Conflict[], code: string, year: number): boolean =>
  conflicts.some((one) => one.code === code && (one.year === null || one.year === year));

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
  const [pairs, available, year] = [conflictsAmong(measures), await availableByLine(tx, day), yearOf(day)];
  return measures.map((measure, i) => ({
    ...{ k: i + 1, code: measure.code, period: periodOf(measure, year) },
    conflicts: conflictsOf(measure.code, pairs, year),
    available: leftFor(measure, available),
  }));
}
