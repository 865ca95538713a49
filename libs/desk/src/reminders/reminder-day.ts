import { addWorkingDays, type Day, type WorkingCalendar } from '@tidu/kernel';
import type { ReminderRule } from '../rules/desk-kinds';
import { restOf } from '../tasks/due';

/**
 * The last day on which, by the rule, somebody was to be reminded of a task due on `due`, looking back from `today`;
 * null where none has come yet. So a day on which nothing ran is made good, and no day twice.
 */
export function lastReminderDay(calendar: WorkingCalendar, rule: ReminderRule, due: Day, today: Day): Day | null {
  const days = [due, ...rule.before.map((n) => addWorkingDays(calendar, due, -n).day)];
  const past = today > due ? -restOf(calendar, today, due).count : 0;
  const rounds = rule.overdueEvery > 0 ? Math.floor(past / rule.overdueEvery) : 0;
  if (rounds > 0) days.push(addWorkingDays(calendar, due, rounds * rule.overdueEvery).day);
  return (
    days
      .filter((day) => day <= today)
      .sort()
      .at(-1) ?? null
  );
}
