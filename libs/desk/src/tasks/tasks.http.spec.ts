import { addDays, today, systemClock } from '@tidu/kernel';
import { builtInOfficer, encodeCursor } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { bare, DeskWorld, type Officer } from '../testing/desk-world';
import { RedateService } from './redate.service';
import { restOf } from './due';

interface Listed {
  items: { id: string; title: string; left: number | null; overdue: boolean; acts: string[] }[];
  next: string | null;
}

describe('tasks', () => {
  let world: DeskWorld;
  let officer: Officer;
  let elsewhere: Officer;
  let firm: { id: string; name: string };
  const absent = '01890000-0000-7000-8000-000000000000';
  beforeAll(async () => {
    world = await DeskWorld.open();
    [officer, elsewhere, firm] = [
      await world.officer(),
      await world.officer('410402'),
      await world.enterprise('410305'),
    ];
  });
  afterAll(() => world.close());

  const list = async (who: Officer['http'], query = '') =>
    (await who.get(`/api/console/desk/tasks?limit=100&${query}`)).body as Listed;
  const ids = (page: Listed) => page.items.map(({ id }) => id);
  const reason = { reason: '已经核对' };

  it('are nobody’s who doesn’t see the enterprise: the same 404 as for none', async () => {
    const id = await world.task({ owner: officer.id, enterpriseId: firm.id });
    const at = (which: string) => elsewhere.http.get(`/api/console/desk/tasks/${which}`);
    expect(bare(await at(id))).toEqual(bare(await at(absent)));
    expect(ids(await list(elsewhere.http, 'owner=all&state=all'))).not.toContain(id);
    for (const [what, body] of [
      ['settlement', { ...reason, evidence: null }],
      ['handover', { ...reason, owner: elsewhere.id }],
      ['pause', reason],
      ['resumption', reason],
      ['cancellation', reason],
    ] as const)
      expect(bare(await world.act(elsewhere, id, what, body, 1))).toEqual(
        bare(await world.act(elsewhere, absent, what, body, 1)),
      );
    expect(ids(await list(officer.http))).toContain(id);
  });

  it('are changed by whoever holds, made or leads them, and read by others who see the enterprise', async () => {
    const id = await world.task({ owner: officer.id, enterpriseId: firm.id });
    const colleague = await world.officer();
    expect((await colleague.http.get(`/api/console/desk/tasks/${id}`)).status).toBe(200);
    const refused = await world.act(colleague, id, 'settlement', { ...reason, evidence: null });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'DESK.NOT_YOURS']);
    expect((await world.act(officer, id, 'settlement', { ...reason, evidence: '豫工信〔2026〕1号' })).status).toBe(204);
    const { task, steps } = (await officer.http.get(`/api/console/desk/tasks/${id}`)).body as {
      task: object;
      steps: { act: string }[];
    };
    expect(task).toMatchObject({
      ...{ state: 'done', stateWords: '已办结', endedByName: officer.name, endedReason: '已经核对' },
      ...{ evidence: '豫工信〔2026〕1号', left: null, overdue: false, acts: [], version: 2 },
    });
    expect(steps.map(({ act }) => act)).toEqual(['create', 'settle']);
    expect(await world.acts(id)).toEqual(['desk.create', 'desk.settle']);
    const again = await world.act(officer, id, 'cancellation', reason);
    expect([again.status, (again.body as { code: string }).code]).toEqual([409, 'DESK.TASK_ENDED']);
  });

  it('two who settle one at once: one does, the other is told who did', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await world.task({ owner: officer.id, enterpriseId: firm.id });
      const answers = await Promise.all(
        [officer, world.leader].map((who) => world.act(who, id, 'settlement', { ...reason, evidence: null }, 1)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
      const lost = answers.find(({ status }) => status === 409)?.body as { code: string; detail: string };
      expect(lost.code).toBe('PLATFORM.STALE');
      expect(lost.detail).toContain('第 2 版');
    }
  });

  it('of one kind about one object are never doubled while one is open', async () => {
    const about = { owner: officer.id, enterpriseId: firm.id, objectId: 'declaration-1' };
    const made = await Promise.all(Array.from({ length: 8 }, () => world.task(about)));
    expect(new Set(made).size).toBe(1);
    const [id = ''] = made;
    expect((await world.act(officer, id, 'cancellation', reason)).status).toBe(204);
    expect(await world.task(about)).not.toBe(id);
  });

  it('ask for evidence where their kind does', async () => {
    const id = await world.task({ kind: 'desk.reply', owner: officer.id, enterpriseId: firm.id });
    const refused = await world.act(officer, id, 'settlement', { ...reason, evidence: null });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([400, 'DESK.EVIDENCE']);
    expect((await world.act(officer, id, 'settlement', { ...reason, evidence: '答复函存档' })).status).toBe(204);
  });

  it('are handed over to who may hold them, with a message to the new owner', async () => {
    const id = await world.task({ owner: officer.id, enterpriseId: firm.id });
    const outside = await world.act(officer, id, 'handover', { ...reason, owner: elsewhere.id });
    expect([outside.status, (outside.body as { code: string }).code]).toEqual([400, 'DESK.OWNER']);
    const reader = await world.officer('410305', 'city.reader');
    expect((await world.act(officer, id, 'handover', { ...reason, owner: reader.id })).status).toBe(400);
    const colleague = await world.officer();
    const options = await officer.http.get(`/api/console/desk/owners?kind=desk.general&enterprise=${firm.id}`);
    const offered = (options.body as { items: { id: string }[] }).items.map((one) => one.id);
    expect(offered).toEqual(expect.arrayContaining([officer.id, colleague.id, world.leader.id]));
    expect(offered).not.toEqual(expect.arrayContaining([elsewhere.id]));
    expect((await world.act(officer, id, 'handover', { ...reason, owner: colleague.id })).status).toBe(204);
    expect(ids(await list(colleague.http))).toContain(id);
    expect(ids(await list(officer.http))).not.toContain(id);
    const inbox = (await colleague.http.get('/api/console/desk/messages')).body as { items: { subject: string }[] };
    expect(inbox.items.map(({ subject }) => subject)).toContain('交办：核对三年数据');
  });

  it('keep their rest of working days while they are paused, also what they are overdue', async () => {
    for (const days of [4, -3]) {
      const id = await world.task({ owner: officer.id, enterpriseId: firm.id });
      const calendar = await world.get(ReferenceService).workingCalendar();
      const due = addDays(today(systemClock), days * 2);
      await world.sql('update desk_task set "dueOn" = $2 where id = $1', [id, due]);
      const left = restOf(calendar, today(systemClock), due).count;
      expect((await world.act(officer, id, 'pause', reason)).status).toBe(204);
      expect((await world.act(officer, id, 'pause', reason)).status).toBe(409);
      const paused = (await officer.http.get(`/api/console/desk/tasks/${id}`)).body as { task: object };
      expect(paused.task).toMatchObject({ stateWords: '已暂停', left: null, overdue: false, restWorkingDays: left });
      // a fortnight later
      await world.sql('update desk_task set "pausedOn" = "pausedOn" - 14, "dueOn" = "dueOn" - 14 where id = $1', [id]);
      expect((await world.act(officer, id, 'resumption', reason)).status).toBe(204);
      const { task } = (await officer.http.get(`/api/console/desk/tasks/${id}`)).body as { task: { left: number } };
      expect(task).toMatchObject({ left, pausedOn: null, overdue: days < 0 });
    }
  });

  it('over a year without a notice are provisional, and are counted anew when it is announced', async () => {
    const id = await world.task({ owner: officer.id, enterpriseId: firm.id, due: { workingDays: 60 } });
    const fixed = await world.task({ owner: officer.id, enterpriseId: firm.id, due: { day: '2027-03-01' } });
    const at = async (which: string) =>
      (
        (await officer.http.get(`/api/console/desk/tasks/${which}`)).body as {
          task: { dueOn: string; dueProvisional: boolean };
        }
      ).task;
    const before = await at(id);
    expect(before.dueProvisional).toBe(true);
    expect((await at(fixed)).dueProvisional).toBe(false);
    const { body } = await world.doors.http.get('/api/console/calendar?year=2027');
    const days = ['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-02-12'].map((day) => ({
      ...{ day, kind: 'holiday', name: '春节' },
    }));
    const announced = await world.doors.http
      .put('/api/console/calendar/years/2027')
      .set('if-match', String((body as { version: number }).version))
      .send({ source: '国办通知', days, reason: '通知已公布' });
    expect(announced.status).toBe(200);
    expect(await world.get(RedateService).redate()).toBeGreaterThan(0);
    const after = await at(id);
    expect(after.dueProvisional).toBe(false);
    expect(after.dueOn > before.dueOn).toBe(true);
    expect((await at(fixed)).dueOn).toBe('2027-03-01');
    expect(await world.acts(id)).toEqual(['desk.create', 'desk.redate']);
    expect(await world.get(RedateService).redate()).toBe(0);
  });

  it('are listed page by page by due day, and by every filter', async () => {
    const own = await world.officer();
    for (const n of [3, 1, 2, 5, 4])
      await world.task({ owner: own.id, enterpriseId: firm.id, title: `任务 ${n}`, due: { workingDays: n } });
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await own.http.get(`/api/console/desk/tasks?limit=2${after && `&after=${after}`}`);
      seen.push(...(body as Listed).items.map(({ title }) => title));
      const { next } = body as Listed;
      if (next === null) break;
      after = next;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].map((n) => `任务 ${n}`));
    const titles = async (query: string) => (await list(own.http, query)).items.map(({ title }) => title);
    const [first] = (await list(own.http)).items;
    await world.sql(`update desk_task set "dueOn" = "dueOn" - 30 where id = $1`, [first?.id]);
    expect(await titles('overdue=true')).toEqual(['任务 1']);
    expect(await titles('overdue=false')).toHaveLength(4);
    expect(await titles(`due=${today(systemClock)}`)).toEqual(['任务 1']);
    expect(await titles('kind=desk.reply')).toEqual([]);
    expect(await titles('q=任务 3')).toEqual(['任务 3']);
    expect(await titles('q=%25')).toEqual([]);
    expect(await titles(`enterprise=${absent}`)).toEqual([]);
    expect((await list(world.leader.http, `owner=${own.id}&escalated=true`)).items).toHaveLength(1);
    expect((await own.http.get('/api/console/desk/tasks?urgent=1')).status).toBe(400);
    expect((await own.http.get('/api/console/desk/tasks?after=bm90')).status).toBe(400);
    // a day that no calendar has
    const forged = encodeCursor(['2026-02-30', absent]);
    expect((await own.http.get(`/api/console/desk/tasks?after=${forged}`)).status).toBe(400);
    expect((await own.http.get('/api/console/desk/summary')).body).toMatchObject({ open: 5, overdue: 1, escalated: 0 });
  });

  it('about a second record of an enterprise are about the enterprise', async () => {
    const [one, second] = [await world.enterprise(), await world.enterprise()];
    const id = await world.task({ owner: officer.id, enterpriseId: second.id });
    const listed = async () => ids(await list(officer.http, `enterprise=${one.id}`));
    expect(await listed()).toEqual([]);
    await world.merge(second.id, one.id);
    expect(await listed()).toEqual([id]);
    expect(ids(await list(officer.http, `enterprise=${second.id}`))).toEqual([id]);
    const { body } = await officer.http.get(`/api/console/desk/tasks/${id}`);
    expect(body).toMatchObject({ task: { enterpriseName: one.name } });
    expect(ids(await list(elsewhere.http, `enterprise=${one.id}&owner=all`))).toEqual([]);
  });

  it('are given by hand to staff or to the enterprise, of the kinds that people give', async () => {
    const give = (body: object) =>
      officer.http.post('/api/console/desk/tasks').send({
        ...{ kind: 'desk.general', title: '核对地址', note: null, enterprise: firm.id, owner: officer.id },
        ...body,
      });
    const made = await give({ dueOn: addDays(today(systemClock), 10) });
    expect(made.status).toBe(201);
    expect((await give({ owner: 'enterprise' })).status).toBe(201);
    const bad: [object, string][] = [
      [{ kind: 'desk.nothing' }, 'DESK.KIND'],
      [{ kind: 'desk.reply', owner: 'enterprise' }, 'DESK.OWNER'],
      [{ owner: 'enterprise', enterprise: null }, 'DESK.ENTERPRISE'],
      [{ dueOn: '2020-01-01' }, 'DESK.DUE'],
      [{ owner: absent }, 'DESK.OWNER'],
      [{ enterprise: absent }, 'DESK.ENTERPRISE_NOT_FOUND'],
    ];
    for (const [body, code] of bad) expect((await give(body)).body).toMatchObject({ code });
    const other = await elsewhere.http.post('/api/console/desk/tasks').send({
      ...{ kind: 'desk.general', title: '核对地址', note: null, enterprise: firm.id, owner: elsewhere.id },
    });
    expect(other.status).toBe(404);
  });

  it('hold in the database itself: no owner of another duty, no ending without who and why', async () => {
    const id = await world.task({ owner: officer.id, enterpriseId: firm.id });
    const member = '00000000-0000-7000-8000-0000000000fe';
    await world.sql(
      `insert into person (id, "loginName", "displayName", duty, "createdBy", "createdByName", "changedByName")
       values ($1, 'desk-member', '某某', 'member', $2, 'x', 'x')`,
      [member, builtInOfficer.id],
    );
    await expect(world.sql('update desk_task set "ownerId" = $2 where id = $1', [id, member])).rejects.toThrow();
    await expect(world.sql(`update desk_task set state = 'done' where id = $1`, [id])).rejects.toThrow();
    await expect(world.sql(`update desk_step set reason = 'x' where "taskId" = $1`, [id])).rejects.toThrow(
      /append-only/,
    );
  });
});
