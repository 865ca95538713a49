import { uuidv7 } from '@tidu/kernel';
import { bare, type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';
import { drawLots } from './draw-lots';

interface DrawnCase {
  applicationId: string;
  enterpriseId: string;
  receiptNumber: string;
  place: number | null;
  officers: { id: string }[] | null;
  excluded: { id: string; why: string }[];
}
interface Draw {
  id: string;
  number: number;
  seed: string;
  count: number;
  officersEach: number;
  officers: { id: string }[];
  replaces: string | null;
  replacedBy: string | null;
  cases: DrawnCase[];
}
interface Case {
  check: { drawNumber: number | null; mine: boolean; visits: { conclusion: string; photos: object[] }[] };
  explained: { words: string }[];
}

describe('checks on the spot', () => {
  let world: RecognitionWorld;
  let officers: Officer[];
  let elsewhere: Officer;
  let batch: string;
  let firms: Firm[];
  const at = '/api/console/recognition';
  const published = { text: '0 8 5', source: '福彩 3D 第 2026330 期' };
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    officers = [await world.officer(), await world.officer(), await world.officer()];
    elsewhere = await world.officer('district.leader', '410402');
  });
  beforeEach(async () => {
    batch = await world.batch(officers[0] as Officer);
    firms = [];
    for (let i = 0; i < 5; i++) firms.push(await world.firm());
    for (const firm of firms) await world.submitted(batch, firm);
  });
  afterAll(() => world.close());

  const first = () => officers[0] as Officer;
  const second = () => officers[1] as Officer;
  const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;
  const draw = (more: object = {}, who = first()) =>
    who.http.post(`${at}/batches/${batch}/draws`).send({ count: 2, officersEach: 2, seed: published, ...more });
  const draws = async (who = first()) =>
    (await who.http.get(`${at}/batches/${batch}/draws`)).body as { items: Draw[]; undrawn: number };
  const drawnOf = ({ cases }: Draw) => cases.filter(({ place }) => place !== null);
  const visit = (id: string, who: Officer, more: object = {}) =>
    who.http.post(`${at}/applications/${id}/visits`).send({
      ...{ visitedOn: '2026-11-27', visitors: '经办人甲、经办人乙', conclusion: 'conforms' },
      ...{ findings: '现场看了生产线和研发台账', photos: [], ...more },
    });
  /** Cases to which one of ours is sent: the doors have an account of their own. */
  const ours = ({ cases }: Draw) =>
    cases.filter(({ officers: sent }) => officers.some(({ id }) => id === sent?.[0]?.id));
  const byId = (id: string | undefined) => officers.find((one) => one.id === id) as Officer;
  const open = async (id: string) => (await first().http.get(`${at}/applications/${id}`)).body as Case;

  it('are drawn from what the officer sees; of draws elsewhere nothing is told', async () => {
    expect((await draw()).status).toBe(201);
    const [made] = (await draws()).items;
    const absent = uuidv7();
    const redraw = (id: string) =>
      elsewhere.http.post(`${at}/draws/${id}/redraws`).send({ reason: '想重抽', seed: null });
    expect(bare(await redraw(made?.id ?? ''))).toEqual(bare(await redraw(absent)));
    expect((await draws(elsewhere)).items).toEqual([]);
    const [one] = drawnOf(made as Draw);
    expect(bare(await visit(one?.applicationId ?? '', elsewhere))).toEqual(bare(await visit(absent, elsewhere)));
  });

  it('can be repeated by anybody from what is shown, and nothing of a draw is ever changed', async () => {
    expect((await draw()).status).toBe(201);
    const [made] = (await draws()).items as [Draw];
    expect(made.seed).toBe(`0 8 5|${batch}|1`);
    const again = drawLots(
      made.seed,
      made.cases.map(({ receiptNumber, excluded }) => ({
        receiptNumber,
        excluded: new Set(excluded.map(({ id }) => id)),
      })),
      made.count,
      made.officers.map(({ id }) => id),
      made.officersEach,
    );
    const shown = made.cases.map(({ receiptNumber, place, officers: sent }) => ({
      ...{ receiptNumber, place, officers: sent?.map(({ id }) => id) ?? null },
    }));
    expect(again.map(({ key: _, ...one }) => one)).toEqual(shown);
    expect(drawnOf(made)).toHaveLength(2);
    // officers of another district are shown as such, and never sent
    expect(made.cases[0]?.excluded).toContainEqual({ id: elsewhere.id, name: elsewhere.name, why: 'scope' });
    for (const table of ['recognition_draw', 'recognition_draw_case'])
      await expect(world.sql(`update ${table} set officers = '[]'`)).rejects.toThrow();
    const told = await world.sql<{ toPersonId: string }>(
      `select "toPersonId" from desk_message where kind = 'recognition.drawn' and "objectId" = any($1)`,
      [drawnOf(made).map(({ applicationId }) => applicationId)],
    );
    expect(told).toHaveLength(4);
  });

  it('take a case once: another draw is of those that came later, and of too many nothing is drawn', async () => {
    expect(codeOf(await draw({ count: 6 }))).toBe('RECOGNITION.DRAW_COUNT');
    expect(codeOf(await draw({ officersEach: 9 }))).toBe('RECOGNITION.DRAW_OFFICERS');
    expect((await draw({ count: null, seed: null })).status).toBe(201);
    const { items, undrawn } = await draws();
    expect([items[0]?.count, items[0]?.seed.length, undrawn]).toEqual([1, 32 + 1 + 36 + 2, 0]); // 10 % of five, at least one
    expect(codeOf(await draw())).toBe('RECOGNITION.DRAW_EMPTY');
    const late = await world.submitted(batch, await world.firm());
    expect((await draw({ count: 1 })).status).toBe(201);
    const [later] = (await draws()).items;
    expect(later).toMatchObject({ number: 2, replaces: null, cases: [{ applicationId: late, place: 1 }] });
  });

  it('send nobody who stays away from the enterprise, openly', async () => {
    for (const { id } of await world.sql<{ id: string }>('select id from application where "batchId" = $1', [batch]))
      await second().http.post(`${at}/applications/${id}/conflicts`).send({ reason: '亲属任职' });
    expect((await draw({ count: 5 })).status).toBe(201);
    const [made] = (await draws()).items as [Draw];
    for (const one of made.cases) {
      expect(one.officers?.map(({ id }) => id)).not.toContain(second().id);
      expect(one.excluded).toContainEqual({ id: second().id, name: second().name, why: 'conflict' });
    }
    const refused = await visit(made.cases[0]?.applicationId ?? '', second());
    expect([refused.status, codeOf(refused)]).toEqual([403, 'RECOGNITION.CONFLICT_OF_INTEREST']);
  });

  it('are drawn anew only with a reason and at the word of a second person; both draws stay', async () => {
    await draw();
    const [before] = (await draws()).items as [Draw];
    const propose = await first()
      .http.post(`${at}/draws/${before.id}/redraws`)
      .send({ reason: '抽中的经办人已调离', seed: null });
    const { id: redraw } = propose.body as { id: string };
    expect((await draws()).items).toHaveLength(1); // nothing is drawn before it is confirmed
    const confirm = (who: Officer) => who.http.post(`${at}/redraws/${redraw}/confirmation`).send();
    const self = await confirm(first());
    expect([self.status, codeOf(self)]).toEqual([403, 'RECOGNITION.SAME_PERSON']);
    expect((await confirm(elsewhere)).status).toBe(404);
    expect((await confirm(second())).status).toBe(201);
    expect((await confirm(second())).status).toBe(404);
    const [after, old] = (await draws()).items as [Draw, Draw];
    expect([after.replaces, old.replacedBy, after.count]).toEqual([old.id, after.id, old.count]);
    expect(after.cases.map(({ applicationId }) => applicationId).sort()).toEqual(
      old.cases.map(({ applicationId }) => applicationId).sort(),
    );
    const again = await first().http.post(`${at}/draws/${old.id}/redraws`).send({ reason: '再抽一次', seed: null });
    expect(codeOf(again)).toBe('RECOGNITION.DRAW_REPLACED');
    await expect(
      world.sql(`update recognition_redraw set "confirmedBy" = "proposedBy" where id = $1`, [redraw]),
    ).rejects.toThrow('recognition_redraw_confirmed_by_other');
    const acts = await world.sql<{ action: string; reason: string | null }>(
      `select action, reason from audit_entry where "objectId" = any($1) order by id`,
      [[old.id, after.id]],
    );
    expect(acts).toEqual([
      { action: 'recognition.draw', reason: null },
      { action: 'recognition.proposeRedraw', reason: '抽中的经办人已调离' },
      { action: 'recognition.draw', reason: '抽中的经办人已调离' },
    ]);
  });

  it('are recorded by who was sent, with photos of that enterprise, and stop a draw from being made anew', async () => {
    await draw({ officersEach: 1 });
    const [made] = (await draws()).items as [Draw];
    const [one] = ours(made) as [DrawnCase];
    const sent = byId(one.officers?.[0]?.id);
    const other = officers.find(({ id }) => id !== sent.id) as Officer;
    const refused = await visit(one.applicationId, other);
    expect([refused.status, codeOf(refused)]).toEqual([403, 'RECOGNITION.NOT_PERMITTED']);
    expect(codeOf(await visit(one.applicationId, sent, { visitedOn: '2099-01-01' }))).toBe('RECOGNITION.VISIT_DAY');
    const photo = async (enterpriseId: string) => {
      const id = uuidv7();
      const sha256 = id.replaceAll('-', '').padEnd(64, '0');
      await world.sql(
        `insert into stored_file (sha256, name, "mediaType", size, "storedBy") values ($1, 'a.jpg', 'image/jpeg', 9, $2)`,
        [...[sha256, sent.id]],
      );
      await world.sql(
        `insert into evidence_file (id, "enterpriseId", sha256, "fileName", kind, "uploadedBy", "uploadedByName")
         values ($1, $2, $3, '车间.jpg', 'other', $4, 'x')`,
        [id, enterpriseId, sha256, sent.id],
      );
      return id;
    };
    const foreign = made.cases.find(({ enterpriseId }) => enterpriseId !== one.enterpriseId)?.enterpriseId ?? '';
    expect(codeOf(await visit(one.applicationId, sent, { photos: [await photo(foreign)] }))).toBe(
      'RECOGNITION.VISIT_PHOTO',
    );
    expect((await open(one.applicationId)).check.visits).toEqual([]);
    expect((await visit(one.applicationId, sent, { photos: [await photo(one.enterpriseId)] })).status).toBe(201);
    expect((await open(one.applicationId)).check).toMatchObject({
      ...{ drawNumber: 1, visits: [{ conclusion: 'conforms', photos: [{ name: '车间.jpg' }] }] },
    });
    await expect(world.sql(`update recognition_visit set conclusion = 'conforms'`)).rejects.toThrow();
    const again = await first().http.post(`${at}/draws/${made.id}/redraws`).send({ reason: '想重抽', seed: null });
    expect(codeOf(again)).toBe('RECOGNITION.DRAW_VISITED');
  });

  it('that are due, or found otherwise, are explained before a case is approved', async () => {
    await draw({ count: 5, officersEach: 1 });
    const [made] = (await draws()).items as [Draw];
    const [one, other] = ours(made) as [DrawnCase, DrawnCase];
    const sent = byId(one.officers?.[0]?.id);
    const [reviewer, approver] = officers.filter(({ id }) => id !== sent.id) as [Officer, Officer];
    await world.act(reviewer, one.applicationId, 'reviews', { action: 'pass', reason: '材料齐全' });
    const approve = (more: object = {}) =>
      world.act(approver, one.applicationId, 'decisions', { action: 'approve', reason: '同意', ...more });
    expect(codeOf(await approve())).toBe('RECOGNITION.NEEDS_DESPITE');
    await visit(one.applicationId, sent, { conclusion: 'differs', findings: '研发人员只有 3 人' });
    expect(JSON.stringify((await approve()).body)).toContain('研发人员只有 3 人');
    expect((await approve({ despite: '复核后不影响结论' })).status).toBe(200);
    expect((await open(one.applicationId)).explained.map(({ words }) => words)).toEqual([
      '2026-11-27 实地检查与申报不一致：研发人员只有 3 人',
    ]);
    const there = byId(other.officers?.[0]?.id);
    await visit(other.applicationId, there);
    const [by, then] = officers.filter(({ id }) => id !== there.id) as [Officer, Officer];
    await world.act(by, other.applicationId, 'reviews', { action: 'pass', reason: '材料齐全' });
    expect(
      (await world.act(then, other.applicationId, 'decisions', { action: 'approve', reason: '同意' })).status,
    ).toBe(200);
    const own = firms.find(({ id }) => id === one.enterpriseId) as Firm;
    for (const table of ['recognition_visit', 'recognition_draw_case'])
      expect(await world.database.read(own.member, (tx) => tx.rows(`select "enterpriseId" from ${table}`))).toEqual([]);
  });
});
