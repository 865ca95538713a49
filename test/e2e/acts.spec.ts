import { builtInOfficer, JobRunner } from '@tidu/platform';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { createDocuments } from '../../apps/server/src/documents';

const creditCode = makeCreditCode({ region: '410305', organisation: 'MA9H0001' });

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
}

describe('an act under an Idempotency-Key', () => {
  let doors: TestDoors;
  let id: string;
  beforeAll(async () => {
    doors = await openTestDoors();
    const body = { creditCode, name: '洛阳恒通轴承有限公司', regionCode: '410305', reason: '走访' };
    const made = await doors.http.post('/api/console/enterprises').send(body);
    expect(made.body).toEqual({ id: expect.any(String) });
    id = made.body.id as string;
  });
  afterAll(() => doors.close());

  const note = (key: string, text: string) =>
    doors.http.post(`/api/console/enterprises/${id}/notes`).set('Idempotency-Key', key).send({ text, reason: '走访' });
  const notes = async (text: string) => {
    return (await doors.test.asSuperuser('select 1 from enterprise_note where text = $1', [text])).length;
  };

  it('takes effect once, however often and however fast it is sent, and answers the same bytes', async () => {
    const key = uuidv7();
    const answers = await Promise.all(Array.from({ length: 20 }, () => note(key, '二十次')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set([`201 ${answers[0]?.text}`]),
    );
    const later = await note(key, '二十次');
    expect([later.status, later.text]).toEqual([201, answers[0]?.text]);
    expect(await notes('二十次')).toBe(1);
  });

  it('is refused with another content, and the first effect stays', async () => {
    const key = uuidv7();
    await note(key, '原文').expect(201);
    const other = await note(key, '别的');
    expect([other.status, other.body.code]).toEqual([409, 'PLATFORM.KEY_REUSED']);
    expect([await notes('原文'), await notes('别的')]).toEqual([1, 0]);
    const elsewhere = await doors.http
      .post(`/api/console/enterprises/${uuidv7()}/notes`)
      .set('Idempotency-Key', key)
      .send({ text: '原文', reason: '走访' });
    expect(elsewhere.status).toBe(409);
  });

  it('that failed leaves nothing behind and may be sent again', async () => {
    const key = uuidv7();
    expect((await note(key, '')).status).toBe(400);
    const absent = `/api/console/enterprises/${uuidv7()}/notes`;
    expect(
      (await doors.http.post(absent).set('Idempotency-Key', key).send({ text: '改好', reason: '走访' })).status,
    ).toBe(404);
    await note(key, '改好').expect(201);
    expect(await notes('改好')).toBe(1);
  });

  it('whose answer was lost says that it took effect', async () => {
    const key = uuidv7();
    await note(key, '断电').expect(201);
    await doors.test.asSuperuser(`update act set answer = null, at = now() - interval '1 minute' where key = $1`, [
      key,
    ]);
    const again = await note(key, '断电');
    expect([again.status, again.body.code]).toEqual([409, 'PLATFORM.ANSWER_LOST']);
    expect(await notes('断电')).toBe(1);
  });

  it('takes a file once: the same one answers the same job, another one is refused', async () => {
    const key = uuidv7();
    const send = (text: string) =>
      doors.http
        .post('/api/console/imports')
        .set('Idempotency-Key', key)
        .field('list', 'register')
        .attach('file', Buffer.from(text), 'a.csv');
    const text = `统一社会信用代码,企业名称\n${creditCode},洛阳恒通轴承有限公司\n`;
    const first = await send(text);
    expect(first.status).toBe(202);
    expect((await send(text)).body).toEqual(first.body);
    const other = await send(`${text}\n`);
    expect([other.status, other.body.code]).toEqual([409, 'PLATFORM.KEY_REUSED']);
  });

  it('belongs to its sender: another may use the same key, and sees nothing of it', async () => {
    const key = uuidv7();
    await note(key, '张三').expect(201);
    const other = { ...builtInOfficer, id: uuidv7() };
    const seen = await doors.test.database.read(other, (tx) => tx.rows('select 1 from act where key = $1', [key]));
    expect(seen).toEqual([]);
  });

  it('is forgotten after seven days', async () => {
    const key = uuidv7();
    await note(key, '旧事').expect(201);
    await doors.test.asSuperuser(`update act set at = now() - interval '8 days' where key = $1`, [key]);
    await new JobRunner(doors.test.database, []).sweep();
    expect(await doors.test.asSuperuser('select 1 from act where key = $1', [key])).toEqual([]);
  });

  it('is described on every operation that changes something', async () => {
    const { console: document } = (await createDocuments(doors.app)) as never as {
      console: { paths: Record<string, Record<string, Operation>> };
    };
    const silent = Object.entries(document.paths).flatMap(([url, operations]) =>
      Object.entries(operations)
        .filter(([method]) => method !== 'get')
        .filter(([, { parameters = [] }]) => !parameters.some(({ name }) => name === 'Idempotency-Key'))
        .map(([method]) => `${method} ${url}`),
    );
    expect(silent).toEqual([]);
  });
});
