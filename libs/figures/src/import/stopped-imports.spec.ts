import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer, JobRunner } from '@tidu/platform';
import { codeOf, createImportWorld, type ImportWorld } from '../testing/import-world';
import { ImportFiguresJob } from './import-figures.job';

const rows = 3000;
const lines = Array.from({ length: rows }, (_, i) => `${codeOf(i)},企业${i},2021,${i}.5,${i % 100}`);
const content = ['统一社会信用代码,企业名称,年份,营业收入,职工总数', ...lines].join('\n');

describe('an import that is stopped', () => {
  let world: ImportWorld;
  beforeAll(async () => {
    world = await createImportWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => world.test.asSuperuser('delete from enterprise; delete from figures_staging'));

  const counts = async () =>
    (
      await world.test.asSuperuser<Record<string, number>>(
        `select (select count(*)::int from enterprise) as enterprises, (select count(*)::int from figures) as figures,
                (select count(*)::int from figures_staging) as staged, (select count(*)::int from import_problem) as problems`,
      )
    )[0];
  const nothing = { enterprises: 0, figures: 0, staged: 0, problems: 0 };
  const everything = { enterprises: rows, figures: rows, staged: 0, problems: 0 };
  const stateOf = async (id: string) =>
    (await world.test.asSuperuser<{ state: string }>('select state from job_run where id = $1', [id]))[0]?.state;

  /** Runs the job and acts once, when it has read the first rows, or when it is about to write. */
  async function runAndMeddle(id: string, at: '读取与校验' | '写入', act: () => void): Promise<void> {
    let acted = false;
    await world.runner.run(id, ({ stage, done }) => {
      if (acted || stage !== at || done === 0) return;
      acted = true;
      act();
    });
    expect(acted).toBe(true);
  }

  it('by the person leaves nothing behind', async () => {
    const id = await world.prepare(content);
    class Cancelled extends ImportFiguresJob {
      override async run(context: Parameters<ImportFiguresJob['run']>[0]) {
        await world.jobs.cancel(builtInOfficer, id);
        return super.run(context);
      }
    }
    await new JobRunner(world.test.database, [new Cancelled(world.files, world.reference, world.jobs)]).run(id);
    expect([await stateOf(id), await counts()]).toEqual(['cancelled', nothing]);
  });

  it('before it began is not run at all', async () => {
    const id = await world.prepare(content);
    await world.jobs.cancel(builtInOfficer, id);
    expect(await world.runner.run(id)).toBe(false);
    expect([await stateOf(id), await counts()]).toEqual(['cancelled', nothing]);
  });

  it('because the process ends goes back to the queue, and is done whole by the next', async () => {
    const id = await world.prepare(content);
    let stopped: Promise<void> | undefined;
    await runAndMeddle(id, '读取与校验', () => {
      stopped = world.runner.stop();
    });
    await stopped;
    expect([await stateOf(id), await counts()]).toEqual(['queued', nothing]);
    await world.runner.run(id);
    expect((await world.ended(id)).result).toMatchObject({
      accepted: rows,
      newRevisions: rows,
      createdEnterprises: rows,
    });
    expect(await counts()).toEqual(everything);
  });

  it('by a lost connection while it reads leaves nothing, and is done whole once its lease lapses', async () => {
    const id = await world.prepare(content);
    const killed = new JobRunner(world.test.database, [new ImportFiguresJob(world.files, world.reference, world.jobs)]);
    let ended: Promise<unknown> | undefined;
    await killed.run(id, ({ done }) => {
      if (done > 0)
        ended ??= world.test.asSuperuser(
          `select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy figures_staging%' and state = 'active'`,
        );
    });
    await ended;
    if ((await stateOf(id)) === 'succeeded') return expect(await counts()).toEqual(everything);
    expect([await stateOf(id), await counts()]).toEqual(['running', nothing]);
    await world.test.asSuperuser(`update job_run set "leaseUntil" = now() - interval '1 second' where id = $1`, [id]);
    await world.runner.run(id);
    expect(await counts()).toEqual(everything);
    return undefined;
  });

  describe('by kill -9 after its rows were staged', () => {
    const stage = (jobId: string) =>
      world.test.asSuperuser(
        `insert into figures_staging ("jobId", attempt, row, "creditCode", name, year, "enterpriseId", "figuresId", revenue)
         select $1, $2, i, $3, '死者', 2021, gen_random_uuid(), gen_random_uuid(), 1 from generate_series(2, 500) i`,
        [jobId, uuidv7(), codeOf(999_999)],
      );

    it('is done anew by whoever finds it, without what the dead one left', async () => {
      const id = await world.prepare(content);
      await stage(id);
      await world.test.asSuperuser(
        `update job_run set state = 'running', "leaseUntil" = now() - interval '1 second', "fencingToken" = 1 where id = $1`,
        [id],
      );
      await world.runner.run(id);
      expect((await world.ended(id)).result).toMatchObject({ accepted: rows, rejected: 0, duplicates: 0 });
      expect(await counts()).toEqual(everything);
    });

    it('but not quite dead can’t slip rows into the run that took over', async () => {
      const id = await world.prepare(content);
      let slipped: Promise<unknown> | undefined;
      await runAndMeddle(id, '读取与校验', () => {
        slipped = stage(id);
      });
      await slipped;
      expect((await world.ended(id)).result).toMatchObject({ accepted: rows, rejected: 0, duplicates: 0 });
      expect(await world.test.asSuperuser(`select 1 from enterprise where name = '死者'`)).toEqual([]);
    });

    it('is swept up by the next import, when its job has ended', async () => {
      const id = await world.prepare(content);
      await stage(id);
      await world.jobs.cancel(builtInOfficer, id);
      await world.import('信用代码,企业名称\n');
      expect((await counts())?.staged).toBe(0);
    });
  });

  it('by nobody, twice at once, makes every enterprise and revision once', async () => {
    const ids = [await world.prepare(content), await world.prepare(content)];
    await Promise.all(ids.map((id) => world.runner.run(id)));
    const results = await Promise.all(ids.map(async (id) => (await world.ended(id)).result));
    expect(results.map(({ createdEnterprises }) => createdEnterprises).sort((x, y) => x - y)).toEqual([0, rows]);
    expect(results.map(({ newRevisions }) => newRevisions).sort((x, y) => x - y)).toEqual([0, rows]);
    expect(await counts()).toEqual(everything);
  });
});
