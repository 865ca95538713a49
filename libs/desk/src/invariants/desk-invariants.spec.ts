import { checkInvariants } from '@tidu/platform';
import { DeskWorld, type Officer } from '../testing/desk-world';
import { deskInvariants } from './desk-invariants';

describe('what must hold of tasks and deliveries', () => {
  let world: DeskWorld;
  let officer: Officer;
  beforeAll(async () => {
    world = await DeskWorld.open();
    officer = await world.officer();
  });
  afterAll(() => world.close());

  const found = async () =>
    (await checkInvariants(world.doors.test.database, deskInvariants)).flatMap(({ examples }) => examples);

  it('holds after every act, and names what was changed past them', async () => {
    const reason = { reason: '已经核对' };
    const [done, paused, resumed, cancelled, given] = [
      await world.task({ owner: officer.id }),
      await world.task({ owner: officer.id }),
      await world.task({ owner: officer.id }),
      await world.task({ owner: officer.id }),
      await world.task({ owner: officer.id }),
    ];
    await world.act(officer, done, 'settlement', { ...reason, evidence: null });
    await world.act(officer, paused, 'pause', reason);
    await world.act(officer, resumed, 'pause', reason);
    await world.act(officer, resumed, 'resumption', reason);
    await world.act(officer, cancelled, 'pause', reason);
    await world.act(officer, cancelled, 'cancellation', reason);
    await world.act(officer, given, 'handover', { ...reason, owner: world.leader.id });
    expect(await found()).toEqual([]);

    await world.sql(`update desk_task set "dueOn" = "dueOn" + 1 where id = $1`, [given]);
    await world.sql(`update desk_task set "pausedOn" = null, "restWorkingDays" = null where id = $1`, [paused]);
    await world.sql(`update desk_task set state = 'cancelled' where id = $1`, [done]);
    const named = await found();
    for (const id of [given, paused, done]) expect(named.join('\n')).toContain(id);
    expect(named).toHaveLength(3);
  });

  it('names a delivery that is told as sent and was not', async () => {
    const firm = await world.enterprise();
    await world.task({ owner: 'enterprise', enterpriseId: firm.id });
    const [message] = await world.sql<{ id: string }>(
      `select id from desk_message where "enterpriseId" = $1 order by id limit 1`,
      [firm.id],
    );
    await world.sql(
      `insert into desk_delivery (id, "messageId", "enterpriseId", channel, state, "sentAt")
       values (gen_random_uuid(), $1, $2, 'mail', 'sent', now())`,
      [message?.id, firm.id],
    );
    expect((await found()).filter((what) => what.startsWith('发件'))).toHaveLength(1);
  });
});
