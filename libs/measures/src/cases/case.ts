import { type Day, shanghaiDay, uuidv7, yearOf } from '@tidu/kernel';
import { staleVersion, type Transaction } from '@tidu/platform';
import { caseNotFound } from '../measures.errors';

/** A case of support: an enterprise, a measure, a period. Amounts in 分 as texts. */
export interface Case {
  id: string;
  measureId: string;
  measureCode: string;
  measureName: string;
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  period: number;
  state: string;
  amount: string | null;
  inputs: Record<string, string>;
  workings: string[];
  payeeName: string | null;
  payeeBank: string | null;
  payeeAccount: string | null;
  lineId: string | null;
  /** Year of the budget line it holds of. */
  lineYear: number | null;
  held: 'none' | 'reserved' | 'committed' | 'paid';
  cap: string | null;
  reason: string | null;
  needsApproval: boolean;
  reviewedBy: string | null;
  reviewedByName: string | null;
  approvedBy: string | null;
  approvedByName: string | null;
  stateSince: Date;
  dueOn: Day | null;
  dueProvisional: boolean;
  paidOn: Day | null;
  version: number;
  createdAt: Date;
  changedAt: Date;
  changedByName: string;
}

export const caseColumns = `c.id, c."measureId", c."measureCode", m.name as "measureName", c."enterpriseId", e.name as "enterpriseName",
  e."creditCode", c.period::int as period, c.state, c.amount::text as amount, c.inputs, c.workings, c."payeeName", c."payeeBank", c."payeeAccount",
  c."lineId", l.year::int as "lineYear", c.held, c.cap, c.reason, c."needsApproval", c."reviewedBy", c."reviewedByName",
  c."approvedBy", c."approvedByName", c."stateSince", c."dueOn"::text as "dueOn", c."dueProvisional", c."paidOn"::text as "paidOn",
  c.version, c."createdAt", c."changedAt", c."changedByName"`;
export const caseTables = `measure_case c join measure m on m.id = c."measureId" join enterprise e on e.id = c."enterpriseId"
  left join budget_line l on l.id = c."lineId"`;

/** @throws DomainError `MEASURES.CASE_NOT_FOUND`, the same for one out of sight. */
export async function findCase(tx: Transaction, id: string): Promise<Case> {
  const found = await tx.row<Case>(`select ${caseColumns} from ${caseTables} where c.id = $1`, [id]);
  if (!found) throw caseNotFound();
  return tx.sealer.openRow('measure_case', found);
}

/** The same, locked. @throws DomainError `PLATFORM.STALE` where it was changed meanwhile. */
export async function lockCase(tx: Transaction, id: string, version?: number): Promise<Case> {
  await tx.rows('select from measure_case where id = $1 for update', [id]);
  const found = await findCase(tx, id);
  const { changedByName: who, changedAt: at } = found;
  if (version !== undefined && version !== found.version)
    throw staleVersion('这一件', { version: found.version, who, at });
  return found;
}

/** Takes turns with everything else that is decided about the support of an enterprise, by whichever record of it. */
export const inTurn = (tx: Transaction, enterpriseId: string): Promise<object[]> =>
  tx.rows(`select pg_advisory_xact_lock(hashtextextended('support ' || enterprise_survivor($1), 0))`, [enterpriseId]);

/** All records of the enterprise `$1` stands for, as SQL: what was decided about a second record counts for all. */
export const familySql = 'select enterprise_family(enterprise_survivor($1))';

/** The year a case counts for where measures exclude each other in a year alone. */
export const caseYear = ({ period, createdAt }: Pick<Case, 'period' | 'createdAt'>): number =>
  period > 0 ? period : yearOf(shanghaiDay(createdAt));

/** Columns that an act may set. */
export type CaseChange = Partial<{
  state: string;
  measureId: string;
  amount: string | null;
  inputs: string;
  workings: string[];
  payeeName: string;
  payeeBank: string;
  payeeAccount: string;
  lineId: string | null;
  held: Case['held'];
  cap: string | null;
  reason: string | null;
  needsApproval: boolean;
  reviewedBy: string | null;
  reviewedByName: string | null;
  approvedBy: string | null;
  approvedByName: string | null;
  dueOn: Day | null;
  dueProvisional: boolean;
  paidOn: Day | null;
}>;

/** Changes a locked case; a new state begins now. */
export async function changeCase(tx: Transaction, id: string, set: CaseChange): Promise<Case> {
  const names = Object.keys(set);
  const since = set.state === undefined ? '' : ', "stateSince" = now()';
  await tx.rows(
    `update measure_case set version = version + 1, "changedAt" = now(), "changedByName" = $2 ${since}
       ${names.map((name, i) => `, "${name}" = $${i + 3}`).join('')} where id = $1`,
    [id, tx.person.name, ...Object.values(tx.sealer.sealRow('measure_case', set, id))],
  );
  return findCase(tx, id);
}

interface NewStep {
  act: string;
  from: string | null;
  reason: string | null;
  evidence?: string | null;
}

/** One step more in what became of a case. */
export async function noteCaseStep(
  tx: Transaction,
  { id, enterpriseId, state, amount }: Case,
  { act, from, reason, evidence = null }: NewStep,
): Promise<void> {
  await tx.rows(
    `insert into measure_step (id, "caseId", "enterpriseId", act, "from", "to", amount, reason, evidence, "personId", "personName", principal)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[uuidv7(), id, enterpriseId, act, from, state, amount, reason, evidence],
      ...[tx.person.id, tx.person.name, tx.person.principal?.name ?? null],
    ],
  );
}
