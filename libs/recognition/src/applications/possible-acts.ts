import type { ActingPerson } from '@tidu/platform';
import type { Need } from '../rules/procedure';
import type { Application } from './application';
import { possibleActions, refusalOf } from './application-acts.service';
import type { Conflict } from './conflict-of-interest';
import type { Reservation } from '../reservations/reservation';
import { mayActAs } from './queue.queries';
import { type Waits, waitsFor } from './waits';

/** What the person may do with a case as it stands. */
export interface PossibleAct {
  action: string;
  label: string;
  by: Waits;
  needs: readonly Need[];
  /** Why this person may not, although somebody else may; null: they may. */
  blocked: string | null;
  /** What stands against it (须说明的情形). */
  against: Reservation[];
}

/** What those who act as this may do with a case, and why this person doesn't. */
export function possibleFor(
  person: ActingPerson,
  application: Application,
  conflicts: readonly Conflict[],
): Omit<PossibleAct, 'against'>[] {
  const own = conflicts.find(({ personId }) => personId === person.id);
  return waitsFor
    .filter((by) => mayActAs(person, by))
    .flatMap((by) =>
      possibleActions(application, by).map(({ code: action, label, needs }) => ({
        ...{ action, label, by, needs },
        blocked: refusalOf(person, application, action, own),
      })),
    );
}
