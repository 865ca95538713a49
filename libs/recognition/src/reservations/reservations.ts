import { uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { Application } from '../applications/application';
import type { Reservation } from './reservation';
import { badField, standsAgainst } from '../recognition.errors';
import { relationReservations } from '../relations/relation-reservations';
import { checkReservations } from '../checks/check-reservations';
import { departmentReservations } from '../consultations/department-reservations';

/** All that stands against an action on a case today. */
export async function reservationsOf(
  tx: Transaction,
  application: Application,
  action: string,
): Promise<Reservation[]> {
  return [
    ...(await departmentReservations(tx, application, action)),
    ...(await checkReservations(tx, application, action)),
    ...(await relationReservations(tx, application, action)),
  ];
}

/**
 * Nothing that blocks stands against it, and what asks for an explanation has one.
 * @throws DomainError `RECOGNITION.STANDS_AGAINST`, `RECOGNITION.NEEDS_DESPITE`.
 */
export function requireExplained(reservations: readonly Reservation[], despite: string | null | undefined): void {
  const blocking = reservations.find(({ effect }) => effect === 'blocks');
  if (blocking) throw standsAgainst(blocking.words);
  if (reservations.length === 0 || despite) return;
  const what = reservations.map(({ words }) => words).join('；');
  throw badField('despite', 'NEEDS_DESPITE', `${what}。仍要办理的，请打开案卷，写明为什么。`);
}

/** Keeps what stood against a step, with why it was taken all the same. */
export async function keepReservations(
  tx: Transaction,
  { id, enterpriseId }: Application,
  stepId: string,
  reservations: readonly Reservation[],
  despite: string | null | undefined,
): Promise<void> {
  for (const { kind, code, words } of reservations)
    await tx.rows(
      `insert into application_reservation (id, "applicationId", "enterpriseId", "stepId", kind, code, words, explanation)
       values ($1, $2, $3, $4, $5, $6, left($7, 500), $8)`,
      [uuidv7(), id, enterpriseId, stepId, kind, code, words, despite],
    );
}
