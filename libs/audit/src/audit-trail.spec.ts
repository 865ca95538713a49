import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { AuditTrail, type AuditRecord } from './audit-trail';
import { sealingPolicy } from './seal/policy';
import { TrailOfReads } from './trail-of-reads';

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

  const of = (objectId: string) =>
    test.asSuperuser<Record<string, unknown>>('select * from audit_entry where "objectId" = $1 order by id', [
      objectId,
    ]);
  const who = { personId: builtInOfficer.id, personName: '本机经办人' };

  it('says who did what, in the transaction of the change, and nothing of what was not given', async () => {
    const [objectId, whole, requestId] = [uuidv7(), { name: '旧' }, uuidv7()];
    const given: AuditRecord[] = [
      { ...entry, objectId },
      { action: 'test.change', objectType: 'thing', objectId, before: whole, requestId },
    ];
    const change = await test.database.write(builtInOfficer, async (tx) => {
      for (const one of given) await trail.record(tx, one);
      return tx.row<{ id: string }>('select pg_current_xact_id()::text as id');
    });
    expect(await of(objectId)).toEqual(
      [
        { before: null, after: { name: '新' }, reason: '更正', requestId: null },
        { before: whole, after: null, reason: null, requestId },
      ].map((said) =>
        expect.objectContaining({
          ...{ ...who, action: 'test.change', objectType: 'thing', objectId, transaction: change?.id },
          ...said,
        }),
      ),
    );
  });

  it('takes many of one act at once, in their order, each as if alone', async () => {
    const [objectId, requestId] = [uuidv7(), uuidv7()];
    const many = [
      { objectType: 'one', objectId, before: { n: 1 }, after: { list: [1, null, '新'] }, reason: '“甲”', requestId },
      ...Array.from({ length: 20 }, (_, n) => ({ objectType: 'more', objectId, after: { n } })),
    ];
    await test.database.write(builtInOfficer, (tx) => trail.recordAll(tx, 'test.many', many));
    const nothing = { before: null, after: null, reason: null, requestId: null };
    expect(await of(objectId)).toEqual(
      many.map((one) => expect.objectContaining({ ...who, action: 'test.many', ...nothing, ...one })),
    );
    await test.database.write(builtInOfficer, (tx) => trail.recordAll(tx, 'test.none', []));
    expect(await test.asSuperuser(`select 1 from audit_entry where action = 'test.none'`)).toEqual([]);
  });

  it('takes none of many where sealing is late, and those of acts that are never refused', async () => {
    const objectId = uuidv7();
    const many = [1, 2].map((n) => ({ objectType: 'thing', objectId, after: { n } }));
    const record = (action: string) => test.database.write(builtInOfficer, (tx) => trail.recordAll(tx, action, many));
    await record('test.early');
    await test.asSuperuser('update audit_pending set since = now() - make_interval(hours => $1, mins => 1)', [
      sealingPolicy().refuseAfterHours,
    ]);
    await expect(record('test.late')).rejects.toMatchObject({ kind: 'unavailable', code: 'AUDIT.SEALING_LATE' });
    await record('access.signIn');
    await test.asSuperuser('update audit_pending set since = now()');
    await record('test.again');
    const acts = (await of(objectId)).map(({ action }) => action);
    expect(acts).toEqual(['test.early', 'access.signIn', 'test.again'].flatMap((action) => [action, action]));
  });

  it('notes a look in the name of who looks, before anything is handed out', async () => {
    const objectId = uuidv7();
    const reader = { ...builtInOfficer, name: '王经办' };
    await new TrailOfReads(test.database, trail).note(reader, { action: 'test.look', objectType: 'thing', objectId });
    expect(await of(objectId)).toEqual([
      expect.objectContaining({ personId: reader.id, personName: '王经办', action: 'test.look' }),
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
