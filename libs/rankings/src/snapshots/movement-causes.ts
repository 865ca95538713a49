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
  const reweighted = scoresAnew(old, after);
  const oldOf = new Map(old.map((row, i) => [row.enterpriseId, { row, anew: reweighted[i] ?? null }]));
  const nowOf = new Map(now.map((row) => [row.enterpriseId, row]));
  const ids = [...new Set([...oldOf.keys(), ...nowOf.keys()])];
  const rows = ids.map((id) => {
    const [one, other] = [oldOf.get(id), nowOf.get(id)];
    return {
      before: one ? scoreOf(one.row) : null,
      reweighted: one?.anew ?? null,
      after: other ? scoreOf(other) : null,
    };
  });
  return new Map(
    movementsOf(rows).flatMap((movement, i) => {
      const id = ids[i] ?? '';
      // where something besides the score parts equals, the split would tell of other ranks than the list shows
      const isSame = movement?.from === oldOf.get(id)?.row.rank && movement?.to === nowOf.get(id)?.rank;
      return movement && isSame ? [[id, movementWords(movement)] as const] : [];
    }),
  );
}

/** Below every score: vetoed ones stand behind all others. */
const vetoed = 2 ** 52;

const scoreOf = ({ score, vetoed: isVetoed }: { score: string | bigint | null; vetoed: boolean }): number | null =>
  score === null ? null : Number(score) - (isVetoed ? vetoed : 0);

async function allRows(tx: Transaction, { id }: WholeSnapshot): Promise<StoredRow[]> {
  const all: StoredRow[] = [];
  for await (const rows of rowsOf(tx, id, { order: '"creditCode" collate "C"' })) all.push(...rows);
  return all;
}

/** Scores of older rows by a newer definition; null where it gives none, as where it asks for facts they don't hold. */
function scoresAnew(rows: readonly StoredRow[], { body, cohort }: WholeSnapshot): (number | null)[] {
  const ranker = new Ranker(body, cohort.facts, rows.length);
  for (const { inputs } of rows) ranker.first(inputs);
  for (const { inputs } of rows) ranker.second(inputs);
  return rows.map((row, i) => scoreOf(ranker.third(i, row, row.inputs, false)));
}
