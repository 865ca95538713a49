import { MemberAccounts, SessionsService } from '@tidu/access';
import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { ProviderVisit, type StandIn, testPublicUrl, TestProvider } from '@tidu/test/identity-provider';
import { signInAs, type TestPerson } from '@tidu/test/signed-in';
import {
  administrators,
  aPerson,
  codeOf,
  givePassword,
  goodPassword,
  SeveralCookies,
  Visitor,
} from '../testing/visitors';
import { ProviderService } from './provider.service';

const everywhere = { scopeKind: 'everything' };
const list = '/api/console/enterprises?limit=1';

describe('signing in by the identity provider', () => {
  let provider: TestProvider;
  let doors: TestDoors;
  beforeAll(async () => {
    provider = await TestProvider.start();
    doors = await openTestDoors(provider.settings());
  });
  afterAll(async () => {
    await doors.close();
    await provider.stop();
  });
  afterEach(() => doors.test.asSuperuser('delete from sign_in_counter'));

  const sql = (text: string, values: unknown[] = []) => doors.test.asSuperuser<Record<string, unknown>>(text, values);
  const aSecondLater = () => doors.app.get(SessionsService).forget();
  /** A person with a password, tied to an account of the provider. */
  const linked = async (subject: string, person = aPerson('district.officer', 'business', everywhere)) => {
    await signInAs(doors.test.database, person);
    await givePassword(doors, person);
    await sql('delete from provider_link where subject = $1', [subject]);
    await sql(
      `insert into provider_link ("personId", issuer, subject, "linkedBy", "linkedByName") values ($1, $2, $3, $1, 'x')`,
      [person.id, provider.issuer, subject],
    );
    return person;
  };
  const begin = async (visitor: Visitor, anew = false): Promise<string> => {
    const answer = await visitor.post('/api/access/provider/attempts', { anew });
    expect(answer.status).toBe(201);
    return (answer.body as { address: string }).address;
  };
  const comeBack = (visitor: Visitor, answer: string) => visitor.post('/api/access/provider/returns', { answer });
  /** The whole way; `change` alters the address or the answer on it. */
  const enter = async (who: StandIn, visit = new ProviderVisit(), change = { to: same, back: same }) => {
    await provider.standIn(who);
    const visitor = new SeveralCookies(doors);
    const answer = change.back(await visit.walk(change.to(await begin(visitor))));
    return { visitor, answer, back: await comeBack(visitor, answer) };
  };
  const signInBy = async (person: TestPerson) => {
    const visitor = new SeveralCookies(doors);
    const answer = await visitor.post('/api/access/sessions', { loginName: person.loginName, password: goodPassword });
    expect(answer.status).toBe(201);
    return visitor;
  };
  /** The way there and back of who is signed in. */
  const ownWay = async (visitor: Visitor, purpose: string, who: StandIn, code = '', visit = new ProviderVisit()) => {
    await provider.standIn(who);
    const begun = await visitor.post('/api/access/own/provider/attempts', { purpose, code });
    if (begun.status !== 201) return begun;
    return comeBack(visitor, await visit.walk((begun.body as { address: string }).address));
  };

  it('opens the account that was tied, and no other: who is unknown there learns what to do', async () => {
    const person = await linked('zhang');
    const { visitor, back } = await enter({ subject: 'zhang' });
    expect([back.status, back.body.purpose, back.body.session.personId]).toEqual([200, 'signIn', person.id]);
    expect((await visitor.get(list)).status).toBe(200);
    const stranger = await enter({ subject: person.loginName });
    expect([stranger.back.status, stranger.back.body.code]).toEqual([403, 'ACCESS.PROVIDER_UNLINKED']);
    expect(stranger.back.body.detail).toContain(person.loginName);
    expect((await stranger.visitor.get(list)).status).toBe(401);
    expect(await sql(`select action, after from audit_entry where "personId" = $1`, [person.id])).toEqual([
      { action: 'access.signIn', after: { by: 'provider' } },
    ]);
    // somebody else's session is open at this desk: whoever comes back is who is signed in
    const other = await linked('qian');
    await provider.standIn({ subject: 'qian' });
    const changed = await comeBack(visitor, await new ProviderVisit().walk(await begin(visitor, true)));
    expect([changed.status, changed.body.session.personId]).toEqual([200, other.id]);
  });

  it('sends PKCE, state and nonce along, and says that it is there', async () => {
    const asked = new URL(await begin(new SeveralCookies(doors))).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)).toHaveLength(43);
    expect(asked.get('prompt')).toBeNull();
    const anew = new URL(await begin(new SeveralCookies(doors), true)).searchParams;
    expect([anew.get('prompt'), anew.get('max_age')]).toEqual(['login', '0']);
    expect((await doors.stranger.get('/api/access/provider')).body).toEqual({ provider: { label: '统一身份认证' } });
  });

  it('takes no other state, no other browser, and nothing twice', async () => {
    await linked('li');
    const strayed = await enter({ subject: 'li' }, undefined, {
      to: same,
      back: (a) => a.replace(/state=[^&]+/, 'state=x'),
    });
    expect([strayed.back.status, strayed.back.body.code]).toEqual([401, 'ACCESS.PROVIDER_STATE']);
    const { visitor, answer, back } = await enter({ subject: 'li' });
    expect(back.status).toBe(200);
    expect((await comeBack(visitor, answer)).body.code).toBe('ACCESS.PROVIDER_STATE');
    expect((await comeBack(new SeveralCookies(doors), answer)).body.code).toBe('ACCESS.PROVIDER_STATE');
    // the code again, on a way of its own
    const thief = new SeveralCookies(doors);
    const state = new URL(await begin(thief)).searchParams.get('state') ?? '';
    const replayed = await comeBack(thief, answer.replace(/state=[^&]+/, `state=${state}`));
    expect([replayed.status, replayed.body.code]).toEqual([401, 'ACCESS.PROVIDER_ANSWER']);
    // too late
    const slow = new SeveralCookies(doors);
    await provider.standIn({ subject: 'li' });
    const late = await new ProviderVisit().walk(await begin(slow));
    await sql(`update provider_attempt set "startedAt" = now() - interval '15 minutes 1 second'`);
    expect((await comeBack(slow, late)).body.code).toBe('ACCESS.PROVIDER_STATE');
  });

  it('takes no answer that was signed for another nonce', async () => {
    await linked('wang');
    const to = (address: string) => address.replace(/nonce=[^&]+/, 'nonce=another');
    const { back } = await enter({ subject: 'wang' }, undefined, { to, back: same });
    expect([back.status, back.body.code]).toEqual([401, 'ACCESS.PROVIDER_ANSWER']);
  });

  it.each(['none', 'signature'] as const)('takes no token that isn’t signed by the provider (%s)', async (forge) => {
    await linked(`forged ${forge}`);
    const { visitor, back } = await enter({ subject: `forged ${forge}`, forge });
    expect([back.status, back.body.code]).toEqual([401, 'ACCESS.PROVIDER_ANSWER']);
    expect((await visitor.get(list)).status).toBe(401);
    expect((await enter({ subject: `forged ${forge}` })).back.status).toBe(200);
  });

  it('says when the person turned back, and doesn’t count it as a guess', async () => {
    const { back } = await enter({ subject: 'x', deny: true });
    expect([back.status, back.body.code]).toEqual([401, 'ACCESS.PROVIDER_REFUSED']);
    expect(await sql('select key from sign_in_counter')).toEqual([]);
  });

  it('locks an address that comes back in vain, and opens no account whose password is being guessed', async () => {
    const person = await linked('locked');
    for (let i = 0; i < 20; i++) await comeBack(new SeveralCookies(doors), 'state=x&code=y');
    expect((await enter({ subject: 'locked' })).back.body.code).toBe('ACCESS.LOCKED');
    await sql('delete from sign_in_counter');
    for (let i = 0; i < 5; i++)
      await doors.stranger
        .post('/api/access/sessions')
        .set('x-requested-with', 'tidu')
        .send({ loginName: person.loginName, password: 'Wrong#password1' });
    expect((await enter({ subject: 'locked' })).back.body.code).toBe('ACCESS.LOCKED');
  });

  it('answers a stopped account as an unknown one; stopping and a new link untie it', async () => {
    const { system } = await administrators(doors);
    const person = await linked('gone');
    const before = await enter({ subject: 'gone' });
    const [{ version } = { version: 0 }] = (await sql('select version from person where id = $1', [person.id])) as {
      version: number;
    }[];
    await sql(`update person set status = 'disabled' where id = $1`, [person.id]);
    expect((await enter({ subject: 'gone' })).back.body.code).toBe('ACCESS.PROVIDER_UNLINKED');
    const acts = await sql(
      `select action, "objectType", "objectId" = "personId"::text as own from audit_entry where "personId" = $1 order by id desc limit 1`,
      [person.id],
    );
    expect(acts).toEqual([{ action: 'access.signInFailed', objectType: 'person', own: true }]);
    await sql(`update person set status = 'active' where id = $1`, [person.id]);
    const stopped = await system.ask(
      'patch',
      `/api/access/persons/${person.id}`,
      { enabled: false, reason: '离职' },
      version,
    );
    expect([stopped.status, stopped.body.providerSubject]).toEqual([200, null]);
    expect((await before.visitor.get(list)).status).toBe(401);
    expect((await enter({ subject: 'gone' })).back.body.code).toBe('ACCESS.PROVIDER_UNLINKED');
  });

  it('counts as a second factor only by the words that the settings name', async () => {
    await linked('weak', aPerson('district.leader', 'business', everywhere));
    const exporting = (visitor: Visitor) =>
      visitor.post('/api/console/enterprise-exports', { format: 'csv', filter: {}, ids: null, columns: null });
    const weak = await enter({ subject: 'weak', amr: ['pwd', 'sms'] });
    expect(weak.back.body.session.needsFactor).toBe(true);
    expect((await exporting(weak.visitor)).body.code).toBe('ACCESS.SECOND_FACTOR');
    const strong = await enter({ subject: 'weak', amr: ['pwd', 'mfa'] });
    expect(strong.back.body.session.needsFactor).toBe(false);
    expect((await exporting(strong.visitor)).status).toBe(202);
  });

  it('is as fresh a proof as the provider says: known there for long, one is asked again before an export', async () => {
    await linked('old', aPerson('district.leader', 'business', everywhere));
    const visit = new ProviderVisit();
    const { visitor } = await enter({ subject: 'old', amr: ['mfa'] }, visit);
    const exporting = () =>
      visitor.post('/api/console/enterprise-exports', { format: 'csv', filter: {}, ids: null, columns: null });
    expect((await exporting()).status).toBe(202);
    await sql(`update session set "steppedUpAt" = now() - interval '11 minutes'`);
    aSecondLater();
    expect((await exporting()).body.code).toBe('ACCESS.STEP_UP');
    const other = await ownWay(visitor, 'stepUp', { subject: 'somebody', amr: ['mfa'] });
    expect([other.status, other.body.code]).toEqual([403, 'ACCESS.PROVIDER_OTHER']);
    const weak = await ownWay(visitor, 'stepUp', { subject: 'old', amr: ['pwd'] });
    expect(weak.body.code).toBe('ACCESS.PROVIDER_WEAK');
    const failed = await sql(
      `select "objectType", "objectId" = "personId"::text as own from audit_entry
       where action = 'access.stepUpFailed' and "personId" = (select "personId" from provider_link where subject = 'old')`,
    );
    expect(failed).toEqual([{ objectType: 'person', own: true }]);
    expect((await exporting()).body.code).toBe('ACCESS.STEP_UP');
    const proven = await ownWay(visitor, 'stepUp', { subject: 'old', amr: ['mfa'] }, '', visit);
    expect([proven.status, proven.body.purpose]).toEqual([200, 'stepUp']);
    expect((await exporting()).status).toBe(202);
  });

  it('takes no proof of before it was asked for', async () => {
    await linked('stale', aPerson('district.leader', 'business', everywhere));
    const visit = new ProviderVisit();
    const { visitor } = await enter({ subject: 'stale', amr: ['mfa'] }, visit);
    const begun = await visitor.post('/api/access/own/provider/attempts', { purpose: 'stepUp', code: '' });
    const silent = new URL((begun.body as { address: string }).address);
    const anew = ({ searchParams }: URL) => [searchParams.get('prompt'), searchParams.get('max_age')];
    expect(anew(silent)).toEqual(['login', '0']);
    const link = await visitor.post('/api/access/own/provider/attempts', { purpose: 'link', code: '' });
    expect(anew(new URL((link.body as { address: string }).address))).toEqual(['login', '0']);
    visitor.cookies.set('tidu-provider', begun.headers['set-cookie']?.[0]?.split(/[=;]/)[1] ?? '');
    for (const name of ['prompt', 'max_age']) silent.searchParams.delete(name);
    const answer = await visit.walk(silent.href);
    await sql(`update provider_attempt set "startedAt" = now() + interval '2 minutes'`);
    expect((await comeBack(visitor, answer)).body.code).toBe('ACCESS.PROVIDER_STALE');
  });

  it('ties the account of who is signed in, freshly proven, to one person alone, and unties it', async () => {
    const person = aPerson('district.officer', 'business', everywhere);
    await signInAs(doors.test.database, person);
    await givePassword(doors, person);
    const visitor = await signInBy(person);
    await sql(`update session set "steppedUpAt" = null`);
    aSecondLater();
    expect((await ownWay(visitor, 'link', { subject: 'new' })).body.code).toBe('ACCESS.STEP_UP');
    await visitor.post('/api/access/session/step-up', { password: goodPassword, code: '' });
    await linked('taken');
    expect((await ownWay(visitor, 'link', { subject: 'taken' })).body.code).toBe('ACCESS.PROVIDER_TAKEN');
    const tied = await ownWay(visitor, 'link', { subject: 'new' });
    expect([tied.status, tied.body.session.providerSubject]).toEqual([200, 'new']);
    expect((await enter({ subject: 'new' })).back.body.session.personId).toBe(person.id);
    // another's session can't finish what this one began
    await provider.standIn({ subject: 'new2' });
    const begun = await visitor.post('/api/access/own/provider/attempts', { purpose: 'link', code: '' });
    const answer = await new ProviderVisit().walk((begun.body as { address: string }).address);
    const thief = await signInBy(await linked('thief'));
    thief.cookies.set('tidu-provider', visitor.cookies.get('tidu-provider') ?? '');
    expect((await comeBack(thief, answer)).body.code).toBe('ACCESS.PROVIDER_STATE');
    expect((await visitor.ask('delete', '/api/access/own/provider')).status).toBe(204);
    expect((await enter({ subject: 'new' })).back.body.code).toBe('ACCESS.PROVIDER_UNLINKED');
    expect((await visitor.ask('delete', '/api/access/own/provider')).body.code).toBe('ACCESS.NOT_LINKED');
  });

  it('lets an administrator enter it, ends the sessions, and has another make sure anew who it is', async () => {
    const { system, security } = await administrators(doors);
    const mark = uuidv7().slice(-12);
    const made = await system.post('/api/access/persons', {
      loginName: `sso.${mark}`,
      displayName: '认证',
      duty: 'business',
    });
    const { id } = (made.body as { person: { id: string } }).person;
    const set = (body: object, version: number) =>
      system.ask('put', `/api/access/persons/${id}/provider`, body, version);
    const entered = await set({ subject: `E${mark}`, reason: '人事处名单' }, 1);
    expect([entered.status, entered.body.providerSubject]).toEqual([200, `E${mark}`]);
    expect((await set({ subject: 'E101', reason: 'x' }, 1)).status).toBe(409);
    expect(
      (await security.ask('put', `/api/access/persons/${id}/provider`, { subject: 'E1', reason: 'x' }, 2)).status,
    ).toBe(403);
    // needs no password: the first way in by the provider makes the account active, and the link void
    const { visitor, back } = await enter({ subject: `E${mark}`, amr: ['mfa'] });
    expect([back.status, back.body.session.missing, back.body.session.hasPassword]).toEqual([200, 'grant', false]);
    const token = (made.body as { link: { path: string } }).link.path.split('#')[1];
    expect((await new Visitor(doors).post('/api/access/link-holders', { token })).status).toBe(404);
    expect((await visitor.ask('delete', '/api/access/own/provider')).body.code).toBe('ACCESS.NO_PASSWORD');
    const grant = { role: 'district.officer', scopeKind: 'everything', scopeId: null, reason: '上岗' };
    expect((await security.post(`/api/access/persons/${id}/grants`, grant)).status).toBe(201);
    expect((await enter({ subject: `E${mark}`, amr: ['mfa'] })).back.body.session.missing).toBeNull();
    const [{ version } = { version: 0 }] = (await sql('select version from person where id = $1', [id])) as {
      version: number;
    }[];
    // who enters another account can't act as this person by it
    const swapped = await set({ subject: `own ${mark}`, reason: '更换' }, version);
    expect([swapped.status, swapped.body.confirmedAt]).toEqual([200, null]);
    const intruder = await enter({ subject: `own ${mark}`, amr: ['mfa'] });
    expect((await intruder.visitor.get(list)).body.code).toBe('ACCESS.NOT_GRANTED');
    const [first, kept] = await sql(
      `select before, after, reason from audit_entry where action = 'access.linkProvider' and "objectId" = $1 order by id`,
      [id],
    );
    expect(first).toMatchObject({ before: null, reason: '人事处名单' });
    expect(kept).toEqual({
      before: { subject: `E${mark}` },
      after: { issuer: provider.issuer, subject: `own ${mark}` },
      reason: '更换',
    });
    const enterprise = await system.post('/api/access/persons', {
      loginName: `member.${mark}`,
      displayName: '企',
      duty: 'member',
    });
    const member = (enterprise.body as { person: { id: string } }).person.id;
    const refused = await system.ask('put', `/api/access/persons/${member}/provider`, { subject: 'x', reason: 'x' }, 1);
    expect(refused.body.code).toBe('ACCESS.OTHER_DUTY');
  });

  it('still asks for the code of the phone where one is set up and the provider vouches for none', async () => {
    const person = await linked('totp');
    await sql(`update credential set "totpSecret" = 'x', "totpSince" = now() where "personId" = $1`, [person.id]);
    const { visitor, back } = await enter({ subject: 'totp' });
    expect(back.body.session.missing).toBe('code');
    expect((await visitor.get(list)).body.code).toBe('ACCESS.FACTOR');
    expect((await enter({ subject: 'totp', amr: ['mfa'] })).back.body.session.missing).toBeNull();
  });

  it('whose proof there is of long ago stays so with the code of the phone', async () => {
    const person = await linked('known', aPerson('district.leader', 'business', everywhere));
    const owner = await signInBy(person);
    const { secret } = (await owner.post('/api/access/own/factor')).body as { secret: string };
    expect((await owner.ask('put', '/api/access/own/factor', { code: codeOf(secret, -1) })).status).toBe(200);
    const give = async (ago: string, offset: number) => {
      const { visitor, back } = await enter({ subject: 'known' });
      expect(back.body.session.missing).toBe('code');
      await sql(`update session set "steppedUpAt" = now() - $2::interval where "personId" = $1 and "endedAt" is null`, [
        ...[person.id, ago],
      ]);
      aSecondLater();
      const given = await visitor.post('/api/access/session/code', { code: codeOf(secret, offset) });
      expect([given.status, given.body.missing]).toEqual([200, null]);
      return String((await visitor.post('/api/access/own/factor')).body.code);
    };
    expect(await give('1 hour', 0)).toBe('ACCESS.STEP_UP');
    expect(await give('1 second', 1)).toBe('undefined');
  });

  it('proves it again by the provider only where it is tied, and with the code of the phone where one is set up', async () => {
    const plain = aPerson('district.officer', 'business', everywhere);
    await signInAs(doors.test.database, plain);
    await givePassword(doors, plain);
    const untied = await ownWay(await signInBy(plain), 'stepUp', { subject: 'x' });
    expect([untied.status, untied.body.code]).toEqual([409, 'ACCESS.NOT_LINKED']);
    // who came in by a password needs no factor of the provider's
    const simple = await signInBy(await linked('simple'));
    expect((await ownWay(simple, 'stepUp', { subject: 'simple', amr: ['pwd'] })).status).toBe(200);
    const person = await linked('careful', aPerson('district.leader', 'business', everywhere));
    const visitor = await signInBy(person);
    const { secret } = (await visitor.post('/api/access/own/factor')).body as { secret: string };
    await visitor.ask('put', '/api/access/own/factor', { code: codeOf(secret, -1) });
    const prove = (code: string, of = visitor) => ownWay(of, 'stepUp', { subject: 'careful', amr: ['mfa'] }, code);
    for (const code of ['', '000000']) expect((await prove(code)).body.code).toBe('ACCESS.WRONG_CODE');
    await sql(`update session set "steppedUpAt" = now() - interval '1 hour' where "personId" = $1`, [person.id]);
    aSecondLater();
    const proven = await prove(codeOf(secret));
    expect([proven.status, proven.body.purpose]).toEqual([200, 'stepUp']);
    expect((await visitor.post('/api/access/own/factor')).status).toBe(201); // what asks for a fresh proof
    // who lives by the provider's own second factor isn't asked for another
    const { visitor: other } = await enter({ subject: 'careful', amr: ['mfa'] });
    expect((await prove('', other)).status).toBe(200);
    const acts = await sql(
      `select action, after from audit_entry where "personId" = $1 and action in ('access.signIn', 'access.stepUp') order by id`,
      [person.id],
    );
    expect(acts).toEqual([
      { action: 'access.signIn', after: null },
      { action: 'access.stepUp', after: { by: 'provider' } },
      { action: 'access.signIn', after: { by: 'providerFactor' } },
      { action: 'access.stepUp', after: { by: 'provider' } },
    ]);
    // nothing of it was a guess
    expect(await sql('select key from sign_in_counter')).toEqual([]);
  });

  it('is entered, changed and taken away by an administrator, for staff that works, and never for oneself', async () => {
    const { system } = await administrators(doors);
    const person = await linked('before');
    const visitor = await signInBy(person);
    const versionOf = async () =>
      Number((await sql('select version from person where id = $1', [person.id]))[0]?.version);
    const set = async (subject: string | null, version?: number, id = person.id) =>
      system.ask(
        'put',
        `/api/access/persons/${id}/provider`,
        { subject, reason: '核对' },
        version ?? (await versionOf()),
      );
    await linked('anothers');
    const taken = await set('anothers');
    expect([taken.status, taken.body.code, taken.body.errors]).toEqual([
      ...[409, 'ACCESS.PROVIDER_TAKEN', [expect.objectContaining({ where: { field: 'subject' }, value: 'anothers' })]],
    ]);
    expect((await visitor.get(list)).status).toBe(200);
    const stale = await set(null, 99);
    expect([stale.status, stale.body.code]).toEqual([409, 'PLATFORM.STALE']);
    const version = await versionOf();
    const gone = await set(null);
    expect(gone.body).toMatchObject({ providerSubject: null, version: version + 1, changedByName: expect.any(String) });
    expect(gone.body.changedByName).not.toBe(person.displayName);
    expect(gone.body.confirmedAt).not.toBeNull(); // nobody can come in by it: who it is needn't be made sure anew
    expect((await visitor.get(list)).status).toBe(401);
    expect((await set(null)).body.code).toBe('ACCESS.NOT_LINKED');
    const [entry] = await sql(
      `select before, after, reason from audit_entry where action = 'access.unlinkProvider' and "objectId" = $1`,
      [person.id],
    );
    expect(entry).toEqual({ before: { subject: 'before' }, after: null, reason: '核对' });
    await sql(`update person set status = 'disabled' where id = $1`, [person.id]);
    expect((await set('again')).body.code).toBe('ACCESS.DISABLED');
    const me = (await system.get('/api/access/session')).body as { session: { personId: string } };
    expect((await set('mine', 1, me.session.personId)).body.code).toBe('ACCESS.OWN_ACCOUNT');
  });

  it('is untied by who proved themselves just before, and is of no use to enterprises’ people', async () => {
    const person = await linked('loose');
    const visitor = await signInBy(person);
    const untie = () => visitor.ask('delete', '/api/access/own/provider');
    await sql(`update session set "steppedUpAt" = null where "personId" = $1`, [person.id]);
    aSecondLater();
    expect((await untie()).body.code).toBe('ACCESS.STEP_UP');
    await visitor.post('/api/access/session/step-up', { password: goodPassword, code: '' });
    expect((await untie()).status).toBe(204);
    const own = (await visitor.get('/api/access/session')).body as { session: { providerSubject: string | null } };
    expect(own.session.providerSubject).toBeNull();
    const noted = await sql(
      `select action, before, reason from audit_entry where "personId" = $1 and "objectType" = 'person' and "objectId" = $1::text`,
      [person.id],
    );
    expect(noted).toEqual([{ action: 'access.unlinkProvider', before: { subject: 'loose' }, reason: null }]);
    const accounts = doors.app.get(MemberAccounts);
    const ready = await accounts.ready({ ...aPerson('', 'member'), password: goodPassword });
    const { token } = await doors.test.database.write(systemActor, (tx) =>
      accounts.create(tx, ready, { address: '::1', agent: 'test' }),
    );
    const theirs = new Visitor(doors);
    theirs.cookie = `tidu=${token}`;
    const refused = await theirs.post('/api/access/own/provider/attempts', { purpose: 'link', code: '' });
    expect([refused.status, refused.body.code]).toEqual([409, 'ACCESS.OTHER_DUTY']);
  });

  it('gives the next token to who proved themselves there, and believes the one before no longer', async () => {
    const person = await linked('next');
    const visitor = await signInBy(person);
    const [sessions, service] = [doors.app.get(SessionsService), doors.app.get(ProviderService)];
    const token = visitor.cookies.get('tidu') ?? '';
    const session = await sessions.of(token);
    if (!session) throw new Error('no session');
    await provider.standIn({ subject: 'next' });
    const { address, token: way } = await service.beginStepUp(session, '', `${testPublicUrl}/sign-in/provider`);
    const answer = await new ProviderVisit().walk(address);
    expect(await sessions.of(token)).not.toBeNull();
    const proven = await service.finish(way, answer, session, { address: '::1', agent: 'test' });
    expect([await sessions.of(token), proven.purpose]).toEqual([null, 'stepUp']);
    expect(await sessions.of(proven.token)).toMatchObject({ personId: person.id });
  });

  it('says so while the provider is down, before and after the way there', async () => {
    await provider.standIn({ subject: 'zhang' });
    const visitor = new SeveralCookies(doors);
    const answer = await new ProviderVisit().walk(await begin(visitor));
    await provider.stop();
    const back = await comeBack(visitor, answer);
    expect([back.status, back.body.code]).toEqual([503, 'ACCESS.PROVIDER_DOWN']);
    const other = await openTestDoors(provider.settings());
    try {
      const refused = await new Visitor(other).post('/api/access/provider/attempts', { anew: false });
      expect([refused.status, refused.body.code]).toEqual([503, 'ACCESS.PROVIDER_DOWN']);
    } finally {
      await other.close();
      await provider.startAgain();
    }
  });
});

const same = (text: string) => text;
