import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EnterpriseBook } from '../book/enterprise-book';
import { MessagesService } from '../messages/messages.service';
import { ReachService } from '../reach/reach.service';
import { deskKinds } from '../rules/desk-kinds';
import { DeskWorld } from '../testing/desk-world';
import type { Channel, Outcome, Outgoing } from './channel';
import { Channels } from './channels';
import { OutboxService } from './outbox.service';
import { sealed } from '@tidu/test/database';

describe('the outbox', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-desk-'));
  let world: DeskWorld;
  beforeAll(async () => {
    world = await DeskWorld.open({ outboxDir: dir });
  });
  afterAll(async () => {
    await world.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(() => world.sql('delete from desk_message'));

  const write = async (kind = 'desk.notice', enterprise?: { id: string }) => {
    const { id: enterpriseId } = enterprise ?? (await world.enterprise());
    await world.doors.test.database.write(systemActor, (tx) =>
      world.get(MessagesService).toEnterprise(tx, {
        ...{ kind, enterpriseId, subject: '年度更新', body: '请更新', objectType: 'test', objectId: 'x' },
      }),
    );
    return enterpriseId;
  };
  const deliveries = (channel: string) =>
    world.sql<{ id: string; state: string; attempts: number; problem: string | null }>(
      'select id, state, attempts, problem from desk_delivery where channel = $1 order by id',
      [channel],
    );
  /** An outbox of this database with a channel of the test's own in place of the folder. */
  const withChannel = (send: (message: Outgoing) => Promise<Outcome[]>) => {
    const channel: Channel = { code: 'folder', name: '试验', missing: null, send };
    return new OutboxService(
      world.doors.test.database,
      new Channels([channel]),
      world.get(EnterpriseBook),
      world.get(ReachService),
    );
  };
  const dueNow = () => world.sql('update desk_delivery set "nextAt" = now()');

  it('makes one delivery for each channel, the portal’s at once, and none for a channel that is not there', async () => {
    await write('desk.reminder');
    const rows = await world.sql<{ channel: string; state: string }>(
      'select channel, state from desk_delivery order by channel',
    );
    expect(rows).toEqual([
      { channel: 'folder', state: 'waiting' },
      { channel: 'portal', state: 'sent' },
    ]);
    const { body } = await world.leader.http.get('/api/console/desk/channels');
    expect(
      (body as { items: { code: string; missing: string | null }[] }).items.find(({ code }) => code === 'sms')?.missing,
    ).toContain('没有内置');
  });

  it('hands each to the folder once, with several workers', async () => {
    for (let n = 0; n < 30; n++) await write();
    const outbox = world.get(OutboxService);
    const tried = await Promise.all([outbox.deliverDue(), outbox.deliverDue(), outbox.deliverDue()]);
    expect(tried.reduce((sum, n) => sum + n, 0)).toBe(30);
    const sent = await deliveries('folder');
    expect(new Set(sent.map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(new Set(['sent 1']));
    expect(fs.readdirSync(dir).sort()).toEqual(sent.map(({ id }) => `${id}.json`).sort());
    expect(await outbox.deliverDue()).toBe(0);
  });

  it('killed before the channel took it: waits, and goes out under the same id after its lease', async () => {
    await write();
    const seen: string[] = [];
    const dying = withChannel(() => new Promise<never>(() => undefined)); // the process ends while it waits
    void dying.deliverDue();
    await new Promise((done) => setTimeout(done, 300));
    expect(await deliveries('folder')).toMatchObject([{ state: 'waiting', attempts: 1 }]);
    const next = withChannel((message) => {
      seen.push(message.id);
      return Promise.resolve([{ contact: null, problem: null, final: false }]);
    });
    expect(await next.deliverDue()).toBe(0); // still the other's
    await dueNow();
    expect(await next.deliverDue()).toBe(1);
    const [sent] = await deliveries('folder');
    expect([sent?.state, sent?.attempts, seen]).toEqual(['sent', 2, [sent?.id]]);
  });

  it('killed after the channel took it and before that was noted: goes out again under the same id, and is noted', async () => {
    await write();
    const seen: string[] = [];
    const cut = withChannel((message) => {
      seen.push(message.id);
      return Promise.resolve([{ contact: null, problem: null, final: false }]);
    });
    // the transaction of the note is cut
    await world.sql(
      `create function cut_note() returns trigger language plpgsql as $$ begin raise exception 'cut'; end $$`,
    );
    await world.sql(`create trigger cut_note before insert on desk_attempt for each row execute function cut_note()`);
    await expect(cut.deliverDue()).rejects.toThrow();
    await world.sql('drop trigger cut_note on desk_attempt');
    expect(await deliveries('folder')).toMatchObject([{ state: 'waiting' }]);
    await dueNow();
    await cut.deliverDue();
    expect(await deliveries('folder')).toMatchObject([{ state: 'sent' }]);
    expect(seen[0]).toBe(seen[1]);
  });

  it('tries again and again with longer pauses, gives up, is listed, and is sent again by hand', async () => {
    await write();
    const failing = withChannel(() =>
      Promise.reject(Object.assign(new Error('to wang@example.com'), { code: 'ECONNREFUSED' })),
    );
    for (const minutes of deskKinds().retryMinutes) {
      await failing.deliverDue();
      const [row] = await world.sql<{ wait: number }>(
        `select round(extract(epoch from "nextAt" - now()) / 60)::int as wait from desk_delivery where channel = 'folder'`,
      );
      expect(row?.wait).toBe(minutes);
      await dueNow();
    }
    await failing.deliverDue();
    const [bounced] = await deliveries('folder');
    expect(bounced).toMatchObject({ state: 'bounced', problem: 'ECONNREFUSED' });
    const list = await world.leader.http.get('/api/console/desk/deliveries?state=bounced');
    expect((list.body as { items: object[] }).items).toHaveLength(1);
    expect(list.text).not.toContain('example.com');
    const again = () => world.leader.http.post(`/api/console/desk/deliveries/${bounced?.id}/retry`);
    expect((await again()).status).toBe(204);
    expect((await again()).body).toMatchObject({ code: 'DESK.NOT_BOUNCED' });
    await world.get(OutboxService).deliverDue();
    expect(await deliveries('folder')).toMatchObject([{ state: 'sent', attempts: 1 }]);
  });

  it('notes contact by contact, and what can’t be sent so isn’t tried again', async () => {
    const id = await write();
    const contactId = uuidv7();
    await world.sql(
      `insert into enterprise_contact (id, "enterpriseId", role, name, phone, reason, "recordedBy", "recordedByName")
       values ($2, $1, 'liaison', '王联系', $3, 'x', gen_random_uuid(), 'x')`,
      [id, contactId, sealed('enterprise_contact.phone', contactId, '13837912345')],
    );
    const outbox = withChannel(({ to }) =>
      Promise.resolve(to.map((contact) => ({ contact, problem: 'noMail', final: true }))),
    );
    await outbox.deliverDue();
    expect(await deliveries('folder')).toMatchObject([{ state: 'bounced', problem: 'noMail', attempts: 1 }]);
    const log = await world.sql<object>('select role, outcome, problem from desk_attempt');
    expect(log).toEqual([{ role: 'liaison', outcome: 'refused', problem: 'noMail' }]);
    const [kept] = await world.sql<{ text: string }>(`select string_agg(a::text, '') as text from desk_attempt a`);
    expect(kept?.text).not.toMatch(/王联系|13837912345/);
  });

  it('sends nothing to an enterprise that has gone', async () => {
    const firm = await world.enterprise();
    await write('desk.notice', firm);
    await world.sql(`update enterprise set status = 'dissolved' where id = $1`, [firm.id]);
    await world.get(OutboxService).deliverDue();
    expect(await deliveries('folder')).toMatchObject([{ state: 'dropped', problem: 'notActive' }]);
  });

  it('letters wait until they are printed and posted, all of a batch or none', async () => {
    const officer = await world.officer();
    const outside = await world.enterprise('410402');
    await write('desk.letter');
    await write('desk.letter', outside);
    const list = await officer.http.get('/api/console/desk/deliveries?channel=letter&state=waiting');
    const items = (list.body as { items: { id: string; address: string; body: string }[] }).items;
    expect(items).toMatchObject([{ address: '建设路 1 号', body: '请更新' }]);
    const all = (await deliveries('letter')).map(({ id }) => id);
    const post = (ids: string[]) => officer.http.post('/api/console/desk/deliveries/postings').send({ ids });
    expect((await post(all)).body).toMatchObject({ code: 'DESK.LETTER_NOT_WAITING' });
    expect((await deliveries('letter')).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    const own = [items[0]?.id ?? ''];
    expect((await post(own)).body).toEqual({ posted: 1 });
    expect((await post(own)).status).toBe(409);
  });
});
