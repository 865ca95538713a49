import { addWorkingDays, shanghaiDay, uuidv7 } from '@tidu/kernel';
import { ReferenceService } from '@tidu/reference';
import { bare, type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';
import { NoticesService } from './notices.service';

const open = '/api/open/notices';
const console = '/api/console/recognition';
const facts = '该企业 2025 年因环境违法被处罚，见处罚决定书。';

interface Item {
  id: string;
  name: string;
}

describe('public notices', () => {
  let world: RecognitionWorld;
  let [reviewer, approver, third]: Officer[] = [];
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [reviewer, approver, third] = [await world.officer(), await world.officer(), await world.officer()];
  });
  afterAll(() => world.close());

  /** A batch in which so many were approved. */
  const approved = async (count: number) => {
    const batchId = await world.batch(reviewer!);
    const cases: { id: string; firm: Firm }[] = [];
    for (let n = 0; n < count; n++) {
      const firm = await world.firm();
      const id = await world.submitted(batchId, firm);
      expect((await world.act(reviewer!, id, 'reviews', { action: 'pass', reason: '符合' })).status).toBe(200);
      expect((await world.act(approver!, id, 'decisions', { action: 'approve', reason: '同意' })).status).toBe(200);
      cases.push({ id, firm });
    }
    return { batchId, cases };
  };
  const given = { title: '创新型中小企业拟推荐名单公示', body: '现予公示。', workingDays: 5 };
  const publish = (batchId: string, more: object = {}, who = approver!) =>
    who.http.post(`${console}/batches/${batchId}/notices`).send({ ...given, ...more });
  const noticesOf = async (batchId: string, who = approver!) =>
    (
      (await who.http.get(`${console}/batches/${batchId}/notices`)).body as {
        items: { id: string; correctable: boolean; correctedBy: string | null }[];
      }
    ).items;
  const read = async (id: string) =>
    (await world.doors.stranger.get(`${open}/${id}`)).body as {
      list: Item[];
      closesOn: string;
      isOpen: boolean;
    } & Record<string, unknown>;
  const published = async (count: number) => {
    const { batchId, cases } = await approved(count);
    const { status, body } = await publish(batchId);
    expect([status, body]).toEqual([201, { id: expect.any(String) }]);
    const { id } = body as { id: string };
    return { batchId, cases, id, list: (await read(id)).list };
  };
  const object = (itemId: string, more: object = {}) =>
    world.doors.stranger
      .post(`${open}/objections`)
      .set('x-requested-with', 'tidu')
      .send({ itemId, text: facts, name: '李四', contact: '13800000000', ...more });
  const stateOf = async (id: string) =>
    (await world.sql<{ state: string }>('select state from application where id = $1', [id]))[0]?.state;
  const act = (who: Officer, id: string, what: string, body: object = {}, version = 1) =>
    who.http.post(`${console}/objections/${id}/${what}`).set('if-match', String(version)).send(body);
  /** The period is over since yesterday. */
  const over = (id: string) =>
    world.sql(
      `update recognition_notice set "opensOn" = current_date - 20, "closesOn" = current_date - 2 where id = $1`,
      [id],
    );
  const objected = async (item?: Item) => {
    const answer = await object(item?.id ?? '');
    expect([answer.status, answer.body]).toEqual([201, { id: expect.any(String), taken: 'objection' }]);
    return (answer.body as { id: string }).id;
  };

  it('leave nothing to somebody of another district: neither who waits nor what was objected', async () => {
    const stranger = await world.officer('district.leader', '410303');
    const { batchId } = await approved(1);
    const waiting = await stranger.http.get(`${console}/batches/${batchId}/notice-list`);
    expect([waiting.status, (waiting.body as { items: unknown[] }).items]).toEqual([200, []]);
    expect((await publish(batchId, {}, stranger)).body).toMatchObject({ code: 'RECOGNITION.NOTICE_EMPTY' });
    const { list } = await published(1);
    const id = await objected(list[0]);
    const absent = await act(stranger, uuidv7(), 'acceptance');
    expect(absent.status).toBe(404);
    expect(bare(await act(stranger, id, 'acceptance'))).toEqual(bare(absent));
    const { id: notice, list: own, batchId: its } = await published(1);
    const correction = { ...given, corrections: [{ itemId: own[0]?.id, name: '别的企业' }], reason: '名称有误' };
    const correct = (one: string) => stranger.http.post(`${console}/notices/${one}/corrections`).send(correction);
    const gone = await correct(uuidv7());
    expect(gone.status).toBe(404);
    expect(bare(await correct(notice))).toEqual(bare(gone));
    const offered = async (who: Officer) => (await noticesOf(its, who)).map(({ correctable }) => correctable);
    expect([await offered(stranger), await offered(approver!)]).toEqual([[false], [true]]);
    const seen = await stranger.http.get(`${console}/objections?limit=200`);
    expect((seen.body as { items: { id: string }[] }).items).toEqual([]);
  });

  it('are not published with a fact that the dictionary lost: which, of whom, and what to do; nothing is written', async () => {
    const { batchId, cases } = await approved(1);
    const [{ id, firm } = { id: '', firm: { name: '' } }] = cases;
    await world.sql('alter table application_revision disable trigger application_revision_kept');
    await world.sql(
      `update application_revision set content = jsonb_set(content, '{facts,goneFact}', 'true') where "applicationId" = $1`,
      [id],
    );
    await world.sql('alter table application_revision enable trigger application_revision_kept');
    const refused = await publish(batchId);
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'RECOGNITION.FACTS_LOST' })]);
    const { detail } = refused.body as { detail: string };
    for (const said of [firm.name, 'goneFact', '数据字典']) expect(detail).toContain(said);
    expect(await world.sql('select 1 from recognition_notice where "batchId" = $1', [batchId])).toEqual([]);
    expect(await stateOf(id)).toBe('approved');
  });

  it('say beforehand who would stand on one, and until when, 暂定 where holidays are not announced', async () => {
    const { batchId, cases } = await approved(2);
    const waiting = (await approver!.http.get(`${console}/batches/${batchId}/notice-list`)).body as {
      items: { applicationId: string }[];
    };
    const ids = waiting.items.map(({ applicationId }) => applicationId);
    expect(new Set(ids)).toEqual(new Set(cases.map(({ id }) => id)));
    const { day, provisional } = addWorkingDays(
      await world.get(ReferenceService).workingCalendar(),
      shanghaiDay(new Date()),
      5,
    );
    expect(waiting).toMatchObject({ closesOn: day, closesProvisional: provisional, leastWorkingDays: 5 });
  });

  it('show everybody names and places, and nothing else of a case', async () => {
    const { cases, id, list } = await published(3);
    expect(list.map(({ name }) => name).sort()).toEqual(cases.map(({ firm }) => firm.name).sort());
    const { creditCode } = cases.find(({ firm }) => firm.name === list[0]?.name)!.firm;
    expect(list[0]).toEqual({
      ...{ id: expect.any(String), position: 1, name: list[0]?.name, regionName: expect.stringContaining('涧西区') },
      creditCodeShown: `${creditCode.slice(0, 4)}**********${creditCode.slice(-4)}`,
    });
    const calendar = await world.get(ReferenceService).workingCalendar();
    const notice = await read(id);
    expect([notice.closesOn, notice.isOpen]).toEqual([addWorkingDays(calendar, shanghaiDay(new Date()), 5).day, true]);
    const text = JSON.stringify(notice);
    for (const { id: application, firm } of cases)
      for (const hidden of [application, firm.id, firm.creditCode]) expect(text).not.toContain(hidden);
    expect(await Promise.all(cases.map((one) => stateOf(one.id)))).toEqual(['noticed', 'noticed', 'noticed']);
    const { body } = await world.doors.stranger.get(`${open}?limit=1`);
    expect((body as { items: { id: string }[] }).items[0]?.id).toBe(id);
  });

  it('are refused where nobody waits, or the period is too short; who is no longer approved is left out', async () => {
    const { batchId, cases } = await approved(2);
    const short = await publish(batchId, { workingDays: 4 });
    expect([short.status, short.body]).toMatchObject([400, { code: 'RECOGNITION.NOTICE_DAYS' }]);
    await world.sql(`update application set "approvedBy" = null, state = 'passed' where id = $1`, [cases[1]!.id]);
    expect((await publish(batchId)).status).toBe(201);
    expect([await stateOf(cases[0]!.id), await stateOf(cases[1]!.id)]).toEqual(['noticed', 'passed']);
    const again = await publish(batchId);
    expect([again.status, again.body]).toMatchObject([409, { code: 'RECOGNITION.NOTICE_EMPTY' }]);
  });

  it('take what is anonymous or late as a clue, and an answer to nobody as nothing', async () => {
    const { id, list } = await published(1);
    const item = list[0]!.id;
    expect((await object(item, { name: null })).body).toMatchObject({ taken: 'anonymous' });
    expect((await object(item, { contact: null })).body).toMatchObject({ taken: 'anonymous' });
    await over(id);
    expect((await object(item)).body).toMatchObject({ taken: 'late' });
    expect((await object(uuidv7())).status).toBe(404);
    expect((await object(item, { text: '太短' })).status).toBe(400);
    // clues stop nothing
    expect(await world.get(NoticesService).endDue()).toBeGreaterThanOrEqual(1);
    const [clue] = await world.sql<{ id: string }>(
      `select id from recognition_objection where "itemId" = $1 and "clueWhy" = 'late'`,
      [item],
    );
    expect((await act(reviewer!, clue!.id, 'acceptance')).body).toMatchObject({ code: 'RECOGNITION.OBJECTION_STATE' });
    expect((await act(reviewer!, clue!.id, 'filing', { answer: '核实无此事' })).status).toBe(204);
    expect((await act(reviewer!, clue!.id, 'filing', { answer: '核实无此事' })).body).toMatchObject({
      code: 'PLATFORM.STALE',
    });
  });

  it('stand still for the one that is objected to, and for no other', async () => {
    const { cases, id, list } = await published(3);
    const [first, ...others] = list.map(({ name }) => cases.find(({ firm }) => firm.name === name)!);
    const objection = await objected(list[0]);
    expect(await stateOf(first!.id)).toBe('noticed');
    expect((await act(reviewer!, objection, 'acceptance')).status).toBe(204);
    expect(await stateOf(first!.id)).toBe('objected');
    await over(id);
    await world.get(NoticesService).endDue();
    expect(await Promise.all([first!, ...others].map((one) => stateOf(one.id)))).toEqual([
      'objected',
      'ready',
      'ready',
    ]);
    // the enterprise is asked, and not told by whom
    const messages = await world.sql<{ subject: string; body: string }>(
      'select subject, body from desk_message where "enterpriseId" = $1',
      [first!.firm.id],
    );
    expect(messages.some(({ subject }) => subject.includes('异议'))).toBe(true);
    for (const hidden of ['李四', '13800000000', '环境违法']) expect(JSON.stringify(messages)).not.toContain(hidden);
    const member = await world.database.read(first!.firm.member, (tx) =>
      tx.rows('select id from recognition_objection'),
    );
    expect(member).toEqual([]);
  });

  it('wait for an objection that nobody has taken up yet', async () => {
    const { cases, id, list } = await published(1);
    const objection = await objected(list[0]);
    await over(id);
    await world.get(NoticesService).endDue();
    expect(await stateOf(cases[0]!.id)).toBe('noticed');
    expect((await act(reviewer!, objection, 'filing', { answer: '与事实不符' })).status).toBe(204);
    await world.get(NoticesService).endDue();
    expect(await stateOf(cases[0]!.id)).toBe('ready');
  });

  it('are judged by a second reviewer: dismissed they go on, upheld they end', async () => {
    const { cases, id, list } = await published(2);
    const caseOf = (item?: Item) => cases.find(({ firm }) => firm.name === item?.name)!.id;
    const [one, two] = [await objected(list[0]), await objected(list[1])];
    const more = await objected(list[0]);
    for (const each of [one, two, more]) expect((await act(reviewer!, each, 'acceptance')).status).toBe(204);
    const said = { upheld: false, answer: '经核实，处罚对象是另一家企业。' };
    for (const who of [reviewer!, approver!])
      expect((await act(who, one, 'answer', said, 2)).body).toMatchObject({ code: 'RECOGNITION.SAME_PERSON' });
    expect((await act(third!, one, 'answer', said, 1)).body).toMatchObject({ code: 'PLATFORM.STALE' });
    expect((await act(third!, one, 'answer', said, 2)).status).toBe(204);
    expect(await stateOf(caseOf(list[0]))).toBe('objected'); // the other objection to it is open
    expect((await act(third!, more, 'answer', said, 2)).status).toBe(204);
    expect(await stateOf(caseOf(list[0]))).toBe('noticed');
    expect((await act(third!, two, 'answer', { ...said, upheld: true }, 2)).status).toBe(204);
    expect(await stateOf(caseOf(list[1]))).toBe('rejected');
    await over(id);
    await world.get(NoticesService).endDue();
    expect([await stateOf(caseOf(list[0])), await stateOf(caseOf(list[1]))]).toEqual(['ready', 'rejected']);
  });

  it('are not judged by who declared a conflict of interest', async () => {
    const { cases, list } = await published(1);
    const objection = await objected(list[0]);
    await act(reviewer!, objection, 'acceptance');
    await world.sql(
      `insert into recognition_conflict (id, "personId", "personName", "enterpriseId", reason) values ($1, $2, 'x', $3, '亲属任职')`,
      [uuidv7(), third!.id, cases[0]!.firm.id],
    );
    const answer = await act(third!, objection, 'answer', { upheld: false, answer: '不成立' }, 2);
    expect(answer.body).toMatchObject({ code: 'RECOGNITION.CONFLICT_OF_INTEREST' });
    await world.sql('delete from recognition_conflict where "personId" = $1', [third!.id]);
  });

  it('are corrected by one of their own, whose period begins anew', async () => {
    const { id, list, cases, batchId } = await published(2);
    await world.sql(
      `update recognition_notice set "opensOn" = current_date - 9, "closesOn" = current_date + 1 where id = $1`,
      [id],
    );
    const correct = (more: object = {}) =>
      approver!.http
        .post(`${console}/notices/${id}/corrections`)
        .send({ ...given, corrections: [{ itemId: list[0]?.id, name: '更名后的企业' }], reason: '名称有误', ...more });
    const strange = await correct({ corrections: [{ itemId: uuidv7(), name: '谁' }] });
    expect(strange.body).toMatchObject({ code: 'RECOGNITION.NOTICE_CORRECTION' });
    const same = await correct({ corrections: [{ itemId: list[0]?.id, name: list[0]?.name }] });
    expect([same.status, same.body]).toMatchObject([409, { code: 'RECOGNITION.NOTICE_SAME' }]);
    const done = await correct();
    expect(done.status).toBe(201);
    const now = await read((done.body as { id: string }).id);
    expect(now.list.map(({ name }) => name)).toEqual(['更名后的企业', list[1]?.name]);
    expect(now).toMatchObject({ corrects: id, correctedWhy: '名称有误', isOpen: true });
    expect(now.changes).toEqual([{ what: 'name', position: 1, before: list[0]?.name, after: '更名后的企业' }]);
    expect(await read(id)).toMatchObject({ correctedBy: now.id, isOpen: false, changes: [] });
    // staff find both with the batch; what stands can be corrected once more
    expect(await noticesOf(batchId)).toMatchObject([
      { id: now.id, correctable: true },
      { id, correctable: false, correctedBy: now.id },
    ]);
    expect((await correct()).body).toMatchObject({ code: 'RECOGNITION.NOTICE_STATE' });
    await over(id); // the first one's days no longer count
    await world.get(NoticesService).endDue();
    expect(await stateOf(cases[0]!.id)).toBe('noticed');
    await over(String(now.id));
    await world.get(NoticesService).endDue();
    expect(await stateOf(cases[0]!.id)).toBe('ready');
  });
});
