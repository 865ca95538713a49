import {
  builtInOfficer,
  type JobContext,
  type JobHandler,
  JobRunner,
  JobsService,
  startWorker,
  throwIfStopped,
} from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, uuidv7 } from '@tidu/kernel';

/** Writes one file row as its effect; waits before it if told to. */
class WriteRow implements JobHandler<{ name: string; wait?: number }> {
  readonly task = 'test.write';
  started = 0;

  async run({ payload, commit, signal, progress }: JobContext<{ name: string; wait?: number }>): Promise<object> {
    this.started++;
    for (let waited = 0; waited < (payload.wait ?? 0); waited += 20) {
      throwIfStopped(signal);
      progress({ stage: '等', done: waited });
      await sleep(20);
    }
    progress({ stage: '写入', done: 1, total: 1, counted: 1 });
    return commit(async (tx) => {
      await tx.rows(
        `insert into stored_file (sha256, name, "mediaType", size, "storedBy") values (encode(sha256(convert_to($1, 'UTF8')), 'hex'), $1, 't', 1, acting_person())`,
        [payload.name],
      );
      return { wrote: payload.name };
    });
  }
}

const failing: JobHandler = {
  task: 'test.fail',
  run: () =>
    Promise.reject(
      new DomainError('invalid', 'TEST.BAD', '第 3 行不对，请改正。', [
        { where: { row: 3 }, code: 'TEST.ROW', message: '坏' },
      ]),
    ),
};
const crashing: JobHandler = { task: 'test.crash', run: () => Promise.reject(new Error('select secret from figures')) };

describe('JobRunner', () => {
  let test: TestDatabase;
  let jobs: JobsService;
  beforeAll(async () => {
    test = await createTestDatabase();
    jobs = new JobsService(test.database);
  });
  afterAll(() => test.drop());

  const ask = (task: string, payload: object = {}) =>
    test.database.write(builtInOfficer, (tx) => jobs.write(tx, task, payload));
  const files = (name: string) =>
    test.asSuperuser<{ name: string }>('select name from stored_file where name = $1', [name]);

  it("answers someone else's job like an absent one", async () => {
    const id = await ask('test.write', { name: 'mine' });
    const stranger = {
      ...builtInOfficer,
      id: '00000000-0000-7000-8000-0000000000bb',
      scope: { everything: false as const, regions: ['410399'] },
    };
    const absent = jobs
      .get(stranger, '00000000-0000-7000-8000-0000000000cc')
      .catch((error: DomainError) => error.message);
    await expect(jobs.get(stranger, id)).rejects.toMatchObject({
      code: 'PLATFORM.JOB_NOT_FOUND',
      message: await absent,
    });
  });

  it('commits the effect together with the end of the job', async () => {
    const id = await ask('test.write', { name: 'together' });
    await new JobRunner(test.database, [new WriteRow()]).run(id);
    await expect(jobs.get(builtInOfficer, id)).resolves.toMatchObject({
      state: 'succeeded',
      result: { wrote: 'together' },
      done: 1,
      counted: 1,
    });
    expect(await files('together')).toHaveLength(1);
  });

  it('gives a job to one of several runners only', async () => {
    const id = await ask('test.write', { name: 'once', wait: 100 });
    const handler = new WriteRow();
    const claimed = await Promise.all(Array.from({ length: 5 }, () => new JobRunner(test.database, [handler]).run(id)));
    expect(claimed.filter(Boolean)).toHaveLength(1);
    expect(handler.started).toBe(1);
  });

  it('keeps the words of a domain error, and nothing of any other', async () => {
    const runner = new JobRunner(test.database, [failing, crashing]);
    const [bad, crash] = [await ask('test.fail'), await ask('test.crash')];
    await runner.run(bad);
    await runner.run(crash);
    await expect(jobs.get(builtInOfficer, bad)).resolves.toMatchObject({
      state: 'failed',
      error: { code: 'TEST.BAD', problems: [{ where: { row: 3 } }] },
    });
    const crashed = await jobs.get(builtInOfficer, crash);
    expect(crashed.error?.code).toBe('PLATFORM.JOB_FAILED');
    expect(JSON.stringify(crashed)).not.toContain('secret');
  });

  it('cancels a queued job at once and a running one within seconds, without effect', async () => {
    const queued = await ask('test.write', { name: 'never' });
    await expect(jobs.cancel(builtInOfficer, queued)).resolves.toMatchObject({ state: 'cancelled' });
    const running = await ask('test.write', { name: 'stopped', wait: 20_000 });
    const done = new JobRunner(test.database, [new WriteRow()]).run(running, () => undefined);
    await sleep(100);
    await jobs.cancel(builtInOfficer, running);
    await test.asSuperuser(`update job_run set "leaseUntil" = now() where id = $1`, [running]);
    await done;
    await expect(jobs.get(builtInOfficer, running)).resolves.toMatchObject({ state: 'cancelled' });
    expect(await files('stopped')).toHaveLength(0);
  }, 30_000);

  it('ends as cancelled a job that reaches its effect before it hears of the cancelling', async () => {
    const id = await ask('test.write', { name: 'too late', wait: 200 });
    const done = new JobRunner(test.database, [new WriteRow()]).run(id);
    await sleep(50);
    await jobs.cancel(builtInOfficer, id);
    await done;
    await expect(jobs.get(builtInOfficer, id)).resolves.toMatchObject({ state: 'cancelled' });
    expect(await files('too late')).toHaveLength(0);
  });

  it('ends a job that was to be cancelled when its process died', async () => {
    const id = await ask('test.write', { name: 'dead' });
    await test.asSuperuser(
      `update job_run set state = 'running', "leaseUntil" = now() - interval '1 second', "cancelRequested" = true where id = $1`,
      [id],
    );
    await new JobRunner(test.database, []).sweep();
    await expect(jobs.get(builtInOfficer, id)).resolves.toMatchObject({ state: 'cancelled' });
  });

  it('refuses the effect of a process that lost its lease to another', async () => {
    const id = await ask('test.write', { name: 'fenced', wait: 300 });
    const slow = new JobRunner(test.database, [new WriteRow()]).run(id);
    await sleep(100);
    // another process takes the job over: the lease lapsed, the token counts on
    await test.asSuperuser(`update job_run set "fencingToken" = "fencingToken" + 1 where id = $1`, [id]);
    await slow;
    expect(await files('fenced')).toHaveLength(0);
    const [row] = await test.asSuperuser<{ state: string }>('select state from job_run where id = $1', [id]);
    expect(row?.state).toBe('running');
  });

  it('a worker takes queued jobs as they come and sweeps up those of a dead colleague', async () => {
    const dead = await ask('test.write', { name: 'orphan' });
    await test.asSuperuser(
      `update job_run set state = 'running', "startedAt" = now(), "leaseUntil" = now() - interval '1 second', "fencingToken" = 1 where id = $1`,
      [dead],
    );
    const worker = await startWorker(test.appUrl, new JobRunner(test.database, [new WriteRow()]), () => undefined);
    const fresh = await test.database.write(builtInOfficer, (tx) => jobs.enqueue(tx, 'test.write', { name: 'fresh' }));
    for (let i = 0; i < 100; i++) {
      const states = await Promise.all([dead, fresh].map((id) => jobs.get(builtInOfficer, id)));
      if (states.every(({ state }) => state === 'succeeded')) break;
      await sleep(50);
    }
    await worker.stop();
    expect(await files('orphan')).toHaveLength(1);
    expect(await files('fresh')).toHaveLength(1);
  }, 30_000);

  it('a worker that ends gives its job back to the queue', async () => {
    const runner = new JobRunner(test.database, [new WriteRow()]);
    const id = await ask('test.write', { name: 'given back', wait: 20_000 });
    const running = runner.run(id);
    await sleep(100);
    await runner.stop();
    await running;
    await expect(jobs.get(builtInOfficer, id)).resolves.toMatchObject({ state: 'queued' });
  });

  it('tells everybody when work of a kind was last done, and nothing of work that failed or never was', async () => {
    const stranger = { ...builtInOfficer, id: uuidv7(), scope: { everything: false as const, regions: ['410399'] } };
    const tasks = ['test.write', 'test.fail', 'test.never'];
    const runner = new JobRunner(test.database, [new WriteRow(), failing]);
    await runner.run(await ask('test.fail'));
    const id = await ask('test.write', { name: 'last' });
    await runner.run(id);
    expect(await jobs.get(stranger, id).catch((error: DomainError) => error.code)).toBe('PLATFORM.JOB_NOT_FOUND');
    const done = await jobs.lastDone(stranger, tasks);
    expect([...done.keys()]).toEqual(['test.write']);
    expect(done.get('test.write')).toEqual((await jobs.get(builtInOfficer, id)).finishedAt);
  });
});
