import { KnownProcedures } from './known-procedures';
import { type Officer, RecognitionWorld } from '../testing/recognition-world';

interface Batch {
  id: string;
  version: number;
  state: string;
  name: string;
  standards: { purpose: string }[];
  counts: { state: string; count: number }[];
  window: { workingDays: number; warnings: string[]; isOpen: boolean };
}

describe('batches', () => {
  let world: RecognitionWorld;
  let officer: Officer;
  let reader: Officer;
  const at = '/api/console/recognition';
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [officer, reader] = [await world.officer(), await world.officer('city.reader')];
  });
  afterAll(() => world.close());

  const one = async (id: string) => (await officer.http.get(`${at}/batches/${id}`)).body as Batch;
  const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;
  const put = (id: string, version: number, more: object) =>
    officer.http
      .put(`${at}/batches/${id}`)
      .set('if-match', String(version))
      .send({ ...world.givenBatch(officer.id), ...more, reason: '按通知调整' });

  it('count of their applications only those one sees; who may only read makes none', async () => {
    const id = await world.batch(officer);
    await world.submitted(id, await world.firm());
    await world.submitted(id, await world.firm('410402'));
    expect((await one(id)).counts).toEqual([{ state: 'submitted', label: '待初审', holder: 'bureau', count: 1 }]);
    const everything = (await world.doors.http.get(`${at}/batches/${id}`)).body as Batch;
    expect(everything.counts[0]?.count).toBe(2);
    expect((await reader.http.post(`${at}/batches`).send(world.givenBatch(officer.id))).status).toBe(403);
    expect((await officer.http.get(`${at}/batches/01890000-0000-7000-8000-000000000000`)).status).toBe(404);
  });

  it('are changed while prepared, announced once, fixed from then on, and ended', async () => {
    const made = await officer.http.post(`${at}/batches`).send(world.givenBatch(officer.id));
    const { id } = made.body as { id: string };
    expect((await put(id, 1, { name: '改过的名称', year: 2024 })).status).toBe(204);
    expect(codeOf(await put(id, 1, {}))).toBe('PLATFORM.STALE');
    expect(await one(id)).toMatchObject({ name: '改过的名称', state: 'prepared', version: 2 });
    const announce = () => officer.http.post(`${at}/batches/${id}/announcement`).set('if-match', '2');
    expect((await announce()).status).toBe(204);
    expect(codeOf(await announce())).toBe('PLATFORM.STALE');
    expect(await one(id)).toMatchObject({ state: 'announced', window: { isOpen: true } });
    expect(codeOf(await put(id, 3, { year: 2025 }))).toBe('RECOGNITION.BATCH_FIXED');
    expect((await put(id, 3, { year: 2024, quota: 5 })).status).toBe(204);
    for (const sql of [
      `delete from recognition_batch_purpose where "batchId" = '${id}'`,
      `update recognition_batch set year = 2020 where id = '${id}'`,
    ])
      await expect(world.sql(sql)).rejects.toThrow('fixed');
    const end = officer.http.post(`${at}/batches/${id}/ending`).set('if-match', '4');
    expect((await end.send({ reason: '申报截止' })).status).toBe(204);
    expect(codeOf(await put(id, 5, { year: 2024 }))).toBe('RECOGNITION.BATCH_ENDED');
    const acts = await world.sql<{ action: string }>(
      'select action from audit_entry where "objectId" = $1 order by id',
      [id],
    );
    expect(acts.map(({ action }) => action.split('.')[1])).toEqual([
      ...['createBatch', 'changeBatch', 'announceBatch', 'changeBatch', 'endBatch'],
    ]);
  });

  it.each([
    ['procedure', { procedure: 'nobodyDecides' }, 'RECOGNITION.BATCH_PROCEDURE'],
    ['window', { opensAt: '2026-12-31T10:00+08:00', closesAt: '2026-12-01T10:00+08:00' }, 'RECOGNITION.BATCH_WINDOW'],
    ['year of the end', { closesAt: '2099-12-01T10:00+08:00' }, 'RECOGNITION.BATCH_WINDOW'],
    ['title of the standard', { title: 'littleGiant' }, 'RECOGNITION.BATCH_STANDARD'],
    [
      'standard',
      { standards: [{ purpose: 'application', releaseId: '01890000-0000-7000-8000-000000000000' }] },
      'RECOGNITION.BATCH_STANDARD',
    ],
    ['officer', { officer: '01890000-0000-7000-8000-000000000000' }, 'RECOGNITION.BATCH_OFFICER'],
    ['day', { opensAt: '2026-02-30T10:00+08:00' }, 'PLATFORM.INVALID'],
    ['offset', { opensAt: '2026-02-20T10:00' }, 'PLATFORM.INVALID'],
    ['quota', { quota: 0 }, 'PLATFORM.INVALID'],
  ])('are refused with a wrong %s', async (_, more, code) => {
    const refused = await officer.http.post(`${at}/batches`).send(world.givenBatch(officer.id, more));
    expect([refused.status, codeOf(refused)]).toEqual([400, code]);
  });

  it('propose the standard of each purpose, with every other and why, and what is otherwise between the two', async () => {
    const asked = await officer.http.get(`${at}/standard-proposals?title=littleGiant&date=2026-05-01&region=410305`);
    const { purposes, differences } = asked.body as {
      purposes: { purpose: string; answer: string; options: { standardId: string; reason: string }[] }[];
      differences: object[] | null;
    };
    expect(purposes.map(({ purpose }) => purpose)).toEqual(['application', 'renewal']);
    expect(purposes[0]?.options.length).toBeGreaterThan(1);
    expect(purposes.every(({ options }) => options.every(({ reason }) => reason.length > 0))).toBe(true);
    const bothChosen = purposes.every(({ answer }) => answer === 'one');
    expect(Array.isArray(differences)).toBe(bothChosen);
  });

  it('whose procedure left the file keep the product from starting', async () => {
    const id = await world.batch(officer);
    const check = () => world.get(KnownProcedures).onApplicationBootstrap();
    await check();
    await world.sql(`alter table recognition_batch disable trigger user`);
    await world.sql(`update recognition_batch set procedure = 'goneAway', name = '旧批次' where id = $1`, [id]);
    await expect(check()).rejects.toThrow('批次“旧批次”用的认定程序 goneAway 不在了');
    await world.sql(`update recognition_batch set procedure = 'districtRecommends' where id = $1`, [id]);
    const application = await world.submitted(id, await world.firm());
    await world.sql(`update application set state = 'lostState' where id = $1`, [application]);
    await expect(check()).rejects.toThrow('停在环节 lostState');
    await world.sql('delete from application_step where "applicationId" = $1', [application]);
  });
});
