import { FactDictionary } from '@tidu/criteria';
import { builtInOfficer, forgetSeeds, systemActor } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { loadChecks } from './checks/load-checks';
import { precedenceOf, readPrecedence } from './precedence/precedence';
import { seedFigures } from './seed';

const seedsDir = path.resolve(__dirname, '../../../seeds');
const read = (file: string) => fs.readFileSync(path.join(seedsDir, file), 'utf8');
const dictionary = FactDictionary.fromRows(parse<Record<string, string>>(read('facts.csv'), { columns: true }));
const order = 'officer|audit|tax|statistics|platform|zone|enterprise';

describe('the precedence of sources', () => {
  const problems = (rows: Record<string, string>[]): string[] => {
    try {
      precedenceOf(rows, dictionary);
      return [];
    } catch (error) {
      return (error as { problems: { message: string }[] }).problems.map(({ message }) => message);
    }
  };
  const usual = { fact: '*', sources: order, reason: '惯例' };

  it('is read as the file says it', () => {
    const rows = precedenceOf(
      parse<Record<string, string>>(read('reference/source-precedence.csv'), { columns: true }),
      dictionary,
    );
    expect(rows[0]).toMatchObject({ fact: '*', sources: order.split('|') });
    expect(rows.every(({ reason }) => reason.length > 5)).toBe(true);
  });

  it.each([
    ['a source that is missing', [{ ...usual, sources: 'officer|audit' }], '“tax”应恰好写一次'],
    ['one that is written twice', [{ ...usual, sources: `${order}|tax` }], '“tax”应恰好写一次'],
    ['one that is none', [{ ...usual, sources: `${order}|bank` }], '“bank”不是数据来源'],
    ['a fact that is none', [usual, { ...usual, fact: 'income' }], '指标字典里没有“income”'],
    ['a fact that is judged', [usual, { ...usual, fact: 'governanceSound' }], '不是各来源填报的数'],
    ['a figure of an earlier year', [usual, { ...usual, fact: 'revenueY1' }], '不是各来源填报的数'],
    ['a second row for a fact', [usual, usual], '已有一行'],
    ['no reason', [{ ...usual, reason: ' ' }], '没有写理由'],
    ['a column that is unknown', [{ ...usual, weight: '1' }], '不认识“weight”'],
    ['no row for all', [{ ...usual, fact: 'revenue' }], '缺少适用于所有指标的一行'],
  ])('refuses %s', (_, rows, message) => {
    expect(problems(rows).join('\n')).toContain(message);
  });
});

describe('the checks', () => {
  const fault = (text: string): string => {
    try {
      loadChecks(text, dictionary);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const one = (terms: string) => `checks:\n  a-check: { label: 一条, ${terms} }`;

  it('are read as the file says them', () => {
    const checks = loadChecks(read('reference/figure-checks.yaml'), dictionary);
    expect(new Set(checks.map(({ kind }) => kind)).size).toBe(9);
    expect(checks.find(({ code }) => code === 'revenue-per-head')).toMatchObject({ atLeast: 2000, atMost: 30_000_000 });
  });

  it.each([
    ['an unknown kind', one('kind: guess'), '“kind”应为'],
    ['a misspelt key', one('kind: atMost, fact: rdStaff, limits: employees'), '不认识“limits”'],
    ['a key of another kind', one('kind: sign, facts: [netProfit], times: 2'), '不认识“times”'],
    ['an unknown fact', one('kind: atMost, fact: staff, limit: employees'), '指标字典里没有“staff”'],
    ['facts of two units', one('kind: atMost, fact: revenue, limit: employees'), '单位不同'],
    ['a fact that is no number', one('kind: growth, fact: ownBrand, times: 3, from: 1'), '不是各来源填报的数值'],
    ['a figure of an earlier year', one('kind: growth, fact: revenueY1, times: 3, from: 1'), '不是各来源填报的数值'],
    [
      'a unit slip of heads',
      one('kind: slip, between: years, facts: [employees], factors: [1万], within: 2, least: 1'),
      '不是金额',
    ],
    ['a limit that is no number', one('kind: growth, fact: revenue, times: many, from: 1'), '“many”不是数字'],
    [
      'a range upside down',
      one('kind: ratio, fact: revenue, per: employees, atLeast: 5, atMost: 2'),
      '应大于“atLeast”',
    ],
    ['a fact twice', one('kind: sign, facts: [netProfit, netProfit]'), '写了两次'],
    ['a silencer that comes later', one('kind: sign, facts: [netProfit], silencedBy: [later]'), '不是写在前面的检查'],
    ['a repeated key', 'checks:\n  a: { kind: sign, kind: sign }', '写了两次'],
    ['another top', 'check: {}', '不认识“check”'],
  ])('refuse %s', (_, text, message) => {
    expect(fault(text)).toContain(message);
  });
});

describe('seedFigures', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    await test.asSuperuser('delete from source_precedence');
    await test.asSuperuser('delete from figure_check');
    await test.database.write(systemActor, forgetSeeds);
  });
  afterAll(() => test.drop());

  it('fills the tables, and touches no row when run again', async () => {
    await expect(test.database.read(builtInOfficer, readPrecedence)).rejects.toMatchObject({
      code: 'FIGURES.NO_PRECEDENCE',
    });
    const state = () =>
      test.asSuperuser(`select ctid::text, xmin::text, fact from source_precedence union all
      select ctid::text, xmin::text, code from figure_check order by 3`);
    await seedFigures(test.database, seedsDir);
    const before = await state();
    expect(before.length).toBeGreaterThan(30);
    await seedFigures(test.database, seedsDir);
    expect(await state()).toEqual(before);
    await test.database.write(systemActor, forgetSeeds);
    await seedFigures(test.database, seedsDir);
    expect(await state()).toEqual(before);
    const precedence = await test.database.read(builtInOfficer, readPrecedence);
    expect([precedence.sourcesOf('revenue')[0], precedence.sourcesOf('qualityScore')[0]]).toEqual([
      'officer',
      'platform',
    ]);
  });
});
