import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import type { FactDefinition } from '../fact';
import { FactDictionary } from '../fact-dictionary';
import { fieldUnit, inUnit, type MoneyUnit, readAnswer, unsure } from './answer';

const seeds = path.resolve(__dirname, '../../../../seeds/facts.csv');
const dictionary = FactDictionary.fromRows(parse(fs.readFileSync(seeds, 'utf8'), { columns: true }));
const fact = (code: string): FactDefinition => dictionary.get(code);
const read = (code: string, text: string, unit: MoneyUnit = '万元') => readAnswer(fact(code), text, unit, dictionary);

describe('readAnswer', () => {
  it.each([
    ['revenue', '1234.5678', '万元', 1_234_567_800],
    ['revenue', '12,345.67', '万元', 12_345_670_000],
    ['revenue', '１２３４５．６７', '元', 1_234_567],
    ['revenue', ' 1 000 ', '元', 100_000],
    ['revenue', '5.', '万元', 5_000_000],
    ['revenue', '.5', '万元', 500_000],
    ['revenue', '1e3', '万元', 1_000_000_000],
    ['netProfit', '−3.2', '万元', -3_200_000],
    ['netProfit', '-0.000001', '万元', -1],
    ['nationalMarketShare', '10.25', '万元', 102_500],
    ['employees', '1,200', '元', 1200],
    ['nicheYears', '3.5', '元', 35_000],
    ['ownBrand', 'true', '元', true],
    ['ownBrand', 'false', '元', false],
    ['rdInstitutionLevel', 'city', '元', 'city'],
    ['industryCode', ' 3412 ', '元', '3412'],
  ] as const)('%s “%s” in %s is %s', (code, text, unit, value) => {
    expect(read(code, text, unit)).toMatchObject({ value, problem: null });
  });

  it('nothing typed and “I don’t know” are missing, never 0 and never no', () => {
    for (const code of ['revenue', 'ownBrand', 'rdInstitutionLevel', 'employees'])
      for (const text of ['', '  ', unsure])
        expect(read(code, text)).toEqual({ value: null, problem: null, echo: null });
    expect(read('revenue', '0').value).toBe(0);
    expect(read('ownBrand', 'false').value).toBe(false);
  });

  it('echoes amounts in 亿 and 万 as they are understood', () => {
    expect(read('revenue', '12345').echo).toBe('1.2345亿元');
    expect(read('revenue', '12345', '元').echo).toBe('1.2345万元');
    expect(read('netProfit', '-95.7', '万元').echo).toBe('-95.7万元');
    expect(read('employees', '12345').echo).toBeNull();
  });

  it.each([
    ['revenue', '一千', /请只写数字.*单位已在上方选为万元/],
    ['revenue', '1200万', /请只写数字/],
    ['revenue', 'N/A', /没有这个数就留空/],
    ['revenue', '1.2.3', /请只写数字/],
    ['revenue', '-1', /^可填 0 至 1,000,000,000 万元，/],
    ['revenue', '1000000001', /^可填 0 至 1,000,000,000 万元，/],
    ['revenue', '9'.repeat(60), /^可填 0 至/],
    ['revenue', '1.0000001', /精确到分/],
    ['employees', '3.5', /应为整数/],
    ['nationalMarketShare', '101', /^可填 0 至 100 %/],
    ['nationalMarketShare', '10.12345', /最多 4 位小数/],
    ['nationalMarketRank', '0', /^可填 1 至 100,000 名/],
    ['industryCode', '34-12', /数字和字母/],
  ] as const)('%s “%s” is refused in words', (code, text, words) => {
    const { value, problem, echo } = read(code, text);
    expect([value, echo]).toEqual([null, null]);
    expect(problem).toMatch(words);
    expect(problem).not.toMatch(/null|true|CRITERIA|JSON/);
  });

  it('a typed amount is exactly the value, in either unit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.constantFrom<MoneyUnit>('元', '万元'), (fen, unit) => {
        const scale = unit === '元' ? 2 : 6;
        const digits = String(fen).padStart(scale + 1, '0');
        const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
        expect(BigInt(read('revenue', text, unit).value as number | bigint)).toBe(fen);
        const other: MoneyUnit = unit === '元' ? '万元' : '元';
        expect(BigInt(read('revenue', inUnit(text, unit, other), other).value as number | bigint)).toBe(fen);
      }),
    );
  });

  it('whatever is typed is read or refused, never thrown on and never guessed', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.,eE%万亿元 ]{0,12}$/));
    const codes = fc.constantFrom('revenue', 'employees', 'nationalMarketShare', 'industryCode');
    fc.assert(
      fc.property(codes, texts, (code, text) => {
        const { value, problem } = read(code, text);
        expect(value === null || problem === null).toBe(true);
      }),
    );
  });
});

describe('units', () => {
  it('stand beside the field', () => {
    expect([fieldUnit(fact('revenue'), '万元'), fieldUnit(fact('nationalMarketShare'), '元')]).toEqual(['万元', '%']);
    expect([fieldUnit(fact('employees'), '元'), fieldUnit(fact('ownBrand'), '元')]).toEqual(['人', '']);
  });

  it('another unit changes the digits, not the amount; what cannot be read stays as it was typed', () => {
    expect(inUnit('1,234.5', '万元', '元')).toBe('12345000');
    expect(inUnit('12345000', '元', '万元')).toBe('1234.5');
    expect(inUnit('一千', '万元', '元')).toBe('一千');
    expect(inUnit('', '万元', '元')).toBe('');
  });
});
