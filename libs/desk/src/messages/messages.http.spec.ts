import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { bare, DeskWorld, type Officer } from '../testing/desk-world';
import { MessagesService } from './messages.service';

interface Inbox {
  items: { id: string; subject: string; readAt: string | null; opens: string | null }[];
  count: { value: number };
}

describe('messages', () => {
  let world: DeskWorld;
  let officer: Officer;
  let colleague: Officer;
  let firm: { id: string; name: string };
  const absent = '01890000-0000-7000-8000-000000000000';
  beforeAll(async () => {
    world = await DeskWorld.open();
    [officer, colleague, firm] = [await world.officer(), await world.officer(), await world.enterprise()];
  });
  afterAll(() => world.close());

  const said = (subject: string) => ({
    ...{ kind: 'desk.notice', subject, body: '内容', objectType: 'test', objectId: uuidv7() },
  });
  const write = (personId: string, subject: string, more: object = {}) =>
    world.doors.test.database.write(systemActor, (tx) =>
      world.get(MessagesService).toStaff(tx, { ...said(subject), personId, enterpriseId: null, ...more }),
    );
  const inbox = async (who: Officer, query = '') =>
    (await who.http.get(`/api/console/desk/messages?${query}`)).body as Inbox;

  it('are read by whom they are for and by nobody else, not even a leader who sees everything', async () => {
    await write(officer.id, '只给一人');
    const [message] = (await inbox(officer)).items;
    const id = message?.id ?? '';
    expect(message).toMatchObject({ subject: '只给一人', readAt: null });
    for (const who of [colleague, world.leader as Officer]) {
      expect(bare(await who.http.get(`/api/console/desk/messages/${id}`))).toEqual(
        bare(await who.http.get(`/api/console/desk/messages/${absent}`)),
      );
      expect(bare(await who.http.put(`/api/console/desk/messages/${id}/reading`))).toEqual(
        bare(await who.http.put(`/api/console/desk/messages/${absent}/reading`)),
      );
      expect((await inbox(who)).items.map((one) => one.id)).not.toContain(id);
    }
  });

  it('about an enterprise are gone for who no longer sees it', async () => {
    const outside = await world.enterprise('410402');
    await write(officer.id, '别处的企业', { enterpriseId: outside.id });
    expect((await inbox(officer, 'q=别处')).items).toEqual([]);
  });

  it('are counted until they are read, each person by itself, one or all', async () => {
    const reader = await world.officer();
    for (const n of [1, 2, 3]) await write(reader.id, `消息 ${n}`);
    const unread = async () => ((await reader.http.get('/api/console/desk/summary')).body as { unread: number }).unread;
    expect(await unread()).toBe(3);
    const [newest, , oldest] = (await inbox(reader)).items;
    expect(newest?.subject).toBe('消息 3');
    for (let again = 0; again < 2; again++)
      expect((await reader.http.put(`/api/console/desk/messages/${oldest?.id}/reading`)).status).toBe(204);
    expect(await unread()).toBe(2);
    expect((await inbox(reader, 'unread=true')).count.value).toBe(2);
    expect((await inbox(reader, 'unread=false')).items.map(({ subject }) => subject)).toEqual(['消息 1']);
    const all = await reader.http.post('/api/console/desk/messages/readings').send({ upTo: newest?.id });
    expect(all.body).toEqual({ marked: 2 });
    expect(await unread()).toBe(0);
  });

  it('under one key are written once', async () => {
    const times = await Promise.all(Array.from({ length: 6 }, () => write(colleague.id, '一次', { onceKey: 'x1' })));
    expect(times.filter(Boolean)).toHaveLength(1);
  });

  it('never go to an enterprise’s people by the way of staff, nor to staff by that of enterprises', async () => {
    const [member] = await world.sql<{ id: string }>(
      `insert into person (id, "loginName", "displayName", duty, "createdBy", "createdByName", "changedByName")
       values (gen_random_uuid(), 'msg-member', '某某', 'member', $1, 'x', 'x') returning id`,
      [systemActor.id],
    );
    expect(await write(member?.id ?? '', '内部')).toBe(false);
    const mixed = (audience: string, person: string | null, enterprise: string | null) =>
      world.sql(
        `insert into desk_message (id, kind, audience, "toPersonId", "enterpriseId", subject, body, "objectType", "objectId", "createdBy", "createdByName")
         values (gen_random_uuid(), 'desk.notice', $1, $2, $3, 'x', 'x', 'x', 'x', $4, 'x')`,
        [audience, person, enterprise, systemActor.id],
      );
    await expect(mixed('enterprise', officer.id, firm.id)).rejects.toThrow();
    await expect(mixed('staff', null, firm.id)).rejects.toThrow();
    await expect(mixed('staff', member?.id ?? '', null)).rejects.toThrow();
    await expect(mixed('enterprise', null, null)).rejects.toThrow();
  });

  it('to enterprises are written by who sees them, while they are in business here', async () => {
    const write = (enterprise: string) =>
      officer.http
        .post('/api/console/desk/notices')
        .send({ enterprise, subject: '年度更新', body: '请更新年度数据。', letter: true });
    const made = await write(firm.id);
    expect(made.status).toBe(201);
    expect(await world.acts((made.body as { id: string }).id)).toEqual(['desk.writeNotice']);
    const elsewhere = await world.enterprise('410402');
    expect(bare(await write(elsewhere.id))).toEqual(bare(await write(absent)));
    for (const status of ['dissolved', 'movedOut']) {
      const gone = await world.enterprise();
      await world.sql('update enterprise set status = $2 where id = $1', [gone.id, status]);
      expect((await write(gone.id)).body).toMatchObject({ code: 'DESK.NOT_ACTIVE' });
    }
  });
});
