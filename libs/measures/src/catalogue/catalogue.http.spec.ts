import { type MeasureSeed, MeasuresWorld, measureText, must } from '../testing/measures-world';

describe('the catalogue', () => {
  let world: MeasuresWorld;
  beforeAll(async () => {
    world = await MeasuresWorld.open();
  });
  afterAll(() => world.close());

  const inForce = async (q: string, on = '2026-11-29') => {
    const list = await world.leader.get(`/api/console/measures?on=${on}&q=${q}`);
    return (must(list, 200).body as { items: { code: string; edition: number }[] }).items;
  };
  const draft = (text: string) => world.officer.post('/api/console/measures').send({ text, change: '测试' });

  it('is closed to who may not read it, and to an enterprise’s people', async () => {
    const firm = await world.members.administered();
    expect((await firm.admin.http.get('/api/console/measures')).status).toBe(403);
    expect((await world.members.stranger().get('/api/console/measures')).status).toBe(401);
  });

  it('holds the shipped measures, published by the system', async () => {
    expect((await inForce('huizhou')).map(({ code }) => code)).toEqual(['huizhou-nation', 'huizhou-province']);
  });

  it('an edition stays as it was published; the next one takes its place', async () => {
    const id = await world.measure({ code: 'edition' });
    const write = world.officer.put(`/api/console/measures/${id}`).set('if-match', '2');
    const text = measureText({
      code: 'edition',
      benefit: '{ kind: fixed, levels: [{ label: 小巨人, amount: 40万 }] }',
    });
    expect((await write.send({ text, change: '改动' })).body).toMatchObject({ code: 'MEASURES.PUBLISHED' });
    await expect(world.sql(`update measure set name = 'x' where id = $1`, [id])).rejects.toThrow();
    const next = (must(await draft(text), 201).body as { id: string }).id;
    expect((await draft(text)).body).toMatchObject({ code: 'MEASURES.DRAFT_EXISTS' });
    expect(await inForce('edition')).toMatchObject([{ edition: 1 }]);
    const stale = await world.leader.post(`/api/console/measures/${next}/publication`).set('if-match', '9');
    expect(stale.body).toMatchObject({ status: 409, code: 'PLATFORM.STALE' });
    must(await world.leader.post(`/api/console/measures/${next}/publication`).set('if-match', '1'), 204);
    expect(await inForce('edition')).toMatchObject([{ edition: 2 }]);
  });

  it('writer and publisher are two persons by the table too', async () => {
    const { id } = must(await draft(measureText({ code: 'two' })), 201).body as { id: string };
    const alone = `update measure set state = 'published', "publishedAt" = now(), "publishedBy" = "writtenBy", "publishedByName" = 'x' where id = $1`;
    await expect(world.sql(alone, [id])).rejects.toThrow('measure_two_persons');
  });

  it('what is superseded ends with the first day of what takes its place; validity and its end count', async () => {
    const from = (day: string) => (text: string) => text.replace('from: 2026-01-01', `from: ${day}`);
    const old = measureText({ code: 'old', more: 'supersededBy: newer' });
    for (const text of [old, from('2026-06-01')(measureText({ code: 'newer' }))]) {
      const { id } = must(await draft(text), 201).body as { id: string };
      must(await world.leader.post(`/api/console/measures/${id}/publication`).set('if-match', '1'), 204);
    }
    expect(await inForce('old', '2026-05-31')).toHaveLength(1);
    expect(await inForce('old', '2026-06-01')).toEqual([]);
    expect(await inForce('newer', '2026-05-31')).toEqual([]);
    expect(await inForce('newer', '2026-06-01')).toHaveLength(1);
  });

  it('refuses a text with every mistake by its line, a cap with two amounts and a matter that stacks in two ways', async () => {
    const bad = await draft(
      measureText({ code: 'bad' }).replace('amount: 30万', 'amount: 30').replace('confidence: C', 'confidence: D'),
    );
    expect(bad.body).toMatchObject({ status: 400, code: 'MEASURES.BAD_MEASURE' });
    expect((bad.body as { errors: object[] }).errors).toHaveLength(2);
    await world.measure({
      code: 'cap-one',
      more: 'caps: { year: { code: one-cap, amount: 10万 } }\nmatter: { code: m, stacking: highest }',
    });
    const cap = measureText({ code: 'cap-two', more: 'caps: { year: { code: one-cap, amount: 20万 } }' });
    expect((await draft(cap)).body).toMatchObject({ code: 'MEASURES.OTHER_CAP' });
    const matter = measureText({ code: 'cap-three', more: 'matter: { code: m, stacking: newest }' });
    expect((await draft(matter)).body).toMatchObject({ code: 'MEASURES.OTHER_STACKING' });
  });

  it('a preview counts who would qualify and names them, and keeps nothing', async () => {
    const firm = await world.firm();
    await world.firm({ titleLittleGiant: false });
    await world.firm({});
    await world.match();
    const preview = must(
      await world.officer.post('/api/console/measures/previews').send({ text: measureText({ code: 'seen' }) }),
      200,
    );
    expect(preview.body).toMatchObject({
      ...{ met: 1, unmet: 1, unknown: 1, manual: 0, notApplicable: 0, looked: 3, amount: '300000.00', open: 0 },
      examples: [{ enterpriseId: firm.id, name: firm.name, amount: '300000.00' }],
    });
    // what only a claim can tell is no zero, and what a service is worth nobody asks
    const of = async (more: Partial<MeasureSeed>) =>
      must(
        await world.officer
          .post('/api/console/measures/previews')
          .send({ text: measureText({ code: 'seen', mode: 'application', ...more }) }),
        200,
      ).body as object;
    const interest = {
      benefit: '{ kind: interest, principal: principal, rate: 1%, days: days }',
      more: 'inputs:\n  - { code: principal, label: 本金, type: money }\n  - { code: days, label: 天数, type: days }\n',
    };
    expect(await of(interest)).toMatchObject({
      ...{ met: 1, pays: true, open: 1, amount: '0.00', examples: [{ amount: null }] },
    });
    expect(await of({ budget: null, benefit: '{ kind: service, what: 上门诊断 }' })).toMatchObject({
      ...{ met: 1, pays: false, open: 0, examples: [{ amount: null }] },
    });
    expect(await inForce('seen')).toEqual([]);
  });

  it('a service takes no money and ends with its having been provided', async () => {
    const firm = await world.firm();
    const id = await world.measure({ code: 'advice', budget: null, benefit: '{ kind: service, what: 上门诊断 }' });
    const claimed = await firm.admin.http
      .post(`/api/portal/enterprises/${firm.id}/measures/${id}/claims`)
      .send({ payee: null, inputs: [] });
    const caseId = (must(claimed, 201).body as { id: string }).id;
    must(await world.review(caseId), 204);
    const body = { act: 'provide', reason: '已上门诊断', amount: null, evidence: '诊断服务记录 2026-11' };
    must(await world.act(world.officer, caseId, 'reviews', body), 204);
    expect(await world.case(caseId)).toMatchObject({ state: 'provided', amount: null, held: 'none' });
  });
});
