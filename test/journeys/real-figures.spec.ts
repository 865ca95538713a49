import { FactDictionary } from '@tidu/criteria';
import { projectRoot, temporaryHome, tidu } from '@tidu/test/product';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import { createRandom } from '../../apps/cli/src/demo/random';
import type { Statement } from '../../libs/figures/src/checks/check';
import { loadChecks } from '../../libs/figures/src/checks/load-checks';
import { MutationTrial } from '../../libs/figures/src/testing/mutation-trial';
import { mutations, secondSource } from '../../libs/figures/src/testing/mutations';

jest.setTimeout(300_000);

const file = path.resolve(projectRoot, '../shared/data/figures-sample.csv');
const present = fs.existsSync(file);
const seed = (name: string) => fs.readFileSync(path.join(projectRoot, 'seeds', name), 'utf8');

if (!present) process.stdout.write('跳过“真实数据的检查”：这台机器上没有 ../shared/data 里的样本文件。\n');

interface CheckResult {
  years: { year: number; looked: number; found: number }[];
  open: { year: number; check: string; open: number }[];
  flags: { enterpriseName: string; check: string; message: string }[];
}

(present ? describe : describe.skip)('一数一源 over real figures', () => {
  const home = temporaryHome();
  const report: Record<string, unknown> = {};
  afterAll(() => {
    home.remove();
    process.stdout.write(`真实数据的检查：${JSON.stringify(report, null, 1)}\n`);
  });

  it('flags what a person would ask about, and next to nothing else', async () => {
    expect(await tidu(['import', file], home.dir)).toMatchObject({ code: 0 });
    const began = Date.now();
    const done = await tidu(['check', ...[2019, 2020, 2021].flatMap((year) => ['--year', String(year)])], home.dir);
    expect(`${done.code} ${done.stderr}`).toMatch(/^0 /);
    const { years, open, flags } = JSON.parse(done.stdout) as CheckResult;
    Object.assign(report, { seconds: (Date.now() - began) / 1000, years, open, flags });
    expect(years.map(({ looked }) => looked)).toEqual([224, 244, 269]);
    expect(open.map(({ year, check, open: count }) => [year, check, count])).toEqual([
      // 168 persons, 141 亿元: a trader in supply chains, as its report says
      [2019, 'revenue-per-head', 1],
      // from 396 万元 to 9 502 万元 within a year
      [2020, 'rd-expense-growth', 1],
      // 211, 10 and 182 persons in three years: the 10 is no number of persons; 146 and then 1 590
      [2020, 'rd-staff-growth', 1],
      [2021, 'rd-staff-growth', 2],
    ]);
    expect(flags).toHaveLength(5);
    for (const { message } of flags)
      expect(message).toMatch(/^[^：]+：20\d\d 年企业填报的.+，20\d\d 年企业填报的.+。$/);
  });

  it('finds what is made wrong in them in at least 95 % of the firms, class by class', () => {
    const dictionary = FactDictionary.fromRows(parse<Record<string, string>>(seed('facts.csv'), { columns: true }));
    const checks = loadChecks(seed('reference/figure-checks.yaml'), dictionary);
    const trial = new MutationTrial(realFirms(), checks, (code) => dictionary.get(code));
    const found = mutations.map((mutation) => ({ name: mutation.name, ...trial.detection(mutation, 8_330_117) }));
    const tried = found.filter(({ made }) => made >= 30);
    report.detection = Object.fromEntries(tried.map(({ name, made, found: n }) => [name, `${n}/${made}`]));
    report.alarms = trial.alarms().filter(({ flagged }) => flagged > 0);
    expect(tried.length).toBeGreaterThan(15);
    expect(tried.filter(({ made, found: n }) => n < 0.95 * made)).toEqual([]);
  });

  /** The firms of the file; half of them as a second source might tell of them. */
  function realFirms(): Statement[][] {
    const rows = parse<Record<string, string>>(fs.readFileSync(file), { columns: true });
    const firms = new Map<string, Statement[]>();
    const fen = (text: string | undefined) => (text ? Math.round(Number(text) * 100) : null);
    const persons = (text: string | undefined) => (text ? Math.round(Number(text)) : null);
    for (const row of rows) {
      const values = {
        ...{ revenue: fen(row.revenue), rdExpense: fen(row.rd_expense), netProfit: fen(row.net_profit) },
        ...{ totalAssets: fen(row.total_assets), totalLiabilities: fen(row.total_liabilities) },
        ...{ employees: persons(row.staff), rdStaff: persons(row.rd_staff) },
      };
      const own = firms.get(row.uscc ?? '') ?? [];
      firms.set(row.uscc ?? '', [...own, { year: Number(row.year), source: 'enterprise', values }]);
    }
    return [...firms.values()].map((own, i) => {
      const random = createRandom(4_410_923, i);
      return random.chance(0.5) ? [...own, ...secondSource(own, 'tax', random.uniform)] : own;
    });
  }
});
