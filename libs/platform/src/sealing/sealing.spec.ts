import { uuidv7 } from '@tidu/kernel';
import {
  builtInOfficer,
  Database,
  DataKeys,
  isSealed,
  keyUse,
  sealAll,
  sealedColumns,
  Sealer,
  systemActor,
} from '@tidu/platform';
import { createTestDatabase, type TestDatabase, testKeys } from '@tidu/test/database';
import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const place = { table: 'enterprise_contact', column: 'phone', row: 'a' };
const code = (word: string) => expect.objectContaining({ code: word });

describe('a sealed value', () => {
  const sealer = new Sealer(DataKeys.given(['11'.repeat(32)]));

  it('opens to what was sealed, whatever it was, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const [one, two] = [sealer.seal(place, text), sealer.seal(place, text)];
        expect([isSealed(one), one === two, sealer.open(place, one), sealer.open(place, two)]).toEqual([
          ...[true, false, text, text],
        ]);
      }),
      { numRuns: 200 },
    );
  });

  it('opens in its own row, column and table alone', () => {
    const sealed = sealer.seal(place, '13837912345');
    const elsewhere = [
      { ...place, row: 'b' },
      { ...place, column: 'mail' },
      { table: 'registration', column: 'phone', row: 'a' },
    ];
    for (const other of elsewhere) expect(() => sealer.open(other, sealed)).toThrow(code('PLATFORM.SEAL_BROKEN'));
  });

  it('with any letter changed is refused, and what was never sealed is not shown either', () => {
    const sealed = sealer.seal(place, '13837912345');
    for (let i = 0; i < sealed.length; i++) {
      const letter = sealed[i] === 'b' ? 'c' : 'b';
      const changed = sealed.slice(0, i) + letter + sealed.slice(i + 1);
      // the last letter carries two bits that count for nothing
      if (
        Buffer.from(changed.split(':')[3] ?? '', 'base64url').equals(
          Buffer.from(sealed.split(':')[3] ?? '', 'base64url'),
        ) &&
        i > 40
      )
        continue;
      expect(() => sealer.open(place, changed)).toThrow(/打不开|没有/);
    }
    expect(() => sealer.open(place, '13837912345')).toThrow(code('PLATFORM.SEAL_BROKEN'));
  });

  it('needs its key, and opens with it when another one is current', () => {
    const sealed = sealer.seal(place, '13837912345');
    const [own, other] = ['11'.repeat(32), '22'.repeat(32)];
    expect(() => new Sealer(DataKeys.given([other])).open(place, sealed)).toThrow(code('PLATFORM.DATA_KEY_MISSING'));
    expect(() => new Sealer(DataKeys.given([])).seal(place, 'x')).toThrow(code('PLATFORM.NO_DATA_KEY'));
    expect(new Sealer(DataKeys.given([other, own])).open(place, sealed)).toBe('13837912345');
  });

  it('is found by the whole number however it is written, and by nothing less', () => {
    const [one = ''] = sealer.indexesOf('phone', '13837912345');
    const same = ['+86 138-3791-2345', '86 13837912345', '138 3791 2345', '008613837912345'];
    expect(same.map((text) => sealer.indexesOf('phone', text)[0])).toEqual(same.map(() => one));
    expect(sealer.seal(place, '13837912345').split(':')[2]).toBe(one);
    expect(['1383791234', '13837912346', '0086'].map((text) => sealer.indexesOf('phone', text)[0])).not.toContain(one);
    expect(sealer.indexesOf('mail', 'Zhang@Example.com ')).toEqual(sealer.indexesOf('mail', 'zhang@example.com'));
    expect(new Sealer(DataKeys.given(['22'.repeat(32)])).indexesOf('phone', '13837912345')).not.toContain(one);
  });

  it('is made for a column that the register names, and for no other', () => {
    expect(() => sealer.seal({ ...place, column: 'position' }, 'x')).toThrow(/is not sealed/);
  });
});

describe('the data keys of an installation', () => {
  let home: string;
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-keys-'));
  });
  afterEach(() => fs.rmSync(home, { recursive: true }));

  it('are made once, for their owner’s eyes alone; a new one goes before the others, and everybody learns of it', () => {
    const [keys, others] = [DataKeys.of({ home }), DataKeys.of({ home })];
    expect(keys.all()).toEqual([]);
    const first = keys.currentOrMade();
    expect(fs.statSync(path.join(home, 'data.keys')).mode & 0o777).toBe(0o600);
    expect(others.currentOrMade().id).toBe(first.id);
    const second = keys.add();
    expect(keys.all().map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(others.find(second.id)?.hex).toBe(second.hex);
    keys.drop(first.id);
    expect(keys.find(first.id)).toBeNull();
    keys.keep([first.hex, second.hex]);
    expect(
      DataKeys.of({ home })
        .all()
        .map(({ id }) => id),
    ).toEqual([second.id, first.id]);
  });

  it('that can’t be read are named by file and line, and never told', () => {
    fs.writeFileSync(path.join(home, 'data.keys'), `${'ab'.repeat(32)}\nsecret-half\n`);
    const read = () => DataKeys.of({ home }).all();
    expect(read).toThrow(code('PLATFORM.BAD_DATA_KEYS'));
    expect(read).toThrow(/data\.keys 第 2 行/);
    expect(read).not.toThrow(/secret-half/);
  });

  it('that stand in the settings are changed there', () => {
    expect(() => DataKeys.of({ home, dataKeys: ['ab'.repeat(32)] }).add()).toThrow(code('PLATFORM.KEYS_GIVEN'));
    expect(fs.readdirSync(home)).toEqual([]);
  });
});

describe('the database', () => {
  let test: TestDatabase;
  const [enterprise, application] = [uuidv7(), uuidv7()];
  const phones = Array.from({ length: 1200 }, (_, i) => `138${String(10_000_000 + i)}`);
  const account = '6222020200119988';
  const mail = 'planted.zhang@example.com';
  const columns = [...sealedColumns().values()].flat();

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, '91410300MA00000019', '洛阳密文', '410305', 'given')`,
      [enterprise],
    );
  });
  afterAll(() => test.drop());

  const constraint = (table: string, column: string) => `"${table}_${column}_sealed"`;
  /** As a release of before left it: what is confidential lies open. */
  async function openUp(): Promise<void> {
    for (const { table, column } of columns)
      await test.asSuperuser(`alter table ${table} drop constraint ${constraint(table, column)}`);
    await test.asSuperuser(
      `insert into enterprise_contact (id, "enterpriseId", role, name, phone, mail, "recordedBy", "recordedByName")
       select gen_random_uuid(), $1, 'liaison', '联系人' || n, phone, $3, $4, 'x' from unnest($2::text[]) with ordinality t (phone, n)`,
      [enterprise, phones, mail, systemActor.id],
    );
    const jobId = uuidv7();
    await test.asSuperuser(
      `insert into job_run (id, task, payload, "personId", "personName", scope) values ($1, 't', '{}', $2, 'x', '*')`,
      [jobId, builtInOfficer.id],
    );
    await test.asSuperuser(
      `insert into import_change ("jobId", "table", "rowId", kind, before, version)
       select $1, 'enterprise_contact', id, 'changed', jsonb_build_object('phone', phone, 'role', role), 2 from enterprise_contact limit 50`,
      [jobId],
    );
    await test.asSuperuser(
      `insert into person (id, "loginName", "displayName", duty, "createdBy", "createdByName", "changedByName")
       values ($1, 'planted', '申请人', 'member', $2, 'x', 'x')`,
      [application, systemActor.id],
    );
    await test.asSuperuser(
      `insert into registration (id, "personId", "creditCode", "enterpriseName", "personName", phone, "changedByName")
       values ($1, $1, '91410300MA00000019', '洛阳密文', '申请人', $2, 'x')`,
      [application, phones[0]],
    );
  }
  const lying = async () => {
    const [found] = await test.asSuperuser<{ text: string }>(
      `select (select string_agg(c::text, '') from enterprise_contact c) || (select string_agg(c::text, '') from import_change c)
         || (select string_agg(c::text, '') from registration c) as text`,
    );
    return [...phones, account, mail].filter((value) => found?.text.includes(value)).length;
  };
  const held = async () => {
    const rows = await test.asSuperuser<{ name: string }>(
      `select conname as name from pg_constraint where conname like '%\\_sealed' and convalidated`,
    );
    return rows.map(({ name }) => `"${name}"`).sort();
  };
  const all = columns.map(({ table, column }) => constraint(table, column)).sort();

  it('takes no phone, address or account unsealed into any such column', async () => {
    expect(columns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual([
      ...['area_objection.objectorContact', 'disbursement_item.payeeAccount', 'enterprise_contact.mail'],
      ...['enterprise_contact.phone'],
      ...['measure_case.payeeAccount', 'recognition_objection.objectorContact', 'registration.phone'],
    ]);
    expect(await held()).toEqual(all);
    await expect(
      test.asSuperuser(
        `insert into enterprise_contact (id, "enterpriseId", role, name, phone, "recordedBy", "recordedByName")
         values (gen_random_uuid(), $1, 'liaison', 'x', '13837912345', $2, 'x')`,
        [enterprise, systemActor.id],
      ),
    ).rejects.toThrow(/enterprise_contact_phone_sealed/);
  });

  it('of a release of before is sealed by the upgrade, which goes on where it was killed', async () => {
    await openUp();
    expect([await lying(), await held()]).toEqual([phones.length + 1, []]);
    await expect(sealAll(test.ownerUrl, new Sealer(DataKeys.given([])))).rejects.toMatchObject({
      code: 'PLATFORM.DATA_KEY_MISSING',
    });
    const stop = new AbortController();
    const killed = sealAll(test.ownerUrl, new Sealer(testKeys), {
      ...{ signal: stop.signal, onProgress: () => stop.abort(new Error('killed')) },
    });
    await expect(killed).rejects.toThrow('killed');
    const half = Database.connect({ url: test.appUrl, entities: [], poolSize: 1, keys: testKeys });
    await expect(half).rejects.toMatchObject({ code: 'PLATFORM.SEALING_UNDONE' });
    const first = (await keyUse(test.ownerUrl)).filter(({ column }) => column === 'phone');
    expect(first.map(({ key, values }) => [key === null, values])).toContainEqual([true, 200]);
    const done = await sealAll(test.ownerUrl, new Sealer(testKeys));
    expect(done).toBe(2 * phones.length + 50 + 1 - 1000);
    expect([await lying(), await held()]).toEqual([0, all]);
    expect(await sealAll(test.ownerUrl, new Sealer(testKeys))).toBe(0);
  });

  it('is found by a whole phone through its index, and opens what it finds', async () => {
    const sealer = new Sealer(testKeys);
    const found = await test.asSuperuser<{ id: string; phone: string; mail: string }>(
      `select id, phone, mail from enterprise_contact where "phoneIndex" = any ($1)`,
      [sealer.indexesOf('phone', `+86 ${phones[7] ?? ''}`)],
    );
    expect(sealer.openRows('enterprise_contact', found)).toMatchObject([{ phone: phones[7], mail }]);
    const all = await test.asSuperuser<{ id: string; phone: string; mail: string }>(
      `select id, phone, mail from enterprise_contact`,
    );
    expect([new Set(all.map((row) => row.mail)).size, new Set(all.map((row) => row.phone)).size]).toEqual([
      ...[phones.length, phones.length],
    ]);
    expect(new Set(sealer.openRows('enterprise_contact', all).map(({ phone }) => phone))).toEqual(new Set(phones));
  });

  it('is sealed anew with another key, imports’ old values too; then the old one is needed no more', async () => {
    const [old] = testKeys.all();
    const next = '6b'.repeat(32);
    const both = DataKeys.given([next, old?.hex ?? '']);
    expect(await sealAll(test.ownerUrl, new Sealer(both))).toBe(2 * phones.length + 50 + 1);
    expect(new Set((await keyUse(test.ownerUrl)).map(({ key }) => key))).toEqual(new Set([both.current().id]));
    const alone = new Sealer(DataKeys.given([next]));
    const [kept] = await test.asSuperuser<{ rowId: string; before: { phone: string } }>(
      `select "rowId", before from import_change limit 1`,
    );
    expect(phones).toContain(alone.openRow('enterprise_contact', kept?.before ?? { phone: '' }, kept?.rowId).phone);
  });

  it('refuses to be opened without a key it was sealed with, and says of one given up what is lost', async () => {
    const connect = (keys: DataKeys) => Database.connect({ url: test.appUrl, entities: [], poolSize: 1, keys });
    await expect(connect(DataKeys.given(['77'.repeat(32)]))).rejects.toMatchObject({
      code: 'PLATFORM.DATA_KEY_MISSING',
      message: expect.stringContaining('data.keys') as string,
    });
    await test.asSuperuser(`update data_key set "lostAt" = now()`);
    const database = await connect(DataKeys.given(['77'.repeat(32)]));
    const rows = await database.read(systemActor, async (tx) =>
      tx.sealer.openRows(
        'enterprise_contact',
        await tx.rows<{ id: string; phone: string }>('select id, phone from enterprise_contact limit 1'),
      ),
    );
    expect(rows).toMatchObject([{ phone: '（密钥遗失）' }]);
    await database.close();
  });
});
