import { checkInvariants } from '@tidu/platform';
import { measureInvariants } from '../measure-invariants';
import { MatchRoundService } from '../matching/match-round.service';
import { SupportNoticesService } from '../notices/support-notices.service';
import { MeasuresWorld, measureText, must } from '../testing/measures-world';

const reason = '核对无误，同意';

describe('from a new document to money in the account', () => {
  let world: MeasuresWorld;
  beforeAll(async () => {
    world = await MeasuresWorld.open();
  });
  afterAll(() => world.close());

  it('免申即享: written, published by another, matched, pushed, confirmed, approved, paid, published, archived', async () => {
    const [firm, other] = [await world.firm(), await world.firm({ titleLittleGiant: false })];
    const drafted = must(
      await world.leader.post('/api/console/measures').send({ text: measureText({ code: 'thin' }), change: '新文件' }),
      201,
    );
    const { id: measureId } = drafted.body as { id: string };
    const publish = (who: typeof world.leader) =>
      who.post(`/api/console/measures/${measureId}/publication`).set('if-match', '1');
    expect((await publish(world.leader)).body).toMatchObject({ code: 'MEASURES.SAME_PERSON' });
    expect((await publish(world.officer)).status).toBe(403);
    const second = await world.members.officer({ role: 'district.reviewer', scopeKind: 'everything', scopeId: null });
    must(await publish(second.http), 204);
    const line = await world.line('1000000');
    expect(await world.match()).toMatchObject({ enterprises: 2, eligible: 1 });
    await world.push(measureId);
    // somebody who doesn't qualify is told why
    expect((await world.claim(other, measureId)).body).toMatchObject({ code: 'MEASURES.NOT_ELIGIBLE' });
    const mine = must(await firm.admin.http.get(`/api/portal/enterprises/${firm.id}/measures`), 200).body as {
      measures: { code: string; standing: string; why: string; amount: string; own: { acts: string[] } }[];
    };
    expect(mine.measures).toMatchObject([
      {
        code: 'thin',
        standing: 'unclaimed',
        why: 'notConfirmed',
        amount: '300000.00',
        own: { acts: ['confirm', 'decline'] },
      },
    ]);
    const wrong = await world.claim(firm, measureId, [], { name: '别的公司' });
    expect(wrong.body).toMatchObject({ code: 'MEASURES.PAYEE', errors: [{ where: { field: 'payeeName' } }] });
    const id = await world.claimed(firm, measureId);
    expect(await world.lineOf(line)).toMatchObject({ reserved: '300000.00', left: '700000.00' });
    expect((await world.claim(firm, measureId)).body).toMatchObject({ code: 'MEASURES.ILLEGAL_ACT' });
    // below the line of approval it goes on at once
    must(await world.review(id), 204);
    expect(await world.case(id)).toMatchObject({ state: 'payable', held: 'committed' });
    const made = must(await world.officer.post('/api/console/disbursements').send({ line }), 201).body as {
      id: string;
    };
    const at = `/api/console/disbursements/${made.id}`;
    expect((await world.officer.post(`${at}/files`).send({ format: 'csv' })).body).toMatchObject({
      code: 'MEASURES.LIST_STATE',
    });
    must(await world.leader.post(`${at}/approval`).set('if-match', '1'), 204);
    const csv = must(await world.officer.post(`${at}/files`).send({ format: 'csv' }).buffer().parse(binary), 200)
      .body as Buffer;
    expect(csv.toString('utf8')).toContain(`1,${firm.name},6222020200112233,中国银行洛阳分行,300000.00,测试措施thin`);
    const xlsx = must(await world.officer.post(`${at}/files`).send({ format: 'xlsx' }).buffer().parse(binary), 200)
      .body as Buffer;
    expect(xlsx.subarray(0, 2).toString()).toBe('PK');
    const answers = { on: '2026-01-05', answers: [{ position: 1, result: 'paid', problem: null }] };
    must(await world.leader.post(`${at}/answers`).set('if-match', '2').send(answers), 204);
    expect(await world.lineOf(line)).toMatchObject({ paid: '300000.00', committed: '0.00', left: '700000.00' });
    // the results are everybody's to read, with masked codes; their period over, the case is archived
    const notices = `/api/console/measures/${measureId}/notices`;
    const notice = { title: '扶持结果公示', body: '现将扶持结果予以公示。', workingDays: 5 };
    expect((await world.leader.post(notices).send({ ...notice, workingDays: 4 })).body).toMatchObject({
      code: 'MEASURES.NOTICE_DAYS',
    });
    expect((must(await world.leader.get(notices), 200).body as { waiting: number }).waiting).toBe(1);
    const shown = must(await world.leader.post(notices).send(notice), 201).body as { id: string };
    expect((await world.leader.post(notices).send(notice)).body).toMatchObject({ code: 'MEASURES.NOTICE_EMPTY' });
    const open = must(await world.members.doors.stranger.get(`/api/open/support-notices/${shown.id}`), 200);
    expect(open.body).toMatchObject({
      ...{ isOpen: true, items: 1, total: '300000.00' },
      list: [{ name: firm.name, creditCodeShown: expect.stringMatching(/^.{4}\*{10}.{4}$/), amount: '300000.00' }],
    });
    expect(JSON.stringify(open.body)).not.toContain('6222020200112233');
    expect(await world.get(SupportNoticesService).endDue()).toBe(0);
    // a wrong name is corrected by another person, in a notice of its own; what was shown stays, and says so
    const fix = { ...notice, title: '扶持结果\u202e公示（更正）', names: [], reason: '标题有误' };
    const correct = (http: typeof world.leader, of: string, body: object) =>
      http.post(`/api/console/support-notices/${of}/corrections`).send(body);
    const elsewhere = await world.members.officer({
      ...{ role: 'district.leader', displayName: '外区', scopeKind: 'region', scopeId: '410306' },
    });
    const missing = await correct(second.http, '00000000-0000-7000-8000-0000000000aa', fix);
    expect(missing.body).toMatchObject({ status: 404, code: 'MEASURES.NOTICE_NOT_FOUND' });
    expect((await correct(elsewhere.http, shown.id, fix)).body).toMatchObject({ code: 'MEASURES.NOTICE_NOT_FOUND' });
    expect((await correct(world.officer, shown.id, fix)).status).toBe(403);
    expect((await correct(world.leader, shown.id, fix)).body).toMatchObject({ code: 'MEASURES.SAME_PERSON' });
    const offered = async (http: typeof world.leader) =>
      (must(await http.get(notices), 200).body as { notices: { correctable: boolean }[] }).notices[0]?.correctable;
    expect([await offered(elsewhere.http), await offered(world.leader), await offered(second.http)]).toEqual([
      ...[false, false, true],
    ]);
    const strange = [{ itemId: shown.id, name: '谁' }];
    for (const [body, code] of [
      [{ ...fix, names: strange }, 'NOTICE_NAME'],
      [{ ...notice, names: [], reason: '没有改' }, 'NOTICE_SAME'],
      [{ ...fix, workingDays: 4 }, 'NOTICE_DAYS'],
    ] as const)
      expect((await correct(second.http, shown.id, body)).body).toMatchObject({ code: `MEASURES.${code}` });
    const [item] = (open.body as { list: { id: string }[] }).list;
    const corrected = must(
      await correct(second.http, shown.id, { ...fix, names: [{ itemId: item?.id, name: '更名后的企业' }] }),
      201,
    ).body as { id: string };
    const read = async (one: string) =>
      must(await world.members.doors.stranger.get(`/api/open/support-notices/${one}`), 200).body as object;
    expect(await read(corrected.id)).toMatchObject({
      ...{ corrects: shown.id, correctedWhy: '标题有误', correctedBy: null, isOpen: true, total: '300000.00' },
      changes: [
        { what: 'title', position: null, before: '扶持结果公示', after: '扶持结果公示（更正）' },
        { what: 'name', position: 1, before: firm.name, after: '更名后的企业' },
      ],
      list: [{ name: '更名后的企业', amount: '300000.00' }],
    });
    expect(await read(shown.id)).toMatchObject({ correctedBy: corrected.id, isOpen: false, changes: [] });
    expect((await correct(world.leader, shown.id, fix)).body).toMatchObject({ code: 'MEASURES.NOTICE_STATE' });
    const { items: standing } = must(await world.members.doors.stranger.get('/api/open/support-notices'), 200).body as {
      items: { id: string }[];
    };
    expect(standing.map((one) => one.id)).toEqual([corrected.id]);
    // only the one that stands ends, and archives
    await world.sql(`update support_notice set "opensOn" = '2026-01-05', "closesOn" = '2026-01-12' where id = $1`, [
      shown.id,
    ]);
    expect(await world.get(SupportNoticesService).endDue()).toBe(0);
    await world.sql(`update support_notice set "opensOn" = '2026-01-05', "closesOn" = '2026-01-12' where id = $1`, [
      corrected.id,
    ]);
    expect((await correct(world.leader, corrected.id, fix)).body).toMatchObject({ code: 'MEASURES.NOTICE_STATE' });
    expect(await world.get(SupportNoticesService).endDue()).toBe(1);
    // asked once, when the money arrived
    expect(
      await world.sql(`select "objectType", "objectId" from desk_satisfaction where "enterpriseId" = $1`, [firm.id]),
    ).toEqual([{ objectType: 'measure_case', objectId: id }]);
    const done = must(await world.leader.get(`/api/console/measure-cases/${id}`), 200).body as {
      steps: { act: string }[];
    };
    expect(done.steps.map(({ act }) => act)).toEqual([
      'push',
      'confirm',
      'review',
      'pass',
      'order',
      'pay',
      'publish',
      'archive',
    ]);
    expect(
      (must(await world.leader.get('/api/console/measure-matchings/newest'), 200).body as { matching: object })
        .matching,
    ).toMatchObject({
      measures: [{ eligible: 1, received: 1, pending: 0, blocked: 0, unclaimed: 0 }],
    });
    const support = must(await world.leader.get(`/api/console/enterprises/${firm.id}/support`), 200);
    expect(support.body).toMatchObject({ received: '300000.00', relief: '0.00', total: '300000.00' });
  });

  it('shows and touches nothing of another scope', async () => {
    const firm = await world.firm();
    const measureId = await world.measure({ code: 'scoped' });
    const id = await world.claimed(firm, measureId);
    const away = await world.members.officer({ role: 'district.reviewer', scopeKind: 'region', scopeId: '420102' });
    const gone = await away.http.get(`/api/console/measure-cases/${id}`);
    expect(gone.body).toMatchObject({ status: 404, code: 'MEASURES.CASE_NOT_FOUND' });
    const body = { act: 'review', reason, amount: null };
    expect(
      (await away.http.post(`/api/console/measure-cases/${id}/reviews`).set('if-match', '2').send(body)).status,
    ).toBe(404);
    expect(((await away.http.get('/api/console/measure-cases')).body as { items: object[] }).items).toEqual([]);
    expect((await away.http.get(`/api/console/enterprises/${firm.id}/support`)).status).toBe(404);
    const stranger = await world.firm();
    expect((await stranger.admin.http.get(`/api/portal/enterprises/${firm.id}/measures`)).status).toBe(404);
  });

  it('a sum of the year from 50万 takes a second person, however it is split; the reviewer is none', async () => {
    const firm = await world.firm();
    const [one, two] = [
      await world.measure({ code: 'split-one', budget: 'split' }),
      await world.measure({ code: 'split-two', budget: 'split' }),
    ];
    await world.line('2000000', 'firstCome', 'split');
    const first = await world.claimed(firm, one);
    must(await world.review(first), 204);
    const second = await world.claimed(firm, two);
    must(await world.act(world.leader, second, 'reviews', { act: 'review', reason, amount: null }), 204);
    expect(await world.case(second)).toMatchObject({ state: 'reviewed', held: 'reserved', needsApproval: true });
    const approve = { act: 'approve', reason };
    expect((await world.act(world.leader, second, 'decisions', approve)).body).toMatchObject({
      code: 'MEASURES.SAME_PERSON',
    });
    const reviewer = await world.members.officer({ role: 'district.reviewer', scopeKind: 'everything', scopeId: null });
    must(await world.act(reviewer.http, second, 'decisions', approve), 204);
    expect(await world.case(second)).toMatchObject({ state: 'payable', held: 'committed' });
  });

  it('a payment the bank refuses goes back for another account, and is paid by the next list; what came back leaves the ledger', async () => {
    const firm = await world.firm();
    const measureId = await world.measure({ code: 'bounced', budget: 'bounced' });
    const line = await world.line('300000', 'firstCome', 'bounced');
    const id = await world.claimed(firm, measureId);
    must(await world.review(id), 204);
    const list = async (answer: object) => {
      const { id: made } = must(await world.officer.post('/api/console/disbursements').send({ line }), 201).body as {
        id: string;
      };
      must(await world.leader.post(`/api/console/disbursements/${made}/approval`).set('if-match', '1'), 204);
      return world.leader
        .post(`/api/console/disbursements/${made}/answers`)
        .set('if-match', '2')
        .send({ on: '2026-01-05', answers: [answer] });
    };
    expect((await list({ position: 1, result: 'failed', problem: null })).body).toMatchObject({
      code: 'MEASURES.ANSWERS',
    });
    const [open] = await world.sql<{ id: string }>(`select id from disbursement where state = 'approved'`);
    must(
      await world.leader
        .post(`/api/console/disbursements/${open?.id}/dropping`)
        .set('if-match', '2')
        .send({ reason: '重编' }),
      204,
    );
    must(await list({ position: 1, result: 'failed', problem: '户名不符' }), 204);
    expect(await world.case(id)).toMatchObject({ state: 'failed', held: 'committed', reason: '户名不符' });
    const { version } = await world.case(id);
    const payee = { name: firm.name, bank: '工商银行洛阳分行', account: '95588000011112222' };
    must(
      await firm.admin.http
        .post(`/api/portal/enterprises/${firm.id}/measure-cases/${id}/acts`)
        .set('if-match', String(version))
        .send({ act: 'correct', reason: null, payee }),
      204,
    );
    must(await list({ position: 1, result: 'paid', problem: null }), 204);
    expect(await world.lineOf(line)).toMatchObject({ paid: '300000.00', left: '0.00' });
    // the bank may give back what it had paid
    const [paid] = await world.sql<{ id: string; version: number }>(
      `select d.id, d.version from disbursement d join disbursement_item i on i."disbursementId" = d.id where i.result = 'paid' and i."caseId" = $1`,
      [id],
    );
    const back = (body: object) =>
      world.leader
        .post(`/api/console/disbursements/${paid?.id}/returns`)
        .set('if-match', String(paid?.version))
        .send({ position: 1, on: '2026-01-06', problem: '账户已销户', ...body });
    expect((await back({ position: 2 })).body).toMatchObject({ code: 'MEASURES.ANSWERS' });
    must(await back({}), 204);
    expect(await world.case(id)).toMatchObject({
      state: 'failed',
      held: 'committed',
      reason: '账户已销户',
      paidOn: null,
    });
    expect(await world.lineOf(line)).toMatchObject({ paid: '0.00', committed: '300000.00' });
    const again = await world.case(id);
    must(
      await firm.admin.http
        .post(`/api/portal/enterprises/${firm.id}/measure-cases/${id}/acts`)
        .set('if-match', String(again.version))
        .send({ act: 'correct', reason: null, payee }),
      204,
    );
    must(await list({ position: 1, result: 'paid', problem: null }), 204);
    const ban = { document: '测试〔2026〕9号', from: '2026-01-01', until: '2029-01-01', reason: '虚报材料' };
    const bans = `/api/console/measure-cases/${id}/bans`;
    expect((await world.leader.post(bans).send(ban)).body).toMatchObject({ code: 'MEASURES.NOT_CLAIMED_BACK' });
    must(await world.act(world.leader, id, 'decisions', { act: 'recover', reason: '查实虚报，追回' }), 204);
    const takeBack = { act: 'takeBack', reason: '已收到退款', amount: null };
    expect((await world.act(world.officer, id, 'reviews', takeBack)).body).toMatchObject({ code: 'MEASURES.EVIDENCE' });
    must(await world.act(world.officer, id, 'reviews', { ...takeBack, evidence: '缴款书 0012345' }), 204);
    expect(await world.lineOf(line)).toMatchObject({ paid: '0.00', left: '300000.00' });
    // a ban stops claims, is told among 应享未享 and on the enterprise's page, and stands until it is lifted
    expect((await world.leader.post(bans).send({ ...ban, until: '2026-01-01' })).body).toMatchObject({
      code: 'RECOGNITION.BAN_DAYS',
    });
    must(await world.leader.post(bans).send(ban), 201);
    expect((await world.leader.post(bans).send(ban)).body).toMatchObject({ code: 'RECOGNITION.BAN_STANDS' });
    expect((await world.claim(firm, measureId)).body).toMatchObject({
      code: 'MEASURES.BANNED',
      detail: expect.stringContaining('2029-01-01'),
    });
    const other = await world.measure({ code: 'barred', budget: 'bounced' });
    await world.match();
    const banned = must(await world.leader.get(`/api/console/measure-standings?measure=${other}&why=banned`), 200);
    expect(banned.body).toMatchObject({ items: [{ enterpriseId: firm.id }] });
    must(await world.leader.post(`/api/console/measure-cases/${id}/ban-lifting`).send({ reason: '复核后撤销' }), 204);
    await world.claimed(firm, other);
  });

  it('一件互斥: the second of one matter is refused as long as the first stands; declining frees nothing else', async () => {
    const firm = await world.firm({ titleLittleGiant: true, titleSpecializedSme: true });
    const more = 'matter: { code: same, stacking: highest }';
    const [high, low] = [
      await world.measure({ code: 'high', budget: 'same', more }),
      await world.measure({
        code: 'low',
        budget: 'same',
        more,
        fact: 'titleSpecializedSme',
        benefit: '{ kind: fixed, levels: [{ label: 省级, amount: 10万 }] }',
      }),
    ];
    await world.line('1000000', 'firstCome', 'same');
    const before = must(await firm.admin.http.get(`/api/portal/enterprises/${firm.id}/measures`), 200).body as {
      combination: object;
    };
    expect(before.combination).toMatchObject({
      best: { codes: expect.arrayContaining(['high']) },
      runnerUp: { codes: expect.arrayContaining(['low']) },
    });
    await world.claimed(firm, high);
    expect((await world.claim(firm, low)).body).toMatchObject({ code: 'MEASURES.CONFLICT' });
    const after = must(await firm.admin.http.get(`/api/portal/enterprises/${firm.id}/measures`), 200).body as {
      measures: { code: string; name: string; standing: string; why: string | null }[];
    };
    const nameOfHigh = after.measures.find(({ code }) => code === 'high')?.name ?? '';
    expect(after.measures.find(({ code }) => code === 'low')).toMatchObject({
      ...{ standing: 'blocked', why: 'conflict', whyText: `与已享受或办理中的“${nameOfHigh}”不能同时享受` },
    });
    expect(must(await world.leader.get(`/api/console/measures/${low}`), 200).body).toMatchObject({
      ...{ budget: 'same', budgetName: expect.any(String), conflicts: [nameOfHigh] },
    });
  });

  it('申报 with figures: worked out, cut by the reviewer, capped by the year', async () => {
    const firm = await world.firm();
    const measureId = await world.measure({
      ...{ code: 'interest', mode: 'application', budget: 'interest' },
      benefit: '{ kind: interest, principal: principal, rate: 1%, days: days }',
      more: 'inputs:\n  - { code: principal, label: 贷款本金, type: money }\n  - { code: days, label: 天数, type: days }\ncaps: { year: { code: interest-cap, amount: 4万 } }',
    });
    const line = await world.line('100000', 'firstCome', 'interest');
    const bad = await world.claim(firm, measureId, [
      { code: 'principal', text: '0' },
      { code: 'days', text: '400' },
    ]);
    expect(bad.body).toMatchObject({
      code: 'MEASURES.INPUT',
      errors: [{ where: { field: 'inputs.principal' } }, { where: { field: 'inputs.days' } }],
    });
    const id = await world.claimed(firm, measureId, [
      { code: 'principal', text: '10000000' },
      { code: 'days', text: '180' },
    ]);
    expect(await world.case(id)).toMatchObject({
      amount: '40000.00',
      workings: ['1,000万元 × 1% × 180/365 = 约4.93万元', '超过本年度限额的余额，按余额计'],
    });
    expect((await world.review(id, { amount: '40000.01' })).body).toMatchObject({ code: 'MEASURES.AMOUNT' });
    must(await world.review(id, { amount: '30000' }), 204);
    expect(await world.lineOf(line)).toMatchObject({ committed: '30000.00', reserved: '0.00' });
    expect(await world.sql('select used::text as used from year_cap_use where cap = $1', ['interest-cap'])).toEqual([
      { used: '3000000' },
    ]);
  });

  it('同比例折算: nothing is reserved before, shares are exact, and each goes on', async () => {
    const firms = [await world.firm(), await world.firm(), await world.firm()];
    const measureId = await world.measure({ code: 'shared', budget: 'shared' });
    const line = await world.line('100000', 'proportional', 'shared');
    const ids: string[] = [];
    for (const firm of firms) ids.push(await world.claimed(firm, measureId));
    expect(await world.lineOf(line)).toMatchObject({ reserved: '0.00' });
    for (const id of ids) must(await world.review(id), 204);
    const shared = must(
      await world.leader.post(`/api/console/budget-lines/${line}/allocations`).set('if-match', '1'),
      200,
    );
    expect(shared.body).toEqual({ cases: 3, asked: '900000.00', given: '100000.00' });
    const amounts = await Promise.all(ids.map(async (id) => (await world.case(id)).amount));
    expect(amounts.sort()).toEqual(['33333.33', '33333.33', '33333.34']);
    expect(await world.lineOf(line)).toMatchObject({ committed: '100000.00', left: '0.00' });
  });

  it('a budget that is used up refuses, with what is left, and says so among 应享未享', async () => {
    const [one, two] = [await world.firm(), await world.firm()];
    const measureId = await world.measure({ code: 'short', budget: 'short' });
    const line = await world.line('400000', 'firstCome', 'short');
    await world.claimed(one, measureId);
    const refused = await world.claim(two, measureId);
    expect(refused.body).toMatchObject({
      code: 'MEASURES.BUDGET_SHORT',
      detail: expect.stringContaining('还剩 10万元'),
    });
    await world.match();
    const list = must(
      await world.leader.get(`/api/console/measure-standings?measure=${measureId}&why=budget&limit=200`),
      200,
    ).body as {
      items: { enterpriseId: string }[];
    };
    expect(list.items.map(({ enterpriseId }) => enterpriseId)).toContain(two.id);
    const { version } = (await world.lineOf(line)) as never as { version: number };
    const more = { name: '追加', total: '200000', allocation: 'firstCome', reason: '调整' };
    const change = (body: object) =>
      world.leader.put(`/api/console/budget-lines/${line}`).set('if-match', String(version)).send(body);
    expect((await change(more)).body).toMatchObject({ code: 'MEASURES.BELOW_USED' });
    must(await change({ ...more, total: '600000' }), 204);
    await world.claimed(two, measureId);
  });

  it('a second record’s cases, caps and bans are the enterprise’s; a conflict of one year ends with it', async () => {
    const firm = await world.firm();
    const second = await world.firm();
    const more = 'caps: { year: { code: merged-cap, amount: 40万 } }';
    const [one, two] = [
      await world.measure({ code: 'merged-one', budget: 'merged', more }),
      await world.measure({ code: 'merged-two', budget: 'merged', more }),
    ];
    await world.line('2000000', 'firstCome', 'merged');
    await world.claimed(second, one);
    await world.sql(
      `insert into enterprise_merge (id, "mergedId", "survivorId", kind, "statusBefore", reason, "personId", "personName")
       values (gen_random_uuid(), $1, $2, 'duplicate', 'active', '同一家', $1, 'x')`,
      [second.id, firm.id],
    );
    await world.sql(`update enterprise set status = 'merged', "mergedInto" = $2 where id = $1`, [second.id, firm.id]);
    expect((await world.claim(firm, one)).body).toMatchObject({ code: 'MEASURES.ILLEGAL_ACT' });
    // what was pushed to the second record is confirmed by the one that stands for it, in its own name
    const three = await world.measure({ code: 'merged-three', budget: 'merged' });
    await world.sql(
      `insert into measure_case (id, "measureId", "measureCode", "enterpriseId", period, state, "changedByName")
       values (gen_random_uuid(), $1, 'merged-three', $2, 0, 'pushed', 'x')`,
      [three, second.id],
    );
    expect(await world.case(await world.claimed(firm, three))).toMatchObject({
      ...{ enterpriseId: second.id, state: 'submitted', payeeName: firm.name },
    });
    const capped = await world.claimed(firm, two);
    expect(await world.case(capped)).toMatchObject({ amount: '100000.00' });
    await world.match();
    const standing = must(
      await world.leader.get(`/api/console/measure-standings?measure=${one}&standing=pending`),
      200,
    );
    expect(standing.body).toMatchObject({ items: [{ enterpriseId: firm.id }] });
    const total = must(await world.leader.get(`/api/console/enterprises/${firm.id}/support`), 200).body as {
      measures: { code: string; standing: string }[];
    };
    expect(total.measures.filter(({ standing: at }) => at === 'pending').map(({ code }) => code)).toEqual([
      ...['merged-one', 'merged-three', 'merged-two'],
    ]);
    // 当年互斥: what was had in another year stands against nothing
    const yearly = await world.firm();
    const year = 'matter: { code: yearly, stacking: highest, within: year }';
    const [left, right] = [
      await world.measure({ code: 'year-left', budget: 'merged', more: year }),
      await world.measure({ code: 'year-right', budget: 'merged', more: year }),
    ];
    const had = await world.claimed(yearly, left);
    expect((await world.claim(yearly, right)).body).toMatchObject({ code: 'MEASURES.CONFLICT' });
    await world.sql(`update measure_case set "createdAt" = "createdAt" - interval '1 year' where id = $1`, [had]);
    await world.claimed(yearly, right);
  });

  it('is matched anew once a day, asked for once, after somebody had it done first', async () => {
    const round = world.get(MatchRoundService);
    expect(await round.runDue()).toBeNull(); // today's is there
    await world.sql(`delete from setting where key = 'measures.matchedOn'`);
    await world.sql(`update measure_match_run set "asOf" = "asOf" - 1`);
    const asked = await Promise.all([round.runDue(), round.runDue(), round.runDue()]);
    expect(asked.filter((job) => job !== null)).toHaveLength(1);
  });

  it('what every line, cap and list says adds up', async () => {
    const [result] = await checkInvariants(world.database, measureInvariants);
    expect(result).toMatchObject({ holds: true, examples: [] });
    await world.sql(`update budget_line set paid = paid + 1 where code = 'interest'`);
    expect(await checkInvariants(world.database, measureInvariants)).toMatchObject([{ holds: false }]);
  });
});

function binary(answer: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const res = answer as NodeJS.ReadableStream;
  const parts: Buffer[] = [];
  res.on('data', (part: Buffer) => parts.push(part));
  res.on('end', () => done(null, Buffer.concat(parts)));
}
