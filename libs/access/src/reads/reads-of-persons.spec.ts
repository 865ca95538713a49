import { AuditTrail } from '@tidu/audit';
import { shanghaiDay, systemClock, uuidv7 } from '@tidu/kernel';
import { builtInOfficer, confidentialField, type ConfidentialRead, fieldRegister } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { signInAs } from '@tidu/test/signed-in';
import type { Session } from '../sessions/session';
import { aPerson } from '../testing/visitors';
import { ReadsOfPersons } from './reads-of-persons';

const fields = [confidentialField('figures'), confidentialField('contact.name')];

describe('looks at what is confidential', () => {
  let test: TestDatabase;
  let reads: ReadsOfPersons;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  beforeEach(() => {
    reads = new ReadsOfPersons(test.database, new AuditTrail());
  });

  const sql = (text: string, values: unknown[] = []) => test.asSuperuser<Record<string, unknown>>(text, values);
  const somebody = async () => {
    const person = aPerson('district.officer', 'business', { scopeKind: 'everything' });
    await signInAs(test.database, person);
    return person.id;
  };
  const look = (
    id: string,
    records: string[],
    over: Partial<ConfidentialRead> & { steppedUp?: boolean; path?: string } = {},
  ) => {
    const { steppedUp = false, path = '/api/things/:id', ...rest } = over;
    const request = {
      ...{ method: 'GET', route: { path }, person: { ...builtInOfficer, id, name: '张' } },
      session: { personId: id, steppedUp } as Session,
    } as unknown as ConfidentialRead['request'];
    return reads.note({ request, of: 'enterprise', records, fields, isNoted: false, ...rest });
  };
  const entries = (id: string) =>
    sql(`select action, "objectType", "objectId", after from audit_entry where "personId" = $1 order by id`, [id]);
  const counted = async (id: string) =>
    (await sql('select 1 from confidential_read where "personId" = $1', [id])).length;

  it('of nobody are none', async () => {
    const before = await sql('select max(id) as last from audit_entry');
    for (const request of [{}, { session: { personId: uuidv7() } }, { person: builtInOfficer }])
      await reads.note({ request, of: 'enterprise', records: [uuidv7()], fields, isNoted: false } as never);
    expect(await sql('select max(id) as last from audit_entry')).toEqual(before);
  });

  it('are an entry of the enterprise where it is one, and of the operation where they are many', async () => {
    const id = await somebody();
    const [one, two, three] = [uuidv7(), uuidv7(), uuidv7()];
    const path = `/api/${'long/'.repeat(40)}`;
    await look(id, [one]);
    await look(id, [two, three], { path });
    await look(id, [one, two], { path }); // seen today
    await look(id, [uuidv7()], { of: 'other' });
    const codes = ['contact.name', 'figures'];
    const found = await entries(id);
    expect(found.slice(0, 2)).toEqual([
      {
        ...{ action: 'access.readConfidential', objectType: 'enterprise', objectId: one },
        after: { operation: 'GET /api/things/:id', fields: codes },
      },
      {
        ...{ action: 'access.readConfidential', objectType: 'operation', objectId: `GET ${path}`.slice(0, 100) },
        after: { operation: `GET ${path}`, fields: codes, records: expect.arrayContaining([two, three]) },
      },
    ]);
    expect(found[2]).toMatchObject({ objectType: 'operation', objectId: 'GET /api/things/:id' });
    expect(found).toHaveLength(3);
    expect(await counted(id)).toBe(8);
  });

  it('at one that is new among those seen today are an entry of that one', async () => {
    const id = await somebody();
    const [old, fresh] = [uuidv7(), uuidv7()];
    await look(id, [old]);
    await look(id, [old, fresh]);
    expect((await entries(id)).map(({ objectId }) => objectId)).toEqual([old, fresh]);
  });

  it('that the operation notes itself are counted, and no entry; without a record each is one', async () => {
    const id = await somebody();
    await look(id, [uuidv7()], { isNoted: true });
    expect([await counted(id), await entries(id)]).toEqual([2, []]);
    for (let i = 0; i < 2; i++) await look(id, []);
    expect(await entries(id)).toMatchObject([{ objectType: 'operation' }, { objectType: 'operation' }]);
    expect(await counted(id)).toBe(2);
  });

  it('again on the same day cost nothing, and on another process are no other entry', async () => {
    const id = await somebody();
    const record = uuidv7();
    await look(id, [record]);
    await sql('delete from confidential_read where "personId" = $1', [id]);
    await look(id, [record]);
    expect(await counted(id)).toBe(0); // not asked
    await look(id, [record], { fields: fields.slice(0, 1) });
    expect(await counted(id)).toBe(0);
    // whoever else looks meanwhile
    await look(await somebody(), [record]);
    await look(id, [record]);
    expect(await counted(id)).toBe(0);
    reads = new ReadsOfPersons(test.database, new AuditTrail());
    await look(id, [record]);
    reads = new ReadsOfPersons(test.database, new AuditTrail());
    await look(id, [record]);
    expect(await entries(id)).toHaveLength(2);
    // what another saw is another's
    const other = await somebody();
    await look(other, [record]);
    expect(await entries(other)).toHaveLength(1);
  });

  it('beyond the limit of a day are refused without a fresh proof, and not remembered as seen', async () => {
    const id = await somebody();
    const { recordsADay } = fieldRegister().reads;
    await sql(
      `insert into confidential_read ("personId", day, "recordId", field)
       select $1, (now() at time zone 'Asia/Shanghai')::date, gen_random_uuid(), 'figures' from generate_series(1, $2)`,
      [id, recordsADay - 1],
    );
    const [last, more] = [uuidv7(), uuidv7()];
    await look(id, [last]);
    for (let i = 0; i < 2; i++)
      await expect(look(id, [more])).rejects.toMatchObject({ code: 'ACCESS.STEP_UP', kind: 'forbidden' });
    await look(id, [last]);
    await look(id, [more], { steppedUp: true });
    await look(id, [more]); // seen by now
    await look(id, []); // no record is one too many
    const noted = await entries(id);
    expect(noted[1]?.after).toEqual({ day: shanghaiDay(systemClock.now()), limit: recordsADay });
    expect(noted.map(({ action, objectId }) => [action, objectId])).toEqual([
      ['access.readConfidential', last],
      ['access.massReading', id],
      ['access.readConfidential', more],
      ['access.readConfidential', 'GET /api/things/:id'],
    ]);
  });
});
