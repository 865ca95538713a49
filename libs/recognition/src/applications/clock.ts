import { dueFrom, restOf } from '@tidu/desk';
import type { Day } from '@tidu/kernel';
import type { State } from '../rules/procedure';
import type { Application, CountedDue } from './application';
import type { VersionedCalendar } from '@tidu/reference';

const noDue: CountedDue = {
  ...{ dueOn: null, dueProvisional: false, countedFrom: null, workingDays: null, calendarVersion: null },
};

/**
 * Until when a case that enters a state today is to be dealt with. Where the state stops the clock, what was left of
 * the review is kept and goes on, by the calendar of that day, with the next state of the bureau that has a term.
 */
export function dueIn(
  calendar: VersionedCalendar,
  today: Day,
  { dueOn, restWorkingDays }: Pick<Application, 'dueOn' | 'restWorkingDays'>,
  to: State,
): CountedDue & Pick<Application, 'restWorkingDays'> {
  if (to.stopsClock) {
    const rest = dueOn === null ? restWorkingDays : restOf(calendar, today, dueOn).count;
    return { ...counted(calendar, today, to.workingDays), restWorkingDays: rest };
  }
  const goesOn = restWorkingDays !== null && to.holder === 'bureau' && to.workingDays !== null;
  return { ...counted(calendar, today, goesOn ? restWorkingDays : to.workingDays), restWorkingDays: null };
}

function counted(calendar: VersionedCalendar, today: Day, workingDays: number | null): CountedDue {
  if (workingDays === null) return noDue;
  const { day: dueOn, provisional: dueProvisional } = dueFrom(calendar, today, workingDays);
  return { dueOn, dueProvisional, countedFrom: today, workingDays, calendarVersion: calendar.version };
}
