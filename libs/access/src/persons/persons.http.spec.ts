import { uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { signInAs } from '@tidu/test/signed-in';
import { administrators, aPerson, givePassword, goodPassword, Visitor } from '../testing/visitors';

interface Listed {
  items: { loginName: string; status: string; version: number }[];
  next: string | null;
  count: { value: number; exact: boolean };
}

describe('accounts, as a system administrator keeps them', () => {
  let doors: TestDoors;
  let admins: Awaited<ReturnType<typeof administrators>>;
  beforeAll(async () => {
    doors = await openTestDoors();
    admins = await administrators(doors);
  });
  afterAll(() => doors.close());

  const sql = (text: string, values: unknown[] = []) => doors.test.asSuperuser<Record<string, unknown>>(text, values);
  const make = async (loginName: string, displayName = '职工') => {
    const made = await admins.system.post('/api/access/persons', { loginName, displayName, duty: 'business' });
    expect(made.status).toBe(201);
    return made.body as { person: { id: string; version: number }; link: { path: string; expiresAt: string } };
  };
  const word = () => `w${uuidv7().slice(-12)}`;
  const tokenOf = ({ path }: { path: string }) => path.split('#')[1] ?? '';
  const isLive = async (token: string) => {
    const { status, body } = await new Visitor(doors).post('/api/access/link-holders', { token });
    expect([status, body.code]).toEqual(status === 200 ? [200, undefined] : [404, 'ACCESS.LINK_VOID']);
    return status === 200;
  };
  const somebody = async () => {
    const person = aPerson('district.officer', 'business', { scopeKind: 'everything' });
    const visitor = new Visitor(doors, await signInAs(doors.test.database, person));
    await givePassword(doors, person);
    return { person, visitor };
  };
  const set = (id: string, enabled: boolean, version: number) =>
    admins.system.ask('patch', `/api/access/persons/${id}`, { enabled, reason: '人事通知' }, version);
  const entries = (id: string) =>
    sql(`select action, before, after, reason from audit_entry where "objectId" = $1 order by id`, [id]);
  const listed = async (query: string) => (await admins.system.get(`/api/access/persons?${query}`)).body as Listed;

  it('are found by a part of either name, by state, page by page, each once', async () => {
    const mark = word();
    for (let i = 0; i < 5; i++) await make(`${mark}.${i}`, i === 0 ? `甲${mark}` : '乙_百%');
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Listed = await listed(
        `q=${mark}&limit=3${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
      );
      expect(page.count).toEqual({ value: 5, exact: true });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ loginName }) => loginName));
      after = page.next;
    }
    expect(seen).toEqual([0, 1, 2, 3, 4].map((i) => `${mark}.${i}`));
    const whole = await listed(`q=${mark}&limit=5`);
    expect([whole.items.length, whole.next]).toEqual([5, null]);
    const count = async (query: string) => (await listed(query)).count.value;
    expect(await count(`q=${encodeURIComponent(`甲${mark}`)}`)).toBe(1);
    expect(await count(`q=${encodeURIComponent(` ${mark} `)}`)).toBe(5);
    expect(await count(`q=${mark}&status=invited`)).toBe(5);
    expect(await listed(`q=${mark}&status=active`)).toMatchObject({ items: [], count: { value: 0 } });
    expect((await listed(`q=${mark}&status=invited`)).items).toHaveLength(5);
    for (const sign of ['_', '%', '\\']) expect(await count(`q=${mark}${encodeURIComponent(sign)}`)).toBe(0);
    expect(await count(`q=${encodeURIComponent('_百%')}`)).toBeGreaterThanOrEqual(4);
    const ofAll = await listed('');
    expect(ofAll.items.length).toBeLessThanOrEqual(20);
    expect(ofAll.count.value).toBeGreaterThanOrEqual(8);
  });

  it('begin with a link of a day, and say in the trail who they are', async () => {
    const loginName = word();
    const { person, link } = await make(loginName, '王新');
    expect(person).toMatchObject({ status: 'invited', confirmedAt: null, demo: false, version: 1, roles: [] });
    const [{ hours } = { hours: 0 }] = await sql(
      `select round(extract(epoch from "expiresAt" - now()) / 3600)::int as hours from one_time_link where "personId" = $1`,
      [person.id],
    );
    expect(Math.round((Date.parse(link.expiresAt) - Date.now()) / 3_600_000)).toBe(hours);
    expect(await isLive(tokenOf(link))).toBe(true);
    expect(await entries(person.id)).toEqual([
      {
        ...{ action: 'access.createPerson', before: null, reason: null },
        after: { loginName, displayName: '王新', duty: 'business', demo: false },
      },
    ]);
    const taken = await admins.system.post('/api/access/persons', { loginName, displayName: 'x', duty: 'business' });
    expect([taken.status, taken.body.errors]).toEqual([
      ...[409, [expect.objectContaining({ where: { field: 'loginName' }, value: loginName })]],
    ]);
  });

  it('stopped are out at once, with password, link and confirmation; who comes back begins anew', async () => {
    const { person, visitor } = await somebody();
    const own = await visitor.get('/api/access/session');
    expect((own.body as { session: object }).session).not.toBeNull();
    const { body: linked } = await admins.system.post(`/api/access/persons/${person.id}/links`, { reason: '试' }, 1);
    expect((await visitor.get('/api/access/session')).body).toEqual({ session: null });
    const stopped = await set(person.id, false, 2);
    expect([stopped.status, stopped.body]).toEqual([
      200,
      expect.objectContaining({ status: 'disabled', confirmedAt: null, version: 3 }),
    ]);
    expect(stopped.body.changedByName).not.toBe(person.displayName);
    expect(await isLive(tokenOf(linked as { path: string }))).toBe(false);
    const again = await set(person.id, false, 3);
    expect([again.status, again.body.code, again.body.detail]).toEqual([
      ...[409, 'ACCESS.SAME_STATUS', expect.stringContaining('已经停用')],
    ]);
    const link = await admins.system.post(`/api/access/persons/${person.id}/links`, { reason: '试' }, 3);
    expect([link.status, link.body.code]).toEqual([409, 'ACCESS.DISABLED']);
    const back = await set(person.id, true, 3);
    expect([back.status, back.body.status, back.body.version]).toEqual([200, 'invited', 4]);
    expect(await isLive(tokenOf(linked as { path: string }))).toBe(false);
    const working = await set(person.id, true, 4);
    expect([working.body.code, working.body.detail]).toEqual([
      ...['ACCESS.SAME_STATUS', expect.stringContaining('没有停用')],
    ]);
    const answer = await new Visitor(doors).post('/api/access/sessions', {
      ...{ loginName: person.loginName, password: goodPassword },
    });
    expect(answer.status).toBe(401);
    expect(await entries(person.id)).toMatchObject([
      { action: 'access.reissueLink', reason: '试' },
      { action: 'access.disablePerson', before: { status: 'invited' }, reason: '人事通知' },
      { action: 'access.enablePerson', before: { status: 'disabled' }, reason: '人事通知' },
      { action: 'access.signInFailed' },
    ]);
  });

  it('are out with the very next request when stopped while they work', async () => {
    const { person, visitor } = await somebody();
    expect((await visitor.get('/api/access/own/sessions')).status).toBe(200);
    await set(person.id, false, 1);
    expect((await visitor.get('/api/access/own/sessions')).status).toBe(401);
    expect(await sql(`select "endedWhy" from session where "personId" = $1`, [person.id])).toEqual([
      { endedWhy: 'status' },
    ]);
  });

  it('are changed on the version that was looked at, by somebody else', async () => {
    const { person } = await somebody();
    for (const answer of [
      await set(person.id, false, 2),
      await admins.system.post(`/api/access/persons/${person.id}/links`, { reason: 'x' }, 2),
    ])
      expect(answer.body).toMatchObject({
        ...{ status: 409, code: 'PLATFORM.STALE', detail: expect.stringMatching(/^账号已由.+于 .+改为第 1 版/) },
      });
    const at = `/api/access/persons/${person.id}`;
    expect((await admins.system.get(at)).body).toMatchObject({
      id: person.id,
      loginName: person.loginName,
      version: 1,
    });
    expect((await admins.system.get(at.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(404);
    const me = (await admins.system.get('/api/access/session')).body as { session: { personId: string } };
    const own = await set(me.session.personId, false, 1);
    expect([own.status, own.body.code]).toEqual([403, 'ACCESS.OWN_ACCOUNT']);
    expect((await set('01890000-0000-7000-8000-000000000000', false, 1)).body.code).toBe('ACCESS.PERSON_NOT_FOUND');
  });
});
