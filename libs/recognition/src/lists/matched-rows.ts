import type { Day } from '@tidu/kernel';
import type { Bearers } from './bearers';
import { type AskedRow, type ListCandidate, type Match, matchRow } from './match';

/** A row that is to be matched. */
export interface ToMatch extends AskedRow {
  id: string;
  row: number;
  /** As {@link NameKeys.loose} makes it; null: nothing to compare by. */
  loose: string | null;
}

/** What a row came to. */
export interface MatchedRow {
  id: string;
  state: Match['state'];
  reason: string;
  enterpriseId: string | null;
  candidates: readonly ListCandidate[];
}

/**
 * Matches every row. Two rows that mean one enterprise are both for a person to judge: one of them means somebody else.
 * @param taken enterprises that rows matched before have, with their line.
 */
export function matchedRows(
  rows: readonly ToMatch[],
  day: Day,
  { byName, byCode, byLoose }: Bearers,
  taken: ReadonlyMap<string, number>,
  most: number,
): MatchedRow[] {
  const none: never[] = [];
  const matches = rows.map((row) => {
    const of = <T>(map: ReadonlyMap<string, readonly T[]>, key: string | null) =>
      key === null ? none : (map.get(key) ?? none);
    return { row, match: matchRow(row, day, of(byName, row.key), of(byCode, row.creditCode), of(byLoose, row.loose)) };
  });
  const lines = new Map<string, number[]>([...taken].map(([id, line]) => [id, [line]]));
  for (const { row, match } of matches)
    if (match.state === 'matched') lines.set(match.enterpriseId, [...(lines.get(match.enterpriseId) ?? []), row.row]);
  return matches.map(({ row, match }) => {
    const kept = { id: row.id, state: match.state, reason: match.reason, enterpriseId: null, candidates: none };
    if (match.state === 'ambiguous') return { ...kept, candidates: match.candidates.slice(0, most) };
    if (match.state !== 'matched') return kept;
    const others = (lines.get(match.enterpriseId) ?? []).filter((line) => line !== row.row);
    if (others.length === 0) return { ...kept, enterpriseId: match.enterpriseId };
    const reason = `第 ${others.slice(0, 5).join('、')} 行也对上这家企业，至多一行是它。`;
    const candidates = [{ enterpriseId: match.enterpriseId, reason: match.reason }];
    return { ...kept, state: 'ambiguous', reason, candidates };
  });
}
