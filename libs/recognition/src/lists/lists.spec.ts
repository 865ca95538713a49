import { uuidv7 } from '@tidu/kernel';
import { approver, clerk, elsewhere, ListsWorld, terms } from '../testing/lists-world';
import { rowsAccounted } from './list-invariants';

const header = '企业名称';

describe('official lists', () => {
  let world: ListsWorld;
  beforeAll(async () => {
    world = await ListsWorld.open();
  });
  afterAll(() => world.close());
  let documents = 0;
  const document = () => `工信〔2023〕${++documents + 10}号`;
  const bring = (lines: string[], given: Parameters<ListsWorld['bring']>[1] = {}) =>
    world.bring([header, ...lines], { document: document(), ...given });
  const reason = { reason: '与市里核对过' };
  const titles = (id: string) =>
    world.test.asSuperuser<{ title: string; batch: string; from: string; until: string; withdrawn: boolean }>(
      `select title, batch, "validFrom"::text as "from", "validUntil"::text as until, "withdrawnAt" is not null as withdrawn
       from title_held where "enterpriseId" = $1 order by id`,
      [id],
    );

  it('shows another scope’s enterprises to nobody: not ours there, hidden here', async () => {
    const id = await world.enterprise('洛阳甲字轴承有限公司');
    const there = await world.bring([header, '洛阳甲字轴承有限公司'], { document: document() }, elsewhere);
    expect(await world.rows(there.id, 'notOurs', elsewhere)).toMatchObject([{ enterpriseId: null, named: [] }]);
    const here = await bring(['洛阳甲字轴承有限公司', '洛阳查无此企有限公司']);
    expect(await world.rows(here.id, 'matched')).toMatchObject([{ enterpriseId: id }]);
    expect(await world.rows(here.id, 'matched', elsewhere)).toEqual([]);
    expect(await world.queries.one(elsewhere, here.id)).toMatchObject({ rowsIn: 2, hidden: 1, counts: { notOurs: 1 } });
    const [row] = await world.rows(here.id, 'notOurs');
    const [answer] = await world.decisions.decide(elsewhere, here.id, {
      ...{ rows: [{ id: row?.id ?? '', version: 1 }], means: 'enterprise', enterpriseId: id, ...reason },
    });
    expect(answer).toMatchObject({ done: false, message: '登记簿里没有这家企业，或它不在您的管辖范围内。' });
  });

  it('reads names as of the day of the list: swapped names go by their days, a later firm is none', async () => {
    const one = await world.enterprise('洛阳乙字机械有限公司', { names: [['洛阳丙字机械有限公司', '2022-01-01']] });
    const other = await world.enterprise('洛阳丙字机械有限公司', { names: [['洛阳乙字机械有限公司', '2022-01-01']] });
    await world.enterprise('洛阳丁字机械有限公司', { registeredOn: '2024-01-01' });
    const lines = ['洛阳乙字机械有限责任公司', '洛阳市丙字机械有限公司', '洛阳丁字机械有限公司'];
    const before = await bring(lines, { listedOn: '2021-06-30' });
    expect((await world.rows(before.id, 'matched')).map(({ enterpriseId }) => enterpriseId)).toEqual([other, one]);
    expect(await world.rows(before.id, 'notOurs')).toMatchObject([
      { reason: expect.stringContaining('成立于 2024-01-01') },
    ]);
    const after = await bring(lines, { listedOn: '2023-06-30' });
    expect((await world.rows(after.id, 'matched')).map(({ enterpriseId }) => enterpriseId)).toEqual([one, other]);
    expect(await world.rows(before.id, 'differing')).toHaveLength(2);
  });

  it('never guesses between two, nor from a name that is out of date; a clerk says who is meant', async () => {
    const [one, two] = [await world.enterprise('同名贸易有限公司'), await world.enterprise('同名贸易有限公司')];
    const renamed = await world.enterprise('洛阳新名字有限公司', { names: [['洛阳旧名字有限公司', '2022-01-01']] });
    const { id } = await bring(['同名贸易有限公司', '洛阳旧名字有限公司', '外市企业有限公司']);
    const queue = await world.rows(id, 'ambiguous');
    expect(queue.map(({ named }) => named.map(({ enterpriseId }) => enterpriseId).sort())).toEqual([
      [one, two].sort(),
      [renamed],
    ]);
    const rows = queue.map(({ id: row, version }) => ({ id: row, version }));
    const bulk = { rows, means: 'onlyCandidate' as const, ...reason };
    expect(await world.decisions.decide(clerk, id, bulk)).toMatchObject([
      { done: false, message: '这一行有 2 家候选，请逐行选定。' },
      { done: true, message: '对应“洛阳新名字有限公司”' },
    ]);
    // sent again it is so already; on what somebody else changed nobody decides
    expect(await world.decisions.decide(clerk, id, bulk)).toMatchObject([
      { done: false },
      { done: true, message: '已经是这样。' },
    ]);
    const none = { rows: rows.slice(0, 1), means: 'notOurs' as const, ...reason };
    expect(await world.decisions.decide(clerk, id, none)).toMatchObject([{ done: true }]);
    const late = { rows: rows.slice(0, 1), means: 'enterprise' as const, enterpriseId: one, ...reason };
    expect(await world.decisions.decide(approver, id, late)).toMatchObject([
      { done: false, message: expect.stringContaining('刚被别人改过') },
    ]);
    expect(await world.queries.one(clerk, id)).toMatchObject({
      counts: { matched: 1, ambiguous: 0, notOurs: 2, rejected: 0 },
    });
  });

  it('stops where the document says another number of firms; nothing is kept', async () => {
    const { id, job } = await bring(['洛阳甲字轴承有限公司', '洛阳查无此企有限公司'], { statedCount: 3 });
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: 'RECOGNITION.LIST_COUNT', message: expect.stringContaining('文件里有 2 家，来文说是 3 家') },
    });
    expect(await world.queries.one(clerk, id)).toMatchObject({
      state: 'stopped',
      rowsIn: null,
      problem: expect.stringContaining('没有接收'),
    });
    expect(await world.test.asSuperuser('select from official_list_row where "listId" = $1', [id])).toEqual([]);
  });

  it('takes the same file in once, and of a corrected one only what is new', async () => {
    const firm = await world.enterprise('洛阳戊字电子有限公司');
    const known = document();
    const lines = ['洛阳戊字电子有限公司', '洛阳戊字电予有限公司'];
    const first = await bring(lines, { document: known });
    const again = await bring(lines, { document: known });
    expect(again).toMatchObject({ id: first.id, jobId: null, repeated: true });
    const [row] = await world.rows(first.id, 'notOurs');
    await world.decisions.decide(clerk, first.id, {
      rows: [{ id: row?.id ?? '', version: row?.version ?? 0 }],
      means: 'notOurs',
      ...reason,
    });
    const corrected = await bring(['洛阳己字电子有限公司', ...lines.reverse()], { document: known });
    expect(corrected).toMatchObject({ id: first.id, repeated: false, job: { state: 'succeeded' } });
    expect(await world.rows(first.id, 'matched')).toMatchObject([{ enterpriseId: firm, row: 4 }]);
    expect(await world.rows(first.id, 'notOurs')).toMatchObject([
      { name: '洛阳己字电子有限公司', decidedWhy: null },
      { name: '洛阳戊字电予有限公司', decidedWhy: '与市里核对过', row: 3 },
    ]);
    await expect(
      world.lists.bring(clerk, undefined, {
        ...terms(),
        document: known,
        listedOn: '2023-07-01',
        text: lines[0] ?? '',
      }),
    ).rejects.toMatchObject({
      code: 'RECOGNITION.LIST_TERMS',
    });
  });

  it('takes a pasted text, whatever stands around the names', async () => {
    const firm = await world.enterprise('洛阳庚字轴承有限公司');
    const text = '1、洛阳庚字轴承有限公司\n（2） 洛阳查无此企有限公司\t河南省\n\n';
    const { jobId, id } = await world.lists.bring(clerk, undefined, {
      ...terms({ statedCount: 2, document: document() }),
      text,
    });
    await world.run(jobId ?? '');
    expect(await world.rows(id, 'matched')).toMatchObject([{ enterpriseId: firm }]);
    await expect(world.lists.bring(clerk, undefined, { ...terms(), text: ' ' })).rejects.toMatchObject({
      code: 'RECOGNITION.NO_LIST_FILE',
    });
  });

  it('gives titles once, by somebody else than who brought the list, and recognises the application', async () => {
    const firm = await world.enterprise('洛阳辛字轴承有限公司');
    const held = await world.enterprise('洛阳壬字轴承有限公司');
    const application = await applied(firm);
    const statement = {
      values: { title: 'specializedSme', level: 'province', batch: '另一批' },
      validFrom: '2023-07-01',
      validUntil: '2026-01-01',
      source: '旧登记',
    };
    await world.evidence.record(clerk, held, 'titleHeld', statement, '先前登记');
    const { id } = await bring(['洛阳辛字轴承有限公司', '洛阳壬字轴承有限公司']);
    const version = async () => (await world.queries.one(clerk, id)).version;
    await expect(world.grants.grant(clerk, id, await version())).rejects.toMatchObject({
      code: 'RECOGNITION.SAME_PERSON',
    });
    await expect(world.grants.grant(approver, id, 1)).rejects.toMatchObject({ code: 'PLATFORM.STALE' });
    const grant = async () => (await world.run(await world.grants.grant(approver, id, await version()))).result;
    expect(await grant()).toMatchObject({ granted: 1, stood: 0, held: 1, recognised: 1 });
    expect(await grant()).toMatchObject({ granted: 1, stood: 0, held: 1, recognised: 1 });
    expect(await titles(firm)).toEqual([
      { title: 'specializedSme', batch: '第三批', from: '2023-07-01', until: '2026-07-01', withdrawn: false },
    ]);
    expect(await titles(held)).toHaveLength(1);
    expect(await world.test.asSuperuser('select state from application where id = $1', [application])).toEqual([
      { state: 'recognised' },
    ]);
    const rows = await world.rows(id, 'matched');
    expect(rows.map(({ grant: what }) => what)).toEqual(['granted', 'held']);
    expect(rows[1]?.grantNote).toContain('另一批');
    // taken back, the application stands again where the list found it
    const undone = await world.run(await world.grants.undo(approver, id, await version(), '发错了'));
    expect(undone.result).toMatchObject({ undone: 1, kept: 0 });
    expect(await titles(firm)).toMatchObject([{ withdrawn: true }]);
    const steps = await world.test.asSuperuser<{ action: string; from: string; to: string; reason: string }>(
      `select action, "from", "to", reason from application_step where "applicationId" = $1 order by id desc limit 2`,
      [application],
    );
    expect(steps.map(({ from }) => from)).toEqual(['recognised', steps[0]?.to]);
    expect(steps[0]?.reason).toContain('发错了');
    const again = await bring(['洛阳辛字轴承有限公司', '洛阳壬字轴承有限公司']);
    const now = (await world.queries.one(clerk, again.id)).version;
    expect((await world.run(await world.grants.grant(approver, again.id, now))).result).toMatchObject({
      recognised: 1,
    });
  });

  it('keeps a title whose application has no way back to where it was found', async () => {
    const firm = await world.enterprise('洛阳辰字轴承有限公司');
    const application = await applied(firm);
    const { id } = await bring(['洛阳辰字轴承有限公司']);
    const version = async () => (await world.queries.one(clerk, id)).version;
    await world.run(await world.grants.grant(approver, id, await version()));
    await world.test.asSuperuser(`update application set state = 'closed' where id = $1`, [application]);
    const undone = await world.run(await world.grants.undo(approver, id, await version(), '发错了'));
    expect(undone.result).toMatchObject({ undone: 0, kept: 1 });
    expect((await world.rows(id, 'matched'))[0]?.grantNote).toContain('没有撤销');
  });

  it('takes titles back on which nothing rests, and the list may be brought anew', async () => {
    const firm = await world.enterprise('洛阳癸字轴承有限公司');
    const known = document();
    const { id } = await bring(['洛阳癸字轴承有限公司'], { document: known });
    const version = async () => (await world.queries.one(clerk, id)).version;
    await world.run(await world.grants.grant(approver, id, await version()));
    const undone = await world.run(await world.grants.undo(approver, id, await version(), '名单发错了'));
    expect(undone.result).toMatchObject({ undone: 1, kept: 0 });
    expect(await titles(firm)).toMatchObject([{ withdrawn: true }]);
    expect(await world.queries.one(clerk, id)).toMatchObject({ state: 'undone' });
    expect(await bring(['洛阳癸字轴承有限公司'], { document: known })).toMatchObject({ repeated: false });
  });

  it('names who is ours and expected, but not on the list', async () => {
    const [waiting, had] = [
      await world.enterprise('洛阳子字轴承有限公司'),
      await world.enterprise('洛阳丑字轴承有限公司'),
    ];
    await applied(waiting);
    const statement = {
      values: { title: 'specializedSme', level: 'province', batch: '第一批' },
      validFrom: '2020-07-01',
      validUntil: '2023-07-01',
      source: '旧名单',
    };
    await world.evidence.record(clerk, had, 'titleHeld', statement, '先前登记');
    const { id } = await bring(['洛阳查无此企有限公司']);
    const { items } = await world.queries.absent(clerk, id, { limit: 200 });
    const of = (firm: string) => items.find(({ enterpriseId }) => enterpriseId === firm)?.reasons.join();
    expect(of(waiting)).toContain('正在上级审核');
    expect(of(had)).toContain('有效期至 2023-06-30');
    expect(await world.queries.absent(elsewhere, id, { limit: 200 })).toMatchObject({ items: [] });
  });

  it('goes on after a break with what was read, and reads again what was cancelled before it began', async () => {
    const firm = await world.enterprise('洛阳寅字轴承有限公司');
    const known = document();
    const lines = ['洛阳寅字轴承有限公司', '洛阳查无此企有限公司'];
    const ask = (statedCount = 2) =>
      world.lists.bring(clerk, undefined, { ...terms({ document: known, statedCount }), text: lines.join('\n') });
    const first = await ask();
    await world.cancel(first.jobId ?? '');
    const second = await ask();
    expect(second).toMatchObject({ id: first.id, repeated: false });
    // as a process leaves it that died while matching: one row matched already, one not even read
    const [file] = await world.test.asSuperuser<{ id: string }>(
      'select "pendingFileId" as id from official_list where id = $1',
      [first.id],
    );
    await world.test.asSuperuser(
      `insert into official_list_row (id, "listId", "fileId", "row", key, name, state, reason, "enterpriseId")
       values ($1, $2, $3, 2, '洛阳寅字轴承有限公司|', $4, 'matched', '名称相符', $5)`,
      [uuidv7(), first.id, file?.id, lines[0], firm],
    );
    expect(await world.queries.one(clerk, first.id)).toMatchObject({ state: 'reading', rowsIn: null });
    const { result } = await world.run(second.jobId ?? '');
    expect(result).toMatchObject({ rows: 2, matched: 1, notOurs: 1 });
    expect(await ask()).toMatchObject({ repeated: true, jobId: null });
  });

  it('accounts for every row, and the invariant says where one is missing', async () => {
    const check = async () => {
      const violations: string[] = [];
      for (const { check: run } of [rowsAccounted])
        await run({
          database: world.test.database,
          violated: (text: string) => violations.push(text),
          note: () => undefined,
        });
      return violations;
    };
    expect(await check()).toEqual([]);
    await world.test.asSuperuser(
      'update official_list set "rowsIn" = "rowsIn" + 1 where id = (select id from official_list where state = $1 limit 1)',
      ['ready'],
    );
    expect(await check()).toMatchObject([expect.stringContaining('名单')]);
  });

  /** An application of the title that waits at the province. */
  async function applied(enterpriseId: string): Promise<string> {
    const [batch, application] = [uuidv7(), uuidv7()];
    const officer = clerk.id;
    const [release] = await world.test.asSuperuser<{ id: string }>('select id from standard_release limit 1');
    await world.test.asSuperuser(
      `insert into person (id, "loginName", "displayName", duty, status, "confirmedAt", "confirmedBy", "createdBy", "createdByName", "changedByName")
       values ($1, 'officer', '经办人', 'business', 'active', now(), $2, $2, 'x', 'x') on conflict do nothing`,
      [officer, uuidv7()],
    );
    await world.test.asSuperuser(
      `insert into recognition_batch (id, name, title, level, procedure, year, "opensAt", "closesAt", "officerId", "createdBy", "createdByName", "changedByName")
       values ($1, '2023 年批次', 'specializedSme', 'province', 'districtRecommends', 2022, '2023-01-01', '2023-02-01', $2, $2, 'x', 'x')`,
      [batch, officer],
    );
    await world.test.asSuperuser(`insert into recognition_batch_purpose values ($1, 'application', $2)`, [
      batch,
      release?.id,
    ]);
    await world.test.asSuperuser(
      `insert into application (id, "batchId", purpose, "enterpriseId", state, "createdBy", "createdByName", "changedByName")
       values ($1, $2, 'application', $3, 'atProvince', $4, 'x', 'x')`,
      [application, batch, enterpriseId, officer],
    );
    return application;
  }
});
