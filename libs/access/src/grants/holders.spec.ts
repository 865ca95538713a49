import { systemActor } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { signInAs } from '@tidu/test/signed-in';
import { aPerson } from '../testing/visitors';
import { Holders } from './holders';

describe('who holds a permission', () => {
  let test: TestDatabase;
  const holders = new Holders();
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const sql = (text: string, values: unknown[] = []) => test.asSuperuser<Record<string, unknown>>(text, values);
  const somebody = async (role = 'district.officer', scopeId = '410305', duty = 'business') => {
    const person = aPerson(role, duty, duty === 'business' ? { scopeKind: 'region', scopeId } : {});
    await signInAs(test.database, person);
    return person;
  };
  const of = (permission: Parameters<Holders['of']>[1]) =>
    test.database.read(systemActor, (tx) => holders.of(tx, permission));
  const one = (id: string, permission: Parameters<Holders['of']>[1] = 'members.decide') =>
    test.database.read(systemActor, (tx) => holders.one(tx, permission, id));

  it('is nobody who is not there, and nobody by another role', async () => {
    expect(await one('01890000-0000-7000-8000-000000000000')).toBeNull();
    const reader = await somebody('city.reader', '4103');
    expect(await one(reader.id)).toBeNull();
    expect(await one(reader.id, 'figures.read')).not.toBeNull();
    const auditor = await somebody('admin.audit', '', 'audit');
    expect(await one(auditor.id, 'jobs.read')).toBeNull(); // no staff of business
  });

  it('acts as that role lets them, over what that role was given for', async () => {
    const person = await somebody('district.officer', '410305');
    await sql(
      `insert into role_grant (id, "personId", role, duty, "scopeKind", "scopeId", "validFrom", reason, "grantedBy", "grantedByName")
       values (gen_random_uuid(), $1, 'city.reader', 'business', 'region', '4104', '2020-01-01', 'test', $2, 'x')`,
      [person.id, systemActor.id],
    );
    const scope = { everything: false, regions: ['410305'] };
    const found = await one(person.id);
    expect(found).toMatchObject({ id: person.id, name: person.displayName, scope });
    expect([...((found?.permissions ?? []) as Set<string>)]).toContain('members.decide');
    // what both roles allow is seen over both
    const reads = await one(person.id, 'figures.read');
    expect(reads?.scope).toMatchObject({ everything: false, regions: expect.arrayContaining(['410305', '4104']) });
  });

  it('are all of them, by name, each once', async () => {
    const [first, second] = [await somebody(), await somebody('district.reviewer')];
    await sql(`update person set "displayName" = case id when $1 then '阿一' else '阿二' end where id in ($1, $2)`, [
      first.id,
      second.id,
    ]);
    const mine = new Set([first.id, second.id]);
    const all = await of('members.decide');
    expect(all.filter(({ id }) => mine.has(id)).map(({ name }) => name)).toEqual(['阿一', '阿二']);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect((await of('figures.judge')).filter(({ id }) => mine.has(id)).map(({ id }) => id)).toEqual([second.id]);
  });

  it.each([
    ['stopped', `update person set status = 'disabled' where id = $1`],
    ['not made sure of', `update person set "confirmedAt" = null, "confirmedBy" = null where id = $1`],
    ['of a role that ended', `update role_grant set "validUntil" = '2020-02-01' where "personId" = $1`],
    ['of a role that has not begun', `update role_grant set "validFrom" = '2199-01-01' where "personId" = $1`],
  ])('is nobody %s', async (_, change) => {
    const { id } = await somebody();
    expect(await one(id)).not.toBeNull();
    await sql(change, [id]);
    expect(await one(id)).toBeNull();
  });
});
