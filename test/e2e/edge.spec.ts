import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { projectRoot } from '@tidu/test/product';
import { everyAnswer, noPage, ownHeaders } from '@tidu/test/security-headers';
import { administrator } from '@tidu/test/signed-in';
import fs from 'node:fs';
import path from 'node:path';
import { createDocuments } from '../../apps/server/src/documents';

interface OpenApi {
  paths: Record<
    string,
    Record<string, { parameters?: { name: string; in: string }[]; responses: Record<string, unknown> }>
  >;
}

interface Problem {
  detail: string;
  errors: { where: { field: string } }[];
}

/** Every GET of a document without path parameters. */
function plainGets(document: OpenApi): string[] {
  return Object.entries(document.paths)
    .filter(([url, operations]) => operations.get && !url.includes('{'))
    .map(([url]) => url);
}

describe('the edge of the HTTP doors', () => {
  let doors: TestDoors;
  let auditor: TestDoors['http'];
  let keeper: TestDoors['http'];
  /** Who may read what stands at this address. */
  const of = (url: string) => {
    if (url.startsWith('/api/console/profile')) return keeper;
    return url.startsWith('/api/console/audit') ? auditor : doors.http;
  };
  let documents: Record<'console' | 'open' | 'portal', OpenApi>;
  beforeAll(async () => {
    doors = await openTestDoors();
    auditor = await doors.as(administrator('audit'));
    keeper = await doors.as(administrator('system'));
    documents = (await createDocuments(doors.app)) as never;
  });
  afterAll(() => doors.close());

  it('answers an absent record, a bad id and an unknown address each in one shape, with words', async () => {
    const id = '01890000-0000-7000-8000-000000000000';
    const absent = await doors.http.get(`/api/console/enterprises/${id}`);
    expect(absent.status).toBe(404);
    expect(absent.headers['content-type']).toMatch('application/problem+json');
    expect(absent.body).toEqual({
      type: 'about:blank',
      title: '没有找到',
      status: 404,
      detail: expect.stringMatching(/\p{Script=Han}/u),
      code: expect.stringMatching(/^[A-Z]+\.[A-Z_]+$/),
      errors: [],
      requestId: absent.headers['x-request-id'],
    });
    for (const bad of ['abc', '%00', '1e3', '12345678901234567890', '..%2f']) {
      const { status, body } = await doors.http.get(`/api/console/enterprises/${bad}`);
      expect([bad, [400, 404].includes(status), body.requestId !== undefined]).toEqual([bad, true, true]);
    }
    expect((await doors.http.get('/api/console/nothing')).status).toBe(404);
    expect((await doors.http.post('/api/console/enterprises').send('{"a":')).status).toBeLessThan(500);
  });

  it('says in Chinese what a wrong id in an address should be, on every operation, and never its English name', async () => {
    const get = async (url: string) => (await doors.http.get(`/api/console/${url}`)).body as Problem;
    expect(await get('enterprises/abc')).toMatchObject({
      ...{ code: 'PLATFORM.BAD_ID', detail: expect.stringMatching(/^“abc”不是企业的编号/) },
      errors: [{ where: { field: 'id' }, value: 'abc' }],
    });
    const known = '01890000-0000-7000-8000-000000000000';
    expect((await get(`score-cards/${known}/xyz`)).detail).toMatch(/^“xyz”不是企业的编号/);
    expect((await get('imports/1')).detail).toMatch(/^“1”不是导入的编号/);
    expect((await get('code-tables/regions')).detail).toMatch(/^没有“regions”这种代码表。可用的有：region、/);
    const paths = { ...documents.console.paths, ...documents.portal.paths };
    const operations = Object.entries(paths).flatMap(([url, methods]) =>
      Object.keys(methods).map((method) => [url, method] as const),
    );
    for (const [url, method] of operations.filter(([url]) => /\{\w*[iI]d\}/.test(url))) {
      const bad = url.replaceAll(/\{\w+\}/g, 'bad');
      const { status, body } = await doors.http[method as 'get'](bad).set('If-Match', '1').send();
      // an address with a word of its own or a named standard refuses that first; no words are missing for ids
      expect([url, method, status >= 400 && status < 500]).toEqual([url, method, true]);
      expect([url, (body as Problem).detail]).toEqual([url, expect.stringMatching(/\p{Script=Han}/u)]);
      expect([url, (body as Problem).detail]).toEqual([url, expect.not.stringMatching(/\bid\b|所指内容/)]);
    }
  });

  it('says in Chinese what is wrong with an address, a parameter or a body that can’t be read', async () => {
    const detail = async (request: PromiseLike<{ body: unknown }>) => ((await request).body as Problem).detail;
    const { http } = doors;
    expect(await detail(http.get('/api/console/enterprise'))).toMatch(
      /^没有这个地址：GET \/api\/console\/enterprise。/,
    );
    expect(await detail(http.get('/api/open/standard'))).toMatch(/^没有这个地址/);
    expect(await detail(http.get('/api/console/enterprises/%zz'))).toMatch(/^地址里 % 后面的编码写错了/);
    const json = { 'content-type': 'application/json' };
    expect(await detail(http.post('/api/console/scoring-runs').set(json).send('{"year": 2023,'))).toMatch(/JSON/);
    expect(await detail(http.get('/api/console/enterprises?limit=ten'))).toMatch(/^limit：应为整数。/);
    expect(await detail(http.get('/api/console/enterprises?pagesize=10'))).toMatch(/^pagesize：没有这个参数/);
    expect(await detail(http.get('/api/console/figure-conflicts?state=done'))).toBe(
      'state：不在允许的取值之内（open、resolved、all）。',
    );
    expect(await detail(http.get('/api/console/enterprises/abc?asOf=yesterday'))).toMatch(/^(asOf：|“abc”不是企业)/);
    const body = await detail(http.post('/api/console/scoring-runs').send({ year: '2023', standardIds: [] }));
    expect(body).toMatch(/year：应为整数。/);
    expect(body).toMatch(/standardIds：至少 1 项。/);
  });

  it('says the limit that a number or text passed', async () => {
    const { body } = await doors.http.get('/api/console/enterprises?limit=100000');
    expect(body.detail).toMatch(/^limit：不能大于 \d+。$/);
  });

  it('answers this computer’s own pages alone, whatever name or page leads here', async () => {
    const get = (headers: Record<string, string>) => doors.http.get('/api/console/enterprises').set(headers);
    for (const host of ['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', '']) {
      const { status, body } = await get({ host });
      expect([host, status, body.code]).toEqual([host, 403, 'SERVER.FOREIGN_HOST']);
    }
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      const { status, body } = await doors.http.post('/api/console/imports').set({ host: '127.0.0.1:3000', origin });
      expect([origin, status, body.code]).toEqual([origin, 403, 'SERVER.FOREIGN_ORIGIN']);
    }
    expect((await get({ host: 'localhost:3000', origin: 'http://localhost:3000' })).status).toBe(200);
  });

  it('refuses an unknown query parameter on every list, by name', async () => {
    const gets = [...plainGets(documents.console), ...plainGets(documents.open)];
    expect(gets.length).toBeGreaterThan(5);
    for (const url of gets) {
      const { status, body } = await of(url).get(url).query({ misspelt: '1' });
      expect([url, status]).toEqual([url, 400]);
      expect([url, (body as Problem).errors.some((e) => e.where.field === 'misspelt')]).toEqual([url, true]);
    }
  });

  it('answers every list in the one shape, and bad paging with 400', async () => {
    for (const [url, { get }] of Object.entries(documents.console.paths)) {
      const takesLimit = get?.parameters?.some(({ name }) => name === 'limit');
      if (!takesLimit || url.includes('{')) continue;
      const { status, body } = await of(url).get(url).query({ limit: 2 });
      expect([url, status, Object.keys(body).sort()]).toEqual([url, 200, ['count', 'items', 'next']]);
      for (const bad of [
        { limit: '0' },
        { limit: '1e9' },
        { limit: 'NaN' },
        { after: '!' },
        { after: 'bm9uc2Vuc2U' },
      ]) {
        expect([url, bad, (await of(url).get(url).query(bad)).status]).toEqual([url, bad, 400]);
      }
    }
  });

  it('wears a permission on every operation', () => {
    const reflector = doors.app.get(Reflector);
    const bare = new DiscoveryService(doors.app.get(ModulesContainer))
      .getControllers()
      .flatMap(({ instance, name }) =>
        new MetadataScanner().getAllMethodNames(Object.getPrototypeOf(instance) as object).map((method) => ({
          name: `${name}.${method}`,
          handler: (instance as Record<string, () => void>)[method] as () => void,
        })),
      )
      .filter(
        ({ handler }) => Reflect.hasMetadata(PATH_METADATA, handler) && !reflector.get('tidu:permission', handler),
      )
      .map(({ name }) => name);
    expect(bare).toEqual([]);
  });

  it('has an OpenAPI entry with a typed answer for every operation, and the committed documents are fresh', () => {
    for (const [audience, document] of Object.entries(documents)) {
      const file = path.join(projectRoot, `apps/server/openapi/${audience}.json`);
      // stale? run `npm run openapi` and commit
      expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
    }
  });

  it('carries exactly these headers, whatever is answered, and no sign of what it is made of', async () => {
    for (const url of ['/api/console/summary', '/api/console/nothing', '/api/open/facts', '/nowhere', '/api/health']) {
      const { headers } = await doors.http.get(url);
      expect([url, ownHeaders(headers as object)]).toEqual([
        url,
        { ...everyAnswer, 'content-security-policy': noPage },
      ]);
    }
    const { headers: docs } = await doors.http.get('/docs/open/');
    expect(ownHeaders(docs as object)).toMatchObject({
      ...everyAnswer,
      'content-security-policy': expect.not.stringMatching(/script-src[^;]*unsafe/),
    });
    const page = await doors.http.get('/console');
    if (page.status !== 200) return; // the pages are built for the journeys: there they are looked at
    expect(ownHeaders(page.headers as object)).toMatchObject(everyAnswer);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self';.*style-src 'self' 'nonce-/);
    expect(page.text).not.toContain('__NONCE__');
  });

  it('refuses texts that nothing can hold, in body, query and address, and bodies nested too deep', async () => {
    const { http } = doors;
    const code = async (request: PromiseLike<{ status: number; body: unknown }>) => {
      const { status, body } = await request;
      return [status, (body as { code: string }).code];
    };
    const bad = [400, 'PLATFORM.BAD_TEXT'];
    for (const text of ['a\u0000', '\ud800', '\u0007']) {
      expect(await code(http.post('/api/console/enterprises').send({ name: text }))).toEqual(bad);
      expect(await code(http.post('/api/console/enterprises').send({ [`k${text}`]: 1 }))).toEqual(bad);
    }
    expect(await code(http.get('/api/console/enterprises?q=a%00b'))).toEqual(bad);
    expect(await code(http.get('/api/console/standards/a%07'))).toEqual(bad);
    const json = { 'content-type': 'application/json' };
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const sent = http.post('/api/console/enterprises').set(json).send(`{"name":${deep}}`);
    expect(await code(sent)).toEqual([400, 'PLATFORM.TOO_DEEP']);
    const key = { ...json, 'idempotency-key': '01890000-0000-7000-8000-000000000000' };
    expect(await code(http.post('/api/console/enterprises').set(key).send(`{"name":${deep}}`))).toEqual([
      ...[400, 'PLATFORM.TOO_DEEP'],
    ]);
    expect(
      (
        await http
          .post('/api/console/enterprises')
          .set(json)
          .send(`"${'x'.repeat(1_100_000)}"`)
      ).status,
    ).toBe(413);
  });

  it('shows each audience its own document and no other', async () => {
    for (const audience of ['console', 'open']) {
      const { body } = await doors.http.get(`/docs/${audience}.json`);
      expect(Object.keys((body as OpenApi).paths).every((url) => url.startsWith(`/api/${audience}/`))).toBe(true);
      expect((await doors.http.get(`/docs/${audience}/`)).text).toContain('swagger-ui');
    }
  });
});
