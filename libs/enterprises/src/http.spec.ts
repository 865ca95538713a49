import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';

interface Problem {
  code: string;
  errors: { where: { field: string }; value?: string }[];
}

describe('the register over HTTP', () => {
  let doors: TestDoors;
  let made = 0;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());

  const freshCode = () => makeCreditCode({ region: '410305', organisation: `MA9H${String(++made).padStart(4, '0')}` });
  const enter = async (name: string): Promise<string> => {
    const body = { creditCode: freshCode(), name, regionCode: '410305', reason: '测试登记' };
    const answer = await doors.http.post('/api/console/enterprises').send(body);
    expect([answer.status, answer.body]).toEqual([201, { id: expect.any(String) }]);
    return (answer.body as { id: string }).id;
  };
  const at = (id: string, rest = '') => `/api/console/enterprises/${id}${rest}`;

  it('demands the version one has seen, and answers 409 with the one that stands', async () => {
    const id = await enter('洛阳接口一号有限公司');
    const body = { values: { ownership: 'private' }, effectiveOn: '2024-01-01', reason: '改制' };
    const blind = await doors.http.patch(at(id)).send(body);
    expect([blind.status, (blind.body as Problem).code]).toEqual([400, 'PLATFORM.IF_MATCH']);
    expect((await doors.http.patch(at(id)).set('if-match', '"1"').send(body)).status).toBe(204);
    const late = await doors.http.patch(at(id)).set('if-match', '1').send(body);
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'PLATFORM.STALE',
      errors: [{ where: { field: 'version' }, value: '2' }],
    });
    const { body: then } = await doors.http.get(at(id)).query({ asOf: '2023-12-31' });
    expect(then).toMatchObject({ asOf: '2023-12-31', ownership: null, until: '2024-01-01', version: 2 });
    const { body: changes } = await doors.http.get(at(id, '/changes'));
    expect(changes).toMatchObject({
      count: { value: 2, exact: true },
      items: [{ reason: '改制' }, { kind: 'record.create' }],
    });
  });

  it('takes the same request once, however often it is sent', async () => {
    const id = await enter('洛阳接口二号有限公司');
    const key = uuidv7();
    const body = { text: '一条备注', reason: '走访' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => doors.http.post(at(id, '/notes')).set('idempotency-key', key).send(body)),
    );
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [201, { id: key }]));
    expect((await doors.http.get(at(id))).body).toMatchObject({ notes: [{ text: '一条备注' }] });
    const bad = await doors.http.post(at(id, '/notes')).set('idempotency-key', '1').send(body);
    expect([bad.status, (bad.body as Problem).code]).toEqual([400, 'PLATFORM.IDEMPOTENCY_KEY']);
  });

  it('leads from a merged record to the one that stands, and shows it itself when told so', async () => {
    const [mergedId, survivorId] = [await enter('洛阳接口三号有限公司'), await enter('洛阳接口三号有限公司')];
    const merge = { mergedId, mergedVersion: 1, survivorId, survivorVersion: 1, reason: '登记了两次' };
    const { status, body } = await doors.http.post('/api/console/merges').send(merge);
    expect(status).toBe(201);
    const moved = await doors.http.get(at(mergedId)).redirects(0);
    expect([moved.status, moved.headers.location]).toEqual([308, at(survivorId)]);
    expect(moved.body).toEqual({
      mergedInto: expect.objectContaining({ id: survivorId, name: '洛阳接口三号有限公司' }),
    });
    expect((await doors.http.get(at(mergedId)).redirects(1)).body).toMatchObject({ id: survivorId });
    expect((await doors.http.get(at(mergedId)).query({ own: 'true' })).body).toMatchObject({
      id: mergedId,
      status: 'merged',
    });
    const undo = `/api/console/merges/${(body as { id: string }).id}/undo`;
    expect((await doors.http.post(undo).send({ reason: '不是一家' })).status).toBe(204);
    expect((await doors.http.get(at(mergedId)).redirects(0)).status).toBe(200);
  });

  it.each<[string, object, string]>([
    ['notes', { text: '', reason: '走访' }, 'text'],
    ['notes', { text: '备注' }, 'reason'],
    ['contacts', { role: 'boss', name: '张三', reason: '走访' }, 'role'],
    ['contacts', { role: 'finance', name: '张三', phone: '打不通', reason: '走访' }, 'phone'],
    ['contacts', { role: 'finance', name: '张三', phone: null, reason: '走访' }, 'phone'],
    ['aliases', { kind: 'registrationNumber', code: '12', reason: '旧照' }, 'code'],
    ['links', { kind: 'friend', otherName: '甲', reason: '走访' }, 'kind'],
    ['names', { name: '简', validFrom: '2024-02-30', reason: '走访' }, 'validFrom'],
    ['renames', { name: '新\u0000名', reason: '更名' }, 'name'],
  ])('refuses a bad %s by the name of its field: %j', async (rows, body, field) => {
    const id = await enter('洛阳接口四号有限公司');
    const answer = await doors.http
      .post(at(id, `/${rows}`))
      .set('if-match', '1')
      .send(body);
    expect(answer.status).toBe(400);
    expect((answer.body as Problem).errors.map(({ where }) => where.field)).toContain(field);
  });

  it('names all who bear a name, and asks for a name or a code', async () => {
    const ids = [await enter('洛阳接口同名有限公司'), await enter('洛阳接口同名有限公司')];
    const { body } = await doors.http.get('/api/console/enterprise-candidates').query({ name: '洛阳接口同名有限公司' });
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect((await doors.http.get('/api/console/enterprise-candidates')).status).toBe(400);
  });
});
