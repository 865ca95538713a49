import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { BandsMade } from '../band/bands';
import type { DefinitionBody } from '../definitions/body';
import type { SealedColumn } from '../evaluate/cells';
import type { FactsUsed } from '../evaluate/measure';
import type { CohortValues } from '../evaluate/ranker';
import type { RunUsed } from '../run/source-sql';

export type SnapshotState = 'preview' | 'frozen' | 'superseded';

/** A snapshot without its rows. */
export interface Snapshot {
  id: string;
  definitionId: string;
  code: string;
  title: string;
  own: boolean;
  year: number;
  asOf: string;
  definitionVersion: number;
  definitionHash: string;
  seriesId: string;
  version: number;
  replacesId: string | null;
  /** The frozen version that takes its place. */
  supersededBy: string | null;
  reason: string | null;
  state: SnapshotState;
  demo: boolean;
  total: number;
  excluded: number;
  flagged: number;
  places: number | null;
  tied: number;
  counts: { flags: Record<string, number>; classes: Record<string, number> };
  rowsRoot: string;
  root: string | null;
  readAt: Date;
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  frozenAt: Date | null;
  frozenByName: string | null;
  disclosedAt: Date | null;
}

/** The same with what it was made by. */
export interface WholeSnapshot extends Snapshot {
  body: DefinitionBody;
  columns: SealedColumn[];
  cohort: {
    extremes: Record<string, CohortValues | null>;
    placed: number;
    runs: RunUsed[];
    facts: FactsUsed;
    /** How the bands (临界带) were made; absent: a snapshot without. */
    bands?: BandsMade;
  };
  blocks: Buffer;
  head: object | null;
}

export const snapshotColumns = `s.id, s."definitionId", d.code, d.title, d.own, d.year, d."asOf"::text as "asOf",
  d.version as "definitionVersion", d.hash as "definitionHash", s."seriesId", s.version, s."replacesId",
  n.id as "supersededBy", s.reason,
  case when f."snapshotId" is null then 'preview' when n.id is null then 'frozen' else 'superseded' end as state,
  s.demo, s.total, s.excluded, s.flagged, s.places, s.tied, s.counts, s."rowsRoot", f.root, s."readAt", s."createdAt",
  s."createdBy", s."createdByName", f."frozenAt", f."frozenByName", x."disclosedAt"`;
export const snapshotFrom = `ranking_snapshot s join ranking_definition d on d.id = s."definitionId"
  left join ranking_freeze f on f."snapshotId" = s.id
  left join ranking_disclosure x on x."snapshotId" = s.id
  left join (ranking_snapshot n join ranking_freeze nf on nf."snapshotId" = n.id) on n."replacesId" = s.id`;

/** @throws DomainError `RANKINGS.NO_SNAPSHOT`. */
export async function getSnapshot(tx: Transaction, id: string): Promise<Snapshot> {
  return found(await tx.row<Snapshot>(`select ${snapshotColumns} from ${snapshotFrom} where s.id = $1`, [id]));
}

/** @throws DomainError `RANKINGS.NO_SNAPSHOT`. */
export async function wholeSnapshot(tx: Transaction, id: string): Promise<WholeSnapshot> {
  return found(
    await tx.row<WholeSnapshot>(
      `select ${snapshotColumns}, d.body, s.columns, s.cohort, s.blocks, f.head from ${snapshotFrom} where s.id = $1`,
      [id],
    ),
  );
}

function found<T>(row: T | null): T {
  if (row) return row;
  throw new DomainError('notFound', 'RANKINGS.NO_SNAPSHOT', '没有这份排名快照，可能已被舍弃，或已随演示数据清除。');
}

/** A frozen snapshot that no other has replaced. @throws DomainError `RANKINGS.NOT_FROZEN`, `RANKINGS.SUPERSEDED`. */
export async function requireFrozen(tx: Transaction, id: string): Promise<Snapshot> {
  const snapshot = await getSnapshot(tx, id);
  if (snapshot.state === 'preview')
    throw new DomainError('conflict', 'RANKINGS.NOT_FROZEN', '这份排名还是预览，请先由另一个人复核冻结。');
  if (snapshot.state === 'superseded')
    throw new DomainError(
      'conflict',
      'RANKINGS.SUPERSEDED',
      `这份排名的第 ${snapshot.version} 版已被更正的版本取代，请用新的版本。`,
    );
  return snapshot;
}
