import { addDays, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, checkInvariants } from '@tidu/platform';
import { deskInvariants } from '../invariants/desk-invariants';
import { RemindersService } from '../reminders/reminders.service';
import { DeskWorld, type Officer } from '../testing/desk-world';
import { BulletinFiles } from './bulletin-file';
import { BulletinQueries, countsOf, lastOf } from './bulletin.queries';
import { loadLedgerRules } from './ledger-rules';
import { LedgerService } from './ledger.service';
import { TasksService } from '../tasks/tasks.service';
import { SatisfactionService } from './satisfaction.service';

jest.setTimeout(120_000);

const today = shanghaiDay(Date.now());
const month = today.slice(0, 7);
const code = (answer: { body: unknown }) => (answer.body as { code?: string }).code;

describe('the ledger of promises', () => {
  let world: DeskWorld;
  let [owner, checker, elsewhere]: Officer[] = [];
  let firm: { id: string; name: string };
  beforeAll(async () => {
    world = await DeskWorld.open();
    [owner, checker, elsewhere] = [await world.officer(), await world.officer(), await world.officer('410402')];
    firm = await world.enterprise();
  });
  afterAll(() => world.close());

  const promise = async (given: object = {}, by = checker!) =>
    by.http
      .post('/api/console/desk/promises')
      .set('idempotency-key', uuidv7())
      .send({
        ...{ title: '协调解决厂区门口积水', note: null, enterprise: firm.id, owner: owner!.id, source: 'visit' },
        ...{ sourceNote: '2026 年 11 月走访', madeOn: today, workingDays: 3, ...given },
      });
  const made = async (given: object = {}) => ((await promise(given)).body as { id: string }).id;
  const report = (id: string, evidence: string | null = '现场照片 3 张', by = owner!) =>
    world.act(by, id, 'reports', { reason: '已疏通排水', evidence });
  /** The enterprise's own people: its scope, and a principal. */
  const member = (of: { id: string; name: string }): ActingPerson => ({
    ...{ id: uuidv7(), name: '企业经办', permissions: new Set(['members.view', 'members.submit']) },
    scope: { everything: false, regions: [], enterprises: [of.id] },
    principal: { id: of.id, name: of.name, role: 'member.holder' },
  });
  const stateOf = async (id: string) =>
    (
      await world.sql<{ state: string; evidence: string | null }>(
        'select state, evidence from desk_task where id = $1',
        [id],
      )
    )[0];
  const list = async (state: string, by = checker!) =>
    (
      (await by.http.get(`/api/console/desk/promises?limit=100&state=${state}`)).body as { items: { id: string }[] }
    ).items.map(({ id }) => id);

  it('is nobody’s who doesn’t see the enterprise', async () => {
    const id = await made();
    expect(code(await promise({}, elsewhere))).toBe('DESK.ENTERPRISE_NOT_FOUND');
    expect(await list('all', elsewhere)).not.toContain(id);
    for (const [what, more] of [
      ['reports', { evidence: null }],
      ['acceptance', {}],
      ['rejection', {}],
    ] as const)
      expect([what, (await world.act(elsewhere!, id, what, { reason: '不是我的', ...more }, 1)).status]).toEqual([
        what,
        404,
      ]);
    expect((await elsewhere!.http.get(`/api/console/desk/tasks/${id}/beside`)).status).toBe(404);
    expect(
      (
        await elsewhere!.http
          .post(`/api/console/desk/tasks/${id}/files`)
          .attach('file', Buffer.from('%PDF-1.7'), 'a.pdf')
      ).status,
    ).toBe(404);
  });

  it('is closed by a second person, with evidence, never by who holds it', async () => {
    const id = await made();
    expect(await list('deployed')).toContain(id);
    expect(code(await world.act(owner!, id, 'settlement', { reason: '办好了', evidence: '照片' }))).toBe(
      'DESK.NOT_YOURS',
    );
    expect(code(await world.act(checker!, id, 'acceptance', { reason: '看过现场' }))).toBe('DESK.ILLEGAL');
    expect((await report(id)).status).toBe(204);
    expect(code(await report(id))).toBe('DESK.ILLEGAL');
    expect(await list('checking')).toContain(id);
    expect(code(await world.act(owner!, id, 'acceptance', { reason: '自己核对' }))).toBe('DESK.SECOND_PERSON');
    expect((await world.act(checker!, id, 'rejection', { reason: '雨后仍积水' })).status).toBe(204);
    expect(await list('deployed')).toContain(id);
    await report(id, '第二次疏通，附照片');
    expect((await world.act(checker!, id, 'acceptance', { reason: '雨后看过，不再积水' })).status).toBe(204);
    expect(await stateOf(id)).toEqual({ state: 'done', evidence: '第二次疏通，附照片' });
    expect(await list('settled')).toContain(id);
    expect(await world.acts(id)).toEqual(['desk.create', 'desk.report', 'desk.return', 'desk.report', 'desk.settle']);
  });

  it('takes files as evidence; without any, only the enterprise can close it', async () => {
    const general = await made({ enterprise: null });
    expect(code(await report(general, null))).toBe('DESK.EVIDENCE');
    const bare = await made();
    expect((await report(bare, null)).status).toBe(204);
    expect(code(await world.act(checker!, bare, 'acceptance', { reason: '看过了' }))).toBe('DESK.ILLEGAL');

    const upload = (content: string, name = '现场.pdf') =>
      owner!.http.post(`/api/console/desk/tasks/${general}/files`).attach('file', Buffer.from(content), name);
    expect(code(await upload('<html>'))).toBe('DESK.FILE');
    const sent = await upload('%PDF-1.7 现场');
    expect([sent.status, code(await upload('%PDF-1.7 现场'))]).toEqual([201, 'DESK.FILE_THERE']);
    const at = `/api/console/desk/task-files/${(sent.body as { id: string }).id}/content`;
    const back = await checker!.http.get(at).buffer(true);
    expect([back.status, back.headers['content-disposition']]).toEqual([200, expect.stringContaining('attachment')]);
    expect((await elsewhere!.http.get(at)).status).toBe(200); // the office's own, of no enterprise
    expect((await report(general, null)).status).toBe(204);
    expect((await world.act(checker!, general, 'acceptance', { reason: '材料齐全' })).status).toBe(204);
    expect(await stateOf(general)).toEqual({ state: 'done', evidence: '佐证材料 1 份' });
  });

  it('is confirmed by its own enterprise alone: done, or to go on', async () => {
    const ledger = world.get(LedgerService);
    const [id, other] = [await made(), await world.enterprise()];
    await report(id, null);
    const [waiting] = (await ledger.toConfirm(member(firm))).filter(({ taskId }) => taskId === id);
    expect(waiting).toMatchObject({ title: '协调解决厂区门口积水' });
    expect(await ledger.toConfirm(member(other))).toEqual([]);
    await expect(ledger.confirm(member(other), waiting!.id, true, '已办好')).rejects.toMatchObject({
      code: 'DESK.REPORT_NOT_FOUND',
    });
    await ledger.confirm(member(firm), waiting!.id, false, '还有积水');
    expect(await stateOf(id)).toMatchObject({ state: 'open' });
    await report(id, null);
    const again = (await ledger.toConfirm(member(firm))).find(({ taskId }) => taskId === id);
    await ledger.confirm(member(firm), again!.id, true, '确实不积水了');
    expect(await stateOf(id)).toMatchObject({ state: 'done', evidence: expect.stringContaining('企业确认') });
    await expect(ledger.confirm(member(firm), again!.id, false, '又积水了')).rejects.toMatchObject({
      code: 'DESK.REPORT_NOT_FOUND',
    });
  });

  it('is told to leaders once overdue by the rule', async () => {
    const id = await made();
    await world.sql(`update desk_task set "dueOn" = $2 where id = $1`, [id, addDays(today, -10)]);
    await world.sql(`update desk_step set "dueOn" = $2 where "taskId" = $1`, [id, addDays(today, -10)]).catch(() => []);
    await world.get(RemindersService).round(today);
    expect(await list('escalated')).toContain(id);
    const told = await world.sql(
      `select 1 from desk_message where kind = 'desk.escalated' and "objectId" = $1 and "toPersonId" = $2`,
      [id, world.leader.id],
    );
    expect(told).toHaveLength(1);
    await world.sql('delete from desk_task where id = $1', [id]);
  });

  it('asks for satisfaction after the end; a low answer goes to another officer, scores are told by sums', async () => {
    const satisfaction = world.get(SatisfactionService);
    const of = await world.enterprise();
    const id = await made({ enterprise: of.id, title: '协调用电增容' });
    await report(id);
    await world.act(checker!, id, 'acceptance', { reason: '已增容' });
    const [question] = await satisfaction.ofEnterprise(member(of));
    expect(question).toMatchObject({ about: '协调用电增容', score: null });
    await expect(satisfaction.answer(member(firm), question!.id, 5, null)).rejects.toMatchObject({
      code: 'DESK.QUESTION_NOT_FOUND',
    });
    await satisfaction.answer(member(of), question!.id, 1, '拖了两个月');
    await expect(satisfaction.answer(member(of), question!.id, 5, null)).rejects.toMatchObject({
      code: 'DESK.QUESTION_NOT_FOUND',
    });
    const [follow] = await world.sql<{ ownerId: string; title: string }>(
      `select "ownerId", title from desk_task where kind = 'desk.followUp' and "objectId" = $1`,
      [question!.id],
    );
    expect(follow?.ownerId).not.toBe(owner!.id);
    expect(follow?.title).toBe('回访：协调用电增容');
    // who handled it neither sees nor holds it, however much else they see
    const seen = (person: typeof owner) =>
      world.doors.test.database.read(person!.acting, (tx) =>
        tx.rows(`select from desk_task where kind = 'desk.followUp' and "objectId" = $1`, [question!.id]),
      );
    expect([(await seen(owner)).length, (await seen(checker)).length]).toEqual([0, 1]);
    const [followed] = await world.sql<{ id: string; version: number }>(
      `select id, version from desk_task where kind = 'desk.followUp' and "objectId" = $1`,
      [question!.id],
    );
    await expect(
      world.doors.test.database.write(checker!.acting, (tx) =>
        world.get(TasksService).handOver(tx, followed!.id, owner!.id, '转交', followed!.version),
      ),
    ).rejects.toMatchObject({ code: 'DESK.OWNER' });
    expect(await satisfaction.followUp()).toBe(0);
    const { scores } = await world.get(BulletinQueries).of(checker!.acting, month);
    const own = scores.find(({ handledByName }) => handledByName === owner!.name);
    expect(own?.asked).toBeGreaterThanOrEqual(own?.answered ?? 0);
    expect(own).toMatchObject({ answered: 1, average: null, low: null });
  });

  it('gives the same bulletin for a past day whatever became of it since, and the same bytes again', async () => {
    const [bulletins, files] = [world.get(BulletinQueries), world.get(BulletinFiles)];
    const id = await made({ title: '协调物流通道' });
    await world.sql('alter table desk_step disable trigger desk_step_kept');
    await world.sql(`update desk_step set at = at - interval '3 days' where "taskId" = $1`, [id]);
    await world.sql('alter table desk_step enable trigger desk_step_kept');
    const past = addDays(today, -1);
    const ofPast = () => bulletins.of(checker!.acting, past.slice(0, 7), past);
    const before = await ofPast();
    expect(before.promises.find(({ taskId }) => taskId === id)).toMatchObject({
      state: 'deployed',
      ownerName: owner!.name,
    });
    await report(id);
    await world.act(checker!, id, 'acceptance', { reason: '已开通' });
    expect(await ofPast()).toEqual(before);
    const now = await bulletins.of(checker!.acting, month);
    expect(now.promises.find(({ taskId }) => taskId === id)).toMatchObject({ state: 'settled', settledOn: today });
    expect(now.counts).toEqual(countsOf(now.promises, now.from, now.asOf, now.counts.returned));
    expect(now.counts.all).toBe(now.promises.length);
    const [one, other] = [
      await files.workbook(checker!.acting, month, today),
      await files.workbook(checker!.acting, month, today),
    ];
    expect(one.body.equals(other.body)).toBe(true);
    expect(one.name).toContain(month);
    for (const query of [`month=${month}&asOf=${addDays(today, 1)}`, 'month=2099-01'])
      expect(code(await checker!.http.get(`/api/console/desk/bulletin?${query}`))).toBe('DESK.BULLETIN_DAY');
    expect((await elsewhere!.http.get(`/api/console/desk/bulletin?month=${month}`)).body).toMatchObject({
      promises: expect.not.arrayContaining([expect.objectContaining({ taskId: id })]),
    });
  });

  it('holds what must hold of tasks', async () => {
    const found = await checkInvariants(world.doors.test.database, deskInvariants);
    expect(found.flatMap(({ examples }) => examples)).toEqual([]);
  });

  it('knows the ends of months, and refuses rules that make no sense by their line', () => {
    expect(['2024-02', '2026-02', '2026-12'].map(lastOf)).toEqual(['2024-02-29', '2026-02-28', '2026-12-31']);
    expect(() => loadLedgerRules('sources: { meeting: 会 }\nchecked: [desk.none]\nlowUpTo: 9\n')).toThrow(
      /ledger\.yaml/,
    );
  });
});
