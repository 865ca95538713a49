import { type Day, shanghaiDay } from '@tidu/kernel';
import { staleVersion, type Transaction } from '@tidu/platform';
import type { Purpose } from '../applications/application';
import { batchNotFound } from '../recognition.errors';
import type { Level } from '../rules/procedure';

/** `prepared`: seen by staff alone; `announced`: seen by enterprises; `ended`: nothing may be submitted any more. */
export const batchStates = ['prepared', 'announced', 'ended'] as const;
export type BatchState = (typeof batchStates)[number];

/** The standard of a batch for one purpose, with what people know it by. */
export interface BatchStandard {
  purpose: Purpose;
  releaseId: string;
  standardId: string;
  version: number;
  name: string;
}

/** A batch (申报批次) as it is kept. */
export interface Batch {
  id: string;
  name: string;
  title: string;
  level: Level;
  procedure: string;
  /** Accounting year of the newest figures asked for. */
  year: number;
  opensAt: Date;
  closesAt: Date;
  graceMinutes: number;
  quota: number | null;
  note: string | null;
  officerId: string;
  officerName: string;
  state: BatchState;
  standards: BatchStandard[];
  version: number;
  createdAt: Date;
  createdByName: string;
  changedAt: Date;
  changedByName: string;
}

/** Columns of a batch `b` with its officer `p`, from `batchTables`. */
export const batchColumns = `b.id, b.name, b.title, b.level, b.procedure, b.year::int as year, b."opensAt", b."closesAt",
  b."graceMinutes"::int as "graceMinutes", b.quota, b.note, b."officerId", p."displayName" as "officerName", b.state,
  (select coalesce(jsonb_agg(jsonb_build_object('purpose', bp.purpose, 'releaseId', r.id, 'standardId', r."standardId",
     'version', r.version, 'name', r.name) order by bp.purpose), '[]')
   from recognition_batch_purpose bp join standard_release r on r.id = bp."releaseId" where bp."batchId" = b.id) as standards,
  b.version, b."createdAt", b."createdByName", b."changedAt", b."changedByName"`;
export const batchTables = `recognition_batch b join person p on p.id = b."officerId"`;

/** The batch. @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`. */
export async function findBatch(tx: Transaction, id: string): Promise<Batch> {
  const found = await tx.row<Batch>(`select ${batchColumns} from ${batchTables} where b.id = $1`, [id]);
  if (!found) throw batchNotFound();
  return found;
}

/** The batch, locked until the transaction ends. @throws DomainError `PLATFORM.STALE` where another version stands. */
export async function lockBatch(tx: Transaction, id: string, version: number): Promise<Batch> {
  await tx.rows('select from recognition_batch where id = $1 for update', [id]);
  const found = await findBatch(tx, id);
  const { changedByName: who, changedAt: at } = found;
  if (version !== found.version) throw staleVersion('批次', { version: found.version, who, at });
  return found;
}

/** What a batch is made of, as whoever keeps it gives it. */
export interface GivenBatch {
  name: string;
  title: string;
  level: Level;
  procedure: string;
  year: number;
  opensAt: string;
  closesAt: string;
  graceMinutes: number;
  quota: number | null;
  note: string | null;
  officer: string;
  standards: { purpose: Purpose; releaseId: string }[];
}

/** The district's day of an instant that is no longer included: what closes at midnight closes the evening before. */
export const lastDayBefore = (instant: Date): Day => shanghaiDay(instant.getTime() - 1);
