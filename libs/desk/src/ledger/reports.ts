import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';

export type ReportState = 'waiting' | 'accepted' | 'returned';

/** That a task is done, as who held it said, and what was found. */
export interface Report {
  id: string;
  taskId: string;
  enterpriseId: string | null;
  title: string;
  reason: string;
  evidence: string | null;
  files: number;
  reportedAt: string;
  reportedBy: string;
  reportedByName: string;
  state: ReportState;
  decidedAt: string | null;
  decidedByName: string | null;
  decidedReason: string | null;
  byEnterprise: boolean;
}

const columns = `id, "taskId", "enterpriseId", title, reason, evidence, files, "reportedAt", "reportedBy", "reportedByName",
  state, "decidedAt", "decidedByName", "decidedReason", "byEnterprise"`;

/** The newest first. */
export const reportsOf = (tx: Transaction, taskId: string): Promise<Report[]> =>
  tx.rows<Report>(`select ${columns} from desk_report where "taskId" = $1 order by id desc limit 50`, [taskId]);

/** The one that waits to be decided, locked; null where none does. */
export const waitingReport = (tx: Transaction, taskId: string): Promise<Report | null> =>
  tx.row<Report>(`select ${columns} from desk_report where "taskId" = $1 and state = 'waiting' for update`, [taskId]);

/** Those that wait for an enterprise to confirm. */
export const reportsToConfirm = (tx: Transaction): Promise<Report[]> =>
  tx.rows<Report>(
    `select ${columns} from desk_report where state = 'waiting' and "enterpriseId" is not null order by id limit 100`,
  );

/** Decides it; who is named must not be who reported it (by constraint too). */
export async function decideReport(
  tx: Transaction,
  id: string,
  {
    state,
    reason,
    byEnterprise,
    name,
  }: { state: 'accepted' | 'returned'; reason: string; byEnterprise: boolean; name: string },
): Promise<boolean> {
  const decided = await tx.rows(
    `update desk_report set state = $2, "decidedAt" = now(), "decidedBy" = $3, "decidedByName" = $4, "decidedReason" = $5,
       "byEnterprise" = $6 where id = $1 and state = 'waiting' returning id`,
    [id, state, tx.person.id, name, reason, byEnterprise],
  );
  return decided.length > 0;
}

/** A file that shows that a task was done. */
export interface TaskFile {
  id: string;
  fileName: string;
  uploadedAt: string;
  uploadedByName: string;
}

export const filesOf = (tx: Transaction, taskId: string): Promise<TaskFile[]> =>
  tx.rows<TaskFile>(
    'select id, "fileName", "uploadedAt", "uploadedByName" from desk_file where "taskId" = $1 order by id limit 200',
    [taskId],
  );

/** How many files a task has as evidence. */
export async function countFiles(tx: Transaction, taskId: string): Promise<number> {
  const row = await tx.row<{ n: number }>('select count(*)::int as n from desk_file where "taskId" = $1', [taskId]);
  return row?.n ?? 0;
}

/** Where a promise came from. */
export interface PromiseOrigin {
  source: string;
  sourceNote: string;
  madeOn: Day;
}

export const originOf = (tx: Transaction, taskId: string): Promise<PromiseOrigin | null> =>
  tx.row<PromiseOrigin>(
    'select source, "sourceNote", "madeOn"::text as "madeOn" from desk_promise where "taskId" = $1',
    [taskId],
  );
