import { uuidv7 } from '@tidu/kernel';
import { StandardsService } from '@tidu/scoring';
import { type Firm, type Officer, RecognitionWorld } from '../testing/recognition-world';

interface Case {
  relations: { code: string; words: string; effect: string }[];
  possible: { action: string; against: { code: string; effect: string }[] }[];
}

describe('firms of one group', () => {
  let world: RecognitionWorld;
  let officer: Officer;
  let approver: Officer;
  let batch: string;
  const at = '/api/console/recognition';
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [officer, approver] = [await world.officer(), await world.officer()];
    const { releaseId } = await world.get(StandardsService).activeRelease('miit-2026-2-little-giant');
    batch = await world.batch(officer, {
      ...{ title: 'littleGiant', level: 'nation', standards: [{ purpose: 'application', releaseId }] },
    });
  });
  afterAll(() => world.close());

  const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;
  const link = async (
    kind: 'control' | 'group',
    from: Firm,
    to: Firm,
    more: { inward?: boolean; until?: string; by?: string } = {},
  ) => {
    await world.sql(
      `insert into enterprise_link (id, "enterpriseId", "otherId", kind, inward, "validFrom", "validUntil", "recordedBy", "recordedByName")
       values ($1, $2, $3, $4, $5, '2020-01-01', $6, $1, 'x')`,
      [uuidv7(), from.id, to.id, kind, more.inward ?? false, more.until ?? null],
    );
  };
  const grant = (firm: Firm, title = 'littleGiant', until = '2099-01-01') =>
    world.sql(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", source, "recordedBy", "recordedByName",
         "changedBy", "changedByName") values ($1, $2, $3, 'nation', '2024-01-01', $4, '名单', $1, 'x', $1, 'x')`,
      [uuidv7(), firm.id, title, until],
    );
  const product = (firm: Firm, name: string) =>
    world.sql(
      `insert into main_product (id, "enterpriseId", name, source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, $3, '申报', $1, 'x', $1, 'x')`,
      [uuidv7(), firm.id, name],
    );
  const open = async (id: string, who = officer) => (await who.http.get(`${at}/applications/${id}`)).body as Case;
  const codes = async (id: string) => (await open(id)).relations.map(({ code, effect }) => [code, effect]);
  const pass = (id: string, more: object = {}) =>
    world.act(officer, id, 'reviews', { action: 'pass', reason: '材料齐全', ...more });
  const approve = (id: string, more: object = {}) =>
    world.act(approver, id, 'decisions', { action: 'approve', reason: '同意', ...more });

  it('controlled by one that holds the title, however far up, are not passed, and the queue marks them', async () => {
    const [top, middle, firm] = [await world.firm(), await world.firm(), await world.firm()];
    await grant(top);
    await link('control', top, middle);
    await link('control', firm, middle, { inward: true });
    const id = await world.submitted(batch, firm);
    const { relations } = await open(id);
    expect(relations.map(({ code, effect }) => [code, effect])).toContainEqual(['controlledByGiant', 'blocks']);
    expect(relations.find(({ code }) => code === 'controlledByGiant')?.words).toContain(top.name);
    const refused = await pass(id, { despite: '想照样通过' });
    expect([refused.status, codeOf(refused)]).toEqual([409, 'RECOGNITION.STANDS_AGAINST']);
    const { body } = await officer.http.get(`${at}/applications?batch=${batch}&limit=200`);
    const row = (body as { items: { id: string; marks: string[] }[] }).items.find((one) => one.id === id);
    expect(row?.marks).toContain('被“小巨人”企业控股的不推荐');
    // who controls is not kept from it by those below
    const own = await world.submitted(batch, middle);
    await world.sql(`update enterprise_link set "validUntil" = '2025-01-01' where "enterpriseId" = $1`, [top.id]);
    expect(await codes(own)).not.toContainEqual(['controlledByGiant', 'blocks']);
    expect(await codes(id)).not.toContainEqual(['controlledByGiant', 'blocks']); // it controls no longer
  });

  it('are kept from it by a title that is valid today alone, and by one of their own', async () => {
    const [parent, firm, champion] = [await world.firm(), await world.firm(), await world.firm()];
    await grant(parent, 'littleGiant', '2025-01-01');
    await link('control', parent, firm);
    expect(await codes(await world.submitted(batch, firm))).not.toContainEqual(['controlledByGiant', 'blocks']);
    await grant(champion, 'singleChampion');
    expect(await codes(await world.submitted(batch, champion))).toEqual([['championNotGiant', 'blocks']]);
    const others = await world.batch(officer);
    expect(await codes(await world.submitted(others, champion))).toEqual([]); // of another title nothing is said
  });

  it('with similar main products: one is recommended; the other is explained before, and refused after', async () => {
    const [one, other, apart] = [await world.firm(), await world.firm(), await world.firm()];
    await link('group', one, other);
    await link('group', other, apart);
    await product(one, '精密轴承系列');
    await product(other, '轴承');
    await product(apart, '药品');
    const [first, second, third] = [
      await world.submitted(batch, one),
      await world.submitted(batch, other),
      await world.submitted(batch, apart),
    ];
    expect(await codes(first)).toEqual([['groupDeclaring', 'explain']]);
    expect(await codes(third)).toEqual([]);
    expect(codeOf(await pass(first))).toBe('RECOGNITION.NEEDS_DESPITE');
    const despite = '集团来函确定由该企业申报';
    expect((await pass(first, { despite })).status).toBe(200);
    expect((await pass(second, { despite: '两家先都过初审，批准时再定' })).status).toBe(200);
    // at the same time, one wins
    const answers = await Promise.all([approve(first, { despite }), approve(second, { despite })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.map(codeOf)).toContain('RECOGNITION.STANDS_AGAINST');
  });

  it('of which nobody knows what they make are looked into by a person, not passed over', async () => {
    const [one, other] = [await world.firm(), await world.firm()];
    await link('group', one, other);
    await grant(other);
    const id = await world.submitted(batch, one);
    const { relations } = await open(id);
    expect(relations).toMatchObject([{ code: 'groupHoldsSimilar', effect: 'explain' }]);
    expect(relations[0]?.words).toContain('主导产品不清楚');
  });

  it('out of the officer’s sight count, and are not named', async () => {
    const [one, hidden] = [await world.firm(), await world.firm('410402')];
    await grant(hidden);
    await link('control', hidden, one);
    const { relations } = await open(await world.submitted(batch, one));
    const words = relations.map((found) => found.words).join();
    expect(words).toContain('不在您的负责范围');
    expect(words).not.toContain(hidden.name);
  });

  it('round in a circle come to an end', async () => {
    const [one, other] = [await world.firm(), await world.firm()];
    await link('control', one, other);
    await link('control', other, one);
    await grant(other);
    expect(await codes(await world.submitted(batch, one))).toContainEqual(['controlledByGiant', 'blocks']);
  });
});
