import { type Day, uuidv7 } from '@tidu/kernel';
import { staleVersion, type Transaction } from '@tidu/platform';
import { applicationNotFound } from '../recognition.errors';
import type { Level } from '../rules/procedure';

/** What an application is for (申报类型). */
export const purposes = ['application', 'renewal'] as const;
export type Purpose = (typeof purposes)[number];
export const purposeWords: Readonly<Record<Purpose, string>> = { application: '新申报', renewal: '复核' };

/** An application (申报) as it is kept, with what its batch says of it. */
export interface Application {
  id: string;
  batchId: string;
  purpose: Purpose;
  enterpriseId: string;
  /** A state of its procedure. */
  state: string;
  stateSince: string;
  revisionId: string | null;
  receiptNumber: string | null;
  submittedAt: string | null;
  submittedBy: string | null;
  reviewedBy: string | null;
  approvedBy: string | null;
  officerId: string | null;
  dueOn: Day | null;
  dueProvisional: boolean;
  /** Working days of the review that were left when its clock was stopped; null: it was not. */
  restWorkingDays: number | null;
  version: number;
  changedAt: string;
  changedByName: string;
  /** Of the batch. */
  title: string;
  level: Level;
  procedure: string;
  batchName: string;
  batchOfficerId: string;
}

/** Columns of an application `a` with its batch `b`, from `applicationTables`. */
export const applicationColumns = `a.id, a."batchId", a.purpose, a."enterpriseId", a.state, a."stateSince", a."revisionId",
  a."receiptNumber", a."submittedAt", a."submittedBy", a."reviewedBy", a."approvedBy", a."officerId",
  a."dueOn"::text as "dueOn", a."dueProvisional", a."restWorkingDays", a.version,
  a."changedAt", a."changedByName", b.title, b.level, b.procedure, b.name as "batchName", b."officerId" as "batchOfficerId"`;
export const applicationTables = `application a join recognition_batch b on b.id = a."batchId"`;

/** The application. @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`. */
export async function findApplication(tx: Transaction, id: string): Promise<Application> {
  const sql = `select ${applicationColumns} from ${applicationTables} where a.id = $1`;
  const found = await tx.row<Application>(sql, [id]);
  if (!found) throw applicationNotFound();
  return found;
}

/**
 * The application, locked until the transaction ends.
 * @throws DomainError `RECOGNITION.APPLICATION_NOT_FOUND`, `PLATFORM.STALE` where another version stands: somebody
 *   decided meanwhile.
 */
export async function lockApplication(tx: Transaction, id: string, version?: number): Promise<Application> {
  await tx.rows('select from application where id = $1 for update', [id]);
  const found = await findApplication(tx, id);
  const { changedByName: who, changedAt: at } = found;
  if (version !== undefined && version !== found.version)
    throw staleVersion('申报', { version: found.version, who, at });
  return found;
}

/** Columns that an act may set. */
type Settable =
  | 'purpose'
  | 'state'
  | 'revisionId'
  | 'receiptNumber'
  | 'submittedAt'
  | 'submittedBy'
  | 'reviewedBy'
  | 'approvedBy'
  | 'officerId'
  | 'restWorkingDays';

/** Until when, and how that was counted; all null: no rule says. */
export interface CountedDue {
  dueOn: Day | null;
  dueProvisional: boolean;
  countedFrom: Day | null;
  workingDays: number | null;
  calendarVersion: number | null;
}

/** Changes the locked application; a new state begins now. */
export async function changeApplication(
  tx: Transaction,
  { id }: Application,
  set: Partial<Pick<Application, Settable>> & Partial<CountedDue>,
): Promise<Application> {
  const names = Object.keys(set);
  const since = set.state === undefined ? '' : ', "stateSince" = now()';
  const assigned = names.map((name, i) => `, "${name}" = $${i + 3}`).join('');
  await tx.rows(
    `update application set version = version + 1, "changedAt" = now(), "changedByName" = $2 ${since} ${assigned} where id = $1`,
    [id, tx.person.name, ...Object.values(set)],
  );
  return findApplication(tx, id);
}

/** A document of the higher level (来文). */
export interface HigherDocument {
  /** 文号, or the name of the list. */
  document: string;
  documentOn: Day;
}

export interface NewStep {
  action: string;
  from: string | null;
  reason?: string | null;
  document?: HigherDocument | null;
  bulkId?: string | null;
}

/** One step more in what was done with the application; returns its id. */
export async function noteStep(tx: Transaction, application: Application, step: NewStep): Promise<string> {
  const id = uuidv7();
  await tx.rows(
    `insert into application_step (id, "applicationId", "enterpriseId", action, "from", "to", "revisionId", reason,
       document, "documentOn", "personId", "personName", principal, "bulkId")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[id, application.id, application.enterpriseId, step.action, step.from, application.state],
      ...[application.revisionId, step.reason ?? null, step.document?.document ?? null],
      ...[step.document?.documentOn ?? null, tx.person.id, tx.person.name, tx.person.principal?.name ?? null],
      step.bulkId ?? null,
    ],
  );
  return id;
}
