import { type ActingPerson, builtInOfficer, type Transaction } from '@tidu/platform';
import { uuidv7 } from '@tidu/kernel';
import { countyOfficer, Register } from '../testing/register';
import { closeRun, openRun, publishRun } from './run-store';

const terms = { year: 2021, asOf: '2022-09-01', purpose: 'application', jobId: uuidv7() } as const;
const none = { met: 0, manual: 0, unknown: 0, unmet: 0, notApplicable: 0, open: 0 };
const otherOfficer: ActingPerson = { ...builtInOfficer, id: '00000000-0000-7000-8000-0000000000b2', name: '另一人' };

/** The functions of the owner by which alone a run's table comes, becomes visible and goes. */
describe('a run in the database', () => {
  let register: Register;
  let enterpriseId: string;
  beforeAll(async () => {
    register = await Register.open();
    enterpriseId = await register.enterprise();
  });
  afterAll(() => register.close());

  const as = <T>(person: ActingPerson, work: (tx: Transaction) => Promise<T>) => register.database.write(person, work);
  const sql = (text: string, parameters: unknown[] = [], person: ActingPerson = builtInOfficer) =>
    as(person, (tx) => tx.rows<Record<string, unknown>>(text, parameters));
  const open = async (person: ActingPerson = builtInOfficer) => {
    const standard = await register.standards.activeRelease('luoyang-2019-58-hidden-champion');
    return as(person, (tx) => openRun(tx, standard, terms));
  };
  const addCard = (table: string, runId: string) =>
    sql(
      `insert into ${table} ("runId", "enterpriseId", "sheetAsOf", outcome, met, unknown, "sheetVersion", "clauseOutcomes")
       values ($1, $2, '2022-09-01', 1, 0, 0, 1, '\\x01')`,
      [runId, enterpriseId],
    );
  /** Closes and publishes in one go. */
  const publish = (id: string, total: number, person: ActingPerson = builtInOfficer) =>
    as(person, async (tx) => {
      await closeRun(tx, id, total);
      await publishRun(tx, id, { ...none, met: total });
    });
  const state = async (id: string) =>
    (await register.test.asSuperuser<{ state: string }>('select state from scoring_run where id = $1', [id]))[0]?.state;

  it('is opened, published and dropped by nobody with a narrower scope', async () => {
    const { id } = await open();
    for (const call of ['open_run($1)', 'close_run($1, 0)', 'drop_run($1)', `publish_run($1, '{}')`])
      await expect(sql(`select ${call}`, [id], countyOfficer)).rejects.toMatchObject({ code: '42501' });
    expect(await state(id)).toBe('open');
  });

  it('takes cards that nobody can read until it is published, and none afterwards', async () => {
    const { id, table } = await open();
    await addCard(table, id);
    await expect(sql(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(sql(`update ${table} set outcome = 1`)).rejects.toMatchObject({ code: '42501' });
    expect(await sql('select 1 from score_card where "runId" = $1', [id])).toEqual([]);
    await as(builtInOfficer, (tx) => closeRun(tx, id, 1));
    await expect(addCard(table, id)).rejects.toMatchObject({ code: '42501' });
    expect(await sql('select 1 from score_card where "runId" = $1', [id])).toEqual([]);
    await as(builtInOfficer, (tx) => publishRun(tx, id, { ...none, met: 1 }));
    expect(await sql('select outcome from score_card where "runId" = $1', [id])).toEqual([{ outcome: 1 }]);
    await expect(addCard(table, id)).rejects.toMatchObject({ code: '42501' });
    await expect(sql(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
    for (const change of ['update score_card set outcome = 2', 'delete from score_card', `drop table ${table}`])
      await expect(sql(change)).rejects.toMatchObject({ code: '42501' });
  });

  it('is published only whole, once, by the person who opened it', async () => {
    const { id, table } = await open();
    await addCard(table, id);
    await expect(publish(id, 2)).rejects.toMatchObject({ code: '23514' });
    await expect(publish(id, 1, otherOfficer)).rejects.toMatchObject({ code: 'P0002' });
    const unclosed = as(builtInOfficer, (tx) => publishRun(tx, id, none));
    await expect(unclosed).rejects.toMatchObject({ code: 'P0002' });
    await publish(id, 1);
    await expect(publish(id, 1)).rejects.toMatchObject({ code: 'P0002' });
    expect((await sql('select drop_run($1) as dropped', [id]))[0]).toEqual({ dropped: false });
    expect(await state(id)).toBe('published');
  });

  it('doesn’t take the cards of another run', async () => {
    const { id, table } = await open();
    const { id: other } = await open();
    await addCard(table, other);
    await expect(publish(id, 1)).rejects.toMatchObject({ code: '23514' });
    expect(await state(id)).toBe('open');
  });

  it('is unknown by a foreign id, and harms nothing by it', async () => {
    for (const id of [uuidv7(), enterpriseId]) {
      await expect(sql('select open_run($1)', [id])).rejects.toMatchObject({ code: 'P0002' });
      await expect(sql('select close_run($1, 0)', [id])).rejects.toMatchObject({ code: 'P0002' });
      await expect(sql(`select publish_run($1, '{}')`, [id])).rejects.toMatchObject({ code: 'P0002' });
      expect((await sql('select drop_run($1) as dropped', [id]))[0]).toEqual({ dropped: false });
    }
  });

  it('can’t be made to look published by writing it so', async () => {
    const fields = `id, "releaseId", "standardId", "releaseHash", year, "asOf", purpose, "personName"`;
    const values = `gen_random_uuid(), id, "standardId", hash, 2021, '2022-09-01', 'application', 'x'`;
    await expect(
      sql(`insert into scoring_run (${fields}, state) select ${values}, 'published' from standard_release limit 1`),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(sql(`update scoring_run set state = 'published'`)).rejects.toMatchObject({ code: '42501' });
  });

  it('of a job at work belongs to that job; left behind, anybody may clear it away', async () => {
    const jobId = await as(builtInOfficer, (tx) => register.jobs.write(tx, 'scoring.score', {}));
    const standard = await register.standards.activeRelease('luoyang-2019-58-hidden-champion');
    const { id, table } = await as(builtInOfficer, (tx) => openRun(tx, standard, { ...terms, jobId }));
    const lease = (until: string) =>
      register.test.asSuperuser(
        `update job_run set state = 'running', "leaseUntil" = now() + $2::interval where id = $1`,
        [jobId, until],
      );
    const drop = async () => (await sql('select drop_run($1) as dropped', [id], otherOfficer))[0]?.dropped;
    await lease('30 s');
    expect(await drop()).toBe(false);
    await lease('-1 s');
    expect(await drop()).toBe(true);
    expect(await state(id)).toBe('abandoned');
    const tables = await register.test.asSuperuser('select 1 from pg_class where relname = $1', [table]);
    expect(tables).toEqual([]);
  });

  it('forgets the cards of invented enterprises when they go', async () => {
    const demo = await register.enterprise({ demo: true });
    const { id, table } = await open();
    await sql(
      `insert into ${table} ("runId", "enterpriseId", "sheetAsOf", outcome, met, unknown, "sheetVersion", "clauseOutcomes")
       select $1, e, '2022-09-01', 1, 0, 0, 1, '\\x01' from unnest($2::uuid[]) e`,
      [id, [demo, enterpriseId]],
    );
    await publish(id, 2);
    await sql('select remove_demo_enterprises()');
    expect(await sql('select "enterpriseId" from score_card where "runId" = $1', [id])).toEqual([{ enterpriseId }]);
  });
});
