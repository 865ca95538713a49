import { industryTable, regionTable } from '@tidu/reference';
import type { CellReader } from './cell';
import { creditCodeReader, type FieldContext, fieldReader } from './field-cell';
import { missing } from './cell';
import { codeOf } from '../testing/credit-codes';

const warnings: string[] = [];
const context: FieldContext = {
  regions: regionTable([{ code: '410305', name: '涧西区', level: 'district', parent: null }]),
  industries: industryTable([{ code: '3451', name: '滚动轴承制造', level: 4, parent: '345' }]),
  scope: { everything: true },
  today: '2026-11-20',
  warn: ({ code }) => warnings.push(code),
};
const none: CellReader = () => missing;
const read = (field: string, cell: string) => {
  const result = fieldReader(field, context, none)(cell);
  return 'value' in result ? result.value : result.code;
};
beforeEach(() => (warnings.length = 0));

describe('a day', () => {
  it('is read in the forms people and Excel write', () => {
    for (const cell of ['2001-02-03', '2001/2/3', '2001.2.3', '20010203', '2001年2月3日', ' 2001-02-03 00:00:00 '])
      expect(read('registeredOn', cell)).toBe('2001-02-03');
    expect(read('registeredOn', '-')).toBeNull();
  });

  it('of which only the month is given, or Excel’s number, is used with a warning', () => {
    for (const cell of ['2001年2月', '2001.2', '２００１年２月']) expect(read('registeredOn', cell)).toBe('2001-02-01');
    expect(read('registeredOn', '36925')).toBe('2001-02-03');
    expect(warnings).toEqual(Array(4).fill('FIGURES.DAY_SUPPOSED'));
  });

  it('must be a day of the calendar and not lie ahead', () => {
    for (const cell of ['2001-02-30', '01-02-2003', '2001', '369', '近期'])
      expect(read('registeredOn', cell)).toBe('FIGURES.NOT_A_DAY');
    expect(read('registeredOn', '2026-11-20')).toBe('2026-11-20');
    for (const cell of ['2026-11-21', '1799-12-31'])
      expect(read('registeredOn', cell)).toBe('FIGURES.DAY_OUT_OF_RANGE');
  });
});

describe('a year', () => {
  it('is four digits, with or without 年', () => {
    for (const cell of ['2021', '2021年', '2021年度', '2021.0', '2021-12-31']) expect(read('year', cell)).toBe('2021');
    for (const cell of ['21', '二〇二一', '2021-03-31', '20210']) expect(read('year', cell)).toBe('FIGURES.NOT_A_YEAR');
    for (const cell of ['1948', '2027']) expect(read('year', cell)).toBe('FIGURES.YEAR_OUT_OF_RANGE');
    expect(read('year', '')).toBe('FIGURES.YEAR_MISSING');
  });
});

describe('a region', () => {
  it('is taken by code or whole name; a code the table doesn’t have is taken with a warning', () => {
    expect([read('regionCode', '涧西区'), read('regionCode', '410305'), warnings]).toEqual(['410305', '410305', []]);
    expect([read('regionCode', '440101'), warnings]).toEqual(['440101', ['FIGURES.REGION_NOT_IN_TABLE']]);
    expect(read('regionCode', '涧西')).toBe('FIGURES.UNKNOWN_REGION');
  });

  it('outside the person’s regions is refused', () => {
    const narrow = fieldReader('regionCode', { ...context, scope: { everything: false, regions: ['4105'] } }, none);
    expect(narrow('410305')).toMatchObject({ code: 'FIGURES.REGION_OUT_OF_SCOPE' });
    expect(narrow('410505')).toEqual({ value: '410505' });
  });
});

describe('a credit code', () => {
  it('is normalised; what is odd about it is a warning', () => {
    const code = codeOf(1, '410305');
    expect(creditCodeReader(context, true)(` ${code.toLowerCase().slice(0, 9)} ${code.slice(9)}`)).toEqual({
      value: code,
    });
    expect(warnings).toEqual([]);
    creditCodeReader(context, true)(codeOf(1, '440101'));
    creditCodeReader(context, false)(codeOf(1, '440101'));
    expect(warnings).toEqual(['KERNEL.CREDIT_CODE_REGION_UNKNOWN']);
  });

  it('that is missing or a citizen’s number is refused in so many words', () => {
    expect(creditCodeReader(context, true)(' - ')).toMatchObject({ code: 'FIGURES.CREDIT_CODE_MISSING' });
    expect(creditCodeReader(context, true)('11010519491231002X')).toMatchObject({
      code: expect.stringContaining('ID'),
    });
  });
});

describe('a name', () => {
  it('is kept tidy, and refused when it is no name', () => {
    expect(read('name', '  洛阳　轴承\n有限公司 ')).toBe('洛阳 轴承 有限公司');
    expect(read('name', 'N/A')).toBeNull();
    expect(read('name', '名'.repeat(201))).toBe('FIGURES.NAME_TOO_LONG');
  });
});
