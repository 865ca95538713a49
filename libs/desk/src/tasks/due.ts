import {
  addDays,
  addWorkingDays,
  type CountedDay,
  countWorkingDays,
  type Day,
  type WorkingCalendar,
} from '@tidu/kernel';

/**
 * Working days still left of a task on a day: those after the day up to the due day; 0 on the due day itself, negative
 * so many as it is overdue.
 */
export function restOf(calendar: WorkingCalendar, on: Day, due: Day): { count: number; provisional: boolean } {
  if (due >= on) return countWorkingDays(calendar, on, due);
  const past = countWorkingDays(calendar, due, on);
  return { count: -past.count, provisional: past.provisional };
}

/**
 * The due day of a task that has so many working days left on a day (the day itself doesn't count). What was overdue
 * when its clock stopped is as much overdue when it goes on.
 */
export function dueFrom(calendar: WorkingCalendar, on: Day, rest: number): CountedDay {
  // the k-th working day before tomorrow is k − 1 working days past
  if (rest < 0) return addWorkingDays(calendar, addDays(on, 1), rest - 1);
  return addWorkingDays(calendar, on, rest);
}

/** The last due day that is at least so many working days overdue on a day. */
export function lastOverdueBy(calendar: WorkingCalendar, on: Day, days: number): Day {
  return addDays(addWorkingDays(calendar, addDays(on, 1), -days).day, -1);
}
