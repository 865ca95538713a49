import { DomainError } from './errors';

/**
 * Days as text `YYYY-MM-DD`, which compare by their order as text. Arithmetic counts days since 1970 and never goes
 * through a local time zone.
 */
export type Day = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Days since 1970-01-01, or null when the text is no day of the calendar from 1000 to 9999. */
function numberOf(text: string): number | null {
  const match = SHAPE.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

function known(day: Day): number {
  const number = numberOf(day);
  if (number === null)
    throw new DomainError('invalid', 'KERNEL.DAY', `“${day}”不是日期，请按 YYYY-MM-DD 填写，如 2026-03-31。`);
  return number;
}

const toDay = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** The number of days of a month (1–12). */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether the text is a real day in the form `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return numberOf(text) !== null;
}

/** The day from its parts. @throws DomainError `KERNEL.DAY` when there is no such day. */
export function makeDay(year: number, month: number, day: number): Day {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  known(text);
  return text;
}

/** The calendar year of a day. */
export function yearOf(day: Day): number {
  known(day);
  return Number(day.slice(0, 4));
}

/** Monday 1 … Sunday 7. */
export function weekday(day: Day): number {
  return ((((known(day) + 3) % 7) + 7) % 7) + 1;
}

/** The day so many days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return toDay(known(day) + count);
}

/** How many days `to` lies after `from`. */
export function daysBetween(from: Day, to: Day): number {
  return known(to) - known(from);
}

/** The same day of the month so many months later; where the month is too short, its last day. */
export function addMonths(day: Day, count: number): Day {
  known(day);
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return makeDay(year, month, Math.min(Number(day.slice(8)), daysInMonth(year, month)));
}

/** The same day so many years later; 29 February becomes the 28th in a common year. */
export function addYears(day: Day, count: number): Day {
  return addMonths(day, count * 12);
}

/**
 * Full and part years from one day to a later one, as an integer scaled by 10^scale and cut off (never rounded up to
 * a threshold): the part is days since the last anniversary over the days to the next one. Negative spans give 0.
 */
export function elapsedYears(from: Day, to: Day, scale = 4): number {
  if (daysBetween(from, to) <= 0) return 0;
  let years = yearOf(to) - yearOf(from);
  if (addYears(from, years) > to) years--;
  const last = addYears(from, years);
  const past = daysBetween(last, to) * 10 ** scale;
  return years * 10 ** scale + Math.floor(past / daysBetween(last, addYears(from, years + 1)));
}
