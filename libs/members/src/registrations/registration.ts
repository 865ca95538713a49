import { staleVersion, type Transaction } from '@tidu/platform';
import { requestNotFound } from '../members.errors';
import { type RequestAct, requirePossible, type RequestState, transitions } from './registration.transitions';

/** A request to act for an enterprise, as it is stored (认领申请). */
export interface Registration {
  id: string;
  personId: string;
  creditCode: string;
  enterpriseName: string;
  personName: string;
  phone: string;
  state: RequestState;
  version: number;
  createdAt: string;
  proofFile: string | null;
  proofFileName: string | null;
  proofAt: string | null;
  enterpriseId: string | null;
  approvedBy: string | null;
  approvedByName: string | null;
  approvedAt: string | null;
  periodBegunAt: string | null;
  objectionUntil: string | null;
  objection: string | null;
  objectedAt: string | null;
  objectedByName: string | null;
  answer: string | null;
  changedAt: string;
  changedByName: string;
}

export const registrationColumns = `r.id, r."personId", r."creditCode", r."enterpriseName", r."personName", r.phone, r.state,
  r.version, r."createdAt", r."proofFile", r."proofFileName", r."proofAt", r."enterpriseId", r."approvedBy",
  r."approvedByName", r."approvedAt", r."periodBegunAt", r."objectionUntil"::text as "objectionUntil", r.objection,
  r."objectedAt", r."objectedByName", r.answer, r."changedAt", r."changedByName"`;

/** The request, if the acting person may see it. @throws DomainError `MEMBERS.REQUEST_NOT_FOUND`. */
export async function findRegistration(tx: Transaction, id: string, lock = ''): Promise<Registration> {
  const found = await tx.row<Registration>(
    `select ${registrationColumns} from registration r where r.id = $1 ${lock}`,
    [id],
  );
  if (!found) throw requestNotFound();
  return tx.sealer.openRow('registration', found);
}

/**
 * The request, locked, for an act that starts from `version` of it (absent: from whatever stands).
 * @throws DomainError `PLATFORM.STALE`, `MEMBERS.ILLEGAL_TRANSITION`, `MEMBERS.REQUEST_NOT_FOUND`.
 */
export async function lockFor(tx: Transaction, id: string, act: RequestAct, version?: number): Promise<Registration> {
  const found = await findRegistration(tx, id, 'for update');
  if (version !== undefined && found.version !== version) {
    const { changedByName: who, changedAt: at } = found;
    throw staleVersion('申请', { version: found.version, who, at });
  }
  requirePossible(act, found.state);
  return found;
}

/** Columns that acts set beside the state. */
export type Settable = Partial<
  Pick<
    Registration,
    | 'proofFile'
    | 'proofFileName'
    | 'proofAt'
    | 'enterpriseId'
    | 'approvedBy'
    | 'approvedByName'
    | 'approvedAt'
    | 'periodBegunAt'
    | 'objectionUntil'
    | 'objection'
    | 'objectedAt'
    | 'objectedByName'
    | 'answer'
  > & { objectedBy: string | null }
>;

/** Leads a locked request on by an act of the table, and counts the change. */
export async function move(
  tx: Transaction,
  { id, state }: Registration,
  act: RequestAct,
  to: RequestState,
  set: Settable = {},
): Promise<void> {
  if (!transitions[act].from.includes(state) || !transitions[act].to.includes(to))
    throw new Error(`${act} does not lead from ${state} to ${to}`);
  const names = Object.keys(set);
  await tx.rows(
    `update registration set state = $2, version = version + 1, "changedAt" = now(), "changedByName" = $3
       ${names.map((name, i) => `, "${name}" = $${i + 4}`).join('')} where id = $1`,
    [id, to, tx.person.name, ...Object.values(set)],
  );
}
