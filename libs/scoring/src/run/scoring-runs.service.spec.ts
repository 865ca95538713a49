import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { countyOfficer, Register } from '../testing/register';
import type { ScoreResult } from './score.job';
import { ScoringRunsService } from './scoring-runs.service';

const plain = 'luoyang-2019-58-hidden-champion';
const scored = 'miit-2022-63-innovative';

describe('the list of runs', () => {
  const outcomes = ['met', 'manual', 'unknown', 'unmet', 'notApplicable'] as const;
  let register: Register;
  let service: ScoringRunsService;
  const made: string[] = [];
  beforeAll(async () => {
    register = await Register.open();
    service = new ScoringRunsService(register.database, register.jobs, register.standards);
    const id = await register.enterprise();
    await register.figures(id, 2020, 'enterprise', { revenue: 1 });
    await register.figures(id, 2021, 'enterprise', { revenue: 2 });
    for (const [year, standardIds, purpose] of [
      [2020, [plain], 'application'],
      [2021, [plain, scored], 'application'],
      [2021, [plain], 'renewal'],
      [2021, [plain], 'application'],
    ] as const) {
      const payload = { year, standardIds, purpose, asOf: '2022-09-01' };
      const { runs } = await register.result<ScoreResult>(register.scoreJob(), payload);
      made.push(...runs.map(({ runId }) => runId));
    }
  });
  afterAll(() => register.close());

  const ids = async (query: object) => (await service.list(builtInOfficer, query)).items.map(({ id }) => id);

  it('shows no card of another region, and no run that was not published', async () => {
    const id = made[4] ?? '';
    expect(await service.cards(countyOfficer, id, {})).toMatchObject({ items: [], count: { value: 0 } });
    const absent = { kind: 'notFound', code: 'SCORING.RUN_NOT_FOUND' };
    await expect(service.get(builtInOfficer, uuidv7())).rejects.toMatchObject(absent);
    await expect(service.cards(builtInOfficer, uuidv7(), {})).rejects.toMatchObject(absent);
  });

  it('lets nobody with a narrower scope start one, and nothing that can only fail', async () => {
    const start = (person: typeof countyOfficer, more: object = {}) =>
      service.start(person, { year: 2021, standardIds: [plain], ...more });
    await expect(start(countyOfficer)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(start(builtInOfficer, { asOf: '2023-02-29' })).rejects.toMatchObject({ code: 'SCORING.BAD_DAY' });
    await expect(start(builtInOfficer, { standardIds: ['nobody-knows'] })).rejects.toMatchObject({ kind: 'notFound' });
    const jobId = await start(builtInOfficer);
    expect(await register.jobs.get(builtInOfficer, jobId)).toMatchObject({ state: 'queued', task: 'scoring.score' });
  });

  it('has the newest first, page by page without loss', async () => {
    const whole = await ids({});
    expect(new Set(whole)).toEqual(new Set(made));
    expect(whole[0]).toBe(made[4]);
    const paged: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await service.list(builtInOfficer, { limit: 2, ...(after && { after }) });
      expect(page.count).toEqual({ value: 5, exact: true });
      paged.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      after = page.next;
    }
    expect(paged).toEqual(whole);
  });

  it('is narrowed by standard, year, purpose, and to those that are shown', async () => {
    expect(await ids({ year: 2020 })).toEqual([made[0]]);
    expect(await ids({ purpose: 'renewal' })).toEqual([made[3]]);
    expect(await ids({ standardId: scored })).toEqual([made[2]]);
    const latest = await service.list(builtInOfficer, { latest: true });
    expect(latest.items.map(({ id }) => id).sort()).toEqual([made[0], made[2], made[3], made[4]].sort());
    expect(latest.count.value).toBe(4);
    const all = await service.list(builtInOfficer, { standardId: plain, year: 2021, purpose: 'application' });
    expect(all.items.map(({ id, latest: shown }) => [id, shown])).toEqual([
      [made[4], true],
      [made[1], false],
    ]);
  });

  it('never has a run that isn’t published', async () => {
    await register.test.asSuperuser(
      `insert into scoring_run (id, "releaseId", "standardId", "releaseHash", year, "asOf", purpose, "personId", "personName")
       select gen_random_uuid(), id, "standardId", hash, 2021, '2022-09-01', 'application', gen_random_uuid(), 'x'
       from standard_release where "standardId" = $1`,
      [plain],
    );
    expect(await ids({})).toHaveLength(5);
  });

  it('counts cards by outcome and says who made the run', async () => {
    const [run] = (await service.list(builtInOfficer, { limit: 1 })).items;
    expect(run).toMatchObject({ total: 1, personName: '本机经办人', asOf: '2022-09-01', standardVersion: 1 });
    const { met = 0, manual = 0, unknown = 0, unmet = 0, notApplicable = 0, open } = run?.counts ?? {};
    expect(met + manual + unknown + unmet + notApplicable).toBe(1);
    expect(open).toBe(manual + unknown); // without points nothing else is open
  });

  it('lists behind each number exactly the enterprises it counts, page by page, by name and code', async () => {
    const more = await register.enterprises(Array.from({ length: 6 }, (_, n) => ({ name: `名单企业${n}` })));
    for (const [n, id] of more.entries())
      await register.figures(id, 2023, 'enterprise', { revenue: 1, seriousDishonesty: n === 0 });
    const payload = { year: 2023, standardIds: [scored], purpose: 'application' as const, asOf: '2024-09-01' };
    const { runs } = await register.result<ScoreResult>(register.scoreJob(), payload);
    const id = runs[0]?.runId ?? '';
    const run = await service.get(builtInOfficer, id);
    expect(run).toMatchObject({ total: 6, standardId: scored, latest: true, counts: { unmet: 1, unknown: 5 } });
    for (const outcome of outcomes) {
      const { items, count } = await service.cards(builtInOfficer, id, { outcome });
      expect([outcome, items.length, count.value]).toEqual([outcome, run.counts[outcome], run.counts[outcome]]);
      expect(items.every((one) => one.outcome === outcome)).toBe(true);
    }
    const first = await service.cards(builtInOfficer, id, { limit: 4 });
    const second = await service.cards(builtInOfficer, id, { limit: 4, after: first.next ?? '' });
    expect(new Set([...first.items, ...second.items].map((one) => one.enterpriseId))).toEqual(new Set(more));
    const [found, ...others] = (await service.cards(builtInOfficer, id, { q: '名单企业3' })).items;
    expect([found?.enterpriseId, found?.points !== null, others]).toEqual([more[3], true, []]);
    expect((await service.cards(builtInOfficer, id, { q: found?.creditCode.slice(0, 17) })).items).toHaveLength(1);
    expect((await service.cards(builtInOfficer, id, { q: '%%' })).items).toEqual([]);
    await expect(service.cards(builtInOfficer, id, { after: 'x' })).rejects.toMatchObject({ kind: 'invalid' });
  });
});
