import type { Transaction } from '@tidu/platform';
import { conflictOfInterest } from '../recognition.errors';
import type { Action, Actor } from '../rules/procedure';
import type { Application } from './application';

/** A declared conflict of interest (回避): who, why, since when. */
export interface Conflict {
  id: string;
  personId: string;
  personName: string;
  reason: string;
  declaredAt: string;
}

/** Those that stand about an enterprise, the oldest first. */
export function standingConflicts(tx: Transaction, enterpriseId: string): Promise<Conflict[]> {
  return tx.rows<Conflict>(
    `select id, "personId", "personName", reason, "declaredAt" from recognition_conflict
     where "enterpriseId" = $1 and "liftedAt" is null order by "declaredAt", id limit 100`,
    [enterpriseId],
  );
}

/** Acts of staff: whoever declared a conflict does none of them, the recording of a higher decision neither. */
const ofStaff: readonly Actor[] = ['reviewer', 'approver', 'recorder'];

/** Whether a conflict of interest keeps one from acting as this. */
export const keptFrom = (as: Actor): boolean => ofStaff.includes(as);

/** Whoever declared one stays out of the case. @throws DomainError `RECOGNITION.CONFLICT_OF_INTEREST`. */
export async function requireNoConflict(tx: Transaction, { enterpriseId }: Application, { by }: Action): Promise<void> {
  if (keptFrom(by)) await requireNoConflictWith(tx, [enterpriseId]);
}

/** The person declared none about any of these enterprises. @throws DomainError `RECOGNITION.CONFLICT_OF_INTEREST`. */
export async function requireNoConflictWith(tx: Transaction, enterpriseIds: readonly string[]): Promise<void> {
  const own = await tx.row<{ reason: string }>(
    `select reason from recognition_conflict where "enterpriseId" = any($1::uuid[]) and "personId" = $2 and "liftedAt" is null
     order by "declaredAt" limit 1`,
    [enterpriseIds, tx.person.id],
  );
  if (own) throw conflictOfInterest(own.reason);
}
