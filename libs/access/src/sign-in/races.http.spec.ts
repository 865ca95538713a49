import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { signInAs, type TestPerson } from '@tidu/test/signed-in';
import { Client } from 'pg';
import { accessRoles } from '../rules/roles';
import { aPerson, administrators, givePassword, goodPassword, Visitor } from '../testing/visitors';

const list = '/api/console/enterprises?limit=1';

describe('what happens in the moment between looking and doing', () => {
  let doors: TestDoors;
  let other: Client;
  /** The process of `other`. */
  let holder: number;
  beforeAll(async () => {
    doors = await openTestDoors();
    other = new Client({ connectionString: doors.test.superuserUrl });
    await other.connect();
    holder = (await other.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;
  });
  afterAll(async () => {
    await other.end();
    await doors.close();
  });

  const fresh = async (): Promise<TestPerson> => {
    const person = aPerson('district.officer', 'business', { scopeKind: 'everything' });
    await signInAs(doors.test.database, person);
    await givePassword(doors, person);
    return person;
  };
  const signIn = (person: TestPerson, visitor = new Visitor(doors)) =>
    visitor.post('/api/access/sessions', { loginName: person.loginName, password: goodPassword });

  /** Lets `work` begin while somebody else has the rows of `sql` in hand, and them end first. */
  async function overtaken<T>(sql: string, id: string, work: () => Promise<T>): Promise<T> {
    await other.query('begin');
    await other.query(sql, [id]);
    let isOver = false;
    const working = work().finally(() => (isOver = true));
    while (!isOver && !(await isWaitedFor())) await new Promise((done) => setTimeout(done, 10));
    await other.query('commit');
    return working;
  }

  /** Asked by a connection of its own: one that is in a transaction goes on seeing the connections of its first look. */
  async function isWaitedFor(): Promise<boolean> {
    const [found] = await doors.test.asSuperuser<{ n: number }>(
      'select count(*)::int as n from pg_stat_activity where $1 = any (pg_blocking_pids(pid))',
      [holder],
    );
    return (found?.n ?? 0) > 0;
  }
  const openSessions = async (id: string) =>
    (await other.query('select from session where "personId" = $1 and "endedAt" is null', [id])).rowCount;

  it.each([
    ['the password is changed', `update credential set "passwordHash" = 'scrypt$2$1$1$AA$AA' where "personId" = $1`],
    ['the account is stopped', `update person set status = 'disabled' where id = $1`],
  ])('the old password opens nothing when %s while it is being checked', async (_, sql) => {
    const person = await fresh();
    await other.query('delete from session where "personId" = $1', [person.id]);
    const { status, body, headers } = await overtaken(sql, person.id, () => signIn(person));
    expect([status, body.code, headers['set-cookie']]).toEqual([401, 'ACCESS.WRONG', undefined]);
    expect(await openSessions(person.id)).toBe(0);
  });

  it('a session that is ended meanwhile gets no other token, and what it asked for does not take place', async () => {
    const end = `update session set "endedAt" = now(), "endedWhy" = 'revoked' where "personId" = $1 and "endedAt" is null`;
    for (const [method, url, body] of [
      ['post', '/api/access/session/step-up', { password: goodPassword, code: '' }],
      ['put', '/api/access/own/password', { current: goodPassword, password: 'Another#2026y' }],
    ] as const) {
      const person = await fresh();
      const visitor = new Visitor(doors);
      await signIn(person, visitor);
      const answer = await overtaken(end, person.id, () => visitor.ask(method, url, body));
      expect([url, answer.status, answer.body.code]).toEqual([url, 401, 'ACCESS.SIGN_IN']);
      expect(await openSessions(person.id)).toBe(0);
      expect((await signIn(person)).status).toBe(201); // by the password as it was
    }
  });

  it('a link that is used while its account is stopped does not wake the account', async () => {
    const { system } = await administrators(doors);
    const made = await system.post('/api/access/persons', {
      loginName: 'late.one',
      displayName: '迟',
      duty: 'business',
    });
    const { person, link } = made.body as { person: { id: string }; link: { path: string } };
    const token = link.path.split('#')[1] ?? '';
    const answer = await overtaken(`update person set status = 'disabled' where id = $1`, person.id, () =>
      new Visitor(doors).post('/api/access/passwords', { token, password: goodPassword }),
    );
    expect([answer.status, answer.body.code]).toEqual([404, 'ACCESS.LINK_VOID']);
    expect((await other.query('select status from person where id = $1', [person.id])).rows).toEqual([
      { status: 'disabled' },
    ]);
  });

  it('whoever signs in at a browser ends the session that was there, whosever it was', async () => {
    const [one, two] = [await fresh(), await fresh()];
    const visitor = new Visitor(doors);
    await signIn(one, visitor);
    const before = visitor.cookie;
    await signIn(two, visitor);
    expect((await doors.stranger.get(list).set('cookie', before)).status).toBe(401);
    expect((await visitor.get(list)).status).toBe(200);
  });

  it('a name longer than any is an unknown one', async () => {
    const answer = await signIn({ ...(await fresh()), loginName: 'x'.repeat(100) });
    expect([answer.status, answer.body.code]).toEqual([401, 'ACCESS.WRONG']);
  });

  it('what the roles’ file asks more proof for is asked of enterprises’ people too', async () => {
    const person = aPerson('member.holder', 'member', { scopeKind: 'enterprise', scopeId: crypto.randomUUID() });
    await signInAs(doors.test.database, person);
    await givePassword(doors, person);
    const visitor = new Visitor(doors);
    await signIn(person, visitor);
    const asked = () => visitor.get(`/api/portal/enterprises/${person.scopeId ?? ''}`);
    const secondFactor = accessRoles().secondFactor as Set<string>;
    secondFactor.add('members.view');
    try {
      expect((await asked()).body.code).toBe('ACCESS.SECOND_FACTOR');
    } finally {
      secondFactor.delete('members.view');
    }
    expect((await asked()).body.code).toBe('MEMBERS.NOT_YOURS');
  });
});
