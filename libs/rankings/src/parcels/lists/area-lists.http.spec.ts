import { type Act, MergesService } from '@tidu/enterprises';
import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { Client } from 'pg';
import { rankingInvariants } from '../../ranking-invariants';
import { ParcelsWorld } from '../../testing/parcels-world';
import { loadParcelRules } from '../parcel-rules';

interface Problem {
  code: string;
  detail: string;
  errors: { where: { field: string } }[];
}
type Http = ParcelsWorld['clerk'];
const at = '/api/console';
const text = '我公司只租用其中两亩，合同附后。';

describe('area lists published for objection', () => {
  let world: ParcelsWorld;
  beforeAll(async () => {
    world = await ParcelsWorld.open();
  });
  beforeEach(() => world.forget());
  afterAll(() => world.close());

  /** The period is over since yesterday. */
  const over = async (id: string) => {
    await world.sql('alter table area_list disable trigger area_list_kept');
    await world.sql(`update area_list set "opensOn" = current_date - 20, "closesOn" = current_date - 2 where id = $1`, [
      id,
    ]);
    await world.sql('alter table area_list enable trigger area_list_kept');
  };
  const write = async (id: string, as: Http = world.leader, reason?: string) => {
    const answer = await as.post(`${at}/area-lists/${id}/writing`).send(reason === undefined ? {} : { reason });
    if (answer.status !== 202) return (answer.body as Problem).code;
    const job = await world.run((answer.body as { jobId: string }).jobId);
    return job.state === 'succeeded' ? job.result : job.error?.code;
  };
  const items = async (id: string, q = '') => {
    const { body } = await world.doors.stranger.get(
      `/api/open/area-lists/${id}/items${q && `?q=${encodeURIComponent(q)}`}`,
    );
    return (body as { items: { id: string; name: string; area: string; number: string }[] }).items;
  };
  const object = (itemId: string | undefined, more: object = {}) =>
    world.doors.stranger
      .post('/api/open/area-lists/objections')
      .set('x-requested-with', 'tidu')
      .send({ itemId, text, name: '李四', contact: '13800000000', ...more });
  const act = (id: string, what: string, body: object = {}, version = 1, as = world.clerk) =>
    as.post(`${at}/area-objections/${id}/${what}`).set('if-match', String(version)).send(body);

  it('are published by who sees everything, shown to everybody without what is confidential, and written by nobody early', async () => {
    const [one, two] = [await world.firm(), await world.firm()];
    await world.parcel(
      [
        [one, '6'],
        [two, '3.5'],
      ],
      { publicArea: '0.3', vacantArea: '0.2' },
    );
    await world.parcel([[one, '2.5']], { area: '2.5' });
    await world.parcel([[one, '5']], { area: '5', validFrom: '2025-03-01' });
    const part = await world.publish(world.elsewhere);
    expect([part.status, (part.body as Problem).code]).toEqual([403, 'PARCELS.WHOLE_SCOPE']);
    expect(((await world.publish(world.leader, { workingDays: 4 })).body as Problem).code).toBe('PARCELS.NOTICE_DAYS');
    const wrong = (await world.publish(world.leader, { workingDays: 4, year: 2199, asOf: '2199-01-01' }))
      .body as Problem;
    expect(wrong.errors.map(({ where }) => where.field)).toEqual(['workingDays', 'year', 'asOf']);
    expect(((await world.publish(world.leader, { asOf: '2020-01-01' })).body as Problem).code).toBe('PARCELS.EMPTY');
    expect((await world.publish(world.clerk)).status).toBe(403);
    const id = await world.published();
    const shown = await items(id);
    expect(shown.map(({ name, area }) => [name, area])).toEqual([
      [one.name, '6.0000'],
      [two.name, '3.5000'],
      [one.name, '2.5000'],
    ]);
    for (const hidden of [one.id, one.creditCode]) expect(JSON.stringify(shown)).not.toContain(hidden);
    expect((await items(id, two.name)).map(({ name }) => name)).toEqual([two.name]);
    const whole = await world.clerk.get(`${at}/area-lists/${id}`);
    expect(whole.body).toMatchObject({
      isOpen: true,
      items: 3,
      parcels: 2,
      hindrances: [expect.stringContaining('公示期到')],
    });
    expect(await write(id)).toBe('PARCELS.NOT_READY');
    expect(await write(id, world.leader, '区里等着用')).toBe('PARCELS.SAME_PERSON');
    expect(await world.areas(2024)).toEqual({});
    const preview = await world.clerk.get(`${at}/area-lists/${id}/changes`);
    expect(preview.body).toMatchObject({ total: '12.0000', count: { value: 2 } });
    expect(await write(id, world.second, '区里等着用')).toMatchObject({ enterprises: 2, area: '12.0000' });
    expect(await world.areas(2024)).toEqual({ [one.id]: '85000', [two.id]: '35000' });
    expect(await write(id, world.second)).toBe('PARCELS.WRITTEN');
  });

  it('are published by a job: asked for, it can be stopped while it writes, and leaves nothing of a try that was', async () => {
    const firm = await world.firm();
    await world.parcel([[firm, '10']]);
    const ask = async () =>
      ((await world.publish(world.leader, { title: '只公示一次' })).body as { jobId: string }).jobId;
    const left = () =>
      world.sql<{ what: string }>(
        `select 'list' as what from area_list union all select 'item' from area_list_item union all
         select action from audit_entry where action = 'parcels.publishList' and after->>'title' = '只公示一次'`,
      );
    const stopped = await ask();
    const holder = new Client({ connectionString: world.doors.test.superuserUrl });
    await holder.connect();
    await holder.query('begin; lock table area_list_item in exclusive mode');
    const running = world.run(stopped);
    const waiting = `select from pg_locks where relation = 'area_list_item'::regclass and not granted`;
    while ((await holder.query(waiting)).rowCount === 0);
    expect((await world.leader.delete(`/api/console/jobs/${stopped}`)).body).toMatchObject({ state: 'running' });
    await holder.query('commit');
    await holder.end();
    expect(await running).toMatchObject({ state: 'cancelled', result: null });
    expect(await left()).toEqual([]);
    const again = await ask();
    expect(await left()).toEqual([]);
    expect(await world.run(again)).toMatchObject({ state: 'succeeded', counted: 1, result: { items: 1, parcels: 1 } });
    expect((await left()).map(({ what }) => what)).toEqual(['list', 'item', 'parcels.publishList']);
    // what could not be known when it was asked for is said by the job
    const late = await ask();
    const [parcel] = await world.sql<{ id: string }>('select id from parcel');
    const ended = await world.clerk
      .post(`/api/console/parcels/${parcel?.id ?? ''}/end`)
      .set('if-match', '1')
      .send({ validFrom: '2024-02-01', reason: '收回' });
    expect(ended.status).toBe(204);
    expect(await world.run(late)).toMatchObject({ state: 'failed', error: { code: 'PARCELS.EMPTY' } });
  });

  it('become figures once nothing stands in the way: merged ones together, what an earlier list gave and this one not taken away', async () => {
    const [one, second, gone] = [await world.firm(), await world.firm(), await world.firm()];
    const shared = await world.parcel([
      [one, '4'],
      [second, '6'],
    ]);
    const left = await world.parcel([[gone, '1.2345']], { area: '1.2345' });
    const first = await world.published();
    await over(first);
    expect(await write(first)).toMatchObject({ enterprises: 3, removed: 0, area: '11.2345' });
    const merge = (act: Act) =>
      world.get(MergesService).merge(
        builtInOfficer,
        {
          ...{ mergedId: second.id, mergedVersion: 1 },
          ...{ survivorId: one.id, survivorVersion: 1, effectiveOn: null },
        },
        act,
      );
    await merge({ key: uuidv7(), reason: '同一企业', source: '核对' });
    const ended = await world.clerk
      .post(`${at}/parcels/${left}/end`)
      .set('if-match', '1')
      .send({ validFrom: '2024-06-01', reason: '收回' });
    expect(ended.status).toBe(204);
    const again = await world.published();
    await over(again);
    expect((await world.clerk.get(`${at}/area-lists/${again}/changes`)).body).toMatchObject({
      total: '10.0000',
      items: expect.arrayContaining([
        expect.objectContaining({ enterpriseId: one.id, before: '4.0000', after: '10.0000' }),
        expect.objectContaining({ enterpriseId: gone.id, before: '1.2345', after: null }),
      ]) as object[],
    });
    // divided anew after publishing, with no objection behind it
    const anew = world.division([[one, '10']]);
    expect((await world.divide(shared, 1, anew)).status).toBe(204);
    expect(await write(again)).toBe('PARCELS.NOT_READY');
    const third = await world.published();
    await over(third);
    expect(await write(third)).toMatchObject({ enterprises: 1, removed: 2, area: '10.0000' });
    const areas = await world.areas(2024);
    expect([areas[one.id], areas[gone.id] ?? null, areas[second.id] ?? null]).toEqual(['100000', null, null]);
    const found: string[] = [];
    for (const one of rankingInvariants)
      if (one.id !== 'I5')
        await one.check({
          ...{ database: world.doors.test.database, note: () => undefined },
          violated: (said: string) => found.push(said),
        });
    expect(found).toEqual([]);
  });

  it('change by an objection that is upheld, by another than who recorded the share; whoever objects is told to nobody else', async () => {
    const [one, two] = [await world.firm(), await world.firm()];
    const parcel = await world.parcel([
      [one, '6'],
      [two, '4'],
    ]);
    const id = await world.published();
    const [item] = await items(id, two.name);
    expect((await object(uuidv7())).status).toBe(404);
    expect((await object(item?.id, { text: '太短' })).status).toBe(400);
    expect((await object(item?.id, { name: null })).body).toMatchObject({ taken: 'anonymous' });
    const made = (await object(item?.id)).body as { id: string; taken: string };
    expect(made.taken).toBe('objection');
    // somebody of another place sees none of it
    const unseen = await act(made.id, 'acceptance', {}, 1, world.elsewhere);
    const absent = await act(uuidv7(), 'acceptance', {}, 1, world.elsewhere);
    expect([unseen.status, (unseen.body as Problem).detail]).toEqual([404, (absent.body as Problem).detail]);
    const listed = await world.clerk.get(`${at}/area-objections?list=${id}`);
    expect((listed.body as { items: object[] }).items).toEqual([
      expect.objectContaining({ kind: 'clue', clueWhy: 'anonymous' }),
      expect.objectContaining({ kind: 'objection', objectorName: '李四', area: '4.0000' }),
    ]);
    expect((await act(made.id, 'acceptance')).status).toBe(204);
    expect((await act(made.id, 'acceptance')).body).toMatchObject({ code: 'PLATFORM.STALE' });
    const told = JSON.stringify(
      await world.sql('select subject, body from desk_message where "enterpriseId" = $1', [two.id]),
    );
    expect(told).toContain('用地面积有人提出异议');
    for (const hidden of ['李四', '13800000000', text]) expect(told).not.toContain(hidden);
    await over(id);
    expect(await write(id)).toBe('PARCELS.NOT_READY');
    const areas = world.shared([
      [one, '8'],
      [two, '2'],
    ]);
    const upheld = { upheld: true, answer: '租赁合同写明两亩', parcelVersion: 1, division: areas };
    expect((await act(made.id, 'answer', { ...upheld, division: undefined }, 2, world.second)).body).toMatchObject({
      code: 'PARCELS.DIVISION',
    });
    expect((await act(made.id, 'answer', { ...upheld, parcelVersion: 7 }, 2, world.second)).body).toMatchObject({
      code: 'PLATFORM.STALE',
    });
    expect((await act(made.id, 'answer', upheld, 2, world.second)).status).toBe(204);
    const whole = (await world.clerk.get(`${at}/parcels/${parcel}?day=2024-12-31`)).body as {
      current: { reason: string; validFrom: string; shares: { area: string }[] };
    };
    expect([whole.current.reason, whole.current.validFrom, whole.current.shares.map(({ area }) => area)]).toEqual([
      ...['租赁合同写明两亩', '2024-01-01', ['8.0000', '2.0000']],
    ]);
    expect(await write(id)).toMatchObject({ area: '10.0000' });
    expect(await world.areas(2024)).toEqual({ [one.id]: '80000', [two.id]: '20000' });
    const late = (await object(item?.id)).body as { taken: string };
    expect(late.taken).toBe('late');
  });

  it('are not answered by who recorded the share', async () => {
    const firm = await world.firm();
    const given = world.given([[firm, '10']]);
    expect((await world.second.post(`${at}/parcels`).send(given)).status).toBe(201);
    const id = await world.published();
    const made = (await object((await items(id))[0]?.id)).body as { id: string };
    expect((await act(made.id, 'acceptance')).status).toBe(204);
    const answer = { upheld: false, answer: '合同写明十亩' };
    expect((await act(made.id, 'answer', answer, 2, world.second)).body).toMatchObject({ code: 'PARCELS.SAME_PERSON' });
    expect((await act(made.id, 'answer', answer, 2, world.leader)).status).toBe(204);
    await over(id);
    expect(await write(id)).toMatchObject({ area: '10.0000' });
  });

  it('go with the demo district, and never hold a real enterprise beside an invented one', async () => {
    const firm = await world.firm({ demo: true });
    await world.parcel([[firm, '10']]);
    const id = await world.published();
    expect((await world.doors.stranger.get(`/api/open/area-lists/${id}`)).body).toMatchObject({ demo: true, items: 1 });
    const made = (await object((await items(id))[0]?.id)).body as { id: string };
    expect((await act(made.id, 'acceptance')).status).toBe(204);
    const areas = world.shared([[firm, '9']], { vacantArea: '1' });
    const upheld = { upheld: true, answer: '有一亩空着', parcelVersion: 1, division: areas };
    expect((await act(made.id, 'answer', upheld, 2, world.second)).status).toBe(204);
    await world.doors.test.database.write(builtInOfficer, async (tx) => {
      await tx.rows('select remove_demo_enterprises()');
      await tx.rows('select remove_demo_parcels()');
    });
    expect(await world.sql('select id from parcel union all select id from area_list')).toEqual([]);
  });

  it('go by rules that are data, read strictly', () => {
    expect(() => loadParcelRules('leastWorkingDays: 0\nanswerWorkingDays: 10\nintro: 好\nmore: 1\n')).toThrow(
      /1 至 99/,
    );
  });
});
