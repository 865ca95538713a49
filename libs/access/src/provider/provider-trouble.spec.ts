import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as openId from 'openid-client';
import { KeptKeys } from './kept-keys';
import { askProvider, explained } from './provider-trouble';

const down = { kind: 'unavailable', code: 'ACCESS.PROVIDER_DOWN' };

describe('what a provider answers', () => {
  let server: http.Server;
  let at: string;
  let answer: (response: http.ServerResponse) => void;
  beforeAll(async () => {
    server = http.createServer((_, response) => answer(response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => server.close(done)));

  const says = (status: number, text = '', type = 'text/plain') => {
    answer = (response) => response.writeHead(status, { 'content-type': type }).end(text);
  };
  const ask = (path = '/') => askProvider(at + path, {});

  it('is passed on as it came, unless it is of a server in trouble', async () => {
    says(404, '没有', 'text/html');
    const found = await ask();
    expect([found.status, found.headers.get('content-type'), await found.text()]).toEqual([404, 'text/html', '没有']);
    says(204);
    expect((await ask()).status).toBe(204);
    for (const status of [500, 503]) {
      says(status, '{}');
      await expect(ask()).rejects.toMatchObject(down);
    }
  });

  it('is read up to a megabyte, in however many parts', async () => {
    const parts = (sizes: number[]) => {
      answer = (response) => {
        for (const size of sizes) response.write(Buffer.alloc(size, 'x'));
        response.end();
      };
    };
    parts([400_000, 400_000, 200_000]);
    expect((await (await ask()).text()).length).toBe(1_000_000);
    parts([400_000, 400_000, 200_001]);
    await expect(ask()).rejects.toMatchObject(down);
  });

  it('holds its keys, or those it held before do for a while', async () => {
    const whole = '{"keys":[{"kty":"RSA"}]}';
    const newer = '{"keys":[{"kty":"EC"}]}';
    const useless = ['{"keys":[]}', '{"keys":{"length":1}}', '{"keys":"RSA"}', '{}', 'null', '<h1>', ''];
    const keys = new KeptKeys(1000);
    keys.address = `${at}/keys`;
    for (const text of useless) {
      says(200, text);
      await expect(keys.ask(keys.address, {})).rejects.toMatchObject(down);
    }
    const ofKeys = async () => {
      const given = await keys.ask(keys.address ?? '', {});
      return [given.status, given.headers.get('content-type'), await given.text()];
    };
    says(200, whole);
    expect(await ofKeys()).toEqual([200, 'application/json', whole]);
    for (const text of useless) {
      says(200, text);
      expect([text, await ofKeys()]).toEqual([text, [200, 'application/json', whole]]);
    }
    for (const status of [403, 500]) {
      says(status, newer);
      expect(await ofKeys()).toEqual([200, 'application/json', whole]);
    }
    says(200, newer);
    expect((await ofKeys())[2]).toBe(newer);
    // of anything else nothing is kept
    says(200, 'else');
    expect(await (await keys.ask(`${at}/else`, {})).text()).toBe('else');
    says(500);
    await expect(keys.ask(`${at}/else`, {})).rejects.toMatchObject(down);
    const now = performance.now.bind(performance);
    const later = jest.spyOn(performance, 'now').mockImplementation(() => now() + 1_001);
    await expect(ofKeys().finally(() => later.mockRestore())).rejects.toMatchObject(down);
  });
});

describe('what went wrong with the provider', () => {
  const told = (error: unknown) => {
    const { code, message } = explained(error, openId);
    return [code, message];
  };
  const [silent, unfit] = ['ACCESS.PROVIDER_DOWN', 'ACCESS.PROVIDER_ANSWER'];
  const code = (error: unknown) => told(error)[0];
  const because = (cause: unknown) => new Error('x', { cause });

  it('is silence where no answer came, and no guess of anybody', () => {
    for (const message of ['fetch failed', 'terminated']) {
      expect(code(new TypeError(message))).toBe(silent);
      expect(code(new Error(message))).toBe(unfit);
      expect(code(new TypeError(`${message} again`))).toBe(unfit);
      expect(code(new TypeError(`it ${message}`))).toBe(unfit);
    }
    expect(code(new DOMException('', 'TimeoutError'))).toBe(silent);
    expect(code(new DOMException('', 'AbortError'))).toBe(unfit);
  });

  it('is looked for in what it was caused by, as deep as ten', () => {
    let error: Error = new TypeError('terminated');
    for (let depth = 1; depth < 10; depth++) error = because(error);
    expect(code(error)).toBe(silent);
    expect(code(because(error))).toBe(unfit);
    for (const cause of [null, undefined, 'fetch failed', 3]) expect(code(because(cause))).toBe(unfit);
    for (const none of [null, undefined, 'fetch failed']) expect(code(none)).toBe(unfit);
    const round = because(undefined);
    round.cause = round;
    expect(code(round)).toBe(unfit);
  });

  it('is trouble where no provider that works answers so, and a guess where somebody may have made it up', () => {
    for (const meaningless of [
      ...['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_KEY_SELECTION_FAILED'],
      ...['OAUTH_INVALID_SERVER_METADATA', 'OAUTH_MISSING_SERVER_METADATA'],
    ])
      expect([meaningless, code(Object.assign(new Error('x'), { code: meaningless }))]).toEqual([meaningless, silent]);
    for (const guess of ['OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'OAUTH_INVALID_RESPONSE', ''])
      expect([guess, code(Object.assign(new Error('x'), { code: guess }))]).toEqual([guess, unfit]);
    expect(code(new SyntaxError('Unexpected end of JSON input'))).toBe(silent);
    expect(code(because({ body: {} }))).toBe(silent);
    expect(code(because({ claim: 'nonce' }))).toBe(unfit);
  });

  it('is what the provider refuses: a code made up, ourselves, or the person who turned back', () => {
    const response = new Response('{}', { status: 400 });
    const body = (error: string) => new openId.ResponseBodyError('x', { cause: { error }, response });
    expect(code(because(body('invalid_grant')))).toBe(unfit);
    for (const ours of [body('invalid_client'), new openId.WWWAuthenticateChallengeError('x', { cause: [], response })])
      expect(told(because(ours))).toEqual([silent, expect.stringContaining('OIDC_CLIENT_SECRET')]);
    const refused = (error: string) =>
      told(new openId.AuthorizationResponseError('x', { cause: new URLSearchParams({ error }) }));
    expect(refused('access_denied')).toEqual(['ACCESS.PROVIDER_REFUSED', expect.stringContaining('取消')]);
    expect(refused('server_error')).toEqual(['ACCESS.PROVIDER_REFUSED', expect.stringContaining('没有受理')]);
  });
});
