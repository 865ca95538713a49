import type { Transaction } from '@tidu/platform';
import type { Application } from '../applications/application';
import type { Reservation } from '../reservations/reservation';
import { relationRules } from '../rules/relation-rules';
import { relationsOf, relationWords } from './relations';

/** What stands against recommending a firm because of others, or of a title of its own (关联企业冲突). */
export async function relationReservations(
  tx: Transaction,
  application: Application,
  action: string,
): Promise<Reservation[]> {
  return relationRules().guards.includes(action) ? relationConflicts(tx, application) : [];
}

/** The same, whatever is done. */
export async function relationConflicts(
  tx: Transaction,
  { id, enterpriseId, title, level }: Pick<Application, 'id' | 'enterpriseId' | 'title' | 'level'>,
): Promise<Reservation[]> {
  const related = await relationsOf(tx, [{ key: id, enterpriseId, title, level }]);
  const reservations: Reservation[] = [];
  for (const one of related.get(id)?.found ?? [])
    reservations.push({
      ...{ kind: 'relation', code: one.rule.code, effect: one.effect },
      words: (await relationWords(tx, one)).slice(0, 500),
    });
  return reservations;
}

/**
 * One after the other, whoever might be of one group: each sees what the one before it recommended. Taken after the lock
 * of the application and before that of its batch.
 */
export async function lockRelations(tx: Transaction, action: string): Promise<void> {
  if (relationRules().guards.includes(action))
    await tx.rows(`select pg_advisory_xact_lock(hashtextextended('recognition.relations', 0))`);
}
