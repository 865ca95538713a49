import { addDays, type Day, isWorkingDay, type WorkingCalendar } from '@tidu/kernel';
import fc from 'fast-check';
import { lastReminderDay } from '../reminders/reminder-day';
import { dueFrom, lastOverdueBy, restOf } from './due';

/** 2026 as announced (国办发明电〔2025〕7号), the weeks these cases stand in. */
const calendar: WorkingCalendar = {
  coveredYears: new Set([2026]),
  holidays: new Set([
    ...['2026-01-01', '2026-01-02', '2026-01-03', '2026-02-15', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19'],
    ...['2026-02-20', '2026-02-21', '2026-02-22', '2026-02-23', '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'],
    ...['2026-10-05', '2026-10-06', '2026-10-07'],
  ]),
  workdays: new Set(['2026-01-04', '2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10']),
};
const day = fc.integer({ min: 0, max: 500 }).map((n) => addDays('2026-01-01', n));
const rest = fc.integer({ min: -40, max: 40 });

describe('due days', () => {
  it.each<[string, Day, number, Day, boolean]>([
    ['a week of five', '2026-03-02', 5, '2026-03-09', false],
    ['over 春节, whose Saturday before is worked', '2026-02-13', 2, '2026-02-24', false],
    ['onto the Saturday worked in exchange', '2026-02-13', 1, '2026-02-14', false],
    ['over 国庆', '2026-09-30', 3, '2026-10-10', false],
    ['over the end of a year whose next has no notice', '2026-12-30', 3, '2027-01-05', true],
    ['nothing left, on a day off', '2026-10-03', 0, '2026-10-08', false],
  ])('%s', (_, from, count, due, provisional) => {
    expect(dueFrom(calendar, from, count)).toEqual({ day: due, provisional });
  });

  it('a stopped clock keeps what was left, and what was overdue', () => {
    fc.assert(
      fc.property(day, rest, (on, left) => {
        const { day: due } = dueFrom(calendar, on, left);
        // nothing left on a day off is due on the next working day
        const wanted = left === 0 && !isWorkingDay(calendar, on) ? 1 : left;
        expect(restOf(calendar, on, due).count).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  it('the last day overdue by so much is overdue by so much, and the next isn’t', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (on, days) => {
        const last = lastOverdueBy(calendar, on, days);
        expect(-restOf(calendar, on, last).count).toBeGreaterThanOrEqual(days);
        expect(-restOf(calendar, on, addDays(last, 1)).count).toBeLessThan(days);
      }),
    );
  });

  it('is the same whatever the time zone of the machine', () => {
    const before = process.env.TZ;
    const told = ['Pacific/Kiritimati', 'Asia/Shanghai', 'America/Los_Angeles'].map((zone) => {
      process.env.TZ = zone;
      return [dueFrom(calendar, '2026-09-30', 3), restOf(calendar, '2026-12-31', '2026-02-13')];
    });
    process.env.TZ = before;
    expect(told).toEqual([told[0], told[0], told[0]]);
  });
});

describe('reminders', () => {
  const rule = { before: [3, 1], overdueEvery: 2 };
  const due = '2026-10-09';

  it.each<[Day, Day | null]>([
    ['2026-09-28', null],
    ['2026-09-29', '2026-09-29'], // three working days before: 30, 8, 9
    ['2026-10-05', '2026-09-29'],
    ['2026-10-08', '2026-10-08'],
    ['2026-10-09', '2026-10-09'],
    ['2026-10-10', '2026-10-09'], // worked, one day late
    ['2026-10-12', '2026-10-12'],
    ['2026-10-13', '2026-10-12'],
    ['2026-10-14', '2026-10-14'],
  ])('on %s the last day of the rule is %s', (today, wanted) => {
    expect(lastReminderDay(calendar, rule, due, today)).toBe(wanted);
  });

  it('never lie in the future, and come no earlier as time goes on', () => {
    fc.assert(
      fc.property(
        day,
        day,
        fc.constantFrom(rule, { before: [], overdueEvery: 0 }, { before: [10], overdueEvery: 1 }),
        (today, on, by) => {
          const [first, second] = [
            lastReminderDay(calendar, by, on, today),
            lastReminderDay(calendar, by, on, addDays(today, 1)),
          ];
          expect(first === null || first <= today).toBe(true);
          expect(first === null || (second !== null && second >= first)).toBe(true);
        },
      ),
    );
  });
});
