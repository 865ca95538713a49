import type { Transaction } from '@tidu/platform';
import { conflictOfInterest } from '../recognition.errors';
import type { Action } from '../rules/procedure';
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

/** Whoever declared one neither reviews nor decides. @throws DomainError `RECOGNITION.CONFLICT_OF_INTEREST`. */
export async function requireNoConflict(tx: Transaction, { enterpriseId }: Application, { by }: Action): Promise<void> {
  if (by !== 'reviewer' && by !== 'approver') return;
  const own = (await standingConflicts(tx, enterpriseId)).find(({ personId }) => personId === tx.person.id);
  if (own) throw conflictOfInterest(own.reason);
}
