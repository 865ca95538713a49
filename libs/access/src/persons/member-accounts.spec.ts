import { AuditTrail } from '@tidu/audit';
import { uuidv7 } from '@tidu/kernel';
import { systemActor } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { InstallationKey } from '../secrets/installation-key';
import { isPassword } from '../secrets/password-hash';
import { SessionsService } from '../sessions/sessions.service';
import { goodPassword } from '../testing/visitors';
import { Credentials } from './credentials';
import { Links } from './links';
import { MemberAccounts } from './member-accounts';
import { PersonsService } from './persons.service';

describe('accounts of enterprises’ people', () => {
  let test: TestDatabase;
  let accounts: MemberAccounts;
  let sessions: SessionsService;
  beforeAll(async () => {
    test = await createTestDatabase();
    const { database } = test;
    sessions = new SessionsService(database);
    const credentials = new Credentials(database, new InstallationKey('/nowhere', 'ab'.repeat(32)));
    const persons = new PersonsService(database, sessions, credentials, new Links(database), new AuditTrail());
    accounts = new MemberAccounts(persons, sessions);
  });
  afterAll(() => test.drop());

  const given = () => ({
    ...{ loginName: `m${uuidv7().replaceAll('-', '').slice(-20)}`, displayName: '李会计', password: goodPassword },
  });
  const create = async (who = given()) => {
    const ready = await accounts.ready(who);
    return test.database.write(systemActor, (tx) => accounts.create(tx, ready, { address: '::1', agent: 'x' }));
  };
  const stands = async (id: string) =>
    (
      await test.asSuperuser<Record<string, unknown>>(
        `select p.duty, p.status, p.version, p."confirmedBy", p."changedByName", p."confirmedAt", c."passwordHash"
         from person p join credential c on c."personId" = p.id where p.id = $1`,
        [id],
      )
    )[0];

  it('are made with a password, may sign in, and do nothing yet', async () => {
    const { id, token } = await create();
    const person = await stands(id);
    expect(person).toMatchObject({ duty: 'member', status: 'active', confirmedBy: null });
    expect(await isPassword(goodPassword, String(person?.passwordHash))).toBe(true);
    expect(await sessions.of(token)).toMatchObject({
      ...{ personId: id, displayName: '李会计', duty: 'member', factor: 'password', confirmed: false },
      held: [],
    });
  });

  it('take no weak password, and no name that somebody has', async () => {
    const who = given();
    for (const password of ['short', `${who.loginName}#2026X`]) {
      const weak = { code: 'ACCESS.WEAK_PASSWORD' };
      await expect(accounts.ready({ ...who, password })).rejects.toMatchObject(weak);
      let begun = false;
      const register = () => Promise.resolve((begun = true));
      await expect(accounts.asNewcomer({ ...who, password }, register)).rejects.toMatchObject(weak);
      expect(begun).toBe(false);
    }
    await create(who);
    await expect(create(who)).rejects.toMatchObject({ code: 'ACCESS.LOGIN_TAKEN', kind: 'conflict' });
  });

  it('are made for eight strangers at a time; the ninth is told before anything begins, and has room later', async () => {
    let done = (_: unknown): void => undefined;
    const waiting = new Promise((end) => (done = end));
    const eight = Array.from({ length: 8 }, () => accounts.asNewcomer(given(), () => waiting));
    await expect(accounts.asNewcomer(given(), () => waiting)).rejects.toMatchObject({ code: 'ACCESS.CROWDED' });
    done(1);
    expect(await Promise.all(eight)).toEqual(Array(8).fill(1));
    expect(await accounts.asNewcomer(given(), () => Promise.resolve(2))).toBe(2);
  });

  it('are confirmed once, by the first who made sure', async () => {
    const { id } = await create();
    const [one, other] = [uuidv7(), uuidv7()];
    const confirm = (by: { id: string; name: string }) =>
      test.database.write(systemActor, (tx) => accounts.confirm(tx, id, by));
    await confirm({ id: one, name: '王' });
    await confirm({ id: other, name: '赵' });
    expect(await stands(id)).toMatchObject({ confirmedBy: one, changedByName: '王', version: 2 });
  });
});
