import { FactDictionary } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { ColumnNames } from './column-names';
import { planColumns } from './column-plan';
import { splitUnit } from './header-unit';
import type { ImportOptions } from './import-options';

const seeds = path.resolve(__dirname, '../../../../seeds');
const read = (file: string): Record<string, string>[] =>
  parse(fs.readFileSync(path.join(seeds, file)), { columns: true });
const names = new ColumnNames(
  { dictionary: FactDictionary.fromRows(read('facts.csv')), district: new Set() },
  read('reference/register-fields.csv').map(({ code = '', label = '', aliases = '' }) => ({
    code,
    label,
    aliases: aliases.split('|'),
  })),
);
const defaults: ImportOptions = { source: 'enterprise', unknown: 'create', dryRun: false };
const plan = (labels: string[], options: Partial<ImportOptions> = {}) =>
  planColumns({ row: 1, labels }, names, { ...defaults, ...options });
const refusal = (labels: string[], options: Partial<ImportOptions> = {}) => {
  try {
    plan(labels, options);
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, message: error.message, problems: error.problems };
    throw error;
  }
  throw new Error('was not refused');
};

describe('the columns of a file', () => {
  it('are known by label, code and alias in any case, width and spacing', () => {
    const { kind, columns, unmatched } = plan([
      'uscc',
      '单位名称',
      '年度',
      '营业收入',
      'rd_expense',
      '职工总数(上年末)',
      'ＲＤ Staff',
    ]);
    expect(columns.map(({ field }) => field)).toEqual([
      'creditCode',
      'name',
      'year',
      'revenue',
      'rdExpense',
      'employees',
      'rdStaff',
    ]);
    expect([kind, unmatched]).toEqual(['figures', []]);
  });

  it('that mean nothing known are listed, never guessed', () => {
    const { unmatched } = plan(['uscc', 'year', 'revenue', 'operating_cost', '营业收入合计(含税)', '']);
    expect(unmatched.map(({ column, header }) => [column, header])).toEqual([
      ['D', 'operating_cost'],
      ['E', '营业收入合计(含税)'],
    ]);
  });

  it('of earlier years and of the register are listed with what to do', () => {
    const { unmatched } = plan(['uscc', 'year', 'revenue', '营业收入(前一年)', '成立年限']);
    expect(unmatched.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('请按年份各占一行'),
      expect.stringContaining('由登记信息得出'),
    ]);
  });

  it('without facts make a register file', () => {
    expect(plan(['code', 'company', 'reg_date', 'type']).kind).toBe('register');
  });

  it.each([
    [['uscc', '年份', '营业收入', '营收'], 'FIGURES.TWO_COLUMNS', /C 列“营业收入”和D 列“营收”都表示/],
    [['uscc', '信用代码', '年份', '营业收入'], 'FIGURES.TWO_COLUMNS', /A 列.*B 列/],
    [['企业名称', '年份', '营业收入'], 'FIGURES.NO_CREDIT_CODE', /统一社会信用代码/],
    [['uscc', '营业收入'], 'FIGURES.NO_YEAR', /年份/],
    [['uscc', '年份', '职工总数(万元)'], 'FIGURES.UNIT', /以人计，不能按万元/],
    [['uscc', '年份', '营业收入(亩)'], 'FIGURES.UNIT', /只能是元、万元或亿元/],
    [['uscc', '备注'], 'FIGURES.NO_COLUMNS', /没有可以导入的内容/],
  ])('%j are refused: %s', (labels, code, message) => {
    expect(refusal(labels)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('are refused with every reason at once', () => {
    const { code, problems } = refusal(['企业名称', '营业收入', '营收'], {
      mapping: { 没有: 'revenue', 企业名称: 'nothing' },
    });
    expect(code).toBe('FIGURES.COLUMNS');
    expect(problems.map((problem) => problem.code)).toEqual([
      ...['FIGURES.OPTION', 'FIGURES.OPTION', 'FIGURES.TWO_COLUMNS', 'FIGURES.NO_CREDIT_CODE', 'FIGURES.NO_YEAR'],
    ]);
  });

  it('take a year given for the whole file, but not beside a column of years', () => {
    expect(plan(['uscc', '营业收入'], { year: 2021 }).kind).toBe('figures');
    expect(refusal(['uscc', '年份', '营业收入'], { year: 2021 }).code).toBe('FIGURES.TWO_YEARS');
  });

  it('are mapped by hand, passed over by hand, and only to what can be imported', () => {
    const mapping = { 备注: 'rdExpense', 营收: '-' };
    const { columns, unmatched } = plan(['uscc', '年份', '营业收入', '营收', '备注'], { mapping });
    expect(columns.at(-1)).toMatchObject({ header: '备注', field: 'rdExpense' });
    expect(unmatched).toEqual([{ column: 'D', header: '营收', reason: '按要求不导入' }]);
    expect(refusal(['uscc', '年份', '营业收入'], { mapping: { 营业收入: 'revenueY1' } }).code).toBe('FIGURES.OPTION');
  });
});

describe('the unit of a column', () => {
  const unit = (label: string, units?: ImportOptions['units']) =>
    plan(['uscc', '年份', label], { units }).facts[0]?.unit;

  it('comes from the header, then from the option, then from the dictionary', () => {
    expect(unit('营业收入(万元)')).toBe('万元');
    expect(unit('营业收入(上年度)(单位:亿元)')).toBe('亿元');
    expect(unit('营业收入(上年度)')).toBe('元');
    expect(unit('营业收入', { '*': '万元' })).toBe('万元');
    expect(unit('营业收入(元)', { '*': '万元' })).toBe('元');
    expect(unit('营业收入', { revenue: '亿元', '*': '万元' })).toBe('亿元');
    expect(unit('职工总数', { '*': '万元' })).toBe('人');
    expect(unit('主导产品占比(%)')).toBe('%');
  });

  it('that the header and the option state differently is refused', () => {
    expect(refusal(['uscc', '年份', '营业收入(元)'], { units: { revenue: '万元' } }).code).toBe('FIGURES.UNIT');
    expect(refusal(['uscc', '年份', '营业收入'], { units: { nothing: '万元' } }).code).toBe('FIGURES.OPTION');
  });

  it('is split off only when it is one', () => {
    const known = (text: string) => text === '人';
    expect(splitUnit('职工(人)', known)).toEqual({ name: '职工', unit: '人' });
    expect(splitUnit('收入【万元】', known)).toEqual({ name: '收入', unit: '万元' });
    expect(splitUnit('收入(人民币万元)', known)).toEqual({ name: '收入', unit: '万元' });
    for (const label of ['收入(上年度)', '(万元)', '收入', '收入万元']) expect(splitUnit(label, known)).toBeNull();
  });
});
