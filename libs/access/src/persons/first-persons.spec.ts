import { AuditTrail } from '@tidu/audit';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { GrantsService } from '../grants/grants.service';
import { requireStrongPassword } from '../rules/passwords';
import { accessRoles } from '../rules/roles';
import { ScopeBook } from '../scopes/scope-book';
import { InstallationKey } from '../secrets/installation-key';
import { isPassword } from '../secrets/password-hash';
import { SessionsService } from '../sessions/sessions.service';
import { Credentials } from './credentials';
import { FirstPersons, readablePassword } from './first-persons';
import { Links } from './links';
import { PersonsService } from './persons.service';
import { systemActor } from '@tidu/platform';

const visitor = { address: '::1', agent: 'test' };

describe('persons who are there before anybody could have made them', () => {
  let test: TestDatabase;
  let persons: FirstPersons;
  let sessions: SessionsService;
  let links: Links;
  let credentials: Credentials;
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-first-'));
  beforeEach(async () => {
    test = await createTestDatabase();
    const { database } = test;
    const trail = new AuditTrail();
    sessions = new SessionsService(database);
    links = new Links(database);
    credentials = new Credentials(database, new InstallationKey(home));
    const accounts = new PersonsService(database, sessions, credentials, links, trail);
    const grants = new GrantsService(database, sessions, trail, new ScopeBook());
    persons = new FirstPersons(database, accounts, grants, sessions, credentials, links);
  });
  afterEach(() => test.drop());
  afterAll(() => fs.rmSync(home, { recursive: true }));

  const tokenOf = ({ path: at }: { path: string }) => at.split('#')[1] ?? '';
  const sql = (text: string, values: unknown[] = []) => test.asSuperuser<Record<string, unknown>>(text, values);
  const use = async (duty: string) => {
    await sql(`update person set status = 'active' where duty = $1`, [duty]);
  };

  it('are a system and a security administrator, each by a link, until somebody holds the role', async () => {
    expect(await persons.none()).toBe(true);
    const made = await persons.invite();
    expect(made.map(({ role, loginName }) => [role, loginName])).toEqual([
      ['系统管理员', 'sysadmin'],
      ['安全管理员', 'secadmin'],
    ]);
    expect(await persons.none()).toBe(false);
    for (const link of made) expect(await links.holder(tokenOf(link))).toMatchObject({ loginName: link.loginName });
    expect(
      await sql(
        `select p."loginName", p.duty, p.demo, p."confirmedBy", g.role, g."scopeKind", g.reason
         from person p join role_grant g on g."personId" = p.id order by p."loginName" desc`,
      ),
    ).toEqual(
      [
        ['sysadmin', 'system'],
        ['secadmin', 'security'],
      ].map(([loginName, duty]) => ({
        ...{ loginName, duty, demo: false, confirmedBy: systemActor.id },
        ...{ role: `admin.${duty}`, scopeKind: null, reason: '首次启动' },
      })),
    );
    // asked again: the same accounts, the earlier links void
    const again = await persons.invite();
    expect(again.map(({ loginName }) => loginName)).toEqual(['sysadmin', 'secadmin']);
    for (const link of made) await expect(links.holder(tokenOf(link))).rejects.toMatchObject({ kind: 'notFound' });
    expect(await links.holder(tokenOf(again[0] ?? { path: '' }))).toMatchObject({ loginName: 'sysadmin' });
    await use('system');
    expect((await persons.invite()).map(({ loginName }) => loginName)).toEqual(['secadmin']);
    await use('security');
    expect(await persons.invite()).toEqual([]);
    expect(await sql('select count(*)::int as n from person')).toEqual([{ n: 2 }]);
  });

  it('get another login name where theirs is taken', async () => {
    for (const name of ['sysadmin', 'sysadmin2'])
      await sql(
        `insert into person (id, "loginName", "displayName", duty, "createdBy", "createdByName", "changedByName")
         values (gen_random_uuid(), $1, 'x', 'business', $2, 'x', 'x')`,
        [name, systemActor.id],
      );
    expect((await persons.invite()).map(({ loginName }) => loginName)).toEqual(['sysadmin3', 'secadmin']);
  });

  it('of a demo are one a role of staff, ready to sign in, over their part of the district', async () => {
    const made = await persons.makeDemo({ region: '410305', zone: 'LY-GX' });
    const staff = accessRoles().all.filter(({ duty }) => duty !== 'member');
    expect(made.map(({ role }) => role)).toEqual(staff.map(({ name }) => name));
    for (const { loginName, password } of made) {
      expect(password).toMatch(/^([A-HJ-NP-Za-km-np-z2-9]{4}-){3}[A-HJ-NP-Za-km-np-z2-9]{4}$/);
      expect(() => requireStrongPassword(password, loginName)).not.toThrow();
      const [kept] = await sql(
        `select c."passwordHash", p.status, p.demo, p."confirmedAt" is not null as confirmed from person p
         join credential c on c."personId" = p.id where "loginName" = $1`,
        [loginName],
      );
      expect(kept).toMatchObject({ status: 'active', demo: true, confirmed: true });
      expect(await isPassword(password, String(kept?.passwordHash))).toBe(true);
    }
    expect(new Set(made.map(({ password }) => password)).size).toBe(made.length);
    const given = async () =>
      Object.fromEntries(
        (
          await sql(
            `select g.role, g."scopeKind", g."scopeId", g.reason, p."displayName" from role_grant g join person p on p.id = g."personId"`,
          )
        ).map(({ role, scopeKind, scopeId, reason, displayName }) => [
          role,
          [scopeKind, scopeId, reason, String(displayName).slice(0, 2)],
        ]),
      ) as Record<string, unknown>;
    const all = ['everything', null, '演示账号', '演示'];
    const none = [null, null, '演示账号', '演示'];
    expect(await given()).toEqual({
      ...{ 'district.officer': all, 'district.reviewer': all, 'district.leader': all, 'city.reader': all },
      'zone.officer': ['zone', 'LY-GX', '演示账号', '演示'],
      'street.officer': ['region', '410305', '演示账号', '演示'],
      ...{ 'admin.system': none, 'admin.security': none, 'admin.audit': none },
    });
  });

  it('of a demo without a zone: who is there for zones sees the region', async () => {
    await persons.makeDemo({ region: '410305', zone: null });
    expect(await sql(`select "scopeKind", "scopeId" from role_grant where role = 'zone.officer'`)).toEqual([
      { scopeKind: 'region', scopeId: '410305' },
    ]);
  });

  it('of a demo get other passwords, and are stopped with their district; what they were in the middle of ends', async () => {
    const made = await persons.makeDemo({ region: '410305', zone: null });
    const [{ id } = { id: '' }] = (await sql(`select id from person where "loginName" = 'jingban'`)) as {
      id: string;
    }[];
    const open = () => test.database.write(systemActor, (tx) => sessions.open(tx, id, 'password', visitor));
    const isOpen = async () =>
      (await sql('select 1 from session where "personId" = $1 and "endedAt" is null', [id])).length;
    await open();
    await sql(`update credential set "totpSecret" = 'x', "totpSince" = now() where "personId" = $1`, [id]);
    const again = await persons.resetDemo();
    expect(again.map(({ loginName, role }) => [loginName, role])).toEqual(
      made.map(({ loginName, role }) => [loginName, role]),
    );
    expect(again.filter(({ password }, i) => password === made[i]?.password)).toEqual([]);
    const [{ hash, factor } = { hash: '', factor: true }] = (await sql(
      `select "passwordHash" as hash, "totpSince" is not null as factor from credential where "personId" = $1`,
      [id],
    )) as { hash: string; factor: boolean }[];
    expect(factor).toBe(false); // whoever tried one out has taken it along
    expect(await isPassword(again.find(({ loginName }) => loginName === 'jingban')?.password ?? '', hash)).toBe(true);
    expect(await isOpen()).toBe(0);
    await open();
    await persons.invite(); // who is no demo stays
    await sql(`update person set status = 'disabled' where "loginName" = 'shenji'`);
    expect(await persons.stopDemo()).toBe(made.length - 1);
    expect(await isOpen()).toBe(0);
    expect(await sql(`select 1 from person where demo and status <> 'disabled'`)).toEqual([]);
    expect(
      await sql(`select 1 from credential c join person p on p.id = c."personId"
                      where p."loginName" = 'jingban' and c."passwordHash" is not null`),
    ).toEqual([]);
    expect(await persons.resetDemo()).toEqual([]);
    expect(await persons.stopDemo()).toBe(0);
    expect(await sql(`select 1 from person where not demo and status = 'disabled'`)).toEqual([]);
  });

  it('of a demo get passwords of three kinds of signs, drawn again until they are', () => {
    const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
    const drawn = ['A', 'a', '2', 'Aa', 'A2', 'a2', 'Aa2'].flatMap((signs) =>
      Array.from({ length: 16 }, (_, i) => letters.indexOf(signs[i % signs.length] ?? '')),
    );
    const below = new Set<number>();
    const pick = (count: number) => {
      below.add(count);
      return drawn.shift() ?? NaN;
    };
    expect(readablePassword(pick)).toBe('Aa2A-a2Aa-2Aa2-Aa2A');
    expect([...below]).toEqual([letters.length]);
  });
});
