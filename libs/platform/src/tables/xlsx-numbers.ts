const dayMs = 86_400_000;

/** The text of a number in a sheet isn't a number a person could have meant. */
export class BadNumber extends Error {}

const wholeNumber = /^-?(?:0|[1-9]\d*)$/;
const shortNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** A double has 309 digits before the point at most. */
const longest = 400;

/**
 * Plain decimal text of a number as it stands in the sheet's XML. Excel keeps and shows 15 significant digits but
 * writes 17, so 1.1 stands there as 1.1000000000000001: such tails are cut where that leaves three decimals at least.
 * Whole numbers keep every digit that the file has.
 */
export function plainNumber(raw: string): string {
  if (raw.length <= 16 ? shortNumber.test(raw) : wholeNumber.test(raw)) return raw;
  const value = Number(raw);
  if (raw.length > longest || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(raw) || !Number.isFinite(value)) {
    throw new BadNumber('不是有限的数');
  }
  if (/^-?\d+\.\d+$/.test(raw) && significantDigits(raw) <= 15) return raw;
  return expand(Math.abs(value) < 1e12 ? String(Number(value.toPrecision(15))) : String(value));
}

/** Excel itself keeps 15 digits; a longer whole number has lost its end before it was saved. */
export function hasLostDigits(plain: string): boolean {
  return /^-?\d{16,}$/.test(plain);
}

function significantDigits(text: string): number {
  return text.replace(/[-+.]/g, '').replace(/^0+/, '').length;
}

/** `1.2e-7` and `9.1e+21` without exponent. */
function expand(text: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', first = '', fraction = '', exponent = '0'] = match;
  return sign + shift(first + fraction, 1 + Number(exponent));
}

/** Digits with the decimal point set after `point` places. */
function shift(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`.replace(/\.?0+$/, '') || '0';
  if (point >= digits.length) return (digits + '0'.repeat(point - digits.length)).replace(/^0+(?=\d)/, '');
  const whole = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  return `${whole}.${digits.slice(point)}`.replace(/\.?0+$/, '');
}

/** What a cell in a percent format shows: 0.125 is `12.5%`. */
export function percentText(plain: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(plain) ?? [];
  const moved = `${sign}${shift(whole + fraction.padEnd(2, '0'), whole.length + 2)}`;
  return `${moved === '-0' ? '0' : moved}%`;
}

/**
 * Day (and time of day, where there is one) of a serial number: 1 is 1900-01-01. Excel counts a 1900-02-29 that never
 * was, as number 60.
 */
export function serialDate(plain: string, from1904: boolean): string {
  const serial = Number(plain) + (from1904 ? 1462 : 0);
  if (!(serial >= 0 && serial < 2_958_466)) throw new BadNumber('不是日期');
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * 86_400);
  if (seconds === 86_400) {
    day++;
    seconds = 0;
  }
  const time = new Date(seconds * 1000).toISOString().slice(11, 19);
  if (day === 0) return time;
  if (day === 60) throw new BadNumber('是不存在的 1900 年 2 月 29 日');
  const text = new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * dayMs).toISOString().slice(0, 10);
  return seconds === 0 ? text : `${text} ${time}`;
}
