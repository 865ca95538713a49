import { compileStandard, FactDictionary, loadStandard } from '@tidu/criteria';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { answersOf, factsOfForm, pastedTexts, readTyped } from './answers';
import { slipWords } from './slip';

const seeds = path.resolve(__dirname, '../../../../../seeds');
const read = (file: string) => fs.readFileSync(path.join(seeds, file), 'utf8');
const dictionary = FactDictionary.fromRows(parse(read('facts.csv'), { columns: true }));
const id = 'miit-2022-63-innovative';
const evaluator = compileStandard(loadStandard(read(`standards/${id}.yaml`), dictionary, id), dictionary);
const open = ['revenue', 'mainRevenue', 'rdExpense', 'employees'];

describe('a declaration as it is typed', () => {
  it('is sent with its units, without what is empty', () => {
    const typed = {
      unit: '万元' as const,
      evidence: [],
      texts: { revenue: ' 1,200 ', employees: '80', rdExpense: ' ' },
    };
    expect(answersOf(typed, dictionary)).toEqual([
      { code: 'revenue', text: '1,200', unit: '万元' },
      { code: 'employees', text: '80', unit: '人' },
    ]);
  });

  it('is judged by what is known and by what the enterprise states instead', () => {
    const known = { value: '1000000', source: 'tax', sourceLabel: '税务部门', year: 2025, asOf: '2026-05-01' };
    const asked = ['revenue', 'rdExpense'].map((code) => ({
      ...{ code, by: 'enterprise' as const, open: true, known, lastYear: null, submitted: null },
    }));
    const typed = { unit: '万元' as const, evidence: [], texts: { rdExpense: '12.5' } };
    const facts = factsOfForm(dictionary, asked, readTyped(evaluator, typed));
    expect([...facts]).toEqual([
      ['revenue', 100_000_000],
      ['rdExpense', 12_500_000],
    ]);
  });
});

describe('pasting from a spreadsheet', () => {
  const pasted = (text: string, at = 'revenue') => pastedTexts(text, at, open, dictionary);

  it('goes to the names in the rows, whatever their order and units in brackets', () => {
    expect(pasted('研发费用（万元）\t120\r\n营业收入\t1,300\t万元\r\n别的\t5\r\n')).toEqual({
      ...{ rdExpense: '120', revenue: '1,300' },
    });
  });

  it('goes down the fields from where it was pasted, as a column or as a row', () => {
    expect(pasted('1\n2\n3\n', 'mainRevenue')).toEqual({ mainRevenue: '1', rdExpense: '2', employees: '3' });
    expect(pasted('1\t\t3')).toEqual({ revenue: '1', rdExpense: '3' });
  });

  it('is left to the field where it is one cell', () => {
    expect(pasted('1,300')).toBeNull();
  });
});

describe('an amount beside the year before', () => {
  const slip = { factors: [10_000, 100_000_000], within: 4, leastYuan: 10_000 };
  const words = (value: number, before: number | null) => slipWords(slip, dictionary.get('revenue'), value, before);

  it('is asked about where it looks like one of another unit, and only there', () => {
    const year = 1_200_000_000;
    expect(words(year * 10_000, year)).toContain('一万倍');
    expect(words(year / 10_000, year * 3)).toContain('一万倍');
    expect(words(year * 100_000_000, year)).toContain('一亿倍');
    for (const value of [year, year * 4, year * 1000, -year, 0]) expect(words(value, year)).toBeNull();
    expect(words(year, null)).toBeNull();
    expect(slipWords(slip, dictionary.get('employees'), 800_000, 80)).toBeNull();
  });
});
