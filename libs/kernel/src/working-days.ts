import { addDays, type Day, daysBetween, weekday, yearOf } from './days';

/**
 * Working days after the State Council's yearly notice with 调休. Which years were announced is part of the calendar:
 * silence about a later year must not read as "no holidays".
 */
export interface WorkingCalendar {
  /** Years whose notice is loaded. */
  coveredYears: ReadonlySet<number>;
  /** Days off by the notice, weekends among them or not. */
  holidays: ReadonlySet<Day>;
  /** Weekend days worked in exchange (调休). */
  workdays: ReadonlySet<Day>;
}

/** A day that was counted out; provisional (暂定) when a year without a notice was crossed on the way. */
export interface CountedDay {
  day: Day;
  provisional: boolean;
}

/** Statutory days with a fixed date (全国年节及纪念日放假办法, 国务院令第795号): all that is known of a year to come. */
const FIXED = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/** No deadline is further away than some years; a larger count is a mistake of the caller. */
const MAX_COUNT = 10_000;

/** Whether a day is a working day; in a year without a notice Monday–Friday less the fixed statutory days. */
export function isWorkingDay(calendar: WorkingCalendar, day: Day): boolean {
  const weekend = weekday(day) > 5;
  if (!calendar.coveredYears.has(yearOf(day))) return !weekend && !FIXED.has(day.slice(5));
  return weekend ? calendar.workdays.has(day) : !calendar.holidays.has(day);
}

/**
 * The n-th working day after a day, which itself is not counted (the day of the event does not count); before it when
 * n is negative. With 0 the day itself, or the next working day when it is none.
 * @throws RangeError when n is no integer or beyond 10 000.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Day, count: number): CountedDay {
  if (!Number.isInteger(count) || Math.abs(count) > MAX_COUNT) throw new RangeError(`addWorkingDays: ${count}`);
  const step = count < 0 ? -1 : 1;
  let left = Math.abs(count);
  let day = count === 0 ? from : addDays(from, step);
  let provisional = false;
  for (; ; day = addDays(day, step)) {
    if (!calendar.coveredYears.has(yearOf(day))) provisional = true;
    if (isWorkingDay(calendar, day) && --left <= 0) return { day, provisional };
  }
}

/**
 * How many working days lie after `from` up to and including `to`; 0 when `to` is not later. Worked out, not counted day
 * by day: a due day may lie a century away.
 */
export function countWorkingDays(
  calendar: WorkingCalendar,
  from: Day,
  to: Day,
): { count: number; provisional: boolean } {
  if (to <= from) return { count: 0, provisional: false };
  const isWithin = (day: Day) => day > from && day <= to;
  const isCovered = (day: Day) => calendar.coveredYears.has(yearOf(day));
  let count = weekdaysUpTo(to) - weekdaysUpTo(from);
  for (const day of calendar.holidays) if (isWithin(day) && isCovered(day) && weekday(day) <= 5) count--;
  for (const day of calendar.workdays) if (isWithin(day) && isCovered(day) && weekday(day) > 5) count++;
  let provisional = false;
  for (let year = yearOf(addDays(from, 1)); year <= yearOf(to); year++) {
    if (calendar.coveredYears.has(year)) continue;
    provisional = true;
    for (const fixed of FIXED) if (isWithin(`${year}-${fixed}`) && weekday(`${year}-${fixed}`) <= 5) count--;
  }
  return { count, provisional };
}

/** Mondays to Fridays up to and including a day, counted from a Monday long ago. */
function weekdaysUpTo(day: Day): number {
  const days = daysBetween('1900-01-01', day) + 1;
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(days - weeks * 7, 5);
}
