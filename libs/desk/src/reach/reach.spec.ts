import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { EnterpriseBook } from '../book/enterprise-book';
import { MessagesService } from '../messages/messages.service';
import type { Channel, Outcome } from '../outbox/channel';
import { Channels } from '../outbox/channels';
import { OutboxService } from '../outbox/outbox.service';
import { DeskWorld, type Officer } from '../testing/desk-world';
import { nearness } from './nearest-owner';
import { ReachService } from './reach.service';
import { sealed } from '@tidu/test/database';

const code = (body: unknown) => (body as { code?: string }).code;

describe('an enterprise that cannot be reached', () => {
  let world: DeskWorld;
  let [county, town, elsewhere]: Officer[] = [];
  beforeAll(async () => {
    world = await DeskWorld.open();
    county = await world.officer();
    await world.sql(
      `insert into zone (code, name, "recordedBy", "recordedByName", reason) values ('TOWN', '谷水街道', $1, '经办人', '试验')`,
      [systemActor.id],
    );
    town = await world.officer('TOWN', 'street.officer', 'zone');
    elsewhere = await world.officer('410402');
  });
  afterAll(() => world.close());

  const firmOfTown = async () => {
    const firm = await world.enterprise();
    await world.sql(
      `insert into enterprise_zone (id, "enterpriseId", "zoneCode", "recordedBy", "recordedByName")
       values ($1, $2, 'TOWN', $3, '经办人')`,
      [uuidv7(), firm.id, systemActor.id],
    );
    return firm;
  };
  const contact = async (enterpriseId: string, ways: { phone?: string; mail?: string }) => {
    const id = uuidv7();
    const way = (by: 'phone' | 'mail') => {
      const value = ways[by];
      return value === undefined ? null : sealed(`enterprise_contact.${by}`, id, value);
    };
    await world.sql(
      `insert into enterprise_contact (id, "enterpriseId", role, name, phone, mail, "recordedBy", "recordedByName")
       values ($1, $2, 'liaison', '王联络', $3, $4, $5, '经办人')`,
      [id, enterpriseId, way('phone'), way('mail'), systemActor.id],
    );
    return id;
  };
  const tasks = (enterpriseId: string) =>
    world.sql<{ id: string; ownerId: string; state: string; evidence: string | null }>(
      `select id, "ownerId", state, evidence from desk_task where kind = 'desk.contact' and "enterpriseId" = $1 order by id`,
      [enterpriseId],
    );
  const fail = (who: Officer['http'], enterprise: string, row: string, way: string, version = 1) =>
    who
      .post(`/api/console/enterprises/${enterprise}/contacts/${row}/failures`)
      .set('if-match', String(version))
      .set('idempotency-key', uuidv7())
      .send({ way, reason: '打了三天没有人接' });

  it('is nobody’s who doesn’t see it: the same 404 as for none, and no task', async () => {
    const firm = await firmOfTown();
    const row = await contact(firm.id, { phone: '0379-64990000' });
    expect((await fail(elsewhere!.http, firm.id, row, 'phone')).status).toBe(404);
    expect(await tasks(firm.id)).toEqual([]);
  });

  it('is the task of whose scope is its town, once; a second dead way adds none', async () => {
    const firm = await firmOfTown();
    const row = await contact(firm.id, { phone: '0379-64990000', mail: 'a@example.com' });
    expect((await fail(county!.http, firm.id, row, 'phone')).status).toBe(204);
    expect((await fail(county!.http, firm.id, row, 'mail', 2)).status).toBe(204);
    expect(code((await fail(county!.http, firm.id, row, 'mail', 3)).body)).toBe('ENTERPRISES.NO_SUCH_WAY');
    expect(await tasks(firm.id)).toMatchObject([{ ownerId: town!.id, state: 'open' }]);
    const known = await world.doors.test.database.read(systemActor, (tx) =>
      world.get(EnterpriseBook).contacts(tx, firm.id),
    );
    expect(known).toEqual([]);
  });

  it('is found when somebody new is recorded, by hand at once, by a list within the next round', async () => {
    const [byHand, byList] = [await firmOfTown(), await firmOfTown()];
    for (const firm of [byHand, byList]) {
      const row = await contact(firm.id, { phone: '0379-64990000' });
      expect((await fail(county!.http, firm.id, row, 'phone')).status).toBe(204);
    }
    const added = await county!.http
      .post(`/api/console/enterprises/${byHand.id}/contacts`)
      .set('idempotency-key', uuidv7())
      .send({ role: 'liaison', name: '李新', phone: '0379-64990001', reason: '上门问到' });
    expect(added.status).toBe(201);
    expect(await tasks(byHand.id)).toMatchObject([{ state: 'done', evidence: expect.stringContaining('新联系人') }]);
    await world.get(ReachService).settleFound();
    expect(await tasks(byList.id)).toMatchObject([{ state: 'open' }]);
    await contact(byList.id, { mail: 'b@example.com' });
    expect(await world.get(ReachService).settleFound()).toBe(1);
    expect(await tasks(byList.id)).toMatchObject([{ state: 'done' }]);
  });

  it('is noticed by mail that is refused for good or has nowhere to go, not by a server that is away', async () => {
    const outcomes: Record<string, Outcome[]> = {
      refused: [{ contact: { id: uuidv7(), role: 'liaison' }, problem: 'smtp550', final: true }],
      nowhere: [],
      away: [{ contact: { id: uuidv7(), role: 'liaison' }, problem: 'ECONNREFUSED', final: false }],
    };
    for (const [how, made] of [
      ['refused', 1],
      ['nowhere', 1],
      ['away', 0],
    ] as const) {
      await world.sql('delete from desk_message');
      const firm = await firmOfTown();
      const channel: Channel = {
        code: 'mail',
        name: '试验',
        missing: null,
        send: () => Promise.resolve(outcomes[how]!),
      };
      const channels = new Channels([channel]);
      await world.doors.test.database.write(systemActor, (tx) =>
        new MessagesService(channels).toEnterprise(tx, {
          ...{ kind: 'desk.notice', enterpriseId: firm.id, subject: '年度更新', body: '请更新' },
          ...{ objectType: 'test', objectId: 'x' },
        }),
      );
      const parts = [world.doors.test.database, channels, world.get(EnterpriseBook), world.get(ReachService)] as const;
      await new OutboxService(...parts).deliverDue();
      expect(await tasks(firm.id)).toHaveLength(made);
    }
  });

  it('is nobody’s task once it is no longer in business here', async () => {
    const firm = await firmOfTown();
    await world.sql(`update enterprise set status = 'dissolved' where id = $1`, [firm.id]);
    const task = await world.doors.test.database.write(systemActor, (tx) =>
      world.get(ReachService).lost(tx, firm.id, 'noContact'),
    );
    expect(task).toBeNull();
  });

  it('nearest is who is named for it alone, then the town or zone, then the district, then everything', () => {
    const of = (scope: Parameters<typeof nearness>[0]['scope']) => nearness({ scope }, '410305', 'x');
    const ranks = [
      of({ everything: false, regions: [], enterprises: ['x'] }),
      of({ everything: false, regions: [], zones: ['A'] }),
      of({ everything: false, regions: ['410305'] }),
      of({ everything: true }),
    ];
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(new Set(ranks).size).toBe(ranks.length);
  });
});
