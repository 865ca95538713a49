import fc from 'fast-check';
import { addDays, addMonths, addYears, daysBetween, elapsedYears, isDay, makeDay, weekday, yearOf } from './days';
import { DomainError } from './errors';

const anyDay = fc.integer({ min: -100_000, max: 100_000 }).map((n) => addDays('1970-01-01', n));

describe('isDay', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '1900-01-01', '9999-12-31'])('%s', (day) =>
    expect(isDay(day)).toBe(true),
  );
  it.each([
    '',
    '2026-2-1',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0999-01-01',
    '2026-01-01T',
    ' 2026-01-01',
    '２０２６-01-01',
  ])('not %p', (day) => expect(isDay(day)).toBe(false));
});

describe('arithmetic', () => {
  it('refuses what is no day, with the text and the form', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(DomainError);
    expect(() => weekday('heute')).toThrow('“heute”不是日期，请按 YYYY-MM-DD 填写');
    expect(() => makeDay(2026, 2, 29)).toThrow('“2026-02-29”不是日期');
  });

  it('crosses months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
    expect(yearOf('2026-11-20')).toBe(2026);
  });

  it('adding and counting are each other’s inverse, and order as text is order in time', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -50_000, max: 50_000 }), (day, count) => {
        const later = addDays(day, count);
        expect(daysBetween(day, later)).toBe(count);
        expect(Math.sign(count)).toBe(later > day ? 1 : later < day ? -1 : 0);
        expect(weekday(addDays(day, 7))).toBe(weekday(day));
      }),
    );
  });

  it.each([
    ['2026-11-16', 1],
    ['2026-11-22', 7],
    ['1969-12-28', 7],
    ['1970-01-01', 4],
  ])('%s is weekday %i', (day, number) => expect(weekday(day)).toBe(number));

  it('months and years end at the last day where the month is shorter', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2026-01-15', -13)).toBe('2024-12-15');
    expect(addYears('2024-02-29', 3)).toBe('2027-02-28');
    expect(addYears('2023-04-01', 3)).toBe('2026-04-01');
  });
});

describe('elapsedYears', () => {
  it.each([
    ['2023-04-01', '2026-04-01', 30_000],
    ['2023-04-01', '2026-03-31', 29_972],
    ['2024-02-29', '2025-02-28', 10_000],
    ['2025-01-01', '2025-07-02', 4_986],
    ['2026-01-01', '2026-01-01', 0],
    ['2026-01-02', '2026-01-01', 0],
  ])('%s to %s', (from, to, years) => expect(elapsedYears(from, to)).toBe(years));

  it('reaches a whole number exactly on the anniversary, never before', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 100 }), (day, years) => {
        const anniversary = addYears(day, years);
        expect(elapsedYears(day, anniversary)).toBe(years * 10_000);
        expect(elapsedYears(day, addDays(anniversary, -1))).toBeLessThan(years * 10_000);
      }),
    );
  });
});
