import { ownPageHeader, ownPageValue } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { uuidv7 } from '@tidu/kernel';

const narrow = `
windowSeconds: 600
address: { all: 10000, open: 20, enter: 10 }
account: { all: 30, changes: 5 }
enterprise: { all: 1000, changes: 1000 }
jobs: { all: 4, exports: 2 }`;

/** The limits over HTTP, with numbers that a test can reach. */
describe('who asks too often', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-limits-'));
  const limitsFile = path.join(dir, 'limits.yaml');
  let doors: TestDoors;
  beforeAll(async () => {
    fs.writeFileSync(limitsFile, narrow);
    doors = await openTestDoors({ limitsFile });
  });
  afterAll(async () => {
    await doors.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  let made = 0;
  const officer = () =>
    doors.as({
      ...{ id: uuidv7(), loginName: `limited${++made}`, displayName: '李四', duty: 'business' },
      ...{ role: 'district.leader', scopeKind: 'everything', scopeId: null },
    });
  const signIn = (forged?: string) => {
    const request = doors.stranger.post('/api/access/sessions').set(ownPageHeader, ownPageValue);
    if (forged) request.set('X-Forwarded-For', forged);
    return request.send({ loginName: `nobody${++made}`, password: 'x' });
  };

  it('at the ways in is told how long to wait, whatever address is written into the header', async () => {
    const said = [];
    for (let i = 0; i < 40; i++) said.push(await signIn(`203.0.113.${i}`));
    const through = said.filter(({ status }) => status !== 429);
    expect(through).toHaveLength(10);
    const refused = said.at(-1);
    expect(refused?.body).toMatchObject({
      ...{ status: 429, code: 'PLATFORM.TOO_MANY', title: '请求过于频繁' },
      detail: expect.stringMatching(/600 秒内至多 10 次.*请在 \d+ 秒后再试/),
    });
    const wait = Number(refused?.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(600);
  });

  it('still sees whether the installation is well, and works on with the account', async () => {
    for (let i = 0; i < 30; i++) expect((await doors.stranger.get('/api/health')).status).toBe(200);
    expect((await doors.http.get('/api/console/summary')).status).toBe(200);
  });

  it('at what is open is refused by the address', async () => {
    const statuses = [];
    for (let i = 0; i < 25; i++) statuses.push((await doors.stranger.get('/api/open/standards')).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it('with an account is refused by the account, and nobody else is', async () => {
    const [one, other] = [await officer(), await officer()];
    const changes = [];
    for (let i = 0; i < 8; i++)
      changes.push(
        (
          await one
            .post('/api/console/enterprise-views')
            .send({ name: `视图${i}`, filters: {}, columns: null, shared: false })
        ).status,
      );
    expect(changes.filter((status) => status === 429)).toHaveLength(3);
    const reads = [];
    for (let i = 0; i < 30; i++) reads.push((await one.get('/api/console/jobs/x')).status);
    expect(reads.filter((status) => status === 429)).toHaveLength(8);
    expect((await other.get('/api/console/summary')).status).toBe(200);
  });

  it('for exports that have not ended is refused before there is a queue of them', async () => {
    const [one, other] = [await officer(), await officer()];
    const ask = async (http: typeof one) => {
      const answer = await http
        .post('/api/console/enterprise-exports')
        .send({ list: 'enterprises', format: 'csv', filter: {}, ids: null, columns: null });
      return [answer.status, (answer.body as { code?: string }).code];
    };
    expect([await ask(one), await ask(one), await ask(one)]).toEqual([
      [202, undefined],
      [202, undefined],
      [429, 'PLATFORM.TOO_MANY_JOBS'],
    ]);
    expect(await ask(other)).toEqual([202, undefined]);
  });
});
