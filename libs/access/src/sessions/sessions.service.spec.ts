import { type PermissionName, systemActor } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { signInAs } from '@tidu/test/signed-in';
import { newToken } from '../secrets/token';
import { aPerson } from '../testing/visitors';
import { Admissions } from './admissions';
import type { SessionRequest } from './session';
import { SessionAuthenticator } from './session-authenticator';
import { SessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';

const visitor = { address: '10.0.0.1', agent: 'Mozilla' };

describe('sessions', () => {
  let test: TestDatabase;
  let sessions: SessionsService;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  beforeEach(() => {
    sessions = new SessionsService(test.database);
  });

  const sql = (text: string, values: unknown[] = []) => test.asSuperuser<Record<string, unknown>>(text, values);
  const somebody = async () => {
    const person = aPerson('district.officer', 'business', { scopeKind: 'everything' });
    await signInAs(test.database, person);
    await sql('delete from session where "personId" = $1', [person.id]);
    return person.id;
  };
  const open = (id: string, from = visitor, provenAt?: number | null) =>
    test.database.write(systemActor, (tx) => sessions.open(tx, id, 'password', from, provenAt));
  const row = async (id: string) => (await sql('select * from session where id = $1', [id]))[0];
  const freshness = async (id: string) =>
    (
      await sql(`select round(extract(epoch from now() - "steppedUpAt"))::int as age from session where id = $1`, [id])
    )[0]?.age;

  it('are known by their token alone', async () => {
    const id = await somebody();
    const { id: session, token } = await open(id);
    expect(await sessions.of(token)).toMatchObject({ id: session, personId: id, factor: 'password', steppedUp: true });
    expect(await sessions.of(newToken())).toBeNull();
    for (const text of ['', 'x', `${token}x`, ` ${token}`]) expect(await sessions.of(text)).toBeNull();
  });

  it('are believed for a second, unless something was changed here; what failed is asked anew', async () => {
    const { id, token } = await open(await somebody());
    const first = await sessions.of(token);
    await sql('update session set "endedAt" = now(), "endedWhy" = $2 where id = $1', [id, 'revoked']);
    expect(await sessions.of(token)).toBe(first);
    sessions.forget();
    expect(await sessions.of(token)).toBeNull();
    await sql('update session set "endedAt" = null, "endedWhy" = null where id = $1', [id]);
    expect(await sessions.of(token)).toBeNull();
    await new Promise((done) => setTimeout(done, 1_050));
    expect(await sessions.of(token)).toMatchObject({ id });
    sessions.forget();
    await sql('alter table session rename to session_away');
    await expect(sessions.of(token)).rejects.toThrow();
    await sql('alter table session_away rename to session');
    expect(await sessions.of(token)).toMatchObject({ id });
  });

  it('are each believed for that second, whatever others are asked for meanwhile', async () => {
    const [one, other] = [await open(await somebody()), await open(await somebody())];
    const [first] = [await sessions.of(one.token), await sessions.of(other.token)];
    await sql('update session set "endedAt" = now(), "endedWhy" = $2 where id = $1', [one.id, 'revoked']);
    expect(await sessions.of(one.token)).toBe(first);
  });

  it('are asked of no database where what was sent is no token', async () => {
    const gone = await createTestDatabase();
    await gone.drop();
    const without = new SessionsService(gone.database);
    for (const text of ['', 'x', `${newToken()}x`]) {
      expect(await without.of(text)).toBeNull();
      await expect(without.supersede(text)).resolves.toBeUndefined();
    }
    await expect(without.of(newToken())).rejects.toThrow();
  });

  it('say when they were used last, to the minute', async () => {
    const { id, token } = await open(await somebody());
    const seen = async () =>
      (await sql('select extract(epoch from now() - "lastSeenAt")::int as age from session where id = $1', [id]))[0]
        ?.age;
    const age = (seconds: number) =>
      sql(`update session set "lastSeenAt" = now() - make_interval(secs => $2) where id = $1`, [id, seconds]);
    for (const [before, after] of [
      [50, 50],
      [70, 0],
    ] as const) {
      await age(before);
      sessions.forget();
      expect(await sessions.of(token)).toMatchObject({ id });
      expect(Math.abs(Number(await seen()) - after)).toBeLessThanOrEqual(5);
    }
  });

  it('keep where they were begun, as far as there is room, and how fresh the proof was', async () => {
    const person = await somebody();
    const long = await open(person, { address: 'a'.repeat(300), agent: 'b'.repeat(300) });
    expect(await row(long.id)).toMatchObject({ address: 'a'.repeat(100), agent: 'b'.repeat(200) });
    expect(await freshness(long.id)).toBe(0);
    const now = Date.now() / 1000;
    const of = async (provenAt: number | null) => freshness((await open(person, visitor, provenAt)).id);
    expect(await of(now - 90)).toBeGreaterThanOrEqual(89);
    expect(await of(now + 3600)).toBe(0); // a clock that goes ahead
    expect(await of(null)).toBeNull();
  });

  it('get another token, and stay what they were; one that was ended gets none', async () => {
    const { id, token } = await open(await somebody());
    await sql(
      `update session set "startedAt" = now() - interval '2 hours', "steppedUpAt" = now() - interval '1 hour' where id = $1`,
      [id],
    );
    const renew = (one: string, steppedUp: boolean) =>
      test.database.write(systemActor, (tx) => sessions.renew(tx, { id: one, factor: 'totp' }, steppedUp));
    const next = await renew(id, false);
    const [before, after] = [await row(id), await row(next.id)];
    expect(before).toMatchObject({ endedWhy: 'renewed' });
    expect(after).toMatchObject({
      ...{ factor: 'totp', address: visitor.address, agent: visitor.agent, endedAt: null },
      ...{ startedAt: before?.startedAt, steppedUpAt: before?.steppedUpAt },
    });
    expect(await sessions.of(token)).toBeNull();
    expect(await sessions.of(next.token)).toMatchObject({ id: next.id });
    expect(await freshness((await renew(next.id, true)).id)).toBe(0);
    await expect(renew(next.id, true)).rejects.toMatchObject({ code: 'ACCESS.SIGN_IN', kind: 'unauthenticated' });
    expect(await sql('select 1 from session where "personId" = $1', [String(after?.personId)])).toHaveLength(3);
  });

  it('end all of a person, all but one, or one, each once, and of nobody else', async () => {
    const [person, other] = [await somebody(), await somebody()];
    const [one, two, three] = [await open(person), await open(person), await open(person)];
    await open(other);
    const end = (which: { only?: string; except?: string } = {}, of = person) =>
      test.database.write(systemActor, (tx) => sessions.end(tx, of, 'rights', which));
    expect(await end({ only: one.id }, other)).toBe(0);
    expect(await end({ only: one.id })).toBe(1);
    expect(await end({ only: one.id })).toBe(0);
    expect(await end({ except: two.id })).toBe(1);
    const ended = async () =>
      (await sql('select id from session where "personId" = $1 and "endedWhy" = $2', [person, 'rights'])).length;
    expect([await ended(), (await row(two.id))?.endedAt, (await row(three.id))?.endedWhy]).toEqual([2, null, 'rights']);
    expect(await end()).toBe(1);
    expect(await sql('select 1 from session where "personId" = $1 and "endedAt" is null', [other])).toHaveLength(1);
  });

  it('are superseded by the token a browser came with, at once', async () => {
    const { id, token } = await open(await somebody());
    expect(await sessions.of(token)).not.toBeNull();
    await sessions.supersede('');
    await sessions.supersede(newToken());
    expect((await row(id))?.endedAt).toBeNull();
    await sessions.supersede(token);
    expect(await row(id)).toMatchObject({ endedWhy: 'renewed' });
    expect(await sessions.of(token)).toBeNull();
  });

  it('say whether there is a password, how old it is, what is tied, and whether the proof is fresh', async () => {
    const person = await somebody();
    const { id, token } = await open(person);
    const read = () => {
      sessions.forget();
      return sessions.of(token);
    };
    expect(await read()).toMatchObject({
      hasFactor: false,
      hasPassword: false,
      passwordDays: 0,
      providerSubject: null,
    });
    expect(await read()).not.toHaveProperty('stale');
    await sql(
      `insert into credential ("personId", "passwordHash", "passwordSetAt", "totpSecret", "totpSince") values ($1, 'x', now() - interval '91 days', 'x', now())`,
      [person],
    );
    await sql(
      `insert into provider_link ("personId", issuer, subject, "linkedBy", "linkedByName") values ($1, 'i', $2, $1, 'x')`,
      [person, person],
    );
    expect(await read()).toMatchObject({
      hasFactor: true,
      hasPassword: true,
      passwordDays: 91,
      providerSubject: person,
    });
    await sql(`update session set "steppedUpAt" = now() - interval '10 minutes 1 second' where id = $1`, [id]);
    expect(await read()).toMatchObject({ steppedUp: false, confirmed: true, demo: false });
    await sql(`update person set "confirmedAt" = null, "confirmedBy" = null where id = $1`, [person]);
    expect(await read()).toMatchObject({ confirmed: false });
  });

  it('open what another room decides on, with the same care, to whom that room lets in', async () => {
    const admissions = new Admissions();
    const authenticator = new SessionAuthenticator(sessions, new SessionCookie(false), admissions);
    const { id: session, token } = await open(await somebody());
    const admit = (permission: PermissionName, method = 'POST') => {
      sessions.forget();
      return authenticator.admit({ method, headers: { cookie: `tidu=${token}` } } as SessionRequest, permission);
    };
    const code = (permission: PermissionName, method?: string) =>
      admit(permission, method).catch((error: { code: string }) => error.code);
    // by a role of this room: this one may not
    expect(await code('members.view')).toBe('PLATFORM.FORBIDDEN');
    const asked: unknown[] = [];
    admissions.decide(['members.view', 'members.decide', 'audit.export'], ({ method }, { id }, permission) => {
      asked.push([method, id, permission]);
      return { ...systemActor, name: '企业' };
    });
    expect(await admit('members.view')).toMatchObject({ name: '企业' });
    // a decision asks for the second factor, an export besides for a fresh proof, though it isn't asked to look
    expect([await code('members.decide'), await code('audit.export')]).toEqual([
      ...['ACCESS.SECOND_FACTOR', 'ACCESS.SECOND_FACTOR'],
    ]);
    await sql(`update session set factor = 'totp', "steppedUpAt" = null where id = $1`, [session]);
    expect(await code('audit.export')).toBe('ACCESS.STEP_UP');
    expect(asked).toEqual([['POST', session, 'members.view']]);
    for (const [permission, method] of [
      ['members.decide', 'POST'],
      ['audit.export', 'GET'],
    ] as const)
      expect(await admit(permission, method)).toMatchObject({ name: '企业' });
    expect(asked).toHaveLength(3);
    // what was given is told apart from what is missing
    await sql(
      `update role_grant set "validUntil" = '2020-02-01' where "personId" in (select "personId" from session where id = $1)`,
      [session],
    );
    expect(await code('enterprises.read')).toBe('ACCESS.NOT_GRANTED');
    await sql(
      `update role_grant set "validUntil" = null where "personId" in (select "personId" from session where id = $1)`,
      [session],
    );
    expect(await code('access.persons')).toBe('PLATFORM.FORBIDDEN');
    await sql(
      `update person set "confirmedAt" = null, "confirmedBy" = null where id in (select "personId" from session where id = $1)`,
      [session],
    );
    expect(await code('access.persons')).toBe('ACCESS.NOT_GRANTED');
    expect(await admit('access.own')).toMatchObject({ scope: { everything: false, regions: [], enterprises: [] } });
  });
});
