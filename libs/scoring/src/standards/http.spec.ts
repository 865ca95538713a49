import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { nextVersion, seedText } from '../testing/standards';

const id = 'luoyang-2019-58-hidden-champion';
const next = nextVersion(id);
const texts = { document: next.standard, cases: next.cases, file: next.file, casesFile: next.casesFile };

interface Problem {
  code: string;
  detail: string;
  errors: { where?: { row?: number }; message: string }[];
}

describe('the HTTP side of releases', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());
  const post = (url: string, body: object) => doors.http.post(`/api/console/${url}`).send(body);
  const get = (url: string) => doors.http.get(`/api/${url}`);

  it('lists every release with its state', async () => {
    const { body } = await get('console/standard-releases');
    const own = (body as { items: { standardId: string }[] }).items.filter(({ standardId }) => standardId === id);
    expect(own).toMatchObject([{ version: 1, state: 'active', publishedByName: '系统', activations: [{}] }]);
  });

  it('checks without writing: problems with their lines, failing cases clause by clause, what would change', async () => {
    const good = await post('standard-releases/checks', texts);
    expect(good.status).toBe(200);
    expect(good.body).toMatchObject({
      ...{ good: true, standardId: id, version: 2, before: 1, problems: [], failures: [] },
      differences: [{ kind: 'rule', id: 'revenue', lines: [{ before: '≥ 3000万', after: '≥ 4000万' }] }],
    });
    const bad = await post('standard-releases/checks', { ...texts, cases: seedText(`${id}.cases`) });
    expect(bad.body).toMatchObject({ good: false, failures: expect.arrayContaining([expect.objectContaining({ row: expect.any(Number) })]) }); // prettier-ignore
    const broken = await post('standard-releases/checks', { document: 'id: a\nb: c\n' });
    const {
      good: publishable,
      standardId,
      problems,
    } = broken.body as { good: boolean; standardId: null; problems: object[] };
    expect([publishable, standardId]).toEqual([false, null]);
    expect(problems.at(-1)).toMatchObject({ row: 2, message: expect.stringContaining('标准 第 2 行：不认识“b”') });
    const listed = (await get('console/standard-releases')).body as { items: { version: number }[] };
    expect(listed.items.every(({ version }) => version === 1)).toBe(true);
  });

  it('refuses what is no text, no file name, no field', async () => {
    const codes = async (body: object) => (await post('standard-releases/checks', body)).status;
    expect(await codes({})).toBe(400);
    expect(await codes({ document: 1 })).toBe(400);
    expect(await codes({ document: 'a', file: '../a.yaml' })).toBe(400);
    expect(await codes({ document: 'a', files: 'a' })).toBe(400);
    expect(await codes({ document: 'a\u0000' })).toBe(400);
    expect(await codes({ document: 'a'.repeat(500_001) })).toBe(400);
  });

  it('publishes, shows, compares and activates', async () => {
    const refused = await post('standard-releases', { ...texts, cases: seedText(`${id}.cases`) });
    expect([refused.status, (refused.body as Problem).code]).toEqual([400, 'SCORING.NOT_PUBLISHABLE']);
    expect((refused.body as Problem).errors[0]?.message).toMatch(/第 \d+ 行.*应为 .+，实为/);
    const published = await post('standard-releases', texts);
    expect([published.status, published.body]).toMatchObject([201, { version: 2, state: 'waiting' }]);
    expect((await post('standard-releases', texts)).status).toBe(400);

    const { body } = await get(`console/standards/${id}/releases/2`);
    expect(body).toMatchObject({
      ...{ version: 2, document: next.standard, cases: next.cases, release: { state: 'waiting' } },
      ...{ reviewBy: null, provisional: false, review: { twoPersons: false } },
      changes: [{ version: 2, clauses: [{ id: 'revenue', text: '由 3000 万元提高到 4000 万元' }] }],
    });
    expect(body.review.says).toContain('目前没有账号，双人复核未启用');
    const revenue = (body.clauses as { id: string }[]).find((clause) => clause.id === 'revenue');
    expect(revenue).toMatchObject({ demands: [{ what: '营业收入', value: '≥ 4000万' }] });
    expect((await get(`console/standards/${id}`)).body).toMatchObject({ version: 1, release: { state: 'active' } });

    const diff = await get(`console/standards/${id}/diff?from=1&to=2`);
    expect(diff.body).toMatchObject({ from: 1, to: 2, differences: [{ id: 'revenue' }] });
    expect((await get(`console/standards/${id}/diff?from=1`)).status).toBe(400);
    expect((await get(`console/standards/${id}/diff?from=1&to=8`)).status).toBe(404);

    const activate = (body: object, version: number | string = 2) =>
      post(`standards/${id}/releases/${version}/activations`, body);
    expect((await activate({ expected: 5 })).body).toMatchObject({ code: 'PLATFORM.STALE' });
    expect((await activate({ fromDay: '2020-01-01' })).body).toMatchObject({ code: 'SCORING.PAST_DAY' });
    expect((await activate({}, 'x')).status).toBe(400);
    expect((await activate({}, 99999999999)).status).toBe(400);
    const activated = await activate({ expected: 1 });
    expect([activated.status, activated.body]).toMatchObject([201, { state: 'active', version: 2 }]);
    expect((await activate({})).body).toMatchObject({ code: 'SCORING.ALREADY_IN_USE' });
    expect((await get(`open/standards/${id}`)).body).toMatchObject({ version: 2 });
  });

  it('says which standard applies, also why none does', async () => {
    const choose = (query: string) => get(`open/standards/choice?${query}`);
    const asked = 'title=specializedSme&region=410302&date=';
    expect((await choose(`${asked}2026-03-31`)).body).toMatchObject({ answer: 'one', id: 'miit-2022-63-specialized', version: 1 }); // prettier-ignore
    expect((await choose(`${asked}2026-04-01`)).body).toMatchObject({ answer: 'one', id: 'miit-2026-2-specialized', provisional: false }); // prettier-ignore
    const none = (await choose(`${asked}2020-01-01&purpose=renewal`)).body;
    expect(none).toMatchObject({ answer: 'none', id: null });
    expect(none.considered.length).toBeGreaterThan(1);
    const statuses = await Promise.all(
      [
        '',
        'title=x&region=410302',
        'title=littleGiant&region=河南',
        `${asked}2026-02-30`,
        `${asked}2026-02-01&a=b`,
      ].map(async (query) => (await choose(query)).status),
    );
    expect(statuses).toEqual([400, 400, 400, 400, 400]);
  });
});
