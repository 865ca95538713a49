import fs from 'node:fs';
import path from 'node:path';
import { addWorkingDays, isDay, isWorkingDay, weekday, type WorkingCalendar, yearOf } from '@tidu/kernel';
import { parse } from 'csv-parse/sync';

/** The reference tables are data that people edit: codes must be unique, parents must exist, counts must be the standard's. */

const folder = path.resolve(__dirname, '../../seeds/reference');
const shared = path.resolve(__dirname, '../../../shared/data');

type Row = Record<string, string>;
const read = (file: string): Row[] => parse(fs.readFileSync(file, 'utf8'), { columns: true });
const table = (name: string): Row[] => read(path.join(folder, name));
const countBy = (rows: Row[], column: string) => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column] ?? ''] = (counts[row[column] ?? ''] ?? 0) + 1;
  return counts;
};

function expectTree(rows: Row[]): void {
  const codes = new Set(rows.map(({ code }) => code));
  expect(codes.size).toBe(rows.length);
  expect(rows.filter(({ parent }) => parent !== '' && !codes.has(parent))).toEqual([]);
  expect(rows.filter(({ name }) => !name || name !== name.trim() || /[()\s]/.test(name))).toEqual([]);
}

describe('regions.csv', () => {
  const rows = table('regions.csv');

  it('is a tree of six-digit codes', () => {
    expectTree(rows);
    expect(rows.filter(({ code }) => !/^\d{6}$/.test(code ?? ''))).toEqual([]);
    expect(countBy(rows, 'level')).toEqual({ province: 34, city: 342, district: 2975 });
  });

  it('every code begins with its parent’s digits', () => {
    for (const { code = '', level, parent = '' } of rows) {
      if (level === 'province') expect([code.slice(2), parent]).toEqual(['0000', '']);
      else expect(code.slice(0, level === 'city' ? 2 : 4)).toBe(parent.slice(0, level === 'city' ? 2 : 4));
    }
  });

  it('knows places', () => {
    const name = (wanted: string) => rows.find(({ code }) => code === wanted)?.name;
    expect([name('410000'), name('410300'), name('410305'), name('441900')]).toEqual([
      '河南省',
      '洛阳市',
      '涧西区',
      '东莞市',
    ]);
  });
});

describe('industries.csv', () => {
  const rows = table('industries.csv');

  it('has the standard’s 20, 97, 473 and 1382 rows, in a tree', () => {
    expectTree(rows);
    expect(countBy(rows, 'level')).toEqual({ section: 20, division: 97, group: 473, class: 1382 });
    for (const { code = '', level, parent = '' } of rows) {
      expect(code).toMatch(
        { section: /^[A-T]$/, division: /^\d\d$/, group: /^\d{3}$/, class: /^\d{4}$/ }[level ?? ''] ?? /never/,
      );
      if (level === 'group' || level === 'class') expect(code.slice(0, -1)).toBe(parent);
    }
  });

  it('industry is divisions 06 to 46', () => {
    const industry = rows.filter(({ level, parent }) => level === 'division' && ['B', 'C', 'D'].includes(parent ?? ''));
    expect(industry.map(({ code }) => Number(code))).toEqual(Array.from({ length: 41 }, (_, i) => i + 6));
  });

  const other = path.join(shared, 'gbt4754-2017.csv');
  const check = fs.existsSync(other) ? it : it.skip;
  if (!fs.existsSync(other)) console.warn(`skipped: no ${other}`);

  check('agrees with another copy of the standard, code by code', () => {
    const plain = (name = '') => name.trim().replaceAll('(', '（').replaceAll(')', '）');
    const ours = rows.map(({ code, name, parent }) => [code, name, parent]);
    expect(ours).toEqual(
      read(other).map(({ code, name, parent }) => [code, plain(name), parent === 'root' ? '' : parent]),
    );
  });
});

describe('streets.csv', () => {
  const rows = table('streets.csv');

  it('has nine digits each, once, under a region of the table', () => {
    expect(rows).toHaveLength(41352);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
    const regions = new Set(table('regions.csv').map(({ code }) => code));
    expect(
      rows.filter(({ code = '', name }) => !/^\d{9}$/.test(code) || !regions.has(code.slice(0, 6)) || !name),
    ).toEqual([]);
  });
});

describe('strategic-emerging.csv', () => {
  const rows = table('strategic-emerging.csv');

  it('leads from classes of GB/T 4754 to the nine fields', () => {
    const classes = new Set(table('industries.csv').map(({ code }) => code));
    const fields = new Set(table('strategic-fields.csv').map(({ code }) => code));
    expect(fields.size).toBe(9);
    expect(
      rows.filter(({ industryCode = '', field = '' }) => !classes.has(industryCode) || !fields.has(field)),
    ).toEqual([]);
    expect(countBy(rows, 'partial')).toEqual({ true: 538, false: 118 });
  });

  const other = path.join(shared, 'strategic-emerging-2018.csv');
  const check = fs.existsSync(other) ? it : it.skip;

  check('agrees with another copy of the classification, class by class', () => {
    const names = new Map(table('strategic-fields.csv').map(({ code, name }) => [code, name]));
    const ours = rows.map(({ industryCode, field = '', partial }) => `${industryCode} ${names.get(field)} ${partial}`);
    const theirs = read(other).map((row) => `${row.code4} ${row.field} ${row.partial === '1'}`);
    expect(ours.sort()).toEqual(theirs.sort());
  });
});

describe('working-days.csv', () => {
  const rows = table('working-days.csv');
  const years = table('working-day-years.csv').map(({ year }) => Number(year));
  const days = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ day = '' }) => day));
  const calendar: WorkingCalendar = {
    coveredYears: new Set(years),
    holidays: days('holiday'),
    workdays: days('workday'),
  };

  it('covers 2004 to 2026, each day once, in order', () => {
    expect(years).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i));
    const all = rows.map(({ day = '' }) => day);
    expect(all.filter((day) => !isDay(day) || !calendar.coveredYears.has(yearOf(day)))).toEqual([]);
    expect([...new Set(all)].sort()).toEqual(all);
    expect(Object.keys(countBy(rows, 'kind')).sort()).toEqual(['holiday', 'workday']);
  });

  it('only weekend days are worked in exchange', () => {
    expect([...calendar.workdays].filter((day) => weekday(day) < 6)).toEqual([]);
  });

  it('has the statutory days of every year', () => {
    for (const year of years) {
      for (const day of ['01-01', '05-01', '10-01', '10-02', '10-03']) {
        expect(calendar.holidays.has(`${year}-${day}`)).toBe(true);
      }
      const off = [...calendar.holidays].filter((day) => yearOf(day) === year).length;
      expect([year, off >= 21 && off <= 34]).toEqual([year, true]);
    }
  });

  it('counts out periods of real notices', () => {
    // the State Council's notice for 2026: Spring Festival 15–23 February, worked on 14 and 28 February
    expect(isWorkingDay(calendar, '2026-02-14')).toBe(true);
    expect(isWorkingDay(calendar, '2026-02-23')).toBe(false);
    expect(addWorkingDays(calendar, '2026-02-13', 5)).toEqual({ day: '2026-02-27', provisional: false });
    expect(addWorkingDays(calendar, '2026-09-29', 5)).toEqual({ day: '2026-10-12', provisional: false });
    expect(addWorkingDays(calendar, '2026-12-28', 5)).toEqual({ day: '2027-01-05', provisional: true });
  });
});
