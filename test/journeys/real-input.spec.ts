import { projectRoot, temporaryHome, tidu } from '@tidu/test/product';
import { readFile, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';

jest.setTimeout(300_000);

const data = path.resolve(projectRoot, '../shared/data');
const figures = path.join(data, 'figures-sample.csv');
const register = path.join(data, 'register-sample.csv');
const standards = ['miit-2022-63-innovative', 'miit-2026-2-specialized', 'luoyang-2019-58-hidden-champion'];
const present = fs.existsSync(figures) && fs.existsSync(register);

if (!present) process.stdout.write('跳过“真实数据全程”：这台机器上没有 ../shared/data 里的样本文件。\n');

interface ImportResult {
  rows: number;
  accepted: number;
  skipped: number;
  rejected: number;
  createdEnterprises: number;
  newRevisions: number;
  unchanged: number;
  unmatchedColumns: { header: string; reason: string }[];
  reasons: { code: string; count: number; warning: boolean; example: string }[];
}

(present ? describe : describe.skip)('real figures, from the file to the ranking', () => {
  const home = temporaryHome();
  const report: Record<string, unknown> = {};
  afterAll(() => {
    home.remove();
    process.stdout.write(`真实数据全程：${JSON.stringify(report, null, 1)}\n`);
  });

  async function run<T>(args: string[]): Promise<T> {
    const began = Date.now();
    const done = await tidu(args, home.dir);
    expect(`${done.code} ${done.stderr}`).toMatch(/^[01] /);
    report[
      `${args[0]} ${args
        .slice(1, 5)
        .map((a) => path.basename(a))
        .join(' ')} 秒`
    ] = (Date.now() - began) / 1000;
    return JSON.parse(done.stdout) as T;
  }

  /** Every row is accounted for: taken in, passed over, or refused with a reason that is counted. */
  function accounted({ rows, accepted, skipped, rejected, reasons, unmatchedColumns }: ImportResult) {
    expect(accepted + skipped + rejected).toBe(rows);
    const refusals = reasons.filter(({ warning }) => !warning).reduce((sum, { count }) => sum + count, 0);
    expect(refusals).toBeGreaterThanOrEqual(rejected);
    for (const { code, example } of reasons) expect(`${code}：${example}`).toMatch(/^[A-Z_.]+：.{10,}。$/);
    for (const { reason } of unmatchedColumns) expect(reason).not.toBe('');
  }

  it('takes in every figure, and says what it matched with nothing', async () => {
    const first = await run<ImportResult>(['import', figures]);
    expect(first).toMatchObject({
      rejected: 0,
      unmatchedColumns: [expect.objectContaining({ header: 'operating_cost' })],
    });
    accounted(first);
    const rows = fs.readFileSync(figures, 'utf8').trim().split('\n').length - 1;
    const firms = new Set(
      fs
        .readFileSync(figures, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0]),
    );
    expect(first).toMatchObject({ rows, newRevisions: rows, createdEnterprises: firms.size });
    expect(firms.size).toBe(309);
    report.figures = first;
    const again = await run<ImportResult>(['import', figures]);
    expect(again).toMatchObject({ newRevisions: 0, createdEnterprises: 0, unchanged: rows });
  });

  it('takes in the register; a row it refuses is refused with a reason', async () => {
    const first = await run<ImportResult>(['import', register]);
    expect(first.rows).toBe(5000);
    expect(first.rejected).toBeLessThan(100);
    accounted(first);
    report.register = first;
  });

  it.each([2020, 2021])('scores %i under three standards with honest intervals, ranks and exports', async (year) => {
    const scored = await run<{ runs: { standardId: string; total: number; outcomes: Record<string, number> }[] }>([
      ...['score', '--year', String(year)],
      ...standards.flatMap((id) => ['--standard', id]),
    ]);
    expect(scored.runs.map(({ standardId }) => standardId).sort()).toEqual([...standards].sort());
    report[`outcomes ${year}`] = scored.runs;
    for (const { standardId, total, outcomes } of scored.runs) {
      expect(Object.values(outcomes).reduce((a, b) => a + b, 0)).toBe(total);
      // most facts are missing there: nobody can be known to pass
      expect(outcomes.met ?? 0).toBe(0);
      const ranking = await run<{ rankingId: string }>(['rank', '--year', String(year), '--standard', standardId]);
      for (const format of ['csv', 'xlsx']) {
        const file = path.join(home.dir, `${standardId}-${year}.${format}`);
        await run(['export', '--ranking', ranking.rankingId, '--format', format, '--out', file]);
        const rows = sheetRows(file);
        expect(rows).toHaveLength(total);
        expect(rows.every((row) => /^[0-9A-Z]{18}$/.test(String(row['统一社会信用代码'])))).toBe(true);
      }
      const note = utils.sheet_to_csv(readFile(path.join(home.dir, `${standardId}-${year}.xlsx`)).Sheets['说明'] ?? {});
      for (const words of ['预评估，非认定', standardId, String(year), String(total)]) expect(note).toContain(words);
    }
  });

  function sheetRows(file: string): Record<string, unknown>[] {
    if (file.endsWith('.csv')) return parse(fs.readFileSync(file), { columns: true, bom: true });
    const book = readFile(file, { raw: true });
    return utils.sheet_to_json(book.Sheets[book.SheetNames[0] as string] ?? {});
  }
});
