import type { Day } from '@tidu/kernel';
import { staleVersion, type Transaction } from '@tidu/platform';
import { listNotFound } from '../recognition.errors';
import type { Level } from '../rules/procedure';

export type ListState = 'reading' | 'ready' | 'stopped' | 'undone';
export const rowStates = ['matched', 'ambiguous', 'notOurs', 'rejected'] as const;
/** What became of a row of a list that was read. */
export type RowState = (typeof rowStates)[number];

/** What an official list says of all its rows. */
export interface ListTerms {
  title: string;
  level: Level;
  batch: string;
  /** 文号. */
  document: string;
  /** Names are read as of this day. */
  listedOn: Day;
  /** First day of validity. */
  validFrom: Day;
  /** First day without. */
  validUntil: Day;
}

/** An official list (官方名单) as it is kept. */
export interface OfficialList extends ListTerms {
  id: string;
  fileId: string | null;
  /** File that is being read; counts once it is matched. */
  pendingFileId: string | null;
  /** Rows of the file that counts; null until the first one is read. */
  rowsIn: number | null;
  state: ListState;
  /** Why it was stopped. */
  problem: string | null;
  jobId: string | null;
  grantJobId: string | null;
  grantedByName: string | null;
  version: number;
  createdAt: string;
  createdBy: string;
  createdByName: string;
  changedAt: string;
  changedByName: string;
}

/** A file of a list that is being read. */
export interface PendingFile {
  listId: string;
  fileId: string;
}

/** A row as it is kept. */
export interface ListedRow {
  id: string;
  listId: string;
  fileId: string;
  row: number;
  name: string | null;
  creditCode: string | null;
  badCode: string | null;
  place: string | null;
  state: RowState | 'read' | 'gone';
  reason: string | null;
  /** Enterprises it may mean, also those out of sight. */
  candidates: number;
  enterpriseId: string | null;
  titleId: string | null;
  grant: 'granted' | 'stood' | 'held' | 'undone' | null;
  grantNote: string | null;
  applicationId: string | null;
  version: number;
}

export const listColumns = `l.id, l.title, l.level, l.batch, l.document, l."listedOn"::text as "listedOn",
  l."validFrom"::text as "validFrom", l."validUntil"::text as "validUntil", l."fileId", l."pendingFileId", l."rowsIn", l.state,
  l.problem, l."jobId", l."grantJobId", l."grantedByName", l.version, l."createdAt", l."createdBy", l."createdByName",
  l."changedAt", l."changedByName"`;

export const rowColumns = `r.id, r."listId", r."fileId", r."row", r.name, r."creditCode", r."badCode", r.place, r.state, r.reason, r.candidates,
  r."enterpriseId", r."titleId", r."grant", r."grantNote", r."applicationId", r.version`;

/** The list. @throws DomainError `RECOGNITION.LIST_NOT_FOUND`. */
export async function findList(tx: Transaction, id: string): Promise<OfficialList> {
  const found = await tx.row<OfficialList>(`select ${listColumns} from official_list l where l.id = $1`, [id]);
  if (!found) throw listNotFound();
  return found;
}

/** The list, locked. @throws DomainError `RECOGNITION.LIST_NOT_FOUND`, `PLATFORM.STALE`. */
export async function lockList(tx: Transaction, id: string, version?: number): Promise<OfficialList> {
  await tx.rows('select from official_list where id = $1 for update', [id]);
  const found = await findList(tx, id);
  const { changedByName: who, changedAt: at } = found;
  if (version !== undefined && version !== found.version)
    throw staleVersion('名单', { version: found.version, who, at });
  return found;
}

type Settable = 'fileId' | 'pendingFileId' | 'rowsIn' | 'state' | 'problem' | 'jobId' | 'grantJobId' | 'grantedByName';

/** Changes the locked list. */
export async function changeList(tx: Transaction, id: string, set: Partial<Pick<OfficialList, Settable>>) {
  const assigned = Object.keys(set).map((name, at) => `, "${name}" = $${at + 3}`);
  await tx.rows(
    `update official_list set version = version + 1, "changedAt" = now(), "changedByName" = $2 ${assigned.join('')} where id = $1`,
    [id, tx.person.name, ...Object.values(set)],
  );
}

/** How many rows of the file that counts came to what, as far as the person sees. */
export async function countRows(tx: Transaction, { id, fileId }: OfficialList): Promise<Record<RowState, number>> {
  const rows = await tx.rows<{ state: RowState; n: number }>(
    `select state, count(*)::int as n from official_list_row where "listId" = $1 and "fileId" = $2 group by state`,
    [id, fileId],
  );
  const counts = { matched: 0, ambiguous: 0, notOurs: 0, rejected: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}
