import { addWorkingDays, today, systemClock } from '@tidu/kernel';
import { ReferenceService } from '@tidu/reference';
import { DeskWorld, type Officer } from '../testing/desk-world';
import { RemindersService } from './reminders.service';

describe('reminders', () => {
  let world: DeskWorld;
  let officer: Officer;
  let firm: { id: string };
  beforeAll(async () => {
    world = await DeskWorld.open();
    [officer, firm] = [await world.officer(), await world.enterprise()];
  });
  afterAll(() => world.close());
  beforeEach(() => world.sql(`delete from desk_message`));

  const said = (kind: string, id?: string) =>
    world.sql<{ subject: string; toPersonId: string | null; enterpriseId: string | null }>(
      `select subject, "toPersonId", "enterpriseId" from desk_message
       where kind = $1 and ($2::text is null or "objectId" = $2) order by id`,
      [kind, id ?? null],
    );
  /** A task made long ago, due so many working days from today. */
  const dueIn = async (days: number, owner: string = officer.id, enterpriseId = firm.id) => {
    const id = await world.task({ owner, enterpriseId });
    const calendar = await world.get(ReferenceService).workingCalendar();
    const on = today(systemClock);
    const due = addWorkingDays(calendar, on, days).day;
    await world.sql(`update desk_task set "dueOn" = $2, "createdAt" = now() - interval '60 days' where id = $1`, [
      id,
      due,
    ]);
    await world.sql(`delete from desk_message`);
    return { id, due };
  };
  const round = (day = today(systemClock)) => world.get(RemindersService).round(day);

  it('go out by the rule of the kind: before, on the day, after it; not in between', async () => {
    const { id, due } = await dueIn(10);
    const calendar = await world.get(ReferenceService).workingCalendar();
    const days = Array.from({ length: 20 }, (_, i) => addWorkingDays(calendar, due, i - 10).day);
    const told: string[] = [];
    for (const day of days) {
      const before = (await said('desk.reminder', id)).length;
      await round(day);
      if ((await said('desk.reminder', id)).length > before) told.push(day);
    }
    const wanted = [-3, -1].map((n) => addWorkingDays(calendar, due, n).day);
    wanted.push(due, ...[3, 6, 9].map((n) => addWorkingDays(calendar, due, n).day));
    expect(told).toEqual(wanted);
    await world.sql(
      `update desk_task set state = 'cancelled', "endedAt" = now(), "endedBy" = id, "endedByName" = 'x', "endedReason" = 'x' where id = $1`,
      [id],
    );
  });

  it('are written once by two workers at once, and once however often a day is begun again', async () => {
    const { id } = await dueIn(3);
    await Promise.all([round(), round(), round()]);
    await round();
    const [one, ...more] = await said('desk.reminder', id);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ toPersonId: officer.id });
    expect(one?.subject).toContain('还有 3 个工作日');
  });

  it('are made good after days on which nothing ran', async () => {
    const { id } = await dueIn(2); // three days before was yesterday, or before a weekend
    await round();
    expect(await said('desk.reminder', id)).toHaveLength(1);
  });

  it('never go to enterprises that are dissolved or have moved out, nor for a paused task', async () => {
    for (const status of ['dissolved', 'movedOut', 'active']) {
      const one = await world.enterprise();
      const { id } = await dueIn(1, 'enterprise', one.id);
      await world.sql('update enterprise set status = $2 where id = $1', [one.id, status]);
      await round();
      const told = await said('desk.reminder', id);
      expect([status, told.length]).toEqual([status, status === 'active' ? 1 : 0]);
    }
    // a second record of an enterprise that is in business is spoken for by the first
    const [first, second] = [await world.enterprise(), await world.enterprise()];
    const merged = await dueIn(1, 'enterprise', second.id);
    await world.merge(second.id, first.id);
    await round();
    expect(await said('desk.reminder', merged.id)).toHaveLength(1);
    const { id } = await dueIn(1);
    await world.act(officer, id, 'pause', { reason: '等补正' });
    await round();
    expect(await said('desk.reminder', id)).toEqual([]);
  });

  it('tell the leaders who see it what is overdue too long, once', async () => {
    const elsewhere = await world.officer('410402', 'district.leader');
    const { id } = await dueIn(-8);
    await Promise.all([round(), round()]);
    await round();
    const told = await said('desk.escalated', id);
    expect(told.map(({ toPersonId }) => toPersonId)).toEqual([world.leader.id]);
    expect(told[0]?.subject).toContain('逾期');
    expect((await elsewhere.http.get(`/api/console/desk/tasks/${id}`)).status).toBe(404);
    const counted = await world.leader.http.get('/api/console/desk/summary');
    expect((counted.body as { escalated: number }).escalated).toBeGreaterThan(0);
  });

  it('run once a day', async () => {
    await dueIn(3);
    const service = world.get(RemindersService);
    expect(await service.runDue()).toBeGreaterThan(0);
    await world.sql('delete from desk_message');
    expect(await service.runDue()).toBe(0);
  });
});
