import type { Transaction } from '@tidu/platform';
import { batchNotFound } from '../recognition.errors';
import type { Purpose } from '../applications/application';
import type { Level } from '../rules/procedure';
import type { Window } from './window';

/** A batch as enterprises see it. */
export interface OpenBatch extends Window {
  id: string;
  name: string;
  title: string;
  level: Level;
  procedure: string;
  year: number;
  note: string | null;
  officerId: string;
  purposes: { purpose: Purpose; releaseId: string; standardName: string; standardRegion: string }[];
}

const select = `select b.id, b.name, b.title, b.level, b.procedure, b.year, b.note, b.state, b."officerId", b."opensAt", b."closesAt",
  b."graceMinutes", (select jsonb_agg(jsonb_build_object('purpose', p.purpose, 'releaseId', p."releaseId", 'standardName', r.name,
    'standardRegion', r.content->>'region') order by p.purpose)
   from recognition_batch_purpose p join standard_release r on r.id = p."releaseId" where p."batchId" = b.id) as purposes
 from recognition_batch b`;

/** Batches whose window is to come or open, and those the enterprise is in; soonest to close first. */
export function batchesFor(tx: Transaction, enterpriseId: string): Promise<OpenBatch[]> {
  return tx.rows<OpenBatch>(
    `${select} where (b.state = 'announced' and b."closesAt" + make_interval(mins => b."graceMinutes") > now())
       or exists (select from application a where a."batchId" = b.id and a."enterpriseId" = $1)
     order by b."closesAt", b.id limit 100`,
    [enterpriseId],
  );
}

/** @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`, of one that is not announced too. */
export async function batchOf(tx: Transaction, id: string): Promise<OpenBatch> {
  const found = await tx.row<OpenBatch>(`${select} where b.id = $1 and b.state <> 'prepared'`, [id]);
  if (!found) throw batchNotFound();
  return found;
}

/** What an enterprise is told of a batch. */
export const batchView = ({ id, name, title, level, year, note, opensAt, closesAt, graceMinutes }: OpenBatch) => ({
  ...{ id, name, title, level, year, note, graceMinutes },
  ...{ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
});
