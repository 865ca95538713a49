import { uuidv7 } from '@tidu/kernel';
import { bare, type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';
import { ConsultationsService } from './consultations.service';

interface Item {
  id: string;
  applicationId: string;
  state: string;
  version: number;
  lapsedOn: string | null;
}
interface List {
  id: string;
  dueOn: string;
  items: Item[];
}
interface OfBatch {
  departments: { code: string; unasked: number }[];
  items: { id: string; department: string; counts: Record<string, number> }[];
}
interface Case {
  opinions: { department: string; state: string }[];
  explained: { words: string; explanation: string }[];
  possible: { action: string; against: { words: string; effect: string }[] }[];
}

describe('other departments', () => {
  let world: RecognitionWorld;
  let officer: Officer;
  let approver: Officer;
  let elsewhere: Officer;
  let batch: string;
  let firms: Firm[];
  let cases: string[];
  const at = '/api/console/recognition';
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [officer, approver, elsewhere] = [
      await world.officer(),
      await world.officer(),
      await world.officer('district.leader', '410402'),
    ];
  });
  beforeEach(async () => {
    batch = await world.batch(officer);
    firms = [await world.firm(), await world.firm(), await world.firm()];
    cases = [];
    for (const firm of firms) cases.push(await world.submitted(batch, firm));
  });
  afterAll(() => world.close());

  const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;
  const send = (departments: string[], applications: string[] | null = null, who = officer) =>
    who.http.post(`${at}/batches/${batch}/consultations`).send({ departments, applications, note: null });
  const listOf = async (id: string, who = officer) => (await who.http.get(`${at}/consultations/${id}`)).body as List;
  const sent = async (department = 'tax') => {
    const { body } = await send([department]);
    return listOf((body as { ids: string[] }).ids[0] ?? '');
  };
  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const reply = (list: List, items: Item[], more: object = {}, who = officer) =>
    who.http.post(`${at}/consultations/${list.id}/replies`).send({
      ...{ items: items.map(({ id, version }) => ({ id, version })), conclusion: 'none', repliedOn: today() },
      ...{ document: '税函〔2026〕12号', note: null, evidenceId: null, reason: null },
      ...more,
    });
  const pass = (id: string, more: object = {}) =>
    world.act(officer, id, 'reviews', { action: 'pass', reason: '材料齐全', ...more });
  const open = async (id: string) => (await officer.http.get(`${at}/applications/${id}`)).body as Case;
  /** As if the letter had been sent long ago. */
  const overdue = (list: List) =>
    world.sql(`update recognition_consultation set "sentOn" = '2026-10-09', "dueOn" = '2026-10-16' where id = $1`, [
      list.id,
    ]);

  it('are asked about cases of the officer’s own district alone; of a list elsewhere nothing is told', async () => {
    const foreign = await world.submitted(batch, await world.firm('410402'));
    const list = await sent();
    expect(list.items.map(({ applicationId }) => applicationId)).not.toContain(foreign);
    const absent = uuidv7();
    const get = (id: string) => elsewhere.http.get(`${at}/consultations/${id}`);
    expect(bare(await get(list.id))).toEqual(bare(await get(absent)));
    expect(bare(await reply(list, list.items, {}, elsewhere))).toEqual(
      bare(await reply({ ...list, id: absent }, list.items, {}, elsewhere)),
    );
    const theirs = (await elsewhere.http.get(`${at}/batches/${batch}/consultations`)).body as OfBatch;
    expect(theirs.items).toEqual([]);
    expect(theirs.departments.find(({ code }) => code === 'tax')?.unasked).toBe(1);
  });

  it('get one list each of all that wait, with a due day in working days, and no case twice', async () => {
    const { status, body } = await send(['tax', 'environment', 'tax']);
    const { ids } = body as { ids: string[] };
    expect([status, ids.length]).toEqual([201, 2]);
    const list = await listOf(ids[0] ?? '');
    expect(list.items.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(list.dueOn > today()).toBe(true);
    expect(codeOf(await send(['tax']))).toBe('RECOGNITION.CONSULTATION_EMPTY');
    expect(codeOf(await send(['emergency', 'nobody']))).toBe('RECOGNITION.DEPARTMENT');
    expect(codeOf(await send(['tax'], [cases[0] ?? '']))).toBe('RECOGNITION.CONSULTATION_EMPTY');
    const { items, departments } = (await officer.http.get(`${at}/batches/${batch}/consultations`)).body as OfBatch;
    expect(items.map(({ department }) => department)).toEqual(['environment', 'tax']); // the refused letters weren't kept
    expect(items[1]?.counts).toEqual({ none: 0, objects: 0, notApplicable: 0, waiting: 3, noReply: 0 });
    expect(departments.find(({ code }) => code === 'emergency')?.unasked).toBe(3);
    const [due] = await world.sql<{ dueOn: string; state: string }>(
      `select "dueOn"::text as "dueOn", state from application where id = $1`,
      [cases[0]],
    );
    expect(due?.state).toBe('submitted'); // the review goes on beside it
  });

  it('answer for many at once or not at all; a reply is changed only with a reason and on the version seen', async () => {
    const list = await sent();
    const [first, second, third] = list.items as [Item, Item, Item];
    const wrong = [
      [{ repliedOn: '2020-01-01' }, 'RECOGNITION.REPLY_DAY'],
      [{ conclusion: 'objects' }, 'RECOGNITION.REPLY_NOTE'],
      [{ evidenceId: uuidv7() }, 'RECOGNITION.REPLY_EVIDENCE'],
      [{ conclusion: 'yes' }, 'PLATFORM.INVALID'],
      [{ document: '' }, 'PLATFORM.INVALID'],
    ] as const;
    for (const [more, code] of wrong) expect(codeOf(await reply(list, [first], more))).toBe(code);
    expect((await reply(list, [first, second])).status).toBe(204);
    const stale = await reply(list, [third, first]);
    expect([stale.status, codeOf(stale)]).toEqual([409, 'PLATFORM.STALE']);
    expect((await listOf(list.id)).items.map(({ state }) => state)).toEqual(['none', 'none', 'waiting']);
    const { items } = await listOf(list.id);
    const other = { conclusion: 'objects', note: '2025 年有欠税' };
    expect(codeOf(await reply(list, items.slice(0, 1), other))).toBe('RECOGNITION.REPLY_REASON');
    expect((await reply(list, items.slice(0, 1), { ...other, reason: '税务来电更正' })).status).toBe(204);
    const trail = await world.sql<{ before: object | null; reason: string | null }>(
      `select before, reason from audit_entry where "objectId" = $1 and action = 'recognition.recordReply' order by id`,
      [first.id],
    );
    expect(trail.map(({ reason }) => reason)).toEqual([null, '税务来电更正']);
    expect(trail[1]?.before).toMatchObject({ conclusion: 'none' });
  });

  it('that did not answer are recorded so when the day has passed, never as consent, and a late reply keeps the mark', async () => {
    const list = await sent();
    expect((await reply(list, list.items.slice(0, 1))).status).toBe(204);
    await overdue(list);
    expect((await listOf(list.id)).items.map(({ state }) => state)).toEqual(['none', 'noReply', 'noReply']);
    expect(await world.get(ConsultationsService).lapseDue()).toBe(2);
    expect(await world.get(ConsultationsService).lapseDue()).toBe(0);
    const { items } = await listOf(list.id);
    expect(items.map(({ lapsedOn }) => lapsedOn)).toEqual([null, '2026-10-16', '2026-10-16']);
    const [entry] = await world.sql<{ after: { noReply: string[] } }>(
      `select after from audit_entry where "objectId" = $1 and action = 'recognition.lapseConsultation'`,
      [list.id],
    );
    expect(entry?.after.noReply).toHaveLength(2);
    expect((await reply(list, items.slice(1, 2))).status).toBe(204);
    expect((await listOf(list.id)).items[1]).toMatchObject({ state: 'none', lapsedOn: '2026-10-16' });
    // who did not answer may be asked anew
    expect((await send(['tax'], [items[2]?.applicationId ?? ''])).status).toBe(201);
    expect((await open(items[2]?.applicationId ?? '')).opinions).toMatchObject([
      { department: 'tax', state: 'waiting' },
    ]);
  });

  it('whose opinion is open or against it let a case pass only with an explanation, which is kept for staff alone', async () => {
    const list = await sent();
    const [objected, silent, fine] = list.items as [Item, Item, Item];
    await reply(list, [objected], { conclusion: 'objects', note: '2025 年有欠税 3 万元' });
    await reply(list, [fine]);
    const against = (await open(objected.applicationId)).possible.find(({ action }) => action === 'pass')?.against;
    expect(against).toEqual([
      { kind: 'department', code: 'tax', effect: 'explain', words: '税务局有异议：2025 年有欠税 3 万元' },
    ]);
    expect((await pass(fine.applicationId)).status).toBe(200);
    for (const { applicationId } of [objected, silent]) {
      const refused = await pass(applicationId);
      expect([refused.status, codeOf(refused)]).toEqual([400, 'RECOGNITION.NEEDS_DESPITE']);
      expect((await pass(applicationId, { despite: '欠税已于申报前缴清，凭证在案' })).status).toBe(200);
    }
    // returning or rejecting needs no explanation; approving asks again
    const approve = (more: object) =>
      world.act(approver, objected.applicationId, 'decisions', { action: 'approve', reason: '同意', ...more });
    expect(codeOf(await approve({}))).toBe('RECOGNITION.NEEDS_DESPITE');
    expect((await approve({ despite: '集体研究认为不影响推荐' })).status).toBe(200);
    expect((await open(objected.applicationId)).explained.map(({ explanation }) => explanation)).toEqual([
      '欠税已于申报前缴清，凭证在案',
      '集体研究认为不影响推荐',
    ]);
    const own = firms.find((_, i) => cases[i] === objected.applicationId);
    if (!own) throw new Error('no firm');
    for (const table of ['application_reservation', 'recognition_consultation_item'])
      expect(await world.database.read(own.member, (tx) => tx.rows(`select id from ${table}`))).toEqual([]);
    const told = await world.sql<object>(`select subject, body from desk_message where "objectId" = $1`, [
      objected.applicationId,
    ]);
    expect(JSON.stringify(told)).not.toContain('欠税');
    const [kept] = await world.sql<{ id: string }>('select id from application_reservation limit 1');
    await expect(
      world.sql(`update application_reservation set explanation = '改一改' where id = $1`, [kept?.id]),
    ).rejects.toThrow();
  });

  it('several at once leave out who needs an explanation of its own', async () => {
    const list = await sent();
    await reply(list, list.items.slice(1));
    const items = await Promise.all(cases.map(async (id) => ({ id, version: await world.versionOf(id) })));
    const { body } = await officer.http.post(`${at}/bulk-reviews`).send({
      ...{
        action: 'pass',
        reason: '材料齐全',
        internal: null,
        document: null,
        bulkId: uuidv7(),
        preview: false,
        items,
      },
    });
    const results = (body as { items: { result: string; code: string | null }[] }).items;
    expect(results.map(({ result }) => result).sort()).toEqual(['done', 'done', 'refused']);
    expect(results.find(({ result }) => result === 'refused')?.code).toBe('RECOGNITION.NEEDS_DESPITE');
  });

  it('are not recorded by who stays away from the enterprise', async () => {
    const list = await sent();
    await officer.http
      .post(`${at}/applications/${list.items[0]?.applicationId}/conflicts`)
      .send({ reason: '亲属任职' });
    const refused = await reply(list, list.items);
    expect([refused.status, codeOf(refused)]).toEqual([403, 'RECOGNITION.CONFLICT_OF_INTEREST']);
    expect((await reply(list, list.items.slice(1))).status).toBe(204);
    expect((await reply(list, list.items.slice(0, 1), {}, approver)).status).toBe(204);
  });
});
