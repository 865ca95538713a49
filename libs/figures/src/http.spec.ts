import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';

interface Problem {
  code: string;
  detail: string;
}

describe('the HTTP side of figures', () => {
  let doors: TestDoors;
  const id = uuidv7();
  const at = (path: string) => `/api/console/enterprises/${id}/${path}`;
  const post = (path: string, body: object) => doors.http.post(path).send(body);
  const written = {
    ...{ year: 2023, source: 'audit', basedOn: 0, document: '审计报告' },
    values: [{ code: 'revenue', value: '100', unit: '万元' }],
  };
  beforeAll(async () => {
    doors = await openTestDoors();
    const creditCode = makeCreditCode({ region: '410305', organisation: 'MA000001' });
    await doors.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", demo) values ($1, $2, '测试企业', '410305', 'given', false)`,
      [id, creditCode],
    );
  });
  afterAll(() => doors.close());

  it('takes figures, corrections and refusals with their statuses', async () => {
    expect((await post(at('figures'), written)).body).toEqual({ revision: 1 });
    const stale = await post(at('figures'), written);
    expect([stale.status, (stale.body as Problem).code]).toEqual([409, 'PLATFORM.STALE']);
    const changed = { ...written, basedOn: 1, reason: '更正', values: [{ code: 'revenue', value: null }] };
    expect((await post(at('figures'), changed)).body).toEqual({ revision: 2 });
    const { body } = await doors.http.get(at('figures/revisions?year=2023&source=audit'));
    expect((body as { items: object[] }).items).toHaveLength(2);
  });

  it('refuses what is missing, misspelt or of the wrong shape, by name', async () => {
    const refused = async (body: object) => ((await post(at('figures'), body)).body as Problem).detail;
    expect(await refused({ ...written, values: [] })).toContain('values');
    expect(await refused({ ...written, values: [{ code: 'revenue' }] })).toContain('values.0.value');
    expect(await refused({ ...written, values: [{ code: 'revenue', value: 5 }] })).toContain('values.0.value');
    expect(await refused({ ...written, source: 'bank' })).toContain('source');
    expect(await refused({ ...written, document: ' ' })).toContain('document');
    expect(await refused({ ...written, extra: 1 })).toContain('extra');
    expect(await refused({ ...written, reason: null })).not.toContain('FIGURES');
    expect(((await doors.http.get(at('figure-flags?state=open'))).body as Problem).code).toBe('PLATFORM.INVALID');
  });

  it('takes a file in, says what it is and gives the same bytes back as a download', async () => {
    const content = Buffer.from('%PDF-1.7\nreport');
    const sent = await doors.http
      .post(at('evidence-files'))
      .field({ kind: 'auditReport', periodFrom: '2023-01-01', periodUntil: '2024-01-01' })
      .attach('file', content, '审计报告.pdf');
    expect(sent.status).toBe(201);
    const file = sent.body as { id: string; fileName: string };
    expect(file).toMatchObject({ fileName: '审计报告.pdf', kindLabel: '审计报告' });
    const answer = await doors.http
      .get(`/api/console/evidence-files/${file.id}/content`)
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
    expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(Buffer.from(answer.body as Buffer)).toEqual(content);
    const part = await doors.http.get(`/api/console/evidence-files/${file.id}/content`).set('range', 'bytes=9-14');
    expect([part.status, part.headers['content-range'], part.headers['content-length']]).toEqual([
      206,
      `bytes 9-14/${content.length}`,
      '6',
    ]);
    expect((part.body as Buffer).toString()).toBe('report');
    const readings = await doors.test.asSuperuser(
      `select from audit_entry where action = 'figures.readEvidence' and "objectId" = $1`,
      [file.id],
    );
    expect(readings).toHaveLength(1);
    const page = await doors.http
      .post(at('evidence-files'))
      .field('kind', 'other')
      .attach('file', Buffer.from('<html>'), 'a.pdf');
    expect([page.status, (page.body as Problem).code]).toEqual([400, 'FIGURES.FILE_KIND']);
    expect((await doors.http.post(at('evidence-files')).field('kind', 'other')).status).toBe(400);
  });

  it('asks for the version of a flag that is changed', async () => {
    const bad = {
      ...written,
      year: 2022,
      values: [...written.values, { code: 'mainRevenue', value: '200', unit: '万元' }],
    };
    await post(at('figures'), bad);
    const { body } = await doors.http.get(at('figure-flags'));
    const [flag] = (body as { items: { id: string; version: number }[] }).items;
    const path = `/api/console/figure-flags/${flag?.id ?? ''}/explanation`;
    const explain = (version: string | undefined) => {
      const request = doors.http.post(path).send({ explanation: '含内部结算' });
      return version === undefined ? request : request.set('If-Match', version);
    };
    expect(((await explain(undefined)).body as Problem).code).toBe('PLATFORM.IF_MATCH');
    expect(((await explain('one')).body as Problem).code).toBe('PLATFORM.IF_MATCH');
    expect((await explain('7')).status).toBe(409);
    expect((await explain('"1"')).body).toMatchObject({ state: 'explained', version: 2 });
  });

  it('judges, resolves and starts work', async () => {
    const judged = { year: 2023, fact: 'keyChainLink', value: '否', reason: '不在链上', basis: '走访' };
    expect((await post(at('judgements'), judged)).status).toBe(201);
    await post(at('figures'), { ...written, year: 2021 });
    await post(at('figures'), { ...written, year: 2021, source: 'tax', values: [{ code: 'revenue', value: '7' }] });
    expect((await doors.http.get(at('figure-conflicts'))).body).toMatchObject({
      items: [{ fact: 'revenue', year: 2021 }],
    });
    const resolved = await post(at('figure-resolutions'), {
      year: 2021,
      fact: 'revenue',
      source: 'tax',
      reason: '以税务为准',
    });
    const { id: made } = resolved.body as { id: string };
    expect((await post(`/api/console/figure-resolutions/${made}/end`, { reason: '取消' })).status).toBe(204);
    for (const path of ['figure-checks', 'figure-conflicts'])
      expect((await post(`/api/console/${path}`, { year: 2023 })).status).toBe(202);
    expect((await doors.http.get('/api/console/figure-conflicts?effect=outcome')).body).toMatchObject({ items: [] });
    expect((await doors.http.get('/api/console/judgements/waiting')).body).toMatchObject({ items: [], next: null });
    expect((await doors.http.get('/api/console/judgements/waiting?olny=all')).status).toBe(400);
  });
});
