import { Holders } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import { addDays, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer } from '@tidu/platform';
import { leader, signInAs } from '@tidu/test/signed-in';
import { Register } from '../../../scoring/src/testing/register';
import { soundBefore, soundFacts } from '../../../scoring/src/testing/sound';
import { PoolQueries } from './pool.queries';
import { loadPoolRules } from './pool-rules';
import { PoolRunJob, type PoolRunResult } from './pool-run.job';
import { PoolService } from './pool.service';

const person = builtInOfficer;
const today = shanghaiDay(Date.now());
const elsewhere: ActingPerson = { ...person, id: uuidv7(), scope: { everything: false, regions: ['420102'] } };

describe('the cultivation pool', () => {
  let register: Register;
  let pool: PoolService;
  let queries: PoolQueries;
  let job: PoolRunJob;
  let near = '';
  let far = '';
  beforeAll(async () => {
    register = await Register.open();
    const { database, standards, reference, jobs } = register;
    await signInAs(database, leader);
    pool = new PoolService(database, new Holders(), jobs, new AuditTrail());
    queries = new PoolQueries(database, new Holders(), standards, reference);
    job = new PoolRunJob(reference, standards, new AuditTrail());
    [near = '', far = ''] = await register.enterprises([{}, {}]);
    await register.figures(near, 2025, 'enterprise', soundFacts);
    await register.figures(near, 2024, 'enterprise', soundBefore);
    await register.figures(far, 2025, 'enterprise', { registeredInChina: false, revenue: 100 });
    for (const year of [2024, 2025]) await register.sheets.refreshAll(person, { year, asOf: today });
  });
  afterAll(() => register.close());

  const terms = { year: 2027, officerId: leader.id, note: null };
  const entry = (enterpriseId: string, given: object = {}) => ({
    ...{ ...terms, enterpriseId, track: 'specialty' as const, title: 'littleGiant', ground: '龙头企业的配套厂' },
    ...given,
  });
  const run = () => register.result<PoolRunResult>(job, {});
  const proposed = async (title = 'specializedSme') => (await queries.proposals(person, { title, limit: 200 })).items;

  it('shows and touches nothing of another scope', async () => {
    await expect(pool.enter(elsewhere, uuidv7(), entry(far))).rejects.toMatchObject({
      code: 'RECOGNITION.POOL_ENTERPRISE_NOT_FOUND',
    });
    const id = await pool.enter(person, uuidv7(), entry(far));
    await expect(queries.one(elsewhere, id)).rejects.toMatchObject({ code: 'RECOGNITION.POOL_NOT_FOUND' });
    await expect(pool.change(elsewhere, id, 1, terms)).rejects.toMatchObject({ code: 'RECOGNITION.POOL_NOT_FOUND' });
    expect((await queries.list(elsewhere, {})).items).toEqual([]);
    await run();
    expect((await queries.proposals(elsewhere, {})).items).toEqual([]);
    const key = { enterpriseId: near, track: 'specialty' as const, title: 'specializedSme' };
    expect(await pool.accept(elsewhere, [key], terms)).toMatchObject([{ done: false }]);
  });

  it('proposes who is near by the newest facts, the same when it is run again', async () => {
    const result = await run();
    expect(result).toMatchObject({ looked: 2 });
    expect(result.met + result.unmet + result.unknown + result.manual).toBeGreaterThan(2);
    const first = await proposed();
    expect(first).toMatchObject([{ enterpriseId: near, track: 'specialty', outcome: 'manual', year: 2025 }]);
    expect(first[0]?.steps).toBeLessThanOrEqual(2);
    expect(await run()).toEqual(result);
    expect((await proposed()).map(({ foundAt: _, ...one }) => one)).toEqual(first.map(({ foundAt: _, ...one }) => one));
  });

  it('proposes nobody who holds the title already', async () => {
    const id = uuidv7();
    await register.test.asSuperuser(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, 'specializedSme', 'province', $3, $4, 'x', $1, 'x', $1, 'x')`,
      [id, near, addDays(today, -10), addDays(today, 10)],
    );
    await run();
    expect(await proposed()).toEqual([]);
    await register.test.asSuperuser('delete from title_held where id = $1', [id]);
    await run();
    expect(await proposed()).toHaveLength(1);
  });

  it('proposes nobody for anything under a ban, and again when it was lifted', async () => {
    const [title, cancellation] = [uuidv7(), uuidv7()];
    await register.test.asSuperuser(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, 'innovativeSme', 'province', $3, $4, 'x', $1, 'x', $1, 'x')`,
      [title, near, addDays(today, -20), addDays(today, -5)],
    );
    await register.test.asSuperuser(
      `insert into title_cancellation (id, "titleId", "enterpriseId", cause, "causeLabel", article, document, "documentOn",
         "cancelledOn", "bannedUntil", reason, "personId", "personName")
       values ($1, $2, $3, 'falseData', '提供虚假信息', 'x', 'x', $4, $4, $5, 'x', $1, 'x')`,
      [cancellation, title, near, addDays(today, -10), addDays(today, 1)],
    );
    await run();
    expect(await proposed()).toEqual([]);
    const lift = `update title_cancellation set "liftedAt" = now(), "liftedBy" = id, "liftedByName" = 'x', "liftedWhy" = 'x' where id = $1`;
    await register.test.asSuperuser(lift, [cancellation]);
    await run();
    expect(await proposed()).toHaveLength(1);
  });

  it('takes proposals in once, and a dismissed one stays dismissed', async () => {
    const key = { enterpriseId: near, track: 'specialty' as const, title: 'specializedSme' };
    expect(await pool.dismiss(person, [key], '企业没有意愿')).toMatchObject([{ done: true }]);
    await run();
    expect(await proposed()).toEqual([]);
    await register.test.asSuperuser('delete from pool_proposal');
    await run();
    expect(await pool.accept(person, [key], terms)).toMatchObject([{ done: true, message: '已入库。' }]);
    expect(await pool.accept(person, [key], terms)).toMatchObject([{ done: false }]);
    await run();
    expect(await proposed()).toEqual([]);
    const [found] = (await queries.list(person, { title: 'specializedSme' })).items;
    expect(found).toMatchObject({ enterpriseId: near, entered: 'rule', officerName: leader.displayName, year: 2027 });
  });

  it('enters by hand, on both tracks but not twice on one, with an officer who may', async () => {
    const id = await pool.enter(person, uuidv7(), entry(near));
    await expect(pool.enter(person, uuidv7(), entry(near))).rejects.toMatchObject({ code: 'RECOGNITION.IN_POOL' });
    await pool.enter(person, uuidv7(), entry(near, { track: 'backbone' }));
    await expect(
      pool.enter(person, uuidv7(), entry(near, { title: 'singleChampion', officerId: uuidv7() })),
    ).rejects.toMatchObject({
      code: 'RECOGNITION.OFFICER',
    });
    await expect(pool.change(person, id, 9, terms)).rejects.toMatchObject({ code: 'PLATFORM.STALE' });
    await pool.change(person, id, 1, { ...terms, year: 2028, note: '等审计报告' });
    expect((await queries.one(person, id)).entry).toMatchObject({ year: 2028, note: '等审计报告', version: 2 });
  });

  it('keeps the plan with what is overdue, the progress by year, and the reason for leaving', async () => {
    const id = await pool.enter(person, uuidv7(), entry(near, { title: 'specializedSme', track: 'backbone' }));
    const steps = [
      { text: '补一份审计报告', fact: null, dueOn: addDays(today, -1) },
      { text: '研发费用再增加 10 万元', fact: 'rdExpense', dueOn: addDays(today, 100) },
    ];
    await pool.plan(person, id, 1, steps);
    const before = await queries.one(person, id);
    expect(before.plan).toMatchObject([
      { overdue: true, state: 'open' },
      { overdue: false, fact: 'rdExpense' },
    ]);
    expect(before.entry).toMatchObject({ steps: 2, done: 0, overdue: 1 });
    expect(before.years.map(({ year }) => year)).toEqual([2025, 2024]);
    const step = before.plan[0]?.id ?? '';
    await pool.step(person, id, step, 1, 'done', '已收到');
    await expect(pool.step(person, id, step, 1, 'dropped', '不做了')).rejects.toMatchObject({ code: 'PLATFORM.STALE' });
    await expect(pool.step(person, uuidv7(), step, 2, 'done', '换一条')).rejects.toMatchObject({
      code: 'RECOGNITION.POOL_NOT_FOUND',
    });
    expect((await queries.one(person, id)).entry).toMatchObject({ steps: 2, done: 1, overdue: 0 });
    expect(() => pool.leave(person, id, 2, 'noSuch', today, '理由')).toThrow(/出库原因/);
    expect(() => pool.leave(person, id, 2, 'gaveUp', addDays(today, 1), '理由')).toThrow(/日期/);
    await pool.leave(person, id, 2, 'gaveUp', today, '企业来函');
    await expect(pool.plan(person, id, 3, steps)).rejects.toMatchObject({ code: 'RECOGNITION.LEFT_POOL' });
    expect((await queries.list(person, { state: 'left' })).items).toMatchObject([
      { id, leftWhy: 'gaveUp', leftReason: '企业来函' },
    ]);
    await pool.enter(person, uuidv7(), entry(near, { title: 'specializedSme', track: 'backbone' }));
  });

  it('refuses rules that make no sense, with line and reason', () => {
    const text =
      'proposals:\n  - { track: backbone, title: noSuch, steps: x }\n  - { track: backbone, title: noSuch, steps: 1, revenueAtLeast: 0 }\nleaving: { A: }\nmore: 1\n';
    expect(() => loadPoolRules(text)).toThrow(
      /noSuch[\s\S]*steps[\s\S]*revenueAtLeast[\s\S]*只能有一条[\s\S]*“A”[\s\S]*more/,
    );
  });
});
