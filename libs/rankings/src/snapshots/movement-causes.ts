import type { Transaction } from '@tidu/platform';
import { Ranker } from '../evaluate/ranker';
import { movementsOf } from '../movers/movement';
import { movementWords } from '../movers/movement-words';
import type { WholeSnapshot } from './snapshots.store';
import { rowsOf, type StoredRow } from './whole-rows';

/** Working the older figures out anew by the newer definition is done on reading, up to so many rows. */
const most = 20_000;

/**
 * Why ranks moved between two snapshots, in one line by enterprise: other weights and rules (the older figures worked
 * out by the newer definition), own figures, others', who left and came. Null where the person sees only part of
 * either, or there are too many rows: ranks are among all.
 */
export async function movementCauses(
  tx: Transaction,
  before: WholeSnapshot,
  after: WholeSnapshot,
): Promise<Map<string, string> | null> {
  if (before.total > most || after.total > most) return null;
  const [old, now] = [await allRows(tx, before), await allRows(tx, after)];
  if (old.length < before.total || now.length < after.total) return null;
  const reweighted = ranksAnew(old, after);
  const oldOf = new Map(old.map((row, i) => [row.enterpriseId, { rank: row.rank, anew: reweighted[i] ?? null }]));
  const nowOf = new Map(now.map((row) => [row.enterpriseId, row.rank]));
  const ids = [...new Set([...oldOf.keys(), ...nowOf.keys()])];
  // the better rank is the larger score: so ties, vetoes and what parts equals count as they did
  const asScore = (rank: number | null | undefined) => (rank === null || rank === undefined ? null : -rank);
  const rows = ids.map((id) => {
    const one = oldOf.get(id);
    return { before: asScore(one?.rank), reweighted: asScore(one?.anew), after: asScore(nowOf.get(id)) };
  });
  return new Map(
    movementsOf(rows).flatMap((movement, i) => (movement ? [[ids[i] ?? '', movementWords(movement)] as const] : [])),
  );
}

async function allRows(tx: Transaction, { id }: WholeSnapshot): Promise<StoredRow[]> {
  const all: StoredRow[] = [];
  for await (const rows of rowsOf(tx, id, '"creditCode" collate "C"')) all.push(...rows);
  return all;
}

/** Ranks of older rows by a newer definition; null where it gives none, as where it asks for facts they don't hold. */
function ranksAnew(rows: readonly StoredRow[], { body, cohort }: WholeSnapshot): (number | null)[] {
  const ranker = new Ranker(body, cohort.facts, rows.length);
  for (const { inputs } of rows) ranker.first(inputs);
  for (const { inputs } of rows) ranker.second(inputs);
  return Array.from(ranker.places().ranks, (rank) => rank || null).slice(0, rows.length);
}
