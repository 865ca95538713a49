import { bare, type Firm, goodFacts, type Officer, RecognitionWorld } from '../testing/recognition-world';

interface Case {
  state: string;
  left: number | null;
  restWorkingDays: number | null;
  officerId: string;
  facts: { code: string; display: string }[];
  evaluation: { outcome: string; faults: string[] };
  changes: { code: string; asked: boolean }[] | null;
  remarks: { text: string }[];
  possible: { action: string; blocked: string | null }[];
  steps: { action: string; reason: string | null }[];
}

describe('a case', () => {
  let world: RecognitionWorld;
  let reviewer: Officer;
  let approver: Officer;
  let elsewhere: Officer;
  let firm: Firm;
  let batch: string;
  const absent = '01890000-0000-7000-8000-000000000000';
  const at = '/api/console/recognition';
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [reviewer, approver, elsewhere] = [
      await world.officer(),
      await world.officer(),
      await world.officer('district.leader', '410402'),
    ];
    batch = await world.batch(reviewer);
  });
  beforeEach(async () => {
    firm = await world.firm();
  });
  afterAll(() => world.close());

  const open = async (who: Officer, id: string) => (await who.http.get(`${at}/applications/${id}`)).body as Case;
  const queue = async (who: Officer, query = '') =>
    ((await who.http.get(`${at}/applications?limit=200&${query}`)).body as { items: { id: string }[] }).items.map(
      ({ id }) => id,
    );
  const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;
  const ok = { reason: '材料齐全，符合条件' };

  it('of somebody else is nobody’s: the same answer as for one that isn’t there', async () => {
    const id = await world.submitted(batch, firm);
    const get = (which: string) => elsewhere.http.get(`${at}/applications/${which}`);
    expect(bare(await get(id))).toEqual(bare(await get(absent)));
    expect(await queue(elsewhere)).not.toContain(id);
    for (const how of ['reviews', 'decisions', 'records'] as const)
      expect(bare(await world.act(elsewhere, id, how, { action: 'pass', ...ok }, 2))).toEqual(
        bare(await world.act(elsewhere, absent, how, { action: 'pass', ...ok }, 2)),
      );
    for (const [what, body] of [
      ['remarks', { text: '看一下' }],
      ['conflicts', { reason: '亲属任职' }],
    ] as const)
      expect(bare(await elsewhere.http.post(`${at}/applications/${id}/${what}`).send(body))).toEqual(
        bare(await elsewhere.http.post(`${at}/applications/${absent}/${what}`).send(body)),
      );
    expect(await queue(reviewer)).toContain(id);
  });

  it('goes from the queue through review and approval to the notice, each by another person', async () => {
    const id = await world.submitted(batch, firm);
    expect(await queue(reviewer, 'waits=reviewer')).toContain(id);
    expect(await queue(reviewer, 'waits=approver')).not.toContain(id);
    const fresh = await open(reviewer, id);
    expect(fresh).toMatchObject({ state: 'submitted', left: 10, officerId: reviewer.id, changes: null });
    expect(fresh.evaluation.faults).toEqual([]);
    expect((await world.act(reviewer, id, 'reviews', { action: 'pass', ...ok, internal: '与税务数一致' })).status).toBe(
      200,
    );
    expect(await queue(reviewer, 'waits=approver')).not.toContain(id);
    expect(await queue(approver, 'waits=approver')).toContain(id);
    const self = await world.act(reviewer, id, 'decisions', { action: 'approve', ...ok });
    expect([self.status, codeOf(self)]).toEqual([403, 'RECOGNITION.SAME_PERSON']);
    expect((await open(reviewer, id)).possible.find(({ action }) => action === 'approve')?.blocked).toContain('另一位');
    expect((await world.act(approver, id, 'decisions', { action: 'approve', ...ok })).status).toBe(200);
    const done = await open(approver, id);
    expect(done).toMatchObject({ state: 'approved', remarks: [{ text: '与税务数一致' }] });
    expect(done.steps.map(({ action }) => action)).toEqual(['approve', 'pass', 'submit', 'begin']);
    const acts = await world.sql<{ action: string }>(
      'select action from audit_entry where "objectId" = $1 order by id',
      [id],
    );
    expect(acts.map(({ action }) => action)).toEqual(['recognition.submit', 'recognition.pass', 'recognition.approve']);
    const told = await world.sql<{ subject: string; body: string }>(
      `select subject, body from desk_message where "objectId" = $1 order by id`,
      [id],
    );
    expect(told.map(({ subject }) => subject.split('：')[1])).toEqual(['待批准', '待公示']);
    expect(JSON.stringify(told)).not.toContain('与税务数一致');
  });

  it('returned opens what was marked, stops the clock, and shows every change on resubmission, the unasked ones too', async () => {
    const id = await world.submitted(batch, firm);
    const noMarks = await world.act(reviewer, id, 'reviews', { action: 'return', ...ok });
    expect([noMarks.status, codeOf(noMarks)]).toEqual([400, 'RECOGNITION.NEEDS_MARKS']);
    const marks = [{ fact: 'rdExpense', remark: '与审计报告不一致，请核对' }];
    expect(
      (await world.act(reviewer, id, 'reviews', { action: 'return', reason: '研发费用要补正', marks })).status,
    ).toBe(200);
    expect(await open(reviewer, id)).toMatchObject({ state: 'returned', restWorkingDays: 10 });
    const [task] = await world.sql<{ state: string; note: string }>(
      `select state, note from desk_task where "objectId" = $1`,
      [id],
    );
    expect(task).toMatchObject({ state: 'open' });
    expect(task?.note).toContain('与审计报告不一致');
    await world.submit(id, firm, { ...goodFacts, rdExpense: '4800000', revenue: '80100000' });
    const again = await open(reviewer, id);
    expect(again).toMatchObject({ state: 'submitted', left: 10, restWorkingDays: null });
    expect(again.changes?.map(({ code, asked }) => [code, asked]).sort()).toEqual([
      ['rdExpense', true],
      ['revenue', false],
    ]);
    const [ended] = await world.sql<{ state: string }>(`select state from desk_task where "objectId" = $1`, [id]);
    expect(ended).toEqual({ state: 'done' });
    const first = (await reviewer.http.get(`${at}/applications/${id}?revision=1`)).body as Case;
    expect(first.facts.find(({ code }) => code === 'rdExpense')?.display).not.toBe(
      again.facts.find(({ code }) => code === 'rdExpense')?.display,
    );
  });

  it('of which the version is old is decided by nobody: nothing is written, and who was faster is told', async () => {
    const id = await world.submitted(batch, firm);
    const version = await world.versionOf(id);
    expect((await world.act(reviewer, id, 'reviews', { action: 'pass', ...ok }, version)).status).toBe(200);
    const late = await world.act(approver, id, 'reviews', { action: 'reject', ...ok }, version);
    expect([late.status, codeOf(late)]).toEqual([409, 'PLATFORM.STALE']);
    expect(JSON.stringify(late.body)).toContain(reviewer.name);
    expect(await open(reviewer, id)).toMatchObject({ state: 'passed' });
  });

  it('whose content was changed behind the curtain says so', async () => {
    const id = await world.submitted(batch, firm);
    await world.sql('alter table application_revision disable trigger user');
    await world.sql(
      `update application_revision set content = jsonb_set(content, '{facts,revenue}', '"1"') where "applicationId" = $1`,
      [id],
    );
    await world.sql('alter table application_revision enable trigger user');
    const { evaluation } = await open(reviewer, id);
    expect(evaluation.faults.join()).toContain('校验值不符');
  });

  it('stays with others where somebody declared a conflict, until somebody else lifts it', async () => {
    const id = await world.submitted(batch, firm);
    const declared = await reviewer.http
      .post(`${at}/applications/${id}/conflicts`)
      .send({ reason: '配偶在该企业任职' });
    const { id: conflict } = declared.body as { id: string };
    const again = await reviewer.http.post(`${at}/applications/${id}/conflicts`).send({ reason: '配偶在该企业任职' });
    expect(again.body).toEqual({ id: conflict });
    expect(await queue(reviewer, 'waits=reviewer')).not.toContain(id);
    const refused = await world.act(reviewer, id, 'reviews', { action: 'pass', ...ok });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'RECOGNITION.CONFLICT_OF_INTEREST']);
    const lift = (who: Officer) => who.http.post(`${at}/conflicts/${conflict}/lifting`).send({ reason: '已离职' });
    expect((await lift(reviewer)).status).toBe(403);
    expect(bare(await lift(elsewhere))).toMatchObject({ status: 404 });
    expect((await lift(approver)).status).toBe(204);
    expect((await world.act(reviewer, id, 'reviews', { action: 'pass', ...ok })).status).toBe(200);
  });

  it('is looked after by whoever may review it and sees it', async () => {
    const id = await world.submitted(batch, firm);
    const assign = async (officer: string) =>
      reviewer.http
        .post(`${at}/applications/${id}/assignment`)
        .set('if-match', String(await world.versionOf(id)))
        .send({ officer, reason: '工作调整' });
    expect(codeOf(await assign(elsewhere.id))).toBe('RECOGNITION.OFFICER');
    expect((await assign(approver.id)).status).toBe(204);
    expect(await queue(approver, 'officer=mine')).toContain(id);
    const { body } = await reviewer.http.get(`${at}/applications/${id}/officers`);
    const names = (body as { items: { id: string }[] }).items.map((one) => one.id);
    expect(names).toEqual(expect.arrayContaining([reviewer.id, approver.id]));
    expect(names).not.toContain(elsewhere.id);
  });

  it('is kept from being reviewed and approved by one person by the database too', async () => {
    const id = await world.submitted(batch, firm);
    for (const [set, constraint] of [
      [`"reviewedBy" = "submittedBy"`, 'application_reviewer_is_other'],
      [`"approvedBy" = "submittedBy"`, 'application_approver_is_other'],
      [`"reviewedBy" = '${approver.id}', "approvedBy" = '${approver.id}'`, 'application_approver_is_other'],
    ])
      await expect(world.sql(`update application set ${set} where id = $1`, [id])).rejects.toThrow(constraint);
  });

  it('waits in exactly one of the queues of staff after every act', async () => {
    const id = await world.submitted(batch, firm);
    const all = [reviewer, approver, await world.officer()];
    const steps = [
      ['reviews', { action: 'pass', ...ok }, reviewer],
      ['decisions', { action: 'reviewAgain', ...ok }, approver],
      ['reviews', { action: 'pass', ...ok }, reviewer],
      ['decisions', { action: 'approve', ...ok }, approver],
    ] as const;
    for (const [how, body, who] of steps) {
      expect((await world.act(who, id, how, body)).status).toBe(200);
      for (const one of all) {
        const found = await Promise.all(['reviewer', 'approver', 'recorder'].map((as) => queue(one, `waits=${as}`)));
        expect(found.filter((ids) => ids.includes(id)).length).toBeLessThanOrEqual(1);
      }
      expect(await queue(reviewer)).toContain(id);
    }
  });

  it('lists page by page in every order, each case once, and refuses places that are none', async () => {
    const firms = await Promise.all(Array.from({ length: 5 }, () => world.firm()));
    const other = await world.batch(reviewer);
    for (const one of firms) await world.submitted(other, one);
    for (const sort of ['due', 'age', 'points', 'submitted']) {
      const seen: string[] = [];
      for (let after = ''; ;) {
        const { body } = await reviewer.http.get(`${at}/applications?batch=${other}&sort=${sort}&limit=2${after}`);
        const page = body as { items: { id: string }[]; next: string | null; count: object };
        expect(page.count).toEqual({ value: 5, exact: true });
        seen.push(...page.items.map(({ id }) => id));
        if (page.next === null) break;
        after = `&after=${page.next}`;
      }
      expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    }
    for (const query of ['colour=red', 'sort=name', 'after=W10', 'region=x', 'outcome=good'])
      expect((await reviewer.http.get(`${at}/applications?${query}`)).status).toBe(400);
  });
});
