import { AuditTrail, ExportedFiles, TrailOfReads } from '@tidu/audit';
import { builtInOfficer, JobsService, StoredFiles } from '@tidu/platform';
import type { ScoreResult } from '@tidu/scoring';
import { read, utils, type WorkSheet } from '@e965/xlsx';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { countyOfficer, Register } from '../../scoring/src/testing/register';
import { definitionEntries } from './export/definition-entries';
import { CreateRankingJob, type CreateRankingResult } from './jobs/create-ranking.job';
import { ExportRankingJob, type ExportRankingResult, exportRankingTask } from './jobs/export-ranking.job';
import { RankingsService } from './rankings.service';

const scored = 'miit-2022-63-innovative';
const plain = 'luoyang-2019-58-hidden-champion';

/** What every standard asks first; known of one enterprise only, so that the others stay open. */
const basics = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false },
};

describe('rankings', () => {
  let register: Register;
  let service: RankingsService;
  let files: ExportedFiles;
  let dir: string;
  const runs: Record<string, string> = {};
  /** By name: facts that lead to known places. */
  const firms: Record<string, Record<string, unknown>> = {
    甲: { revenue: 100, rdExpense: 5, ipClass1HighValue: 1, strategicEmerging: true, ...basics },
    乙: { revenue: 100, rdExpense: 5, ipClass1HighValue: 1, strategicEmerging: true },
    丙: { revenue: 100, rdExpense: 5, ipClass1HighValue: 1, strategicEmerging: false },
    丁: { revenue: 100, rdExpense: 5, ipClass1HighValue: 1 },
    虚构: { revenue: 900, rdExpense: 90, ipClass1HighValue: 9 },
    '=cmd|calc': { revenue: 100, rdExpense: 0, ipClass1HighValue: 0 },
  };
  const regions: Record<string, string> = { 丙: '410399', 虚构: '410311' };
  const complete = {
    ...{ mainRevenue: 80, totalAssets: 100, totalLiabilities: 10, ipClass1SelfDeveloped: 0, ipClass1: 0, ipClass2: 0 },
  };

  beforeAll(async () => {
    register = await Register.open();
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-rankings-'));
    const jobs = new JobsService(register.database);
    service = new RankingsService(register.database, jobs, register.reference);
    const reads = new TrailOfReads(register.database, new AuditTrail());
    files = new ExportedFiles(jobs, new StoredFiles(dir), reads);
    const names = Object.keys(firms);
    const ids = await register.enterprises(
      names.map((name) => ({ name, regionCode: regions[name] ?? '410302', demo: name === '虚构' })),
    );
    await register.manyFigures(
      ids.flatMap((enterpriseId, i) => [
        { enterpriseId, year: 2020, source: 'enterprise', facts: { mainRevenue: 70 } },
        { enterpriseId, year: 2021, source: 'enterprise', facts: { ...complete, ...firms[names[i] ?? ''] } },
      ]),
    );
    const result = await register.result<ScoreResult>(register.scoreJob(), {
      ...{ year: 2021, asOf: '2022-09-01', standardIds: [scored, plain] },
    });
    for (const { runId, standardId } of result.runs) runs[standardId] = runId;
  });
  afterAll(async () => {
    await register.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const create = (standardId: string, filters = {}, person = builtInOfficer) =>
    register.result<CreateRankingResult>(
      new CreateRankingJob(new AuditTrail()),
      { runId: runs[standardId], name: '测试排名', filters },
      person,
    );
  const exported = (rankingId: string, format: 'csv' | 'xlsx', person = builtInOfficer) =>
    register.result<ExportRankingResult>(
      new ExportRankingJob(new StoredFiles(dir), new AuditTrail()),
      { rankingId, format },
      person,
    );
  const bytes = ({ sha256 }: ExportRankingResult) => fs.readFileSync(path.join(dir, sha256));

  it('show a narrower scope its own rows only, with their ranks among all', async () => {
    const { rankingId } = await create(scored);
    const whole = await service.rows(builtInOfficer, rankingId, {});
    const own = await service.rows(countyOfficer, rankingId, {});
    expect(own.items.map(({ name }) => name)).toEqual(['丙']);
    expect(own.count).toEqual({ value: 1, exact: true });
    expect(own.items[0]?.rank).toBe(whole.items.find(({ name }) => name === '丙')?.rank);
    const counts = await service.distribution(countyOfficer, rankingId);
    expect(counts.buckets?.reduce((sum, { settled, open }) => sum + settled + open, 0)).toBe(1);
    const file = await exported(rankingId, 'csv', countyOfficer);
    expect(file.rows).toBe(1);
    const handedOver = async () => files.download(countyOfficer, (await lastJob()) ?? '', exportRankingTask);
    expect((await handedOver()).getHeaders().length).toBe(file.size);
    const mine = await exported(rankingId, 'csv');
    expect(mine.rows).toBe(5);
    await expect(handedOver()).rejects.toMatchObject({ kind: 'notFound' });
  });

  const lastJob = async () =>
    (await register.test.asSuperuser<{ id: string }>(`select id from job_run order by id desc limit 1`))[0]?.id;

  it('by points: least points first, then most; equals share a rank and stand by credit code', async () => {
    const { rankingId, total, counts } = await create(scored);
    expect([total, Object.values(counts).length]).toEqual([5, 6]);
    const { items } = await service.rows(builtInOfficer, rankingId, { limit: 50 });
    expect(items.map(({ name, rank, points, open }) => [name, rank, points?.min, points?.max, open])).toEqual([
      ['甲', 1, 95, 95, false],
      ['乙', 1, 95, 95, true],
      ['丁', 3, 90, 95, true],
      ['丙', 4, 90, 90, true],
      ['=cmd|calc', 5, 50, 55, true],
    ]);
    expect(items.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    // a place by its name beside its code; one that the table doesn't know, by its code
    expect([items[0]?.regionWords, items[3]?.regionWords]).toEqual(['老城区（410302）', '410399']);
  });

  it('without points: by outcome, then clauses met, then fewer that lack facts', async () => {
    const { rankingId } = await create(plain);
    const { items } = await service.rows(builtInOfficer, rankingId, { limit: 50 });
    const order = ['met', 'manual', 'unknown', 'unmet', 'notApplicable'];
    const keys = items.map(({ outcome, met, unknown }) => [order.indexOf(outcome), -met, unknown] as const);
    const sorted = [...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    expect(keys).toEqual(sorted);
    const ranks = keys.map(
      (key) =>
        1 +
        keys.filter(
          (other) => JSON.stringify(other) !== JSON.stringify(key) && sorted.indexOf(other) >= 0 && less(other, key),
        ).length,
    );
    expect(items.map(({ rank }) => rank)).toEqual(ranks);
    expect(items.every(({ points }) => points === null)).toBe(true);
  });

  it('are frozen: neither a new name nor new figures change one', async () => {
    const { rankingId } = await create(scored);
    const before = await service.rows(builtInOfficer, rankingId, { limit: 50 });
    await register.test.asSuperuser(
      `update enterprise set name = name || '（改名）', "regionCode" = '410305' where name = '甲'`,
    );
    expect(await service.rows(builtInOfficer, rankingId, { limit: 50 })).toEqual(before);
    await register.test.asSuperuser(
      `update enterprise set name = '甲', "regionCode" = '410302' where name = '甲（改名）'`,
    );
    for (const change of [
      'update ranking_row set rank = 1',
      'delete from ranking_row',
      'update ranking set name = $$x$$',
    ])
      await expect(register.database.write(builtInOfficer, (tx) => tx.rows(change))).rejects.toMatchObject({
        code: '42501',
      });
  });

  it('hold only what the filters let through, and say so in their definition', async () => {
    const { rankingId, total } = await create(scored, { regions: ['410399'] });
    expect(total).toBe(1);
    const ranking = await service.get(builtInOfficer, rankingId);
    expect(ranking).toMatchObject({
      filters: { regions: ['410399'] },
      scopeWords: { regions: ['410399'], industries: [] },
      demo: false,
      standardId: scored,
      hasPoints: true,
    });
    const other = await service.get(builtInOfficer, (await create(scored)).rankingId);
    expect(other.definitionHash).not.toBe(ranking.definitionHash);
    const totals: Record<string, number> = {};
    for (const [name, filters] of Object.entries({
      ...{ prefix: { regions: ['4103'] }, industry: { industries: ['38'] }, owner: { ownerships: ['private'] } },
      ...{ unknown: { outcomes: ['unknown'] } },
    }))
      totals[name] = (await create(scored, filters)).total;
    expect(totals).toEqual({ prefix: 5, industry: 5, owner: 5, unknown: 4 });
    const empty = await register.runJob(new CreateRankingJob(new AuditTrail()), {
      ...{ runId: runs[scored], name: '空', filters: { industries: ['01'] } },
    });
    expect(empty.error?.code).toBe('RANKINGS.EMPTY');
  });

  it('are paged by place and searched by name or code', async () => {
    const { rankingId } = await create(scored);
    const first = await service.rows(builtInOfficer, rankingId, { limit: 2 });
    const second = await service.rows(builtInOfficer, rankingId, { limit: 2, after: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    const found = async (q: string) =>
      (await service.rows(builtInOfficer, rankingId, { q })).items.map(({ name }) => name);
    expect(await found('丁')).toEqual(['丁']);
    expect(await found('CMD')).toEqual(['=cmd|calc']);
    expect(await found('%')).toEqual([]);
    expect(await found((first.items[0]?.creditCode ?? '').toLowerCase())).toEqual([first.items[0]?.name]);
    const { counts } = await service.distribution(builtInOfficer, rankingId);
    for (const outcome of ['met', 'unknown', 'unmet'] as const) {
      const { items, count } = await service.rows(builtInOfficer, rankingId, { outcome, limit: 50 });
      expect([items.length, count.value]).toEqual([counts[outcome], counts[outcome]]);
    }
  });

  it('spread over steps of ten points, settled and open apart', async () => {
    const { rankingId } = await create(scored);
    const { buckets, counts } = await service.distribution(builtInOfficer, rankingId);
    expect(buckets).toHaveLength(10);
    const filled = buckets
      ?.filter(({ settled, open }) => settled + open > 0)
      .map(({ from, settled, open }) => [from, settled, open]);
    expect(filled).toEqual([
      [50, 0, 1],
      [90, 1, 3],
    ]);
    expect(counts).toEqual({ met: 1, manual: 0, unknown: 4, unmet: 0, notApplicable: 0, open: 4 });
    expect((await service.distribution(builtInOfficer, (await create(plain)).rankingId)).buckets).toBeNull();
  });

  it('as CSV: codes as text, numbers as numbers, no live formula, what it is on every row', async () => {
    const { rankingId } = await create(scored);
    const file = await exported(rankingId, 'csv');
    expect(file.name).toMatch(/^测试排名_2021年度_\d{4}-\d{2}-\d{2}_预评估，非认定_导出[0-9A-F]{12}\.csv$/);
    const text = bytes(file).toString('utf8');
    expect(text.startsWith('\ufeff名次,统一社会信用代码,企业名称,')).toBe(true);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(/^1,91410302\w{10},甲,410302,[^,]+,3811,[^,]+,满足,95,95,否,\d+,\d+,2021,2022-09-01,/);
    expect(lines[5]).toContain(`,'=cmd|calc,`);
    expect(lines.slice(1).every((line) => line.endsWith('miit-2022-63-innovative 第1版,预评估，非认定'))).toBe(true);
  });

  it('as a workbook, read back by another library: the same rows, and a sheet that says what they are', async () => {
    const { rankingId } = await create(scored);
    const file = await exported(rankingId, 'xlsx');
    const book = read(bytes(file), { cellFormula: true });
    expect(book.SheetNames).toEqual(['排名', '说明']);
    const sheet = book.Sheets.排名 as WorkSheet;
    const rows = utils.sheet_to_json<Record<string, unknown>>(sheet);
    expect(rows.map((row) => [row.名次, row.企业名称, row.最低分, row.最高分])).toEqual([
      ...[
        [1, '甲', 95, 95],
        [1, '乙', 95, 95],
        [3, '丁', 90, 95],
        [4, '丙', 90, 90],
        [5, '=cmd|calc', 50, 55],
      ],
    ]);
    expect(rows.every((row) => typeof row.统一社会信用代码 === 'string' && typeof row.数据年度 === 'number')).toBe(
      true,
    );
    const cells = Object.entries(sheet).filter(([place]) => !place.startsWith('!'));
    expect(cells.filter(([, cell]) => (cell as { f?: string }).f !== undefined)).toEqual([]);
    const note = Object.fromEntries(utils.sheet_to_json<string[]>(book.Sheets.说明 as WorkSheet, { header: 1 }));
    const ranking = await service.get(builtInOfficer, rankingId);
    expect(note).toMatchObject({
      ...{
        性质: '预评估，非认定',
        标准编号: scored,
        标准版本: '1',
        标准校验值: ranking.releaseHash,
        评价日: '2022-09-01',
      },
      ...{
        企业数: '5',
        满足: '1',
        缺数据: '4',
        排名编号: rankingId,
        排名定义校验值: ranking.definitionHash,
        '筛选：行政区划': '不限',
      },
    });
    expect(note.数据).toBe('登记企业，演示企业不排入');
    expect([ranking.provisional, note.暂按原标准]).toEqual([false, undefined]);
    const sheetOf = (provisional: boolean) =>
      Object.fromEntries(definitionEntries({ ...ranking, provisional }, { at: new Date(), by: '', jobId: '' }));
    expect(sheetOf(true).暂按原标准).toBe('标准已过复审日，暂按原标准评价。');
    expect(note.排名生成).toMatch(/^本机经办人 \d{4}-\d\d-\d\d \d\d:\d\d（北京时间）$/);
    expect([note.导出人, note.导出编号]).toEqual(['本机经办人', expect.stringMatching(/^[0-9A-F]{12}$/)]);
  });

  it('past the standard’s day of review are marked provisional, on the day itself not yet', async () => {
    const { rankingId } = await create(scored);
    const reviewBy = (day: string) =>
      register.test.asSuperuser(
        `set session_replication_role = replica; update standard_release set content = jsonb_set(content, '{reviewBy}', '"${day}"') where "standardId" = '${scored}'`,
      );
    await reviewBy('2022-09-01');
    expect((await service.get(builtInOfficer, rankingId)).provisional).toBe(false);
    await reviewBy('2022-08-31');
    expect((await service.get(builtInOfficer, rankingId)).provisional).toBe(true);
    await register.test.asSuperuser(
      `set session_replication_role = replica; update standard_release set content = content - 'reviewBy' where "standardId" = '${scored}'`,
    );
  });

  it('leave the trail of making and taking out', async () => {
    const { rankingId } = await create(scored);
    const { sha256 } = await exported(rankingId, 'csv');
    const entries = await register.test.asSuperuser<{ action: string; after: { sha256?: string } }>(
      'select action, after from audit_entry where "objectId" = $1 order by id',
      [rankingId],
    );
    expect(entries.map(({ action }) => action)).toEqual(['rankings.create', 'rankings.export']);
    expect(entries[1]?.after.sha256).toBe(sha256);
  });

  it('never mix registered enterprises with invented ones', async () => {
    const all = await service.get(builtInOfficer, (await create(scored)).rankingId);
    expect(all).toMatchObject({ demo: false, total: 5 });
    const { items } = await service.rows(builtInOfficer, all.id, { limit: 50 });
    expect(items.map(({ name }) => name)).not.toContain('虚构');
    const invented = await create(scored, { regions: ['410311'] });
    expect(invented.total).toBe(1);
    expect((await service.get(builtInOfficer, invented.rankingId)).demo).toBe(true);

    const csv = await exported(invented.rankingId, 'csv');
    expect(csv.name).toMatch(/_预评估，非认定_演示数据_导出[0-9A-F]{12}\.csv$/);
    expect(bytes(csv).toString('utf8').trimEnd().endsWith('预评估，非认定（演示数据）')).toBe(true);
    const book = read(bytes(await exported(invented.rankingId, 'xlsx')));
    const note = Object.fromEntries(utils.sheet_to_json<string[]>(book.Sheets.说明 as WorkSheet, { header: 1 }));
    expect(note.数据).toBe('演示数据：企业为演示而虚构，不得用于正式工作');
  });

  it('of invented enterprises go with them', async () => {
    const invented = (await create(scored, { regions: ['410311'] })).rankingId;
    const real = (await create(scored, { regions: ['410399'] })).rankingId;
    await register.database.write(builtInOfficer, (tx) => tx.rows('select remove_demo_enterprises()'));
    await expect(service.get(builtInOfficer, invented)).rejects.toMatchObject({ code: 'RANKINGS.NOT_FOUND' });
    expect((await service.get(builtInOfficer, real)).total).toBe(1);
    const left = await register.test.asSuperuser('select 1 from ranking_row where "rankingId" = $1', [invented]);
    expect(left).toEqual([]);
  });
});

function less(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
