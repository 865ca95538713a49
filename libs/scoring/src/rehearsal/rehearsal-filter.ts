import { type Causes, CHANGE_LABELS, type Change, CHANGES, OUTCOME_LABELS, outcomeCode } from '@tidu/criteria';
import type { OutcomeText } from '../cards/explanation.dto';
import type { RehearsalDifferenceDto } from '../console/rehearsals.console.dto';

/** What the list of a rehearsal is narrowed by, on the page and in a file of it. */
export interface RehearsalFilter {
  change?: Change;
  /** Those whom this clause moves, by itself or with others. */
  clause?: string;
  /** Outcome under the old release; with either outcome given, those that stay are among the rows. */
  old?: OutcomeText;
  new?: OutcomeText;
  /** Part of a name, or the beginning of a credit code. */
  q?: string;
}

interface Filtered {
  id: string;
  causes: readonly Causes[];
}

/**
 * Conditions over `rehearsal_row r` and `enterprise e`. `put` says how a value stands in the statement: as a parameter,
 * or written out, where a statement takes none.
 */
export function filterSql({ id, causes }: Filtered, filter: RehearsalFilter, put: (value: string) => string): string {
  const { change, clause, old, new: next, q } = filter;
  const parts = [`r."rehearsalId" = ${put(id)}::uuid`];
  if (change !== undefined) parts.push(`r.change = ${put(String(CHANGES.indexOf(change)))}::smallint`);
  else if (old === undefined && next === undefined) parts.push('r.change > 0');
  if (clause !== undefined) {
    const places = causes.flatMap(({ alone, together }, i) =>
      alone.includes(clause) || together.includes(clause) ? [i] : [],
    );
    parts.push(`r.cause = any(${put(`{${places.join()}}`)}::int[])`);
  }
  if (old !== undefined) parts.push(`r."oldOutcome" = ${put(String(outcomeCode(old)))}::smallint`);
  if (next !== undefined) parts.push(`r."newOutcome" = ${put(String(outcomeCode(next)))}::smallint`);
  if (q !== undefined) {
    const text = q.replaceAll(/[\\%_]/g, '\\$&');
    parts.push(
      `(lower(e.name) like ${put(`%${text.toLowerCase()}%`)} or e."creditCode" like ${put(`${text.toUpperCase()}%`)})`,
    );
  }
  return parts.join(' and ');
}

/** The same for people: what is filtered by, and by what. */
export function filterWords(
  { change, clause, old, new: next, q }: RehearsalFilter,
  differences: readonly RehearsalDifferenceDto[],
): [string, string][] {
  const words: [string, string | undefined][] = [
    ['变化', change && CHANGE_LABELS[change]],
    ['由哪一条引起', clause && (differences.find(({ id }) => id === clause)?.label ?? clause)],
    ['旧办法结果', old && OUTCOME_LABELS[old]],
    ['新办法结果', next && OUTCOME_LABELS[next]],
    ['名称或代码', q],
  ];
  return words.filter((one): one is [string, string] => one[1] !== undefined);
}
