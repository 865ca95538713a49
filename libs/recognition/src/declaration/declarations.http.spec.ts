import { uuidv7 } from '@tidu/kernel';
import { ApplicationActs } from '../applications/application-acts.service';
import { leader } from '@tidu/test/signed-in';
import { builtInOfficer } from '@tidu/platform';
import { tokenOf } from '../../../members/src/testing/members-world';
import { DeclarationWorld, type Firm } from '../testing/declaration-world';

jest.setTimeout(60_000);

/** Figures for which no evidence is asked. */
const plain = { employees: ['80', '人'], rdStaff: ['12', '人'] } as Record<string, [string, string]>;

describe('the yearly declaration', () => {
  let world: DeclarationWorld;
  let firm: Firm;
  let other: Firm;
  let batchId: string;
  beforeAll(async () => {
    world = await DeclarationWorld.open();
    [firm, other] = [await world.members.administered(), await world.members.administered()];
    batchId = await world.batch({ standardId: 'miit-2022-63-specialized', title: 'specializedSme' });
  });
  afterAll(() => world.close());

  it('is nobody else’s to read, save, confirm or submit', async () => {
    const id = await world.begin(firm, batchId);
    const theirs = world.at(other, `/applications/${id}`);
    const asked = [
      other.admin.http.get(theirs),
      other.admin.http.put(`${theirs}/draft`).set('if-match', '0').send({ unit: '元', answers: [], evidence: [] }),
      other.admin.http.post(`${theirs}/confirmations`).send({ lastFour: '1234' }),
      other.admin.http.post(`${theirs}/submissions`).set('if-match', '1'),
      other.admin.http.post(`${theirs}/withdrawal`).set('if-match', '1').send({ reason: '不办了' }),
      other.admin.http.get(`${theirs}/revisions/1`),
    ];
    for (const answer of await Promise.all(asked)) {
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'RECOGNITION.APPLICATION_NOT_FOUND' });
    }
    expect((await other.admin.http.get(world.at(firm, `/applications/${id}`))).status).toBe(404);
  });

  it('is one for an enterprise and a batch: a second person goes on with the same, who is late is told', async () => {
    const id = await world.begin(firm, batchId);
    const colleague = await world.members.invited(firm, 'member.holder', ['view', 'fill']);
    const again = await colleague.http.post(world.at(firm, '/applications')).send({ batchId, purpose: 'application' });
    expect(again.body).toEqual({ id });
    expect((await world.save(firm, id, plain, [], colleague)).body).toMatchObject({ version: 1, problems: [] });
    const late = await firm.admin.http
      .put(world.at(firm, `/applications/${id}/draft`))
      .set('if-match', '0')
      .send({ unit: '万元', answers: [], evidence: [] });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'PLATFORM.STALE', detail: expect.stringContaining('王小明') });
    expect((await world.view(firm, id)).answers).toHaveLength(2);
  });

  it('asks what the standard needs and is not known; what is known comes with its source', async () => {
    await world.sql(
      `insert into figures (id, "enterpriseId", year, source, revision, revenue, "submittedBy", "submittedByName", extra)
       values ($1, $2, 2025, 'tax', 1, 1200000000, $3, 'x', '{}')`,
      [uuidv7(), firm.id, leader.id],
    );
    const { asked } = await world.view(firm, await world.begin(firm, batchId));
    const codes = asked.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(asked.find(({ code }) => code === 'revenue')?.known).toMatchObject({
      value: '12000000',
      sourceLabel: '税务部门',
    });
    expect(asked.find(({ code }) => code === 'rdExpense')?.known).toBeNull();
    expect(asked.find(({ code }) => code === 'keyProductField')?.by).not.toBe('enterprise');
    // nothing is left behind by looking
    expect(await world.sql('select 1 from fact_sheet where "enterpriseId" = $1', [firm.id])).toEqual([]);
  });

  it('keeps what can’t be read, says so, and doesn’t let it be confirmed', async () => {
    const id = await world.begin(firm, batchId);
    const saved = await world.save(firm, id, { ...plain, rdExpense: ['一百', '万元'], keyProductField: ['true', ''] });
    expect(saved.status).toBe(200);
    const { problems } = saved.body as { problems: { field: string; code: string }[] };
    expect(problems.map(({ field }) => field).sort()).toEqual(['keyProductField', 'rdExpense']);
    const refused = await world.askConfirmation(firm, id);
    expect(refused.status).toBe(400);
    const body = refused.body as { code: string; errors: { where: { field: string } }[] };
    expect(body.code).toBe('RECOGNITION.DRAFT');
    expect(body.errors.map(({ where }) => where.field)).toContain('evidence.auditReport');
  });

  it('wants evidence of the very year', async () => {
    const id = await world.begin(firm, batchId);
    const figures = { ...plain, rdExpense: ['120', '万元'] } as typeof plain;
    const wrong = await world.save(firm, id, figures, [await world.file(firm, 'auditReport', 2023)]);
    expect((wrong.body as { problems: { code: string }[] }).problems).toEqual([
      expect.objectContaining({ field: 'evidence.auditReport', code: 'RECOGNITION.WRONG_YEAR' }),
    ]);
    const stolen = await world.save(firm, id, figures, [await world.file(other, 'auditReport', 2025)]);
    expect((stolen.body as { problems: { code: string }[] }).problems).toContainEqual(
      expect.objectContaining({ code: 'RECOGNITION.EVIDENCE_GONE' }),
    );
    const right = await world.save(firm, id, figures, [await world.file(firm, 'auditReport', 2025)]);
    expect(right.body).toMatchObject({ problems: [] });
  });

  it('is confirmed by who gives the name and the four characters; a later link or a change voids it', async () => {
    await world.sql(`update enterprise set "legalRepresentative" = '张法人' where id = $1`, [firm.id]);
    const id = await world.begin(firm, batchId);
    const first = tokenOf((await world.askConfirmation(firm, id)).body);
    const token = tokenOf((await world.askConfirmation(firm, id)).body);
    expect((await world.confirmBy(first)).body).toMatchObject({ code: 'RECOGNITION.CONFIRMATION_VOID' });
    const shown = await world.members.stranger().post('/api/portal/confirmation-holders').send({ token });
    expect(shown.body).toMatchObject({ enterpriseName: firm.name, confirmedAt: null });
    for (const given of [{ lastFour: '9999' }, { name: '李四' }])
      expect((await world.confirmBy(token, given)).body).toMatchObject({ code: 'RECOGNITION.NOT_THE_PERSON' });
    expect((await world.submit(firm, id)).body).toMatchObject({ code: 'RECOGNITION.NEEDS_CONFIRMATION' });
    expect((await world.confirmBy(token)).status).toBe(200);
    expect((await world.view(firm, id)).confirmation?.confirmedAt).not.toBeNull();
    await world.save(firm, id, plain);
    expect((await world.view(firm, id)).confirmation).toBeNull();
    expect((await world.submit(firm, id)).body).toMatchObject({ code: 'RECOGNITION.NEEDS_CONFIRMATION' });
    expect((await world.confirmBy(token)).body).toMatchObject({ code: 'RECOGNITION.CONFIRMATION_VOID' });
  });

  it('gives five tries and then none', async () => {
    const id = await world.begin(firm, batchId);
    const token = tokenOf((await world.askConfirmation(firm, id)).body);
    const wrong = () => world.confirmBy(token, { lastFour: '0000' });
    for (let i = 0; i < 5; i++) expect((await wrong()).body).toMatchObject({ code: 'RECOGNITION.NOT_THE_PERSON' });
    expect((await world.confirmBy(token)).body).toMatchObject({ code: 'RECOGNITION.CONFIRMATION_VOID' });
  });

  it('is submitted once, however often it is sent, with receipt, hash, points and figures', async () => {
    const id = await world.begin(firm, batchId);
    const files = [await world.file(firm, 'auditReport', 2025)];
    await world.save(firm, id, { ...plain, rdExpense: ['120.5', '万元'], revenue: ['1300', '万元'] }, files);
    await world.confirm(firm, id);
    const agent = await world.members.invited(firm, 'member.agent', ['view', 'fill'], '2027-06-01');
    expect((await world.submit(firm, id, agent)).status).toBe(403);
    const key = uuidv7();
    const { version } = await world.view(firm, id);
    const send = () =>
      firm.admin.http
        .post(world.at(firm, `/applications/${id}/submissions`))
        .set('if-match', String(version))
        .set('idempotency-key', key);
    const [one, two] = await Promise.all([send(), send()]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body).toEqual(two.body);
    expect(one.body).toMatchObject({ receiptNumber: expect.stringMatching(/^\d{8}-[0-9A-Z]{8}-[0-9A-Z]$/), number: 1 });
    const [revision] = await world.sql<{
      content: { facts: object; origins: Record<string, object> };
      outcome: string;
      askedAgain: number;
    }>('select content, outcome, "askedAgain" from application_revision where "applicationId" = $1', [id]);
    expect(revision).toMatchObject({ askedAgain: 0 });
    expect(revision?.content.facts).toMatchObject({ rdExpense: '1205000', revenue: '13000000', employees: '80' });
    expect(revision?.content.origins.revenue).toMatchObject({ source: 'enterprise', known: { source: 'tax' } });
    const figures = await world.sql(
      `select source, "rdExpense"::text, employees from figures where "enterpriseId" = $1 and source = 'enterprise' and "supersededAt" is null`,
      [firm.id],
    );
    expect(figures).toEqual([{ source: 'enterprise', rdExpense: '120500000', employees: 80 }]);
    expect((await world.submit(firm, id)).status).toBe(409);
    expect((await world.save(firm, id, plain)).body).toMatchObject({ code: 'RECOGNITION.NOT_OPEN' });
  });

  it('returned: only what was marked opens, it begins empty, and is answered by what comes next', async () => {
    const { id } = (
      await world.sql<{ id: string }>('select id from application where "batchId" = $1', [batchId])
    )[0] ?? { id: '' };
    const acts = world.members.doors.app.get(ApplicationActs, { strict: false });
    await world.members.doors.test.database.write(builtInOfficer, (tx) =>
      acts.act(tx, id, 'reviewer', {
        action: 'return',
        reason: '请核对研发费用',
        marks: [{ fact: 'rdExpense', remark: '与审计报告不一致' }],
      }),
    );
    const view = await world.view(firm, id);
    expect(view.marks).toEqual([{ fact: 'rdExpense', label: expect.any(String), remark: '与审计报告不一致' }]);
    expect(view.answers.map(({ code }) => code).sort()).toEqual(['employees', 'rdStaff', 'revenue']);
    expect(view.asked.filter(({ open }) => open).map(({ code }) => code)).toEqual(['rdExpense']);
    expect(view.steps.at(-1)).toMatchObject({ label: '退回补正', reason: '请核对研发费用', personName: '工信局' });
    const own = Object.fromEntries(
      view.answers.map(({ code, text, unit }) => [code, [text, unit] as [string, string]]),
    );
    const files = await world.sql<{ recordId: string; kind: string }>(
      `select e->>'recordId' as "recordId", e->>'kind' as kind from application_revision r, jsonb_array_elements(r.content->'evidence') e where r."applicationId" = $1`,
      [id],
    );
    expect((await world.askConfirmation(firm, id)).body).toMatchObject({ code: 'RECOGNITION.DRAFT' });
    const quiet = await world.save(firm, id, { ...own, revenue: ['1400', '万元'], rdExpense: ['118', '万元'] }, files);
    expect(quiet.body).toMatchObject({ code: 'RECOGNITION.NOT_OPEN', detail: expect.stringContaining('revenue') });
    expect((await world.save(firm, id, { ...own, rdExpense: ['118', '万元'] }, files)).status).toBe(200);
    await world.confirm(firm, id);
    const again = await world.submit(firm, id);
    expect(again.body).toMatchObject({ number: 2 });
    expect((await world.view(firm, id)).marks).toEqual([]);
    expect((await world.view(firm, id)).revisions.map(({ number }) => number)).toEqual([2, 1]);
  });
});

describe('what the database keeps', () => {
  let world: DeclarationWorld;
  beforeAll(async () => {
    world = await DeclarationWorld.open();
  });
  afterAll(() => world.close());

  it('is no submission of an agent, by whatever way it comes', async () => {
    const firm = await world.members.administered();
    const id = await world.submitted(firm, {});
    const agent = await world.members.invited(firm, 'member.agent', ['view', 'fill'], '2027-06-01');
    const personId = await world.members.personId(agent);
    const again = world.sql(
      `insert into application_revision select gen_random_uuid(), "applicationId", "enterpriseId", 2, "releaseId", purpose, "asOf",
         content, hash, outcome, "minPoints", "maxPoints", now(), $2, 'x', 'x', now(), 0 from application_revision where "applicationId" = $1`,
      [id, personId],
    );
    await expect(again).rejects.toMatchObject({ code: '42501' });
    const changed = world.sql(`update application_revision set hash = repeat('0', 64) where "applicationId" = $1`, [
      id,
    ]);
    await expect(changed).rejects.toThrow();
  });

  it('shows each batch with what may be chosen, and why the rest may not', async () => {
    const firm = await world.members.administered();
    const [open, soon, held] = [
      await world.batch({ title: 'littleGiant', standardId: 'miit-2022-63-little-giant' }),
      await world.batch({ opensIn: 60, title: 'techSme' }),
      await world.batch({ title: 'highTech', purposes: ['application', 'renewal'] }),
    ];
    const hidden = await world.batch({ state: 'prepared' });
    await world.sql(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values (gen_random_uuid(), $1, 'highTech', 'province', current_date - 900, current_date + 90, 'x', $2, 'x', $2, 'x')`,
      [firm.id, leader.id],
    );
    const answer = await firm.admin.http.get(world.at(firm, '/batches'));
    const { items } = answer.body as {
      items: {
        batch: { id: string };
        workingDaysLeft: number | null;
        choices: { purpose: string; obstacle: string | null }[];
      }[];
    };
    const of = (id: string) => items.find(({ batch }) => batch.id === id);
    expect(of(hidden)).toBeUndefined();
    expect(of(open)?.choices).toEqual([expect.objectContaining({ obstacle: null })]);
    expect(of(open)?.workingDaysLeft).toBeGreaterThanOrEqual(0);
    expect(of(soon)).toMatchObject({ workingDaysLeft: null, choices: [{ obstacle: '申报窗口还没有开始。' }] });
    expect(of(held)?.choices).toEqual([
      expect.objectContaining({ purpose: 'application', obstacle: expect.stringContaining('已有这个称号') }),
      expect.objectContaining({ purpose: 'renewal', obstacle: null }),
    ]);
    const refused = await firm.admin.http
      .post(world.at(firm, '/applications'))
      .send({ batchId: held, purpose: 'application' });
    expect(refused.body).toMatchObject({ code: 'RECOGNITION.NOT_LAWFUL' });
    const id = await world.begin(firm, open);
    const more = await world.batch({ title: 'littleGiant', standardId: 'miit-2022-63-little-giant' });
    const second = await firm.admin.http
      .post(world.at(firm, '/applications'))
      .send({ batchId: more, purpose: 'application' });
    expect(second.body).toMatchObject({
      code: 'RECOGNITION.NOT_LAWFUL',
      detail: expect.stringContaining('还没有办结'),
    });
    const withdrawn = await firm.admin.http
      .post(world.at(firm, `/applications/${id}/withdrawal`))
      .set('if-match', '1')
      .send({ reason: '今年不申报' });
    expect(withdrawn.body).toMatchObject({ stateLabel: '已撤回' });
  });
});

describe('the purpose of a declaration', () => {
  let world: DeclarationWorld;
  let firm: Firm;
  let id: string;
  beforeAll(async () => {
    world = await DeclarationWorld.open();
    firm = await world.members.administered();
    const purposes = ['application', 'renewal'] as ('application' | 'renewal')[];
    const batchId = await world.batch({ title: 'specializedSme', standardId: 'miit-2022-63-specialized', purposes });
    id = await world.begin(firm, batchId);
  });
  afterAll(() => world.close());

  const change = async (purpose: string, version?: number, by: { http: Firm['admin']['http'] } = firm.admin) =>
    by.http
      .put(world.at(firm, `/applications/${id}/purpose`))
      .set('if-match', String(version ?? (await world.view(firm, id)).version))
      .send({ purpose });
  const held = (from: number, until: number) =>
    world.sql(
      `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values (gen_random_uuid(), $1, 'specializedSme', 'province', current_date + $2::int, current_date + $3::int, 'x', $4, 'x', $4, 'x')`,
      [firm.id, from, until, leader.id],
    );

  it('is nobody else’s to change, and none that isn’t lawful', async () => {
    const other = await world.members.administered();
    const { version } = await world.view(firm, id);
    const theirs = await other.admin.http
      .put(world.at(other, `/applications/${id}/purpose`))
      .set('if-match', String(version))
      .send({ purpose: 'renewal' });
    expect(theirs.body).toMatchObject({ code: 'RECOGNITION.APPLICATION_NOT_FOUND' });
    expect((await change('application')).body).toMatchObject({ code: 'RECOGNITION.SAME_PURPOSE' });
    expect((await change('renewal')).body).toMatchObject({
      ...{ code: 'RECOGNITION.NOT_LAWFUL', detail: expect.stringContaining('不能复核') },
    });
    expect((await change('renewal', 99)).body).toMatchObject({ code: 'PLATFORM.STALE' });
  });

  it('is changed with what was typed kept by its fact, evidence too, what the other doesn’t ask put aside and back', async () => {
    const files = [await world.file(firm, 'auditReport', 2025)];
    const codesOf = async () => new Set((await world.view(firm, id)).asked.map(({ code }) => code));
    const before = await codesOf();
    await held(-200, 300);
    await world.sql('delete from application_draft where "applicationId" = $1', [id]);
    const plainFigures = { employees: ['80', '人'], rdStaff: ['12', '人'], rdExpense: ['120', '万元'] } as Record<
      string,
      [string, string]
    >;
    const asked = Object.fromEntries(Object.entries(plainFigures).filter(([code]) => before.has(code)));
    expect((await world.save(firm, id, asked, files)).status).toBe(200);
    await world.confirm(firm, id);
    const late = (await world.view(firm, id)).draftVersion;
    const changed = await change('renewal');
    expect(changed.status).toBe(200);
    const now = await codesOf();
    const kept = Object.keys(asked).filter((code) => now.has(code));
    expect(changed.body).toMatchObject({ kept: kept.length, aside: Object.keys(asked).length - kept.length });
    const view = await world.view(firm, id);
    expect(view.answers.map(({ code }) => code).sort()).toEqual([...kept].sort());
    expect(view).toMatchObject({ purpose: 'renewal', evidence: files, confirmation: null });
    expect(view.problems.filter(({ code }) => code === 'RECOGNITION.NOT_ASKED')).toEqual([]);
    const stale = await firm.admin.http
      .put(world.at(firm, `/applications/${id}/draft`))
      .set('if-match', String(late))
      .send({ unit: '万元', answers: [], evidence: [] });
    expect(stale.body).toMatchObject({ code: 'PLATFORM.STALE' });
    // what is put aside outlives a save, and comes back
    const own = Object.fromEntries(
      view.answers.map(({ code, text, unit }) => [code, [text, unit] as [string, string]]),
    );
    expect((await world.save(firm, id, own, files)).status).toBe(200);
    await world.sql(`update title_held set "validUntil" = current_date - 1 where "enterpriseId" = $1`, [firm.id]);
    expect((await change('application')).body).toMatchObject({ kept: Object.keys(asked).length, aside: 0 });
    const back = await world.view(firm, id);
    expect(back.answers.map(({ code }) => code).sort()).toEqual(Object.keys(asked).sort());
  });

  it('is fixed once it was submitted', async () => {
    await world.confirm(firm, id);
    expect((await world.submit(firm, id)).status).toBe(201);
    expect((await change('renewal')).body).toMatchObject({ code: 'RECOGNITION.NOT_OPEN' });
  });
});

describe('a stamped paper', () => {
  let world: DeclarationWorld;
  beforeAll(async () => {
    world = await DeclarationWorld.open();
  });
  afterAll(() => world.close());

  it('is told from what stands online; to whom the case is out of sight it is none', async () => {
    const firm = await world.members.administered();
    const id = await world.submitted(firm, {});
    const [row] = await world.sql<{ receipt: string; hash: string }>(
      `select a."receiptNumber" as receipt, r.hash from application a join application_revision r on r."applicationId" = a.id where a.id = $1`,
      [id],
    );
    const { receipt = '', hash = '' } = row ?? {};
    const check = (query: object, officer: { http: typeof world.members.doors.http } = world.members.doors) =>
      officer.http.get('/api/console/recognition/papers').query({ receipt, hash, ...query });
    expect((await check({})).body).toMatchObject({ finding: 'same', number: 1, enterpriseName: firm.name });
    expect((await check({ hash: hash.slice(0, 12).toUpperCase() })).body).toMatchObject({ finding: 'same' });
    expect((await check({ hash: '0123456789ab' })).body).toMatchObject({ finding: 'differs', number: null });
    expect((await check({ receipt: receipt.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })).body).toMatchObject({
      code: 'RECOGNITION.RECEIPT',
    });
    const elsewhere = await world.members.officer({ scopeKind: 'region', scopeId: '110101' });
    expect((await check({}, elsewhere)).body).toMatchObject({ code: 'RECOGNITION.NO_RECEIPT' });
    await world.sql(
      `insert into application_revision select gen_random_uuid(), "applicationId", "enterpriseId", 2, "releaseId", purpose, "asOf",
         content, repeat('a', 64), outcome, "minPoints", "maxPoints", now(), "submittedBy", "submittedByName", "confirmedByName",
         "confirmedAt", 0 from application_revision where "applicationId" = $1`,
      [id],
    );
    expect((await check({})).body).toMatchObject({ finding: 'superseded', number: 1, current: { number: 2 } });
  });

  it('of a window that is over: grace takes what was begun before, and nothing after it', async () => {
    const [firm, late] = [await world.members.administered(), await world.members.administered()];
    const batchId = await world.batch();
    const id = await world.begin(firm, batchId);
    await world.save(firm, id, {});
    await world.confirm(firm, id);
    const close = (secondsAgo: number, grace: number) =>
      world.sql(
        `update recognition_batch set "closesAt" = now() - make_interval(secs => $2), "graceMinutes" = $3 where id = $1`,
        [batchId, secondsAgo, grace],
      );
    await close(62, 1);
    const refused = await world.submit(firm, id);
    expect(refused.body).toMatchObject({
      code: 'RECOGNITION.ILLEGAL_TRANSITION',
      detail: expect.stringContaining('草稿还在'),
    });
    expect((await world.view(firm, id)).draftVersion).toBeGreaterThan(0);
    await close(2, 1);
    // begun before it closed, submitted in the minute of grace
    await world.sql(`update application set "createdAt" = now() - interval '1 hour' where id = $1`, [id]);
    const begun = await late.admin.http.post(world.at(late, '/applications')).send({ batchId, purpose: 'application' });
    expect(begun.body).toMatchObject({ code: 'RECOGNITION.NOT_LAWFUL' });
    expect((await world.submit(firm, id)).status).toBe(201);
  });
});
