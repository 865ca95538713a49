import { builtInOfficer } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { AuditTrail } from './audit-trail';

describe('AuditTrail', () => {
  const trail = new AuditTrail();
  const entry = { action: 'test.change', objectType: 'thing', objectId: '1', after: { name: '新' }, reason: '更正' };
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  const entries = () =>
    test.asSuperuser<Record<string, unknown>>(`select * from audit_entry where "objectType" = 'thing' order by id`);

  it('says who did what, in the transaction of the change', async () => {
    const change = await test.database.write(builtInOfficer, async (tx) => {
      await trail.record(tx, entry);
      return tx.row<{ id: string }>('select pg_current_xact_id()::text as id');
    });
    expect(await entries()).toEqual([
      expect.objectContaining({
        ...{ personId: builtInOfficer.id, personName: '本机经办人', action: 'test.change', objectId: '1' },
        ...{ before: null, after: { name: '新' }, reason: '更正', transaction: change?.id },
      }),
    ]);
  });

  it('forgets the entry of a change that was rolled back', async () => {
    const before = (await entries()).length;
    const work = test.database.write(builtInOfficer, async (tx) => {
      await trail.record(tx, entry);
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await entries()).toHaveLength(before);
  });

  it('can be neither read nor changed by the application, nor changed by anybody', async () => {
    const asApp = (sql: string) => test.database.write(builtInOfficer, (tx) => tx.rows(sql));
    await expect(asApp('select 1 from audit_entry')).resolves.toEqual([]);
    const values = `(gen_random_uuid(), 'x', 'test.forge', 'thing', '1')`;
    for (const sql of [
      `insert into audit_entry ("personId", "personName", action, "objectType", "objectId") values ${values}`,
      "update audit_entry set reason = ''",
      'delete from audit_entry',
      'truncate audit_entry',
      'update audit_link set sequence = 1',
      'delete from audit_seal',
    ])
      await expect(asApp(sql)).rejects.toMatchObject({ code: '42501' });
    await expect(test.asSuperuser("update audit_entry set reason = ''")).rejects.toThrow('append-only');
    await expect(test.asSuperuser('delete from audit_entry')).rejects.toThrow('append-only');
  });

  it('refuses an action that is not named room.act', async () => {
    const work = test.database.write(builtInOfficer, (tx) => trail.record(tx, { ...entry, action: 'Changed it' }));
    await expect(work).rejects.toMatchObject({ code: '23514' });
  });
});
