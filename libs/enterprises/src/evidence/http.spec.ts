import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';

describe('the HTTP side of evidence and the official list', () => {
  let doors: TestDoors;
  const id = uuidv7();
  beforeAll(async () => {
    doors = await openTestDoors();
    await doors.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, '甲公司', '410305', 'given')`,
      [id, makeCreditCode({ region: '410305', organisation: 'MA000001' })],
    );
  });
  afterAll(() => doors.close());

  const at = `/api/console/enterprises/${id}`;
  const entry = (validFrom: string, validUntil: string | null = null) => ({
    ...{ values: { batch: '第一批' }, validFrom, validUntil, source: '区统计局名单', reason: '按名单登记' },
  });

  it('says for every kind what it asks', async () => {
    const { status, body } = await doors.http.get('/api/console/evidence-kinds');
    expect(status).toBe(200);
    const kinds = (body as { items: { kind: string; fields: { name: string }[] }[] }).items;
    expect(kinds).toHaveLength(11);
    expect(kinds[0]?.fields.map(({ name }) => name)).toContain('holderRank');
  });

  it('records, corrects by version and withdraws; refuses without a version or with a stale one', async () => {
    const made = await doors.http.post(`${at}/evidence/scaleStatus`).send(entry('2020-01-01'));
    expect([made.status, made.body]).toEqual([201, { id: expect.any(String), version: 1 }]);
    const one = `${at}/evidence/scaleStatus/${(made.body as { id: string }).id}`;
    const left = entry('2020-01-01', '2025-07-01');
    const problem = async (request: PromiseLike<{ status: number; body: unknown }>) => {
      const { status, body } = await request;
      return [status, (body as { code: string }).code];
    };
    expect(await problem(doors.http.put(one).send(left))).toEqual([400, 'PLATFORM.IF_MATCH']);
    expect((await doors.http.put(one).set('If-Match', '"1"').send(left)).body).toMatchObject({ version: 2 });
    expect(await problem(doors.http.put(one).set('If-Match', '1').send(left))).toEqual([...[409, 'PLATFORM.STALE']]);
    expect(await problem(doors.http.delete(one))).toEqual([404, 'HTTP.404']);
    const gone = doors.http.post(`${one}/withdrawal`).set('If-Match', '2');
    expect(await problem(gone.send({}))).toEqual([400, 'PLATFORM.INVALID']);
    const list = await doors.http.get(`${at}/evidence/scaleStatus?asOf=2025-06-30`);
    expect(list.body).toMatchObject({
      items: [{ state: 'holds', version: 2, validUntil: '2025-07-01', values: { batch: '第一批' }, fileName: null }],
      ...{ next: null, count: { value: 1, exact: true } },
    });
    expect((await doors.http.get(`${at}/evidence`)).body).toMatchObject({ items: expect.any(Array) });
    expect((await doors.http.get(`${at}/evidence-changes?limit=1`)).body).toMatchObject({
      ...{ items: [{ act: 'correct', kindLabel: '规上名单', reason: '按名单登记' }], next: expect.any(String) },
    });
  });

  it('refuses what it doesn’t know by name, and null where a source belongs', async () => {
    const post = async (body: object) =>
      (await doors.http.post(`${at}/evidence/scaleStatus`).send(body)).body as unknown;
    expect(await post({ ...entry('2026-01-01'), owner: 1 })).toMatchObject({ code: 'PLATFORM.INVALID' });
    expect(await post({ ...entry('2026-01-01'), source: null })).toMatchObject({ code: 'PLATFORM.INVALID' });
    expect(await post({ ...entry('2026-01-01'), values: null })).toMatchObject({ code: 'PLATFORM.INVALID' });
    expect(await post({ ...entry('2026-01-01'), validUntil: '2025-01-01' })).toMatchObject({
      ...{ code: 'ENTERPRISES.EVIDENCE_INVALID', errors: [{ where: { field: 'validUntil' }, value: '2025-01-01' }] },
    });
    expect((await doors.http.get(`${at}/evidence/scaleStatus?day=1`)).status).toBe(400);
    expect((await doors.http.get(`${at}/evidence/nothing`)).status).toBe(404);
  });

  it('reads the official list as of any day, with who came and who left in that year', async () => {
    const ask = async (query: string) => {
      const { body } = await doors.http.get(`/api/console/scale-list?${query}`);
      const summary = await doors.http.get(`/api/console/scale-list/summary?${query.replace(/&?state=\w+/, '')}`);
      const counts = { ...(summary.body as Record<string, unknown>), asOf: undefined };
      const { items } = body as { items: { name: string; leftOn: string | null }[] };
      return [counts, items.map(({ name, leftOn }) => [name, leftOn])];
    };
    expect(await ask('asOf=2019-12-31')).toEqual([{ in: 0, entered: 0, left: 0 }, []]);
    expect(await ask('asOf=2020-01-01&state=entered')).toEqual([
      ...[{ in: 1, entered: 1, left: 0 }, [['甲公司', '2025-07-01']]],
    ]);
    expect(await ask('asOf=2025-06-30')).toEqual([{ in: 1, entered: 0, left: 0 }, [['甲公司', '2025-07-01']]]);
    expect(await ask('asOf=2025-07-01&state=left')).toEqual([
      ...[{ in: 0, entered: 0, left: 1 }, [['甲公司', '2025-07-01']]],
    ]);
    expect(await ask('asOf=2025-06-30&region=4104')).toEqual([{ in: 0, entered: 0, left: 0 }, []]);
  });

  it('records entries and exits of several at once, alone for whom they are new', async () => {
    const ids = [uuidv7(), uuidv7()];
    for (const [i, one] of ids.entries())
      await doors.test.asSuperuser(
        `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, $3, '410306', 'given')`,
        [one, makeCreditCode({ region: '410306', organisation: `MA00010${i}` }), `批量${i}公司`],
      );
    const why = { source: '区统计局', document: '洛统〔2026〕8号', reason: '年度名单' };
    const send = async (act: 'entries' | 'exits', enterpriseIds: string[], days: object, more: object = why) => {
      const { status, body } = await doors.http
        .post(`/api/console/scale-list/${act}`)
        .send({ enterpriseIds, ...days, ...more });
      return [status, body] as const;
    };
    const [first = '', second = ''] = ids;
    const entered = { validFrom: '2026-01-01', batch: '年度' };
    expect(await send('entries', [first], entered)).toEqual([200, { given: 1, recorded: 1 }]);
    expect(await send('entries', [...ids, uuidv7()], entered)).toEqual([200, { given: 3, recorded: 1 }]);
    // nobody leaves before coming, nor twice
    expect(await send('exits', ids, { validUntil: '2025-06-01' })).toEqual([200, { given: 2, recorded: 0 }]);
    expect(await send('exits', [second], { validUntil: '2026-06-01' })).toEqual([200, { given: 1, recorded: 1 }]);
    expect(await send('exits', ids, { validUntil: '2026-07-01' })).toEqual([200, { given: 2, recorded: 1 }]);
    const { body } = await doors.http.get(`/api/console/enterprises/${second}/evidence/scaleStatus`);
    expect((body as { items: object[] }).items).toMatchObject([
      {
        validFrom: '2026-01-01',
        validUntil: '2026-06-01',
        version: 2,
        document: why.document,
        values: { batch: '年度' },
      },
    ]);
    const trail = await doors.test.asSuperuser<{ action: string; reason: string }>(
      `select action, reason from audit_entry where after->>'enterpriseId' = $1 and action like 'enterprises.correct%'`,
      [second],
    );
    expect(trail).toEqual([{ action: 'enterprises.correctEvidence', reason: '年度名单' }]);
    for (const bad of [{ validFrom: '2026-02-30' }, { validUntil: '2026-01-01' }, { validFrom: null }])
      expect((await send('entries', ids, bad))[0]).toBe(400);
    expect((await send('entries', [], entered))[0]).toBe(400);
    expect((await send('entries', ids, entered, { ...why, reason: '' }))[0]).toBe(400);
  });
});
