import { addDays, isDay } from '@tidu/kernel';
import { trimCell } from './missing';

/** A day as people and Excel write it, with what had to be supposed; or null where the text is none. */
export interface DayText {
  /** `YYYY-MM-DD`. */
  day: string;
  /** Only the month was given (`2021年3月`), or a serial number of Excel (44256). */
  supposed?: 'month' | 'serial';
}

const wholeDays = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})(\d\d)(\d\d)$/,
];
const months = [/^(\d{4})[-/.](\d{1,2})$/, /^(\d{4})年(\d{1,2})月(?:份)?$/];

/** Serial numbers from 1927 to 2119; of smaller ones nobody knows whether they are years or days. */
const serials = { least: 10_000, most: 80_000 };

/** No day is written longer, its time and blanks included. */
const longest = 60;

/** Reads a day; full-width digits are half-width ones, a time of day is left out. */
export function readDay(cell: string): DayText | null {
  const bare = trimCell(cell);
  if (bare.length > longest) return null;
  const text = bare
    .replace(/[０-９．－／]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\s*([年月日])\s*/g, '$1')
    .replace(/[ T]\d{1,2}:\d\d(?::\d\d)?(?:\.0+)?$/, '');
  const day = fit(wholeDays, text, (year, month, date) => `${year}-${month}-${date}`);
  if (day !== null) return { day };
  const first = fit(months, text, (year, month) => `${year}-${month}-01`);
  if (first !== null) return { day: first, supposed: 'month' };
  const serial = /^\d{5}(?:\.0+)?$/.test(text) ? Number(text) : 0;
  if (serial < serials.least || serial > serials.most) return null;
  return { day: addDays('1899-12-30', serial), supposed: 'serial' };
}

/** What a person should know of a day that was supposed; null where it was written out. */
export function dayNote({ day, supposed }: DayText, cell: string): string | null {
  if (supposed === 'month')
    return `“${cell}”只写到月，按 ${day} 采用${/\.1$/.test(cell) ? '（如是 10 月，Excel 会把 .10 显示成 .1，请改写成 2021-10-01 的形式）' : ''}。`;
  return supposed === 'serial' ? `“${cell}”是 Excel 的日期序号，按 ${day} 采用。` : null;
}

function fit(shapes: RegExp[], text: string, write: (...parts: string[]) => string): string | null {
  for (const shape of shapes) {
    const [, year = '', month = '', date = ''] = shape.exec(text) ?? [];
    if (year === '') continue;
    const day = write(year, month.padStart(2, '0'), date.padStart(2, '0'));
    return isDay(day) ? day : null;
  }
  return null;
}
