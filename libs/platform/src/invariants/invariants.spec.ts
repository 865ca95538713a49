import {
  actsOnce,
  beat,
  builtInOfficer,
  checkInvariants,
  filesWhole,
  type Invariant,
  jobsEnd,
  nothingHangs,
  nothingHangsFor,
  sameEnterprise,
  soundDatabase,
  StoredFiles,
} from '@tidu/platform';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Client } from 'pg';

describe('the invariants of the platform', () => {
  let test: TestDatabase;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-invariants-'));
  const files = new StoredFiles(dir);
  const all = [actsOnce, sameEnterprise, filesWhole(files), jobsEnd, nothingHangs, soundDatabase];
  const enterprises = [uuidv7(), uuidv7()];
  let sha256: string;
  beforeAll(async () => {
    test = await createTestDatabase();
    const file = await files.take(Readable.from(['内容']), '名单.csv', 'text/csv', 1000);
    ({ sha256 } = file);
    await test.database.write(builtInOfficer, (tx) => files.register(tx, file));
    for (const [i, id] of enterprises.entries())
      await test.asSuperuser(
        `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", demo) values ($1, $2, $3, '410305', 'given', false)`,
        [id, makeCreditCode({ region: '410305', organisation: `MA00000${i}` }), `企业${i}`],
      );
    await beat(test.database, new Date());
  });
  afterAll(async () => {
    await test.drop();
    fs.rmSync(dir, { recursive: true, force: true });
  });
  const broken = async (list: Invariant[] = all) => {
    const results = await checkInvariants(test.database, list);
    return results.filter(({ holds }) => !holds).map(({ id, examples }) => [id, ...examples]);
  };

  it('hold in a database that nothing happened to', async () => {
    await expect(broken()).resolves.toEqual([]);
  });

  it('I8 names the answer that can’t be given again, and the job that was promised and isn’t there', async () => {
    const insert = (answer: string) =>
      test.asSuperuser(
        `insert into act ("personId", key, attempt, asked, answer) values ($1, gen_random_uuid(), $2, repeat('0', 64), $3)`,
        [builtInOfficer.id, uuidv7(), answer],
      );
    await insert('{"id":"x"}');
    await insert('null');
    await expect(broken([actsOnce])).resolves.toEqual([]);
    await insert(`{"jobId":"${uuidv7()}"}`);
    await insert('{"half');
    const [[id, ...examples] = []] = await broken([actsOnce]);
    expect([id, examples.length]).toEqual(['I8', 2]);
    for (const what of ['读不出', '不在']) expect(examples.join()).toContain(what);
    await test.asSuperuser('delete from act');
  });

  it('I10 names the reference that hangs in the air, or on another enterprise', async () => {
    const [a, b] = enterprises;
    const file = uuidv7();
    await test.asSuperuser(`set session_replication_role = replica;
      insert into evidence_file (id, "enterpriseId", kind, sha256, "fileName", "periodFrom", "periodUntil", "uploadedBy", "uploadedByName")
      select '${file}', '${a}', 'auditReport', '${sha256}', 'x', '2024-01-01', '2025-01-01', '${builtInOfficer.id}', 'x';
      insert into judgement (id, "enterpriseId", year, fact, value, reason, basis, "evidenceId", "judgedBy", "judgedByName")
      values ('${uuidv7()}', '${b}', 2024, 'ownBrand', 'true', '理由', '依据', '${file}', '${builtInOfficer.id}', 'x')`);
    const [[id, ...examples] = []] = await broken([sameEnterprise]);
    expect([id, examples.join()]).toEqual(['I10', expect.stringContaining('judgement')]);
    await test.asSuperuser(`set session_replication_role = replica; delete from judgement; delete from evidence_file`);
  });

  it('I11 names the file that is gone, changed, or known to nobody', async () => {
    const file = files.path(sha256);
    fs.writeFileSync(file, '内宾');
    await expect(broken()).resolves.toEqual([['I11', expect.stringContaining('内容被改动')]]);
    fs.rmSync(file);
    await expect(broken()).resolves.toEqual([['I11', expect.stringContaining('不在了')]]);
    fs.writeFileSync(file, '内容');
    const stray = path.join(dir, 'stray');
    fs.writeFileSync(stray, '');
    await expect(broken()).resolves.toEqual([]);
    fs.utimesSync(stray, new Date(0), new Date(Date.now() - 2 * 86_400_000));
    await expect(broken()).resolves.toEqual([['I11', expect.stringContaining('stray')]]);
    fs.rmSync(stray);
  });

  it('I12 names the job that hangs', async () => {
    await test.asSuperuser(`insert into job_run (id, task, payload, "personId", "personName", scope, state, "leaseUntil")
      values (gen_random_uuid(), 'test.hang', '{}', gen_random_uuid(), 'x', '*', 'running', now() - interval '3 minutes')`);
    await expect(broken()).resolves.toEqual([['I12', expect.stringContaining('test.hang')]]);
    await test.asSuperuser('delete from job_run');
  });

  it('I14 names the index, the constraint and the sequence that are not sound', async () => {
    await test.asSuperuser(`alter table setting add constraint odd check (key <> 'never') not valid;
      update pg_index set indisvalid = false where indexrelid = 'job_run_by_person'::regclass;
      insert into audit_entry (id, "personId", "personName", action, "objectType", "objectId")
        overriding system value values (999999, gen_random_uuid(), 'x', 'test.far', 'x', 'x')`);
    const [[id, ...examples] = []] = await broken();
    expect(id).toBe('I14');
    for (const what of ['job_run_by_person', 'odd', 'audit_entry_id_seq']) expect(examples.join()).toContain(what);
    await test.asSuperuser(`alter table setting drop constraint odd; update pg_index set indisvalid = true;
      alter table audit_entry disable trigger all; delete from audit_entry where id = 999999`);
    await expect(broken()).resolves.toEqual([]);
  });

  it('a check that fails itself is no invariant that holds', async () => {
    const failing = { ...jobsEnd, check: () => Promise.reject(new Error('away')) };
    await expect(broken([failing])).resolves.toEqual([['I12', expect.stringContaining('away')]]);
  });

  it('I13 names the connection that does nothing in a transaction', async () => {
    const idle = new Client({ connectionString: test.appUrl });
    await idle.connect();
    await idle.query('begin');
    await expect(broken()).resolves.toEqual([]);
    const [[id, said] = []] = await broken([nothingHangsFor(0)]);
    expect([id, said]).toEqual(['I13', expect.stringContaining('idle in transaction')]);
    await idle.end();
  });
});
