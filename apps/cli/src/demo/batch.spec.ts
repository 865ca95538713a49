import { FirstPersons } from '@tidu/access';
import { checkInvariants } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { allInvariants } from '../../../server/src/invariants';
import type { Application } from '../application';
import { runJob } from '../run-job';
import { testApplication } from '../testing/application';
import { makeDemoBatch, makeDemoMeasures, removeDemo, takeInDemo } from './install';

jest.setTimeout(180_000);

describe('the batch of the demo district', () => {
  let doors: TestDoors;
  let app: Application;
  beforeAll(async () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    doors = await openTestDoors();
    app = testApplication(doors);
    await takeInDemo(app, 300);
    await runJob(app, 'scoring.score', {
      year: 2025,
      standardIds: ['miit-2022-63-specialized', 'miit-2026-2-specialized'],
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await doors.close();
  });

  const count = async (table: string) =>
    (await doors.test.asSuperuser<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

  it('is none where nobody could have made it', async () => {
    await makeDemoBatch(app);
    expect(await count('recognition_batch')).toBe(0);
  });

  it('has declarations in different places, a notice and pool entries, holds all invariants, once', async () => {
    const persons = doors.app.get(FirstPersons, { strict: false });
    await persons.makeDemo({ region: '410399', zone: null });
    await makeDemoBatch(app);
    await makeDemoBatch(app);
    const states = await doors.test.asSuperuser<{ state: string; n: number }>(
      'select state, count(*)::int as n from application group by 1 order by 1',
    );
    expect(states).toEqual([
      { state: 'noticed', n: 2 },
      { state: 'passed', n: 1 },
      { state: 'returned', n: 1 },
      { state: 'submitted', n: 3 },
    ]);
    expect([await count('recognition_batch where demo'), await count('pool_entry')]).toEqual([1, 3]);
    expect([await count('recognition_notice_item'), await count('case_package')]).toEqual([2, 2]);
    const found = await checkInvariants(
      doors.test.database,
      allInvariants(doors.app, app.env.auditHeadsDir).filter(({ room }) => ['recognition', 'desk'].includes(room)),
    );
    expect(found.flatMap(({ examples }) => examples)).toEqual([]);
  });

  it('has support in every place from push to money, budgets that add up, promises, once', async () => {
    await makeDemoMeasures(app);
    await makeDemoMeasures(app);
    const states = await doors.test.asSuperuser<{ state: string; n: number }>(
      'select state, count(*)::int as n from measure_case group by 1 order by 1',
    );
    expect(states.map(({ state }) => state)).toEqual(expect.arrayContaining(['declined', 'failed', 'ordered', 'paid']));
    expect(states.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['published', 'recovering', 'returned', 'reviewed', 'payable', 'pushed', 'submitted']),
    );
    expect([await count('tax_relief'), await count('support_notice where corrects is not null')]).toEqual([3, 1]);
    expect(await count(`budget_entry where act = 'bounce'`)).toBe(1);
    expect([await count('measure where demo'), await count('budget_line where demo')]).toEqual([3, 2]);
    expect(await count(`desk_task where kind = 'desk.promise' and "dueOn" < now()::date`)).toBe(1);
    const found = await checkInvariants(
      doors.test.database,
      allInvariants(doors.app, app.env.auditHeadsDir).filter(({ room }) => ['measures', 'desk'].includes(room)),
    );
    expect(found.flatMap(({ examples }) => examples)).toEqual([]);
  });

  it('goes with the district', async () => {
    await removeDemo(app);
    for (const table of ['recognition_batch', 'application', 'recognition_notice', 'case_package', 'pool_entry'])
      expect([table, await count(table)]).toEqual([table, 0]);
    for (const table of [
      'measure where demo',
      'budget_line',
      'disbursement',
      'measure_case',
      'support_notice',
      'desk_promise',
    ])
      expect([table, await count(table)]).toEqual([table, 0]);
  });
});
