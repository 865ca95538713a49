import type { Request, Response } from 'express';
import { BrowserCookie, SessionCookie, visitorOf } from './session-cookie';

const sent = (cookie?: string) => ({ headers: { cookie } }) as Request;

describe('the cookie of a browser', () => {
  const plain = new BrowserCookie('tidu', false);
  const secure = new BrowserCookie('tidu', true);

  it('is read by its whole name, wherever it stands among others', () => {
    for (const cookie of ['tidu=abc', 'a=1; tidu=abc', 'tidu=abc;b=2', 'a=1;  tidu=abc ; b=2', 'tidux=1; tidu=abc'])
      expect([cookie, plain.read(sent(cookie))]).toEqual([cookie, 'abc']);
    expect(plain.read(sent('tidu=a=b'))).toBe('a=b');
    expect(secure.read(sent('__Host-tidu=abc'))).toBe('abc');
  });

  it('is none where there is none, another’s, or two', () => {
    for (const cookie of [undefined, '', 'tidu', 'xtidu=abc', '__Host-tidu=abc', 'tidu=a; tidu=b', 'tidu=a; tidu=a'])
      expect([cookie, plain.read(sent(cookie))]).toEqual([cookie, '']);
    expect(secure.read(sent('tidu=abc'))).toBe('');
  });

  it('stays away from scripts and other sites, and over https from plain http and other hosts', () => {
    const said: unknown[][] = [];
    const response = {
      cookie: (...given: unknown[]) => said.push(['cookie', ...given]),
      clearCookie: (...given: unknown[]) => said.push(['clear', ...given]),
      setHeader: (...given: unknown[]) => said.push(given),
    } as unknown as Response;
    plain.write(response, 'abc');
    plain.clear(response);
    new SessionCookie(true).write(response, 'abc');
    new SessionCookie(true).clear(response);
    const options = { httpOnly: true, sameSite: 'strict', path: '/' };
    expect(said).toEqual([
      ['cookie', 'tidu', 'abc', { ...options, secure: false }],
      ['clear', 'tidu', { ...options, secure: false }],
      ['cookie', '__Host-tidu', 'abc', { ...options, secure: true }],
      ['clear', '__Host-tidu', { ...options, secure: true }],
      ['Clear-Site-Data', '"cache", "storage"'],
    ]);
  });
});

describe('where a request came from', () => {
  it('is what the doors are told; of what the browser calls itself, what can be printed', () => {
    const request = (ip: string | undefined, agent?: string) =>
      ({ ip, headers: { 'user-agent': agent } }) as unknown as Request;
    expect(visitorOf(request('10.0.0.1', 'Mozilla/5.0 (X11) ~'))).toEqual({
      ...{ address: '10.0.0.1', agent: 'Mozilla/5.0 (X11) ~' },
    });
    expect(visitorOf(request(undefined, 'a\tb\u007fc中'))).toEqual({ address: 'unknown', agent: 'abc' });
    expect(visitorOf(request('::1')).agent).toBe('');
  });
});
