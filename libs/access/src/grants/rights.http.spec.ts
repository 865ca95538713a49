import { SessionsService } from '@tidu/access';
import { makeCreditCode } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { signInAs } from '@tidu/test/signed-in';
import fc from 'fast-check';
import { administrators, aPerson, goodPassword, Visitor } from '../testing/visitors';

const list = '/api/console/enterprises?limit=1';
const grantOf = (role: string, scopeKind: string | null = 'everything', scopeId: string | null = null) => ({
  ...{ role, scopeKind, scopeId, reason: '任命文件' },
});

describe('accounts and rights', () => {
  let doors: TestDoors;
  let admins: Awaited<ReturnType<typeof administrators>>;
  beforeAll(async () => {
    doors = await openTestDoors();
    admins = await administrators(doors);
  });
  afterAll(() => doors.close());

  let serial = 0;
  const invite = async (duty = 'business') => {
    const body = { loginName: `staff.${++serial}`, displayName: `职工${serial}`, duty };
    const made = await admins.system.post('/api/access/persons', body);
    expect([body.loginName, made.status]).toEqual([body.loginName, 201]);
    const { person, link } = made.body as { person: { id: string; version: number }; link: { path: string } };
    return { ...person, ...body, token: link.path.split('#')[1] ?? '' };
  };
  const redeem = async (token: string, password = goodPassword) => {
    const visitor = new Visitor(doors);
    const answer = await visitor.post('/api/access/passwords', { token, password });
    return { visitor, answer };
  };
  const versionOf = async (id: string) =>
    ((await admins.audit.get(`/api/access/persons/${id}`)).body as { version: number }).version;
  const staff = async (role = 'district.officer') => {
    const person = await invite();
    await redeem(person.token);
    const granted = await admins.security.post(`/api/access/persons/${person.id}/grants`, grantOf(role));
    expect(granted.status).toBe(201);
    const visitor = new Visitor(doors);
    await visitor.post('/api/access/sessions', { loginName: person.loginName, password: goodPassword });
    return { ...person, visitor, grant: granted.body as { id: string; version: number } };
  };

  it('a new account can do nothing until its person set a password and a security administrator gave a role', async () => {
    const person = await invite();
    const early = await admins.security.post(`/api/access/persons/${person.id}/grants`, grantOf('district.officer'));
    expect([early.status, early.body.code]).toEqual([409, 'ACCESS.NOT_READY']);
    const holder = await new Visitor(doors).post('/api/access/link-holders', { token: person.token });
    expect(holder.body).toEqual({ loginName: person.loginName, displayName: person.displayName });
    expect((await redeem(person.token, 'Password123!')).answer.body.code).toBe('ACCESS.WEAK_PASSWORD');
    const { visitor, answer } = await redeem(person.token);
    expect([answer.status, answer.body.missing]).toEqual([201, 'grant']);
    expect((await visitor.get(list)).body.code).toBe('ACCESS.NOT_GRANTED');
    // used up
    expect((await redeem(person.token)).answer.body.code).toBe('ACCESS.LINK_VOID');

    await admins.security.post(`/api/access/persons/${person.id}/grants`, grantOf('district.officer'));
    expect((await visitor.get(list)).status).toBe(401); // another right, another token
    await visitor.post('/api/access/sessions', { loginName: person.loginName, password: goodPassword });
    expect((await visitor.get(list)).status).toBe(200);
  });

  it('takes no link that is forged, old, or followed by a newer one', async () => {
    const person = await invite();
    for (const token of ['', 'x', person.token.slice(1), `${person.token}A`, person.token.replace(/.$/, '_')])
      expect([token, (await redeem(token)).answer.status]).toEqual([token, token === person.token ? 201 : 404]);
    await doors.test.asSuperuser(`update one_time_link set "expiresAt" = now() where "personId" = $1`, [person.id]);
    expect((await redeem(person.token)).answer.body.code).toBe('ACCESS.LINK_VOID');
    const other = await invite();
    const again = await admins.system.post(`/api/access/persons/${other.id}/links`, { reason: '丢了' }, other.version);
    expect(again.status).toBe(201);
    expect((await redeem(other.token)).answer.body.code).toBe('ACCESS.LINK_VOID');
    expect((await redeem((again.body as { path: string }).path.split('#')[1] ?? '')).answer.status).toBe(201);
  });

  it('a new link voids password, sessions and confirmation: who makes links can’t act as somebody', async () => {
    const person = await staff();
    expect((await person.visitor.get(list)).status).toBe(200);
    const { body } = await admins.system.post(
      `/api/access/persons/${person.id}/links`,
      { reason: '换了手机' },
      await versionOf(person.id),
    );
    expect((await person.visitor.get(list)).status).toBe(401);
    const signedIn = await new Visitor(doors).post('/api/access/sessions', {
      loginName: person.loginName,
      password: goodPassword,
    });
    expect(signedIn.status).toBe(401);
    const { visitor } = await redeem((body as { path: string }).path.split('#')[1] ?? '');
    expect((await visitor.get(list)).body.code).toBe('ACCESS.NOT_GRANTED');
    const confirmed = await admins.security.post(
      `/api/access/persons/${person.id}/confirmations`,
      {},
      await versionOf(person.id),
    );
    expect(confirmed.status).toBe(201);
    expect((await visitor.get(list)).status).toBe(200);
  });

  it('a stopped account is out at once, a taken role too, and both come back only by two administrators', async () => {
    const person = await staff();
    const other = await staff();
    const stop = { enabled: false, reason: '调离' };
    const stopped = await admins.system.ask(
      'patch',
      `/api/access/persons/${person.id}`,
      stop,
      await versionOf(person.id),
    );
    expect([stopped.status, stopped.body.status]).toEqual([200, 'disabled']);
    expect((await person.visitor.get(list)).status).toBe(401);
    const ended = await admins.security.post(
      `/api/access/grants/${other.grant.id}/end`,
      { reason: '换岗' },
      other.grant.version,
    );
    expect([ended.status, ended.body.endedReason]).toEqual([200, '换岗']);
    expect((await other.visitor.get(list)).status).toBe(401);
    await other.visitor.post('/api/access/sessions', { loginName: other.loginName, password: goodPassword });
    expect((await other.visitor.get(list)).body.code).toBe('ACCESS.NOT_GRANTED');
    // too late: who was faster is said
    const late = await admins.security.post(
      `/api/access/grants/${other.grant.id}/end`,
      { reason: '再收' },
      other.grant.version,
    );
    expect([late.status, late.body.code]).toEqual([409, 'PLATFORM.STALE']);
    const stale = await admins.system.ask(
      'patch',
      `/api/access/persons/${person.id}`,
      { enabled: true, reason: '回来' },
      1,
    );
    expect([stale.status, stale.body.code]).toEqual([409, 'PLATFORM.STALE']);
  });

  it('a role holds from its first day to its last', async () => {
    const person = await staff();
    const shift = async (from: string, until: string | null) => {
      await doors.test.asSuperuser(
        `update role_grant set "validFrom" = $2::date, "validUntil" = $3::date where "personId" = $1`,
        [person.id, from, until],
      );
      doors.app.get(SessionsService).forget();
      return (await person.visitor.get(list)).status;
    };
    expect(await shift('2020-01-01', '2020-06-01')).toBe(403);
    expect(await shift('2199-01-01', null)).toBe(403);
    expect(await shift('2020-01-01', '2199-01-01')).toBe(200);
  });

  it('no administrator touches business, none does the other’s work', async () => {
    const business = ['enterprises', 'scoring-runs', 'rankings', 'figure-flags', 'code-overrides'];
    for (const admin of Object.values(admins))
      for (const what of business) {
        const { status } = await admin.get(`/api/console/${what}`);
        expect([what, [403, 404].includes(status)]).toEqual([what, true]);
      }
    const person = await staff();
    const path = `/api/access/persons/${person.id}`;
    for (const admin of [admins.system, admins.audit])
      expect((await admin.post(`${path}/grants`, grantOf('district.leader'))).status).toBe(403);
    for (const admin of [admins.security, admins.audit]) {
      expect(
        (await admin.post('/api/access/persons', { loginName: 'intruder', displayName: 'x', duty: 'business' })).status,
      ).toBe(403);
      expect((await admin.post(`${path}/links`, { reason: 'x' }, 1)).status).toBe(403);
    }
    expect((await person.visitor.get('/api/access/persons')).status).toBe(403);
  });

  it('nobody changes their own account', async () => {
    const { body } = await admins.system.get('/api/access/session');
    const { personId } = (body as { session: { personId: string } }).session;
    expect((await admins.system.post(`/api/access/persons/${personId}/links`, { reason: 'x' }, 1)).body.code).toBe(
      'ACCESS.OWN_ACCOUNT',
    );
    const me = (await admins.security.get('/api/access/session')).body as { session: { personId: string } };
    const own = await admins.security.post(
      `/api/access/persons/${me.session.personId}/grants`,
      grantOf('admin.security', null),
    );
    expect(own.body.code).toBe('ACCESS.OWN_ACCOUNT');
  });

  describe('in the database', () => {
    const pairs = [
      ['admin.system', 'admin.security'],
      ['admin.system', 'admin.audit'],
      ['admin.security', 'admin.audit'],
      ['admin.system', 'district.officer'],
      ['admin.security', 'district.leader'],
      ['admin.audit', 'city.reader'],
    ];
    const duty = (role: string) => (role.startsWith('admin.') ? role.slice('admin.'.length) : 'business');
    const write = (id: string, role: string, asDuty: string) =>
      doors.test.database.write(
        { id: '00000000-0000-7000-8000-0000000000aa', name: 'x', scope: { everything: true }, permissions: 'all' },
        (tx) =>
          tx.rows(
            `insert into role_grant (id, "personId", role, duty, "scopeKind", "validFrom", reason, "grantedBy", "grantedByName")
           values (gen_random_uuid(), $1, $2, $3, $4, '2020-01-01', 'x', gen_random_uuid(), 'x')`,
            [id, role, asDuty, asDuty === 'business' ? 'everything' : null],
          ),
      );

    it.each(pairs)('nobody holds %s and %s, whichever way the row is written', async (one, other) => {
      const person = aPerson(one, duty(one), duty(one) === 'business' ? { scopeKind: 'everything' } : {});
      await signInAs(doors.test.database, person);
      await expect(write(person.id, other, duty(other))).rejects.toMatchObject({ code: '23503' });
      await expect(write(person.id, other, duty(one))).rejects.toMatchObject({ code: '23503' });
      await expect(
        doors.test.database.write({ id: person.id, name: 'x', scope: { everything: true }, permissions: 'all' }, (tx) =>
          tx.rows(`update person set duty = $2 where id = $1`, [person.id, duty(other)]),
        ),
      ).rejects.toMatchObject({ code: '42501' });
    });

    it('nobody gives themselves anything', async () => {
      const person = aPerson('admin.security', 'security');
      await signInAs(doors.test.database, person);
      const given = doors.test.asSuperuser(`update role_grant set "grantedBy" = "personId" where "personId" = $1`, [
        person.id,
      ]);
      await expect(given).rejects.toMatchObject({ code: '23514' });
      const confirmed = doors.test.asSuperuser(`update person set "confirmedBy" = id where id = $1`, [person.id]);
      await expect(confirmed).rejects.toMatchObject({ code: '23514' });
    });
  });

  it('no way of acts of one administrator alone leads to business, whatever they are and in whichever order', async () => {
    const rounds = 4 * Number(process.env.TIDU_TEST_ROUNDS ?? 1);
    const acts = ['create', 'link', 'redeem', 'grant', 'confirm', 'stop', 'start'] as const;
    const roles = ['district.leader', 'admin.security', 'admin.system'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<'system' | 'security' | 'audit'>('system', 'security', 'audit'),
        fc.array(fc.tuple(fc.constantFrom(...acts), fc.constantFrom(...roles)), { minLength: 2, maxLength: 6 }),
        async (who, sequence) => {
          const victim = await staff('district.reviewer');
          await alone(admins[who], sequence, victim);
        },
      ),
      { numRuns: rounds },
    );
  });

  /** Lets one administrator try everything, on accounts of their own making and on another's, and use what they get. */
  async function alone(
    admin: Visitor,
    sequence: [string, string][],
    victim: { id: string; grant: { id: string } },
  ): Promise<void> {
    let target = victim.id;
    let token = '';
    for (const [act, role] of sequence) {
      const version = await versionOf(target);
      const path = `/api/access/persons/${target}`;
      if (act === 'create') {
        const duty = role.startsWith('admin.') ? role.slice('admin.'.length) : 'business';
        const made = await admin.post('/api/access/persons', {
          loginName: `ghost.${++serial}`,
          displayName: '影子',
          duty,
        });
        if (made.status !== 201) continue;
        const { person, link } = made.body as { person: { id: string }; link: { path: string } };
        [target, token] = [person.id, link.path.split('#')[1] ?? ''];
      } else if (act === 'link') {
        const made = await admin.post(`${path}/links`, { reason: 'x' }, version);
        if (made.status === 201) token = (made.body as { path: string }).path.split('#')[1] ?? '';
      } else if (act === 'redeem') await mayDoNothing((await redeem(token)).visitor);
      else if (act === 'grant')
        await admin.post(`${path}/grants`, grantOf(role, role.startsWith('admin.') ? null : 'everything'));
      else if (act === 'confirm') await admin.post(`${path}/confirmations`, {}, version);
      else await admin.ask('patch', path, { enabled: act === 'start', reason: 'x' }, version);
    }
    if (token !== '') await mayDoNothing((await redeem(token)).visitor);
    await mayDoNothing(admin);
  }

  async function mayDoNothing(visitor: Visitor): Promise<void> {
    for (const url of [list, '/api/console/rankings', '/api/console/code-overrides'])
      expect([url, [401, 403].includes((await visitor.get(url)).status)]).toEqual([url, true]);
    const decided = await visitor.post('/api/console/scoring-runs', {});
    expect([401, 403]).toContain(decided.status);
  }

  it('writes every change into the trail, with who and why', async () => {
    const person = await staff();
    const rows = await doors.test.asSuperuser<{ action: string }>(
      `select action from audit_entry where "objectId" = $1 or after ->> 'personId' = $1 order by id`,
      [person.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'access.createPerson',
      'access.redeemLink',
      'access.grant',
      'access.confirm',
    ]);
  });

  it('answers an absent account as any, and says which login name is taken', async () => {
    const absent = '01890000-0000-7000-8000-000000000000';
    expect((await admins.system.get(`/api/access/persons/${absent}`)).status).toBe(404);
    const person = await invite();
    const twice = await admins.system.post('/api/access/persons', { ...person, id: undefined, version: undefined });
    expect(twice.status).toBe(400); // what the form doesn't know is refused
    const { loginName } = person;
    const taken = await admins.system.post('/api/access/persons', { loginName, displayName: '李四', duty: 'business' });
    expect([taken.status, taken.body.code]).toEqual([409, 'ACCESS.LOGIN_TAKEN']);
    for (const [scopeKind, scopeId] of [
      ['region', '4103x'],
      ['region', null],
      ['region', '999999'],
      ['zone', 'a b'],
      ['zone', 'NOWHERE'],
      ['enterprise', '01890000-0000-7000-8000-000000000000'],
      ['enterprise', 'x'],
      [null, null],
      ['everything', '41'],
    ]) {
      await redeem(person.token);
      const bad = await admins.security.post(
        `/api/access/persons/${person.id}/grants`,
        grantOf('district.officer', scopeKind, scopeId),
      );
      expect([scopeKind, scopeId, bad.body.code]).toEqual([scopeKind, scopeId, 'ACCESS.BAD_SCOPE']);
    }
  });

  it('finds what a role may be given over by name or code, and shows of an enterprise what names it', async () => {
    const find = async (kind: string, q: string, who = admins.security) =>
      (await who.get(`/api/access/scope-options?kind=${kind}&q=${encodeURIComponent(q)}`)).body as {
        code?: string;
        items?: { id: string; name: string; note: string }[];
      };
    expect((await find('region', '洛阳')).items?.[0]).toEqual({ id: '4103', name: '河南省洛阳市', note: '4103' });
    expect((await find('region', '410305')).items).toEqual([
      { id: '410305', name: '河南省洛阳市涧西区', note: '410305' },
    ]);
    const creditCode = makeCreditCode({ region: '410305', organisation: 'MA9ACP77' });
    const { id } = (
      await doors.http.post('/api/console/enterprises').send({
        ...{ creditCode, name: '洛阳授权轴承有限公司', regionCode: '410305', reason: '登记' },
      })
    ).body as { id: string };
    expect((await find('enterprise', '洛')).items).toEqual([]);
    expect((await find('enterprise', '授权轴承')).items).toEqual([
      { id, name: '洛阳授权轴承有限公司', note: creditCode },
    ]);
    for (const other of [admins.system, admins.audit])
      expect((await find('enterprise', '授权', other)).code).toBe('PLATFORM.FORBIDDEN');
  });
});
