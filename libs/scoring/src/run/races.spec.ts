import type { Evaluator } from '@tidu/criteria';
import { builtInOfficer, type JobHandler, JobRunner } from '@tidu/platform';
import { until } from '@tidu/test/product';
import { Register } from '../testing/register';
import { BulkScorer } from './bulk-scorer';
import { openRun } from './run-store';
import { ScoreJob, type ScoreResult } from './score.job';
import { AuditTrail } from '@tidu/audit';

const plain = 'luoyang-2019-58-hidden-champion';
const scored = 'miit-2022-63-innovative';
const payload = { year: 2021, asOf: '2022-09-01', standardIds: [plain, scored] };

describe('scoring among others and among failures', () => {
  let register: Register;
  let ids: string[] = [];
  beforeAll(async () => {
    register = await Register.open();
    ids = await register.enterprises(Array.from({ length: 60 }, () => ({ registeredOn: '2015-05-05' })));
    await register.manyFigures(
      ids.map((enterpriseId, i) => ({
        enterpriseId,
        year: 2021,
        source: 'enterprise',
        facts: { revenue: i, rdExpense: 1 },
      })),
    );
  });
  afterAll(() => register.close());

  /** What a failed or stopped run may not leave: visible cards, tables of its own, connections that don't answer. */
  async function traces() {
    // the end of a read is not waited for
    await until(async () => (await traced())?.busy === 0, 5);
    return traced();
  }
  async function traced() {
    const [found] = await register.test.asSuperuser<{ cards: number; tables: number; busy: number }>(
      `select (select count(*)::int from score_card) as cards,
         (select count(*)::int from pg_class where relname like 'score\\_card\\_%' and relkind = 'r' and not relispartition) as tables,
         (select count(*)::int from pg_stat_activity where datname = current_database() and usename = 'tidu_app'
            and state <> 'idle') as busy`,
    );
    return found;
  }

  it('two at once both end with whole runs, and every enterprise has one current sheet', async () => {
    const results = await Promise.all([1, 2, 3].map(() => register.result<ScoreResult>(register.scoreJob(), payload)));
    for (const { runs } of results) expect(runs.map(({ total }) => total)).toEqual([60, 60]);
    expect(
      new Set(results.map(({ runs }) => JSON.stringify(runs.map(({ outcomes, open }) => [outcomes, open])))).size,
    ).toBe(1);
    const current = await register.test.asSuperuser<{ count: number }>(
      `select count(*)::int as count from fact_sheet where year = 2021 and "supersededAt" is null group by "enterpriseId"`,
    );
    expect(current.map(({ count }) => count)).toEqual(ids.map(() => 1));
  });

  it('figures that change meanwhile are in the next run, not in half of this one', async () => {
    const job = register.result<ScoreResult>(register.scoreJob(), payload);
    const changes = ids.map((id, i) => register.figures(id, 2021, 'officer', { revenue: i + 1000 }));
    const [{ runs }] = await Promise.all([job, ...changes]);
    expect(runs.map(({ total }) => total)).toEqual([60, 60]);
    const next = await register.result<ScoreResult>(register.scoreJob(), payload);
    expect(next.runs.map(({ total }) => total)).toEqual([60, 60]);
    const sheets = await register.test.asSuperuser<{ revenue: string }>(
      `select revenue from fact_sheet where year = 2021 and "supersededAt" is null`,
    );
    expect(sheets.every(({ revenue }) => Number(revenue) >= 1000)).toBe(true);
  });

  it('an error in the middle of the rows ends the job and nothing else', async () => {
    const before = await traces();
    const standard = await register.standards.activeRelease(plain);
    let judged = 0;
    const failing: Evaluator = {
      ...standard.evaluator,
      evaluateInto: () => {
        if (++judged === 30) throw new Error('no room left');
      },
    };
    const terms = { year: 2021, asOf: '2022-09-01', purpose: 'application', jobId: ids[0] ?? '' } as const;
    const context = { person: builtInOfficer, signal: new AbortController().signal, progress: () => undefined };
    const good = await register.standards.activeRelease(scored);
    const filled = register.scorer.fill(context, [good, { ...standard, evaluator: failing }], terms);
    await expect(filled).rejects.toThrow('no room left');
    expect(await traces()).toEqual(before);
  });

  it('cards the server refuses end the job and leave nothing', async () => {
    const before = await traces();
    const standard = await register.standards.activeRelease(plain);
    const lying: Evaluator = {
      ...standard.evaluator,
      evaluateInto: (values, purpose, out) => {
        standard.evaluator.evaluateInto(values, purpose, out);
        out.pointsMin = 5;
        out.pointsMax = 4; // no interval: a check of the table
      },
    };
    const terms = { year: 2021, asOf: '2022-09-01', purpose: 'application', jobId: ids[0] ?? '' } as const;
    const context = { person: builtInOfficer, signal: new AbortController().signal, progress: () => undefined };
    const filled = register.scorer.fill(context, [{ ...standard, evaluator: lying }], terms);
    await expect(filled).rejects.toMatchObject({ code: '23514' });
    expect(await traces()).toEqual(before);
  });

  it('a job that lost its lease publishes nothing and takes its tables away', async () => {
    const before = await traces();
    class Overtaken extends BulkScorer {
      override async fill(...args: Parameters<BulkScorer['fill']>): ReturnType<BulkScorer['fill']> {
        const filled = await super.fill(...args);
        // another process believes this one dead and claims the job
        await register.test.asSuperuser(
          `update job_run set "fencingToken" = "fencingToken" + 1 where state = 'running' and task = 'scoring.score'`,
        );
        return filled;
      }
    }
    const scorer = new Overtaken(register.database, register.reference);
    const job: JobHandler = new ScoreJob(register.standards, register.sheets, scorer, new AuditTrail());
    const id = await register.database.write(builtInOfficer, (tx) => register.jobs.write(tx, job.task, payload));
    await new JobRunner(register.database, [job]).run(id);
    expect(await register.jobs.get(builtInOfficer, id)).toMatchObject({ state: 'running' }); // it's the other's now
    expect(await traces()).toEqual(before);
    await register.test.asSuperuser(`update job_run set state = 'cancelled', "finishedAt" = now() where id = $1`, [id]);
  });

  it('what a dead process left is taken away by the next job', async () => {
    const dead = await register.database.write(builtInOfficer, (tx) =>
      register.jobs.write(tx, 'scoring.score', payload),
    );
    const standard = await register.standards.activeRelease(plain);
    const terms = { year: 2021, asOf: '2022-09-01', purpose: 'application', jobId: dead } as const;
    const { id } = await register.database.write(builtInOfficer, (tx) => openRun(tx, standard, terms));
    expect((await traces())?.tables).toBe(1);
    await register.result<ScoreResult>(register.scoreJob(), payload);
    expect((await traces())?.tables).toBe(0);
    const [run] = await register.test.asSuperuser<{ state: string }>('select state from scoring_run where id = $1', [
      id,
    ]);
    expect(run?.state).toBe('abandoned');
  });
});
