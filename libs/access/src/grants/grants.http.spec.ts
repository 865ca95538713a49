import { uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { signInAs } from '@tidu/test/signed-in';
import { accessRoles } from '../rules/roles';
import { administrators, aPerson, Visitor } from '../testing/visitors';

const list = '/api/console/enterprises?limit=1';
const absent = '01890000-0000-7000-8000-000000000000';

describe('what a security administrator keeps', () => {
  let doors: TestDoors;
  let admins: Awaited<ReturnType<typeof administrators>>;
  beforeAll(async () => {
    doors = await openTestDoors();
    admins = await administrators(doors);
  });
  afterAll(() => doors.close());

  const sql = (text: string, values: unknown[] = []) => doors.test.asSuperuser<Record<string, unknown>>(text, values);
  /** Somebody with one role, as the rows stand. */
  const somebody = async (role = 'city.reader', duty = 'business', scopeId: string | null = '4103') => {
    const person = aPerson(role, duty, duty === 'business' ? { scopeKind: 'region', scopeId } : {});
    return { person, visitor: new Visitor(doors, await signInAs(doors.test.database, person)) };
  };
  const give = (id: string, given: object, who = admins.security) =>
    who.post(`/api/access/persons/${id}/grants`, {
      ...{ role: 'district.officer', scopeKind: 'region', scopeId: '410305', reason: '任命文件', ...given },
    });
  const grantsOf = async (id: string, who = admins.audit) =>
    (await who.get(`/api/access/persons/${id}/grants`)) as unknown as {
      status: number;
      body: { code?: string; items: Record<string, unknown>[] };
    };
  const entries = (id: string) =>
    sql(`select action, before, after, reason from audit_entry where "objectId" = $1 order by id`, [id]);
  const security = async () =>
    ((await admins.security.get('/api/access/session')).body as { session: { personId: string; displayName: string } })
      .session;

  it('is nothing of who is not there', async () => {
    expect((await grantsOf(absent)).status).toBe(404);
    for (const answer of [
      await give(absent, {}),
      await admins.security.post(`/api/access/grants/${absent}/end`, { reason: 'x' }, 1),
      await admins.security.post(`/api/access/persons/${absent}/confirmations`, {}, 1),
    ])
      expect([answer.status, String(answer.body.code)]).toEqual([404, expect.stringMatching(/_NOT_FOUND$/)]);
  });

  it('goes with no scope to an administrator, and is told which scope was wrong', async () => {
    const { person } = await somebody('admin.audit', 'audit');
    const plain = { role: 'admin.audit', scopeKind: null, scopeId: null };
    await sql(
      'update role_grant set "endedAt" = now(), "endedBy" = $2, "endedByName" = $3, "endedReason" = $3 where "personId" = $1',
      [...[person.id, absent, 'x']],
    );
    expect((await give(person.id, plain)).status).toBe(201);
    const over = await give(person.id, { ...plain, scopeKind: 'region', scopeId: '410305' });
    expect([over.status, over.body.code, over.body.errors[0].value]).toEqual([400, 'ACCESS.BAD_SCOPE', '410305']);
    const nowhere = await give((await somebody()).person.id, { scopeId: null });
    expect([nowhere.status, nowhere.body.errors[0].value]).toEqual([400, undefined]);
  });

  it('is told whole: what was given over what, by whom and why, and what was taken back', async () => {
    const { person, visitor } = await somebody();
    const given = await give(person.id, { validFrom: '2020-01-01', validUntil: '2199-12-31' });
    const by = await security();
    expect([given.status, given.body]).toEqual([
      201,
      {
        ...{ id: expect.any(String), role: 'district.officer', roleName: '区县经办', scopeKind: 'region' },
        ...{ scopeId: '410305', scopeName: '河南省洛阳市涧西区', validFrom: '2020-01-01', validUntil: '2199-12-31' },
        ...{ reason: '任命文件', grantedAt: expect.any(String), grantedByName: by.displayName, version: 1 },
        ...{ endedAt: null, endedByName: null, endedReason: null },
      },
    ]);
    expect((await visitor.get(list)).status).toBe(401); // with other rights one signs in anew
    const id = String(given.body.id);
    const end = (version: number) => admins.security.post(`/api/access/grants/${id}/end`, { reason: '换岗' }, version);
    const stale = await end(7);
    expect([stale.status, stale.body.code]).toEqual([409, 'PLATFORM.STALE']);
    const ended = await end(1);
    expect([ended.status, ended.body]).toEqual([
      200,
      {
        ...(given.body as object),
        ...{ version: 2, endedAt: expect.any(String), endedByName: by.displayName, endedReason: '换岗' },
      },
    ]);
    const late = await end(2);
    expect([late.status, late.body.code]).toEqual([409, 'PLATFORM.STALE']);
    expect(late.body.detail).toContain(by.displayName);
    const { body } = await grantsOf(person.id);
    expect(body.items.map(({ role, scopeName }) => [role, scopeName])).toEqual([
      ['city.reader', '河南省洛阳市'],
      ['district.officer', '河南省洛阳市涧西区'],
    ]);
    expect(await entries(id)).toEqual([
      {
        ...{ action: 'access.grant', before: null, reason: '任命文件' },
        after: {
          ...{ personId: person.id, role: 'district.officer', scopeKind: 'region', scopeId: '410305' },
          ...{ validFrom: '2020-01-01', validUntil: '2199-12-31' },
        },
      },
      { action: 'access.endGrant', before: { personId: person.id }, after: null, reason: '换岗' },
    ]);
  });

  it('holds from today where no day is said, and isn’t given twice', async () => {
    const { person } = await somebody();
    const first = await give(person.id, {});
    const [today] = await sql(`select (now() at time zone 'Asia/Shanghai')::date::text as day`);
    expect([first.status, first.body.validFrom, first.body.validUntil]).toEqual([201, today?.day, null]);
    const twice = await give(person.id, {});
    expect([twice.status, twice.body.code]).toEqual([409, 'ACCESS.GRANTED_ALREADY']);
    expect((await give(person.id, { scopeId: '4103' })).status).toBe(201); // over something else
    expect((await grantsOf(person.id)).body.items).toHaveLength(3);
  });

  it('is a role there is, of the duty the account has, over what such a role is held over', async () => {
    const [{ person }, admin] = [await somebody(), await somebody('admin.audit', 'audit')];
    const code = async (id: string, given: object) => String((await give(id, given)).body.code);
    expect(await code(person.id, { role: 'district.emperor' })).toBe('ACCESS.UNKNOWN_ROLE');
    for (const { code: role, duty } of accessRoles().all) {
      if (duty !== 'business') expect(await code(person.id, { role })).toBe('ACCESS.OTHER_DUTY');
      if (duty !== 'audit') expect(await code(admin.person.id, { role })).toBe('ACCESS.OTHER_DUTY');
    }
    const id = uuidv7();
    const wrong: [string, string, string | null, string | null, RegExp][] = [
      [admin.person.id, 'admin.audit', 'everything', null, /“审计管理员”不看企业，不要给范围/],
      [admin.person.id, 'admin.audit', null, '4103', /不要给范围/],
      [person.id, 'district.officer', null, null, /请选择范围/],
      [person.id, 'district.officer', 'everything', '4103', /对不上/],
      [person.id, 'district.officer', 'region', null, /对不上/],
      [person.id, 'district.officer', 'region', '4103051', /两位、四位或六位数字/],
      [person.id, 'district.officer', 'region', 'x4103', /两位、四位或六位数字/],
      [person.id, 'district.officer', 'region', '410', /两位、四位或六位数字/],
      [person.id, 'district.officer', 'zone', '-A', /写法不对/],
      [person.id, 'district.officer', 'zone', 'A'.repeat(21), /写法不对/],
      [person.id, 'district.officer', 'zone', 'A b', /写法不对/],
      [person.id, 'district.officer', 'enterprise', '4103', /写法不对/],
      [person.id, 'district.officer', 'region', '999999', /没有这个地区 999999/],
      [person.id, 'district.officer', 'zone', 'NOWHERE', /没有这个园区 NOWHERE/],
      [person.id, 'district.officer', 'enterprise', id, new RegExp(`没有这家企业 ${id}`)],
    ];
    for (const [holder, role, scopeKind, scopeId, says] of wrong) {
      const { status, body } = await give(holder, { role, scopeKind, scopeId });
      expect([scopeKind, scopeId, status, body.code, body.detail]).toEqual([
        ...[scopeKind, scopeId, 400, 'ACCESS.BAD_SCOPE', expect.stringMatching(says)],
      ]);
      expect(body.errors).toMatchObject([{ where: { field: 'scopeId' }, code: 'ACCESS.BAD_SCOPE' }]);
    }
    for (const [scopeKind, scopeId] of [
      ['everything', null],
      ['region', '41'],
    ])
      expect((await give(person.id, { scopeKind, scopeId })).status).toBe(201);
  });

  it('is given to an account that works, of somebody else, and taken back from somebody else', async () => {
    const { person } = await somebody();
    await sql(`update person set status = 'disabled' where id = $1`, [person.id]);
    const stopped = await give(person.id, {});
    expect([stopped.body.code, stopped.body.detail]).toEqual(['ACCESS.NOT_READY', expect.stringContaining('已停用')]);
    await sql(`update person set status = 'invited' where id = $1`, [person.id]);
    expect((await give(person.id, {})).body.detail).toContain('还没有用一次性链接设好口令');
    const { personId } = await security();
    const [{ id: own } = { id: '' }] = await sql(`select id from role_grant where "personId" = $1`, [personId]);
    for (const answer of [
      await give(personId, { role: 'admin.security', scopeKind: null, scopeId: null }),
      await admins.security.post(`/api/access/grants/${String(own)}/end`, { reason: 'x' }, 1),
      await admins.security.post(`/api/access/persons/${personId}/confirmations`, {}, 1),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'ACCESS.OWN_ACCOUNT']);
    expect((await grantsOf(personId)).body.items[0]).toMatchObject({ endedAt: null });
  });

  it('is confirmed once, with the first role or by itself, and says by whom', async () => {
    const { person, visitor } = await somebody();
    const unsure = () =>
      sql(`update person set "confirmedAt" = null, "confirmedBy" = null where id = $1 returning version`, [person.id]);
    const [{ version } = { version: 0 }] = (await unsure()) as { version: number }[];
    const confirm = (seen: number) =>
      admins.security.post(`/api/access/persons/${person.id}/confirmations`, {}, seen) as Promise<{
        status: number;
        body: { code?: string; confirmedAt?: string; version?: number; changedByName?: string };
      }>;
    expect((await confirm(version + 5)).body.code).toBe('PLATFORM.STALE');
    expect((await visitor.get(list)).body.code).toBe('ACCESS.NOT_GRANTED');
    const { status, body } = await confirm(version);
    const by = await security();
    expect([status, body.confirmedAt, body.version, body.changedByName]).toEqual([
      ...[201, expect.any(String), version + 1, by.displayName],
    ]);
    expect((await visitor.get(list)).status).toBe(200); // at once
    expect((await confirm(version + 1)).body.code).toBe('ACCESS.CONFIRMED');
    expect(await entries(person.id)).toEqual([{ action: 'access.confirm', before: null, after: null, reason: null }]);
    await unsure();
    await give(person.id, {});
    expect(await sql(`select "confirmedBy", version from person where id = $1`, [person.id])).toEqual([
      { confirmedBy: by.personId, version: version + 2 },
    ]);
    await give(person.id, { scopeId: '4103' }); // who is confirmed already stays so
    expect(await sql(`select version from person where id = $1`, [person.id])).toEqual([{ version: version + 2 }]);
    await unsure();
    await sql(`update person set status = 'disabled' where id = $1`, [person.id]);
    expect((await confirm(version + 2)).body.code).toBe('ACCESS.NOT_READY');
  });

  it('is listed with what each role may do, and found by name without the blanks around it', async () => {
    const { body } = await admins.audit.get('/api/access/roles');
    expect((body as { items: unknown[] }).items).toEqual(accessRoles().all.map((role) => ({ ...role })));
    const q = encodeURIComponent('  洛阳 ');
    const found = await admins.security.get(`/api/access/scope-options?kind=region&q=${q}`);
    expect((found.body as { items: { id: string }[] }).items[0]?.id).toBe('4103');
  });
});
