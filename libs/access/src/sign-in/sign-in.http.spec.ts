import { SessionsService } from '@tidu/access';
import { uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { signInAs, type TestPerson } from '@tidu/test/signed-in';
import type { Response } from 'express';
import { randomBytes } from 'node:crypto';
import type { Session } from '../sessions/session';
import { aPerson, codeOf, givePassword, goodPassword, Visitor } from '../testing/visitors';
import { SignInService } from './sign-in.service';
import { StartedSession } from './started-session';

const everywhere = { scopeKind: 'everything' };
const list = '/api/console/enterprises?limit=1';

describe('signing in', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());

  const fresh = async (person = aPerson('district.officer', 'business', everywhere)): Promise<TestPerson> => {
    await signInAs(doors.test.database, person);
    await givePassword(doors, person);
    return person;
  };
  const signIn = async (person: TestPerson, password = goodPassword, visitor = new Visitor(doors)) => {
    const answer = await visitor.post('/api/access/sessions', { loginName: person.loginName, password });
    return { visitor, answer };
  };
  const unlock = () => doors.test.asSuperuser('delete from sign_in_counter');
  /** What a session is believed to be is forgotten, as after a second. */
  const aSecondLater = () => doors.app.get(SessionsService).forget();

  it('is asked of whoever comes without a session, on every kind of operation', async () => {
    for (const url of [
      '/api/console/enterprises',
      '/api/console/summary',
      '/api/access/persons',
      '/api/access/own/sessions',
    ]) {
      const { status, body } = await doors.stranger.get(url);
      expect([url, status, body.code]).toEqual([url, 401, 'ACCESS.SIGN_IN']);
    }
    expect((await doors.stranger.get('/api/open/standards')).status).toBe(200);
    expect((await new Visitor(doors).get('/api/access/session')).body).toEqual({ session: null });
  });

  it('opens with the password what the role allows, and no more', async () => {
    const { visitor, answer } = await signIn(await fresh());
    expect([answer.status, answer.body.missing, answer.body.needsFactor]).toEqual([201, null, true]);
    expect((await visitor.get(list)).status).toBe(200);
    expect((await visitor.get('/api/access/persons')).body.code).toBe('PLATFORM.FORBIDDEN');
    const exported = await visitor.post('/api/console/enterprise-exports', { list: 'enterprises', format: 'csv' });
    expect([exported.status, exported.body.code]).toEqual([403, 'ACCESS.SECOND_FACTOR']);
    const set = answer.headers['set-cookie']?.[0];
    expect(set).toMatch(/^tidu=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('knows the name whatever its case and the blanks around it, and writes each step down', async () => {
    const person = await fresh();
    const { visitor, answer } = await signIn({ ...person, loginName: ` ${person.loginName.toUpperCase()} ` });
    expect(answer.status).toBe(201);
    await signIn(person, 'Wrong#password1');
    const prove = (password: string) => visitor.post('/api/access/session/step-up', { password, code: '' });
    await prove('Wrong#password1');
    await prove(goodPassword);
    const { secret } = (await visitor.post('/api/access/own/factor')).body as { secret: string };
    await visitor.ask('put', '/api/access/own/factor', { code: codeOf(secret, -1) });
    const { visitor: second } = await signIn(person);
    await second.post('/api/access/session/code', { code: '000000' });
    await second.post('/api/access/session/code', { code: codeOf(secret) });
    await second.ask('delete', '/api/access/session');
    const rows = await doors.test.asSuperuser<{ action: string; objectType: string; own: boolean }>(
      `select action, "objectType", "objectId" = $1 as own from audit_entry where "personId" = $1::uuid order by id`,
      [person.id],
    );
    expect(rows.map(({ action, objectType, own }) => [action, objectType, own])).toEqual([
      ['access.signIn', 'session', false],
      ['access.signInFailed', 'person', true],
      ['access.stepUpFailed', 'person', true],
      ['access.stepUp', 'session', false],
      ['access.setFactor', 'person', true],
      ['access.signIn', 'session', false],
      ['access.factorFailed', 'person', true],
      ['access.factor', 'session', false],
      ['access.signOut', 'session', false],
    ]);
    await unlock();
  });

  it('is as fresh with the code as with the password just before, and asks for both to prove it again', async () => {
    const person = await fresh();
    const { visitor: owner } = await signIn(person);
    const { secret } = (await owner.post('/api/access/own/factor')).body as { secret: string };
    await owner.ask('put', '/api/access/own/factor', { code: codeOf(secret, -1) });
    const { visitor } = await signIn(person);
    await doors.test.asSuperuser(`update session set "steppedUpAt" = now() - interval '1 hour' where "personId" = $1`, [
      person.id,
    ]);
    aSecondLater();
    await visitor.post('/api/access/session/code', { code: codeOf(secret) });
    expect((await visitor.post('/api/access/own/factor')).status).toBe(201); // what asks for a fresh proof
    const prove = (body: object) => visitor.post('/api/access/session/step-up', body);
    const refused = await prove({ password: goodPassword, code: '000000' });
    expect([refused.status, refused.body.code]).toEqual([403, 'ACCESS.WRONG_CODE']);
    const proven = await prove({ password: goodPassword, code: codeOf(secret, 1) });
    expect([proven.status, proven.body.personId]).toEqual([200, person.id]);
    // what was right is no guess
    expect(
      await doors.test.asSuperuser(`select failures from sign_in_counter where key = $1`, [`factor:${person.id}`]),
    ).toEqual([]);
    await unlock();
  });

  it('clears away what counts no more: old failures whose lock is over, sessions of a quarter ago', async () => {
    await doors.test.asSuperuser(
      `insert into sign_in_counter (key, failures, since, "lockedUntil") values
         ('account:old', 3, now() - interval '25 hours', null), ('account:over', 5, now() - interval '25 hours', now() - interval '1 hour'),
         ('account:locked', 5, now() - interval '25 hours', now() + interval '1 hour'), ('account:new', 3, now() - interval '23 hours', null)`,
    );
    const person = await fresh();
    for (const days of [89, 91])
      await doors.test.asSuperuser(
        `insert into session (id, "tokenHash", "personId", factor, address, agent, "startedAt", "endedAt", "endedWhy")
         values ($4, sha256($2::bytea), $1, 'password', '', '', now() - make_interval(days => $3), now(), 'revoked')`,
        [person.id, randomBytes(8), days, uuidv7()],
      );
    await signIn(person);
    const left = await doors.test.asSuperuser<{ key: string }>(
      `select key from sign_in_counter where key in ('account:old', 'account:over', 'account:locked', 'account:new') order by key`,
    );
    expect(left.map(({ key }) => key)).toEqual(['account:locked', 'account:new']);
    expect(
      await doors.test.asSuperuser(
        `select 1 from session where "personId" = $1 and "startedAt" < now() - interval '80 days'`,
        [person.id],
      ),
    ).toHaveLength(1);
    await unlock();
  });

  it('answers a wrong password, an unknown name and a stopped account with the same words', async () => {
    const person = await fresh();
    const stopped = await fresh();
    await doors.test.asSuperuser(`update person set status = 'disabled' where id = $1`, [stopped.id]);
    const answers = await Promise.all([
      signIn(person, 'Wrong#password1'),
      signIn({ ...person, loginName: 'nobody.here' }, 'Wrong#password1'),
      signIn(stopped),
    ]);
    const said = answers.map(({ answer }) => [answer.status, { ...answer.body, requestId: '' }]);
    expect(said[0]?.[0]).toBe(401);
    expect(said[1]).toEqual(said[0]);
    expect(said[2]).toEqual(said[0]);
    await unlock();
  });

  it('tries five passwords and no sixth, though they come all at once, and then not even the right one', async () => {
    const person = await fresh();
    const { answer: first } = await signIn(person);
    expect(first.status).toBe(201);
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(person, 'Wrong#password1')));
    const count = (code: string) => answers.filter(({ answer }) => answer.body.code === code).length;
    expect([count('ACCESS.WRONG'), count('ACCESS.LOCKED')]).toEqual([5, 7]);
    const right = await signIn(person);
    expect([right.answer.status, right.answer.body.code]).toEqual([429, 'ACCESS.LOCKED']);
    // an unknown name is locked alike
    for (let i = 0; i < 5; i++) await signIn({ ...person, loginName: 'nobody.too' }, 'Wrong#password1');
    expect((await signIn({ ...person, loginName: 'nobody.too' })).answer.status).toBe(429);
    await doors.test.asSuperuser(`update sign_in_counter set "lockedUntil" = now() - interval '1 second'`);
    expect((await signIn(person)).answer.status).toBe(201);
    await unlock();
  });

  it('locks an address after twenty failures over many names', async () => {
    const guess = (name: string) => signIn({ ...aPerson('x', 'x'), loginName: name }, 'x');
    await guess('guess.1');
    await doors.test.asSuperuser(`update sign_in_counter set failures = 18 where key like 'address:%'`);
    expect((await guess('guess.19')).answer.status).toBe(401);
    expect((await guess('guess.20')).answer.status).toBe(401);
    expect((await signIn(await fresh())).answer.body.code).toBe('ACCESS.LOCKED');
    await unlock();
  });

  it('counts passwords given to prove it again: five wrong ones and then not even the right one, signed in or not', async () => {
    const person = await fresh();
    const { visitor } = await signIn(person);
    const prove = async (password: string) =>
      (await visitor.post('/api/access/session/step-up', { password, code: '' })).body.code as string | undefined;
    for (let n = 0; n < 5; n++) expect(await prove('Wrong#password1')).toBe('ACCESS.WRONG_PASSWORD');
    expect(await prove(goodPassword)).toBe('ACCESS.LOCKED');
    await unlock();
    expect(await prove(goodPassword)).toBeUndefined();
  });

  it('ends with signing out where one signed out, and nowhere else', async () => {
    const person = await fresh();
    const [here, there] = [(await signIn(person)).visitor, (await signIn(person)).visitor];
    expect((await here.ask('delete', '/api/access/session')).status).toBe(204);
    expect((await there.get(list)).status).toBe(200);
  });

  it('asks for no code where it was given already', async () => {
    const person = await fresh();
    const { visitor } = await signIn(person);
    const { secret } = (await visitor.post('/api/access/own/factor')).body as { secret: string };
    await visitor.ask('put', '/api/access/own/factor', { code: codeOf(secret, -1) });
    const again = await visitor.post('/api/access/session/code', { code: codeOf(secret) });
    expect([again.status, again.body.code]).toEqual([409, 'ACCESS.COMPLETE']);
  });

  it('forgets failures of a quarter of an hour ago', async () => {
    const person = await fresh();
    for (let i = 0; i < 4; i++) await signIn(person, 'Wrong#password1');
    await doors.test.asSuperuser(`update sign_in_counter set since = now() - interval '15 minutes 1 second'`);
    for (let i = 0; i < 4; i++) expect((await signIn(person, 'Wrong#password1')).answer.status).toBe(401);
    expect((await signIn(person)).answer.status).toBe(201);
    await unlock();
  });

  it('takes none of ten thousand forged tokens, random ones and neighbours of a real one', async () => {
    const { token } = await signInAs(doors.test.database, await fresh());
    const sessions = doors.app.get(SessionsService);
    expect(await sessions.of(token)).not.toBeNull();
    const forged = Array.from({ length: 10_000 }, (_, i) => {
      if (i % 2 === 0) return randomBytes(32).toString('base64url');
      const bytes = Buffer.from(token, 'base64url');
      bytes[i % 32] = (bytes[i % 32] ?? 0) ^ (1 << (i % 7));
      return bytes.toString('base64url');
    });
    let accepted = 0;
    for (let i = 0; i < forged.length; i += 500) {
      const found = await Promise.all(forged.slice(i, i + 500).map((one) => sessions.of(one)));
      accepted += found.filter((one) => one !== null).length;
    }
    expect(accepted).toBe(0);
    for (const cookie of ['tidu=', 'tidu=x', `tidu=${token}; tidu=${token}`, `__Host-tidu=${token}`])
      expect([cookie, (await doors.stranger.get(list).set('cookie', cookie)).status]).toEqual([cookie, 401]);
  });

  it('gives a token of its own to every sign-in, step and change, and the one before is void', async () => {
    const person = await fresh();
    // a token brought along is not taken over
    const planted = new Visitor(doors);
    planted.cookie = `tidu=${randomBytes(32).toString('base64url')}`;
    const before = planted.cookie;
    const { visitor } = await signIn(person, goodPassword, planted);
    expect(visitor.cookie).not.toBe(before);
    const seen = new Set([visitor.cookie]);
    const old: string[] = [];
    const step = async (method: 'post' | 'put', url: string, body: object) => {
      old.push(visitor.cookie);
      const answer = await visitor.ask(method, url, body);
      expect([url, answer.status]).toEqual([url, 200]);
      seen.add(visitor.cookie);
    };
    await step('post', '/api/access/session/step-up', { password: goodPassword, code: '' });
    await step('put', '/api/access/own/password', { current: goodPassword, password: 'Another#2026y' });
    const { body: offered } = await visitor.post('/api/access/own/factor');
    await step('put', '/api/access/own/factor', { code: codeOf(offered.secret) });
    expect(seen.size).toBe(4);
    for (const cookie of old) expect((await doors.stranger.get(list).set('cookie', cookie)).status).toBe(401);
    expect((await visitor.get(list)).status).toBe(200);
  });

  it('asks for the code where a second factor is set up, lets nothing be done before, and takes no code twice', async () => {
    const person = await fresh();
    const { visitor: first } = await signIn(person);
    const { secret } = (await first.post('/api/access/own/factor')).body as { secret: string };
    expect((await first.ask('put', '/api/access/own/factor', { code: '000000' })).body.code).toBe('ACCESS.WRONG_CODE');
    await first.ask('put', '/api/access/own/factor', { code: codeOf(secret, -1) });

    const { visitor, answer } = await signIn(person);
    expect([answer.body.missing, answer.body.permissions]).toEqual(['code', []]);
    for (const url of [list, '/api/access/own/sessions', '/api/access/persons'])
      expect([url, (await visitor.get(url)).body.code]).toEqual([url, 'ACCESS.FACTOR']);
    expect(
      (await visitor.ask('put', '/api/access/own/password', { current: goodPassword, password: 'Other#2026yy' }))
        .status,
    ).toBe(401);
    expect((await visitor.post('/api/access/session/code', { code: codeOf(secret, -1) })).body.code).toBe(
      'ACCESS.WRONG_CODE',
    );
    const code = codeOf(secret);
    const given = await visitor.post('/api/access/session/code', { code });
    expect([given.status, given.body.missing]).toEqual([200, null]);
    expect((await visitor.get(list)).status).toBe(200);
    expect(
      (await visitor.post('/api/console/enterprise-exports', { list: 'enterprises', format: 'csv' })).body.code,
    ).not.toBe('ACCESS.SECOND_FACTOR');
    // the code was seen over the shoulder: too late
    const { visitor: thief } = await signIn(person);
    expect((await thief.post('/api/access/session/code', { code })).body.code).toBe('ACCESS.WRONG_CODE');
    await unlock();
  });

  it('counts codes apart: a known password does not give more tries at them', async () => {
    const person = await fresh();
    const { visitor: owner } = await signIn(person);
    const { secret } = (await owner.post('/api/access/own/factor')).body as { secret: string };
    await owner.ask('put', '/api/access/own/factor', { code: codeOf(secret) });
    const codes: string[] = [];
    for (let i = 0; i < 8; i++) {
      const { visitor } = await signIn(person);
      codes.push((await visitor.post('/api/access/session/code', { code: '000000' })).body.code as string);
    }
    expect(codes).toEqual([...Array(5).fill('ACCESS.WRONG_CODE'), ...Array(3).fill('ACCESS.LOCKED')]);
    await unlock();
  });

  it('lapses thirty minutes after the last use and twelve hours after the password, by the database’s clock', async () => {
    const { visitor } = await signIn(await fresh());
    const shift = async (column: string, by: string) => {
      await doors.test.asSuperuser(`update session set "${column}" = now() - $1::interval where "endedAt" is null`, [
        by,
      ]);
      aSecondLater();
      return (await visitor.get(list)).status;
    };
    expect(await shift('lastSeenAt', '29 minutes 58 seconds')).toBe(200);
    expect(await shift('lastSeenAt', '30 minutes 1 second')).toBe(401);
    expect(await shift('lastSeenAt', '0 seconds')).toBe(200);
    expect(await shift('startedAt', '11 hours 59 minutes')).toBe(200);
    expect(await shift('startedAt', '12 hours 1 second')).toBe(401);
    // a renewed token does not begin the day anew
    expect(await shift('startedAt', '11 hours 59 minutes')).toBe(200);
    await visitor.post('/api/access/session/step-up', { password: goodPassword, code: '' });
    const rows = await doors.test.asSuperuser<{ hours: number }>(
      `select extract(hour from now() - "startedAt")::int as hours from session order by id desc limit 1`,
    );
    expect(rows[0]?.hours).toBe(11);
  });

  it('is noted as used, once a minute at most', async () => {
    const { visitor } = await signIn(await fresh());
    await doors.test.asSuperuser(
      `update session set "lastSeenAt" = now() - interval '5 minutes' where "endedAt" is null`,
    );
    aSecondLater();
    await visitor.get(list);
    const since = () =>
      doors.test.asSuperuser<{ id: string; at: string }>(
        `select id, "lastSeenAt"::text as at from session where "lastSeenAt" > now() - interval '1 minute' and "endedAt" is null`,
      );
    const noted = await since();
    expect(noted).toHaveLength(1);
    aSecondLater();
    await visitor.get(list);
    expect(await since()).toEqual(noted);
  });

  it('ends at once with signing out, with another password, with a revocation, and nobody ends another’s', async () => {
    const person = await fresh();
    const [{ visitor: here }, { visitor: there }, { visitor: elsewhere }] = [
      await signIn(person),
      await signIn(person),
      await signIn(person),
    ];
    const { visitor: stranger } = await signIn(await fresh());
    const { items } = (await here.get('/api/access/own/sessions')).body as {
      items: { id: string; current: boolean }[];
    };
    const own = items.find(({ current }) => current);
    expect((await stranger.ask('delete', `/api/access/own/sessions/${own?.id ?? ''}`)).status).toBe(404);
    const theirs = (await there.get('/api/access/own/sessions')).body as typeof items extends infer T
      ? { items: T }
      : never;
    const target = theirs.items.find(({ current }) => current);
    expect((await here.ask('delete', `/api/access/own/sessions/${target?.id ?? ''}`)).status).toBe(204);
    expect((await there.get(list)).status).toBe(401);
    await here.ask('put', '/api/access/own/password', { current: goodPassword, password: 'Another#2026y' });
    expect((await elsewhere.get(list)).status).toBe(401);
    const cookie = here.cookie;
    const left = await here.ask('delete', '/api/access/session');
    expect([left.status, left.headers['set-cookie']?.[0]]).toEqual([
      204,
      expect.stringContaining('Expires=Thu, 01 Jan 1970'),
    ]);
    expect((await doors.stranger.get(list).set('cookie', cookie)).status).toBe(401);
  });

  it('takes no change that another page could make a browser send', async () => {
    const { visitor } = await signIn(await fresh());
    const send = (headers: Record<string, string>) =>
      doors.stranger.post('/api/console/scoring-runs').set('cookie', visitor.cookie).set(headers).send({});
    expect((await send({})).body.code).toBe('PLATFORM.FOREIGN_PAGE');
    expect((await send({ 'x-requested-with': 'tidu', 'sec-fetch-site': 'cross-site' })).body.code).toBe(
      'PLATFORM.FOREIGN_PAGE',
    );
    expect((await send({ 'x-requested-with': 'tidu', 'sec-fetch-site': 'same-site' })).body.code).toBe(
      'PLATFORM.FOREIGN_PAGE',
    );
    expect((await send({ 'x-requested-with': 'tidu', 'sec-fetch-site': 'same-origin' })).body.code).toBe(
      'PLATFORM.INVALID',
    );
    // nor can it sign somebody in as somebody else
    const login = await doors.stranger.post('/api/access/sessions').send({ loginName: 'x', password: 'y' });
    expect(login.body.code).toBe('PLATFORM.FOREIGN_PAGE');
  });

  it('asks once more for the password before an export, ten minutes after it was given', async () => {
    const person = await fresh();
    const visitor = new Visitor(doors, await signInAs(doors.test.database, person));
    const exporting = () => visitor.post('/api/console/enterprise-exports', { list: 'enterprises', format: 'csv' });
    expect((await exporting()).body.code).not.toBe('ACCESS.STEP_UP');
    await doors.test.asSuperuser(`update session set "steppedUpAt" = now() - interval '10 minutes 1 second'`);
    aSecondLater();
    expect((await exporting()).body.code).toBe('ACCESS.STEP_UP');
    expect((await visitor.post('/api/access/own/factor')).body.code).toBe('ACCESS.STEP_UP');
    expect((await visitor.get(list)).status).toBe(200);
    // a file that was made already is taken home without, and a decision asks for the second factor alone
    const absent = '01890000-0000-7000-8000-000000000000';
    expect((await visitor.get(`/api/console/enterprise-exports/${absent}/file`)).status).toBe(404);
    const decided = await visitor.post(`/api/console/member-requests/${absent}/approval`, { enterprise: null }, 1);
    expect(decided.status).toBe(404);
    const wrong = await visitor.post('/api/access/session/step-up', { password: 'Wrong#password1', code: '' });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'ACCESS.WRONG_PASSWORD']);
    expect((await visitor.post('/api/access/session/step-up', { password: goodPassword, code: '' })).status).toBe(200);
    expect((await exporting()).body.code).not.toBe('ACCESS.STEP_UP');
  });

  it('gives the next token to who proved themselves, and believes the one before no longer', async () => {
    const person = await fresh();
    const [sessions, service] = [doors.app.get(SessionsService), doors.app.get(SignInService)];
    const tokenOf = ({ cookie }: Visitor) => cookie.replace('tidu=', '');
    const next = async (token: string, prove: (session: Session) => Promise<string>) => {
      const session = await sessions.of(token);
      if (!session) throw new Error('no session');
      const fresher = await prove(session);
      expect(await sessions.of(token)).toBeNull();
      expect(await sessions.of(fresher)).toMatchObject({ personId: person.id, steppedUp: true });
    };
    const { visitor } = await signIn(person);
    const { secret } = (await visitor.post('/api/access/own/factor')).body as { secret: string };
    await next(tokenOf(visitor), (session) => service.stepUp(session, goodPassword, undefined));
    const { visitor: phone } = await signIn(person);
    await phone.ask('put', '/api/access/own/factor', { code: codeOf(secret, -1) });
    const { visitor: second } = await signIn(person);
    await next(tokenOf(second), (session) => service.giveCode(session, codeOf(secret)));
    // ended in this very moment: nothing is shown of it
    const response = { req: { headers: {} }, cookie: () => undefined } as unknown as Response;
    const gone = doors.app.get(StartedSession).show(response, randomBytes(32).toString('base64url'));
    await expect(gone).rejects.toMatchObject({ code: 'ACCESS.SIGN_IN' });
  });

  it('may be done by the identity provider only where there is one', async () => {
    expect((await doors.stranger.get('/api/access/provider')).body).toEqual({ provider: null });
    const refused = await new Visitor(doors).post('/api/access/provider/attempts', { anew: false });
    expect([refused.status, refused.body.code]).toEqual([404, 'ACCESS.NO_PROVIDER']);
  });
});
