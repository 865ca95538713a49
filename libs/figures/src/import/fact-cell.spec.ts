import { FactDictionary } from '@tidu/criteria';
import { formatFixed } from '@tidu/kernel';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { factReader } from './fact-cell';

const seeds = path.resolve(__dirname, '../../../../seeds/facts.csv');
const dictionary = FactDictionary.fromRows(parse(fs.readFileSync(seeds), { columns: true }));
const reader = (code: string, unit?: string) => factReader(dictionary.get(code), unit ?? dictionary.get(code).unit);
const value = (code: string, cell: string, unit?: string) => {
  const result = reader(code, unit)(cell);
  return 'value' in result ? result.value : result.code;
};

describe('an amount', () => {
  it('becomes fen exactly, whatever the unit of its column', () => {
    const units = fc.constantFrom<[string, number]>(['元', 2], ['万元', 6], ['亿元', 10]);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 1_000_000_000_000_000n }),
        units,
        fc.boolean(),
        (fen, [unit, places], zeros) => {
          const text = formatFixed(fen, places) + (zeros ? '000' : '');
          expect(value('revenue', text, unit)).toBe(String(fen));
        },
      ),
    );
  });

  it('is never rounded: one digit beyond the fen is refused in every unit', () => {
    fc.assert(
      fc.property(
        fc.nat(10 ** 9),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(['元', 2], ['万元', 6]),
        (n, digit, u) => {
          const [unit, places] = u as [string, number];
          expect(value('revenue', `${formatFixed(n, places)}${digit}`, unit)).toBe('FIGURES.NUMBER');
        },
      ),
    );
  });

  it('is refused beyond the range, at the range’s end not', () => {
    expect(value('revenue', '10000000000000', '元')).toBe('1000000000000000');
    expect(value('revenue', '100000', '亿元')).toBe('1000000000000000');
    for (const cell of ['10000000000000.01', '-0.01', '9'.repeat(60)])
      expect(value('revenue', cell)).toBe('FIGURES.OUT_OF_RANGE');
    expect(value('netProfit', '-957130871.9600')).toBe('-95713087196');
  });

  it.each([
    ['1e999', 'PLATFORM.NUMBER_EXPONENT'],
    ['NaN', 'PLATFORM.NUMBER_FINITE'],
    ['Infinity', 'PLATFORM.NUMBER_FINITE'],
    ['2,306万元', 'PLATFORM.NUMBER_UNIT'],
    ['(500)', 'PLATFORM.NUMBER_BRACKETS'],
    ['1,23.5', 'PLATFORM.NUMBER_SEPARATOR'],
    ['约三百', 'PLATFORM.NUMBER'],
    ['35%', 'FIGURES.PERCENT'],
  ])('of %s is refused with the reason', (cell, code) => {
    expect(value('revenue', cell)).toBe(code);
  });

  it('that is missing is missing, and zero is zero', () => {
    for (const cell of ['', ' ', '-', '—', 'N/A', 'null', '　']) expect(value('revenue', cell)).toBeNull();
    for (const cell of ['0', '0.00', '-0', '+0']) expect(value('revenue', cell)).toBe('0');
  });
});

describe('a ratio', () => {
  it('is read as a ratio, a percentage by its sign, or by the unit of the column', () => {
    for (const [cell, unit] of [
      ['0.355', '1'],
      ['35.5%', '1'],
      ['35.5', '%'],
      ['35.50％', '%'],
      ['35.5%', '%'],
    ])
      expect(value('mainProductShare', cell ?? '', unit)).toBe('355000');
  });

  it('above one says how to write a percentage', () => {
    const result = reader('mainProductShare')('35.5');
    expect(result).toMatchObject({ code: 'FIGURES.OUT_OF_RANGE', message: expect.stringContaining('35% 的形式') });
  });
});

describe('a count', () => {
  it('may end in zeros behind the point, and in nothing else', () => {
    expect(value('employees', '842.0000')).toBe('842');
    expect(value('employees', '842.5')).toBe('FIGURES.NUMBER');
    expect(value('employees', '-1')).toBe('FIGURES.OUT_OF_RANGE');
  });
});

describe('a decimal whose scaled range goes beyond 2^53', () => {
  it('is exact up to its end', () => {
    expect(value('landArea', '1000000000000')).toBe('10000000000000000');
    expect(value('landArea', '999999999999.9999')).toBe('9999999999999999');
    expect(value('landArea', '1000000000000.0001')).toBe('FIGURES.OUT_OF_RANGE');
  });
});

describe('yes or no', () => {
  it('is read in the words people use, and nothing else', () => {
    for (const cell of ['是', '有', 'TRUE', '1', ' 是 ']) expect(value('ownBrand', cell)).toBe('t');
    for (const cell of ['否', '无', 'false', '0']) expect(value('ownBrand', cell)).toBe('f');
    for (const cell of ['', '-', '未知']) expect(value('ownBrand', cell)).toBeNull();
    for (const cell of ['2', '可能', '是的吧']) expect(value('ownBrand', cell)).toBe('FIGURES.NOT_A_BOOLEAN');
  });
});

describe('an enum', () => {
  it('is read by code or Chinese name; 无 is a value where it is one', () => {
    for (const cell of ['province', '省级', ' Province ']) expect(value('rdInstitutionLevel', cell)).toBe('province');
    expect(value('rdInstitutionLevel', '无')).toBe('none');
    expect(value('rdInstitutionLevel', '')).toBeNull();
    expect(reader('rdInstitutionLevel')('镇级')).toMatchObject({
      code: 'FIGURES.UNKNOWN_VALUE',
      message: expect.stringContaining('国家级、省级'),
    });
  });
});
