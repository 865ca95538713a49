import { AuditTrail } from '@tidu/audit';
import { builtInOfficer, StoredFiles } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ScoreResult } from '../run/score.job';
import { countyOfficer, Register } from '../testing/register';
import { Crew } from './crew';
import { RehearsalJob, type RehearseResult } from './rehearsal.job';
import { RehearsalExportJob } from './rehearsal-export.job';
import type { ExportRehearsalResult } from './rehearsal-file';
import { filterWords } from './rehearsal-filter';
import { RehearsalsService } from './rehearsals.service';
import { RehearsedStandards } from './rehearsed-standards';
import { TuningService } from './tuning.service';

const standardId = 'miit-2022-63-innovative';
const other = 'luoyang-2019-58-hidden-champion';
const terms = { year: 2021, asOf: '2022-09-01' };
const overlay = `extends: ${standardId}
overrides:
  direct-financing: { atLeast: 300万 }
  direct-institution: { oneOf: [nation] }
`;

/** What lets an enterprise pass directly once it has the right institution or financing. */
const eligible = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false, awardProvincialOrNational3y: false, titleHighTech: false },
  ...{ titleInnovationDemo: false, titleIpAdvantage: false, ipClass1HighValue: 0, ipClass1SelfDeveloped: 0 },
  ...{ ipClass1: 0, ipClass2: 0, rdExpense: 0, revenue: 100_000_000, mainRevenue: 10_000_000 },
  ...{ totalLiabilities: 9, totalAssets: 10, strategicEmerging: false, rdInstitutionLevel: 'none' },
};
const yuan = (amount: number) => amount * 100;

describe('rehearsals', () => {
  let register: Register;
  let dir: string;
  let service: RehearsalsService;
  let tuning: TuningService;
  let job: RehearsalJob;
  let exportJob: RehearsalExportJob;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    register = await Register.open();
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-rehearsal-'));
    const { database, reference, standards, sheets, jobs } = register;
    const rehearsed = new RehearsedStandards(database, standards, reference);
    const files = new StoredFiles(dir);
    service = new RehearsalsService(database, jobs, rehearsed);
    tuning = new TuningService(database, reference, standards);
    job = new RehearsalJob(rehearsed, sheets, reference, new AuditTrail());
    exportJob = new RehearsalExportJob(files, new AuditTrail());
    const make = async (name: string, facts: object, regionCode = '410302', demo = false) => {
      const id = await register.enterprise({ name, regionCode, demo });
      ids[name] = id;
      await register.figures(id, 2021, 'enterprise', { ...eligible, ...facts });
      await register.figures(id, 2020, 'enterprise', { mainRevenue: 10_000_000 });
    };
    await make('得融资', { equityFinancing3y: yuan(4_000_000) });
    await make('失机构', { equityFinancing3y: 0, rdInstitutionLevel: 'province' }, '410399');
    await make('缺融资', { rdInstitutionLevel: 'province', equityFinancing3y: null });
    await make('照旧', { equityFinancing3y: yuan(5_000_000) });
    await make('照旧不满足', { equityFinancing3y: 0 });
    await make('演示', { equityFinancing3y: yuan(4_000_000) }, '410302', true);
  });
  afterAll(async () => {
    await tuning.onApplicationShutdown();
    await register.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const rehearse = (against: object, more: object = {}) =>
    register.result<RehearseResult>(job, { ...terms, standardId, against, ...more });

  it('are started by nobody with a narrower scope, who then sees his own rows only', async () => {
    const request = { ...terms, standardId, against: { overlay } };
    await expect(service.start(countyOfficer, request)).rejects.toMatchObject({ code: 'SCORING.WHOLE_SCOPE' });
    const denied = await register.runJob(job, request, countyOfficer);
    expect(denied.error?.code).toBe('SCORING.WHOLE_SCOPE');
    const { rehearsalId } = await rehearse({ overlay });
    const mine = await service.rows(countyOfficer, rehearsalId, {});
    expect(mine.items.map(({ name }) => name)).toEqual(['失机构']);
    expect(mine.count).toEqual({ value: 1, exact: true });
    const file = await register.result<ExportRehearsalResult>(exportJob, { rehearsalId, format: 'csv' }, countyOfficer);
    expect(file.rows).toBe(1);
  });

  it('say who gains, loses and becomes open, and by which clause; invented enterprises are left out', async () => {
    const result = await rehearse({ overlay });
    expect(result).toMatchObject({ total: 5, changed: 3, demo: false });
    expect(result.counts).toMatchObject({ same: 2, gains: 1, loses: 1, becomesUnknown: 1, points: 0 });
    const { items } = await service.rows(builtInOfficer, result.rehearsalId, { limit: 200 });
    expect(items.map(({ name, change, alone, together }) => [name, change, alone, together])).toEqual([
      ['失机构', 'loses', ['direct-institution'], []],
      ['得融资', 'gains', ['direct-financing'], []],
      ['缺融资', 'becomesUnknown', ['direct-institution'], []],
    ]);
    const detail = await service.get(builtInOfficer, result.rehearsalId);
    expect(detail.differences.map(({ id, change }) => [id, change])).toEqual([
      ['direct-institution', 'changed'],
      ['direct-financing', 'changed'],
    ]);
    expect(detail.old.hash).not.toBe(detail.new.hash);
    expect([detail.new.releaseId, detail.overlay]).toEqual([null, overlay]);
    expect(detail.outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  });

  it('of a release with itself change nobody', async () => {
    const { counts, changed } = await rehearse({ standardId });
    expect([counts.same, changed]).toEqual([5, 0]);
  });

  it('equal two ordinary runs, outcome by outcome and point by point', async () => {
    const { rehearsalId, total } = await rehearse({ standardId: other });
    const { runs } = await register.result<ScoreResult>(register.scoreJob(), {
      ...terms,
      standardIds: [standardId, other],
    });
    const cards = (runId: string | undefined) =>
      register.database.read(builtInOfficer, (tx) =>
        tx.rows<{ id: string; outcome: number; min: number | null; max: number | null }>(
          `select "enterpriseId" as id, outcome, "pointsMin" as min, "pointsMax" as max from score_card c
           join enterprise e on e.id = c."enterpriseId" where "runId" = $1 and not e.demo`,
          [runId],
        ),
      );
    const of = (id: string) => runs.find((run) => run.standardId === id)?.runId;
    const [old, next] = [await cards(of(standardId)), await cards(of(other))];
    expect(old.length).toBe(total);
    const { outcomes } = await service.get(builtInOfficer, rehearsalId);
    const codes = ['', 'met', 'manual', 'unknown', 'unmet', 'notApplicable'];
    const pairs = new Map<string, number>();
    for (const card of old) {
      const pair = `${codes[card.outcome]} ${codes[next.find(({ id }) => id === card.id)?.outcome ?? 0]}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    expect(new Map(outcomes.map((one) => [`${one.old} ${one.new}`, one.count]))).toEqual(pairs);
    const rows = await register.database.read(builtInOfficer, (tx) =>
      tx.rows<{ id: string; min: number | null; max: number | null }>(
        'select "enterpriseId" as id, "oldMin" as min, "oldMax" as max from rehearsal_row where "rehearsalId" = $1',
        [rehearsalId],
      ),
    );
    for (const { id, min, max } of rows) expect(old.find((card) => card.id === id)).toMatchObject({ min, max });
  });

  it('are listed newest first, their rows page by page, narrowed by change, clause and name', async () => {
    const { rehearsalId } = await rehearse({ overlay }, { name: '融资三百万' });
    const { items, count } = await service.list(builtInOfficer, { limit: 1 });
    expect([items[0]?.name, items[0]?.id, count.value > 1]).toEqual(['融资三百万', rehearsalId, true]);
    const paged: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await service.rows(builtInOfficer, rehearsalId, { limit: 2, ...(after && { after }) });
      paged.push(...page.items.map(({ name }) => name));
      if (page.next === null) break;
      after = page.next;
    }
    expect(paged).toEqual(['失机构', '得融资', '缺融资']);
    const names = async (query: object) =>
      (await service.rows(builtInOfficer, rehearsalId, query)).items.map(({ name }) => name);
    expect(await names({ change: 'gains' })).toEqual(['得融资']);
    expect(await names({ clause: 'direct-institution' })).toEqual(['失机构', '缺融资']);
    expect(await names({ q: '缺' })).toEqual(['缺融资']);
    expect(await names({ clause: 'nothing' })).toEqual([]);
  });

  it('go out as CSV and as a workbook with a sheet that says what it is', async () => {
    const { rehearsalId } = await rehearse({ overlay });
    const csv = await register.result<ExportRehearsalResult>(exportJob, { rehearsalId, format: 'csv' });
    const text = fs.readFileSync(new StoredFiles(dir).path(csv.sha256), 'utf8');
    expect(text.split('\n')[0]).toContain('单独引起变化的条款');
    expect(text).toContain('预评估，非认定');
    expect(text).toContain('研发机构');
    const xlsx = await register.result<ExportRehearsalResult>(exportJob, { rehearsalId, format: 'xlsx' });
    expect([xlsx.rows, xlsx.name.endsWith('.xlsx')]).toEqual([3, true]);
    const detail = await service.get(builtInOfficer, rehearsalId);
    const { definitionEntries } = await import('./rehearsal-export.job');
    const entries = new Map(definitionEntries(detail, [], { by: '某人', at: new Date(0), jobId: 'x' }));
    expect([entries.get('旧办法校验值'), entries.get('新办法校验值')]).toEqual([detail.old.hash, detail.new.hash]);
    expect([entries.get('性质'), entries.get('评价日'), entries.get('参加双跑的企业数')]).toEqual([
      '预评估，非认定',
      '2022-09-01',
      '5',
    ]);
  });

  it('open every cell of old × new to exactly its enterprises, those that stay too, on the page and as a file', async () => {
    const { rehearsalId } = await rehearse({ overlay });
    const { outcomes, unchangedKept } = await service.get(builtInOfficer, rehearsalId);
    expect(unchangedKept).toBe(true);
    expect(outcomes.some((one) => one.old === one.new)).toBe(true);
    for (const { old, new: next, count } of outcomes) {
      const { items, count: counted } = await service.rows(builtInOfficer, rehearsalId, { old, new: next, limit: 200 });
      expect([items.length, counted]).toEqual([count, { value: count, exact: true }]);
      expect(items.every((row) => row.oldOutcome === old && row.newOutcome === next)).toBe(true);
      const filter = { old, new: next };
      const file = await register.result<ExportRehearsalResult>(exportJob, { rehearsalId, format: 'csv', filter });
      const lines = fs.readFileSync(new StoredFiles(dir).path(file.sha256), 'utf8').trim().split('\n').slice(1);
      expect([file.rows, lines.length]).toEqual([count, count]);
      for (const { creditCode } of items) expect(lines.filter((line) => line.includes(creditCode))).toHaveLength(1);
    }
    const stays = await service.rows(builtInOfficer, rehearsalId, { old: 'unmet', new: 'unmet' });
    expect(stays.items.map(({ name, change, alone, together }) => [name, change, alone, together])).toEqual([
      ['照旧不满足', 'same', [], []],
    ]);
    const failed = await service.rows(builtInOfficer, rehearsalId, { old: 'unmet' });
    expect(failed.items.map(({ name }) => name)).toEqual(['得融资', '照旧不满足']);
    const mine = await service.rows(countyOfficer, rehearsalId, { old: 'unmet', new: 'unmet' });
    expect(mine.items).toEqual([]);
  });

  it('say in a file by what it was narrowed', async () => {
    const { rehearsalId } = await rehearse({ overlay });
    const filter = { change: 'gains', old: 'unmet', new: 'met', clause: 'direct-financing', q: '融资' } as const;
    const file = await register.result<ExportRehearsalResult>(exportJob, { rehearsalId, format: 'xlsx', filter });
    expect([file.rows, file.name]).toEqual([1, expect.stringContaining('_变化新增满足_')]);
    const { differences } = await service.get(builtInOfficer, rehearsalId);
    expect(filterWords(filter, differences)).toEqual([
      ['变化', '新增满足'],
      ['由哪一条引起', differences.find(({ id }) => id === 'direct-financing')?.label],
      ['旧办法结果', '不满足'],
      ['新办法结果', '满足'],
      ['名称或代码', '融资'],
    ]);
    const nobody = { rehearsalId, format: 'csv', filter: { q: "o'%_\\" } } as const;
    expect((await register.result<ExportRehearsalResult>(exportJob, nobody)).rows).toBe(0);
  });

  it('refuse at once what cannot be rehearsed', async () => {
    const start = (request: object) => service.start(builtInOfficer, { year: 2021, against: {}, ...request });
    await expect(start({ standardId })).rejects.toMatchObject({ code: 'SCORING.NO_STANDARD' });
    await expect(start({ against: { overlay: 'overrides: {}' } })).rejects.toMatchObject({
      code: 'SCORING.NO_STANDARD',
    });
    const wrong = { overlay: `extends: ${standardId}\noverrides:\n  nobody: { atLeast: 1 }\n` };
    await expect(start({ standardId, against: wrong })).rejects.toMatchObject({ code: 'CRITERIA.BAD_STANDARD' });
    const nothing = await register.runJob(job, { year: 1990, standardId, against: { standardId: other } });
    expect(nothing.error?.code).toBe('SCORING.NO_SHEETS');
  });

  it('stop when they are cancelled, and leave nothing', async () => {
    const before = (await service.list(builtInOfficer, {})).count.value;
    const stop = new AbortController();
    const loading = Crew.load(
      ...([register.database, register.reference, builtInOfficer] as const),
      { ...terms, purpose: 'application', facts: ['revenue'] },
      { signal: stop.signal, onProgress: () => stop.abort() },
    );
    const crew = await loading;
    const { document } = (await register.standards.activeRelease(standardId)).evaluator.release;
    stop.abort();
    await expect(crew.compare(document, document, { signal: stop.signal })).rejects.toThrow();
    await crew.close();
    expect((await service.list(builtInOfficer, {})).count.value).toBe(before);
  });

  describe('with live thresholds', () => {
    it('see only what the person may see', async () => {
      const mine = await tuning.open(countyOfficer, { year: 2021, standardId });
      expect([mine.total, mine.counts.met, mine.demo, mine.demoLeftOut]).toEqual([1, 1, false, 0]);
      const theirs = tuning.step(builtInOfficer, mine.id, { key: 'total.0', value: 70 });
      await expect(theirs).rejects.toMatchObject({ code: 'SCORING.TUNING_GONE' });
      const narrowed = { ...countyOfficer, scope: { everything: false as const, regions: ['410302'] } };
      await expect(tuning.step(narrowed, mine.id, { key: 'total.0', value: 70 })).rejects.toMatchObject({
        code: 'SCORING.TUNING_GONE',
      });
      await tuning.close(countyOfficer, mine.id);
    });

    it('count what moves, name the nearest, and keep thresholds moved before', async () => {
      const { id, thresholds, counts, ...who } = await tuning.open(builtInOfficer, { year: 2021, standardId });
      expect(who).toMatchObject({ total: 5, demo: false, demoLeftOut: 1 });
      expect(counts).toMatchObject({ met: 3, unmet: 2, unknown: 0 });
      const financing = thresholds.find(({ clauseId }) => clauseId === 'direct-financing');
      expect(financing).toMatchObject({
        value: 500,
        suffix: '万',
        shown: expect.stringMatching(/ ≥ 500万$/) as string,
      });
      const key = financing?.key ?? '';
      const lower = await tuning.step(builtInOfficer, id, { key, value: 300 });
      expect(lower.changes).toMatchObject({ gains: 1, same: 4 });
      expect(lower.nearest).toEqual([
        { enterpriseId: ids.得融资, name: '得融资', shown: '400万元', old: 'unmet', new: 'met' },
      ]);
      // with the total at 0 points and no lines below it, everybody with known points passes; the other stays moved
      const both = await tuning.step(builtInOfficer, id, { key: 'total.0', value: 10 });
      expect(both.moved).toEqual([
        { key, value: 300 },
        { key: 'total.0', value: 10 },
      ]);
      expect(both.changes.gains).toBeGreaterThanOrEqual(1);
      const back = await tuning.step(builtInOfficer, id, { key, value: 500 });
      expect(back.moved).toEqual([{ key: 'total.0', value: 10 }]);
      await tuning.step(builtInOfficer, id, { key: 'total.0', value: 60 });
      const whole = await tuning.step(builtInOfficer, id, { key, value: 500 });
      expect(whole.changes).toMatchObject({ same: 5, gains: 0, loses: 0 });
    });

    it('keep bands in order, know no others, and end when another is opened', async () => {
      const first = await tuning.open(builtInOfficer, { year: 2021, standardId });
      const step = (key: string, value: number) => tuning.step(builtInOfficer, first.id, { key, value });
      await expect(step('rd-ratio.1', 5)).rejects.toMatchObject({ code: 'SCORING.THRESHOLD_RANGE' });
      await expect(step('nothing.0', 5)).rejects.toMatchObject({ code: 'SCORING.NO_THRESHOLD' });
      const second = await tuning.open(builtInOfficer, { year: 2021, standardId });
      await expect(step('total.0', 50)).rejects.toMatchObject({ code: 'SCORING.TUNING_GONE' });
      await tuning.close(builtInOfficer, second.id);
    });
  });
});
