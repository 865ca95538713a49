import fc from 'fast-check';
import { addDays, weekday } from './days';
import { addWorkingDays, countWorkingDays, isWorkingDay, type WorkingCalendar } from './working-days';

/** The notice for 2026: National Day 1–7 October, worked on 20 September and 10 October; Labour Day 1–5 May, 9 May. */
const calendar: WorkingCalendar = {
  coveredYears: new Set([2026]),
  holidays: new Set([
    ...['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05', '2026-09-25'],
    ...['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
  ]),
  workdays: new Set(['2026-05-09', '2026-09-20', '2026-10-10']),
};

describe('isWorkingDay', () => {
  it.each([
    ['2026-09-30', true],
    ['2026-10-01', false],
    ['2026-10-07', false],
    ['2026-10-10', true], // a Saturday worked in exchange
    ['2026-10-11', false],
    ['2027-01-01', false], // fixed, although the notice is not out
    ['2027-01-04', true],
    ['2027-05-01', false],
    ['2027-10-04', true], // only the three fixed days are known
    ['2027-10-03', false],
  ])('%s: %s', (day, working) => expect(isWorkingDay(calendar, day)).toBe(working));
});

describe('addWorkingDays', () => {
  it('does not count the first day and skips holidays and weekends', () => {
    // five working days of 公示 from Tuesday 29 September: 30.9., 8., 9., 10. (exchanged), 12.10.
    expect(addWorkingDays(calendar, '2026-09-29', 5)).toEqual({ day: '2026-10-12', provisional: false });
    expect(addWorkingDays(calendar, '2026-09-18', 1)).toEqual({ day: '2026-09-20', provisional: false });
    expect(addWorkingDays(calendar, '2026-10-12', -5)).toEqual({ day: '2026-09-29', provisional: false });
  });

  it('0 is the day itself or the next working day', () => {
    expect(addWorkingDays(calendar, '2026-09-30', 0).day).toBe('2026-09-30');
    expect(addWorkingDays(calendar, '2026-10-01', 0).day).toBe('2026-10-08');
  });

  it('is provisional as soon as a year without a notice is touched', () => {
    expect(addWorkingDays(calendar, '2026-12-30', 1)).toEqual({ day: '2026-12-31', provisional: false });
    expect(addWorkingDays(calendar, '2026-12-30', 2)).toEqual({ day: '2027-01-04', provisional: true });
    expect(addWorkingDays(calendar, '2027-01-04', -1)).toEqual({ day: '2026-12-31', provisional: true });
  });

  it.each([1.5, NaN, Infinity, 10_001])('refuses %p days', (count) => {
    expect(() => addWorkingDays(calendar, '2026-01-01', count)).toThrow(RangeError);
  });

  it('ends on a working day with exactly that many counted between', () => {
    const start = fc.integer({ min: 0, max: 1200 }).map((n) => addDays('2025-06-01', n));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 120 }), (from, count) => {
        const { day } = addWorkingDays(calendar, from, count);
        expect(isWorkingDay(calendar, day)).toBe(true);
        expect(countWorkingDays(calendar, from, day).count).toBe(count);
        expect(countWorkingDays(calendar, from, addDays(day, -1)).count).toBe(count - 1);
      }),
    );
  });
});

describe('countWorkingDays', () => {
  it('counts the last day, not the first, and nothing backwards', () => {
    expect(countWorkingDays(calendar, '2026-09-29', '2026-10-12')).toEqual({ count: 5, provisional: false });
    expect(countWorkingDays(calendar, '2026-10-12', '2026-09-29')).toEqual({ count: 0, provisional: false });
    expect(countWorkingDays(calendar, '2026-12-30', '2027-01-01')).toEqual({ count: 1, provisional: true });
  });

  it('is what counting day by day gives, over years with and without a notice', () => {
    const start = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2021-03-01', n));
    fc.assert(
      fc.property(start, fc.integer({ min: -50, max: 1500 }), (from, length) => {
        const to = addDays(from, length);
        const days = Array.from({ length: Math.max(0, length) }, (_, i) => addDays(from, i + 1));
        expect(countWorkingDays(calendar, from, to)).toEqual({
          count: days.filter((day) => isWorkingDay(calendar, day)).length,
          provisional: days.some((day) => !day.startsWith('2026')),
        });
      }),
    );
  });

  it('knows the last day there is', () => {
    const { count, provisional } = countWorkingDays(calendar, '1000-01-01', '9999-12-31');
    expect([count > 2_300_000, provisional]).toEqual([true, true]);
  });

  it('without any notice it is Monday to Friday less the fixed days', () => {
    const bare: WorkingCalendar = { coveredYears: new Set(), holidays: new Set(), workdays: new Set() };
    let count = 0;
    for (let day = '2031-01-01'; day <= '2031-12-31'; day = addDays(day, 1)) if (weekday(day) <= 5) count++;
    // 1.1., 1.5., 2.5. and 1.–3.10. all fall on weekdays in 2031
    expect(countWorkingDays(bare, '2030-12-31', '2031-12-31')).toEqual({ count: count - 6, provisional: true });
  });
});
