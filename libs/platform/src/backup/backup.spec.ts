import { builtInOfficer, restoreBackup, startCluster, StoredFiles, writeBackup, type Cluster } from '@tidu/platform';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Client } from 'pg';
import { migrations } from '../../../../apps/server/src/schema';
import { listBackups, type Manifest, writeManifest } from './manifest';

/** Someone of whom nobody else sees the private views: a backup must hold them all the same. */
const somebody = '00000000-0000-7000-8000-0000000000bb';

describe('a backup', () => {
  let test: TestDatabase;
  let scratch: Cluster;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-backup-'));
  fs.chmodSync(dir, 0o711);
  const at = (name: string) => path.join(dir, name);
  const files = new StoredFiles(at('files'));
  let made: { dir: string; manifest: Manifest };
  let number = 0;

  beforeAll(async () => {
    test = await createTestDatabase();
    scratch = await startCluster({ dataDir: at('pg'), ephemeral: true });
    const file = await files.take(Readable.from(['内容']), '名单.csv', 'text/csv', 1000);
    await test.database.write(builtInOfficer, (tx) => files.register(tx, file));
    const rows = Array.from({ length: 300 }, (_, i) => ({
      ...{
        id: uuidv7(),
        name: `企业𠮷${i}`,
        regionCode: '410305',
        regionBasis: 'given',
        demo: false,
        ownership: 'private',
      },
      creditCode: makeCreditCode({ region: '410305', organisation: String(i).padStart(8, '0') }),
    }));
    await test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", ownership, demo)
       select id, "creditCode", name, "regionCode", "regionBasis", ownership, demo from json_populate_recordset(null::enterprise, $1)`,
      [JSON.stringify(rows)],
    );
    await test.asSuperuser(
      `insert into saved_view (id, "ownerId", "ownerName", list, name, filters) values (gen_random_uuid(), $1, '某人', 'enterprises', '私人', '{}')`,
      [somebody],
    );
    const run = uuidv7();
    await test.asSuperuser(`set role tidu_owner; create table score_card_one partition of score_card for values in ('${run}');
      alter table score_card_one add constraint score_card_one_run check ("runId" = '${run}')`);
    await test.asSuperuser(
      `insert into score_card ("runId", "enterpriseId", outcome, met, unknown, "sheetAsOf", "sheetVersion", "clauseOutcomes", "clauseMin", "pointsMin", "pointsMax")
       select $1, id, 1, 1, 0, '2026-01-01', 1, '\\x0102', '{1,2}', 3, 4 from enterprise`,
      [run],
    );
    fs.mkdirSync(at('heads'));
    fs.writeFileSync(at('heads/heads.jsonl'), '');
    made = await backup();
  });
  afterAll(async () => {
    await scratch.stop();
    await test.drop();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  const backup = (to = 'backups') =>
    writeBackup({
      ...{ ownerUrl: test.ownerUrl, filesDir: at('files'), auditHeadsDir: at('heads'), to: at(to), madeBy: '测试' },
    });
  /** An empty database of its own in the scratch cluster. */
  const empty = async () => {
    const name = `r${++number}`;
    const client = new Client({ connectionString: scratch.url('postgres', 'postgres') });
    await client.connect();
    await client.query(`create database ${name} owner tidu_owner template template0 encoding 'UTF8' locale 'C.UTF-8'`);
    await client.end();
    const inside = new Client({ connectionString: scratch.url('postgres', name) });
    await inside.connect();
    await inside.query(
      `alter schema public owner to tidu_owner; grant usage on schema public to tidu_app, tidu_auditor`,
    );
    await inside.end();
    return scratch.url('tidu_owner', name);
  };
  const restore = (from: string, ownerUrl: string, list = migrations) =>
    restoreBackup({
      from,
      ownerUrl,
      filesDir: at(`files-${number}`),
      auditHeadsDir: at(`heads-${number}`),
      migrations: list,
    });
  /** A copy of the backup to break. */
  const copy = () => {
    const target = at(`copy-${++number}`);
    fs.cpSync(made.dir, target, { recursive: true });
    return target;
  };
  const relations = async (url: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_class c join pg_namespace s on s.oid = c.relnamespace where s.nspname in ('public', 'graphile_worker')`,
    );
    await client.end();
    return rows[0]?.n;
  };

  it('holds every row of every table, whoever may see it', async () => {
    const counts = Object.fromEntries(made.manifest.tables.map(({ name, rows }) => [name, rows]));
    for (const name of Object.keys(counts)) {
      const [row] = await test.asSuperuser<{ n: number }>(`select count(*)::int as n from "${name}"`);
      expect([name, counts[name]]).toEqual([name, row?.n]);
    }
    expect(counts.saved_view).toBeGreaterThan(0);
    expect(counts.score_card).toBe(300);
    expect(made.manifest.files).toHaveLength(1);
  });

  it('is restored into an empty database: the same tables, row for row, and the same again in a second backup', async () => {
    const url = await empty();
    await restore(made.dir, url);
    const again = await writeBackup({
      ...{
        ownerUrl: url,
        filesDir: at(`files-${number}`),
        auditHeadsDir: at('heads'),
        to: at('second'),
        madeBy: '测试',
      },
    });
    const hashes = ({ manifest }: { manifest: Manifest }) => manifest.tables.map(({ name, sha256 }) => [name, sha256]);
    expect(hashes(again)).toEqual(hashes(made));
    expect(again.manifest.sequences).toEqual(made.manifest.sequences);
    expect(again.manifest.files).toEqual(made.manifest.files);
  });

  it('leaves rules, rights and row security as a new installation has them', async () => {
    const url = await empty();
    await restore(made.dir, url);
    const shape = async (connectionString: string) => {
      const client = new Client({ connectionString });
      await client.connect();
      const { rows } = await client.query<{ line: string }>(`
        select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint where connamespace = 'public'::regnamespace and conname <> 'score_card_one_run'
        union all select 'trigger ' || tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
        union all select 'security ' || oid::regclass || ' ' || relrowsecurity::text || relforcerowsecurity::text || coalesce(relacl::text, '') from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        union all select 'index ' || indexdef from pg_indexes where schemaname = 'public' order by 1`);
      await client.end();
      return rows.map(({ line }) => line);
    };
    expect(await shape(url)).toEqual(await shape(test.ownerUrl));
  });

  it('is refused when a byte, a row, a file or the list was changed, and the database stays empty', async () => {
    const url = await empty();
    const none = await relations(url);
    const change = (file: string, at: number) => {
      const bytes = fs.readFileSync(file);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      fs.writeFileSync(file, bytes);
    };
    const region = (from: string) => path.join(from, 'tables/region.copy');
    const breaks: ((from: string) => void)[] = [
      (from) => change(region(from), fs.statSync(region(from)).size - 40),
      (from) => fs.truncateSync(region(from), 1000),
      (from) => fs.rmSync(region(from)),
      (from) => change(path.join(from, 'files', made.manifest.files[0]?.sha256 ?? ''), 1),
      (from) => fs.rmSync(path.join(from, 'files'), { recursive: true }),
      (from) => change(path.join(from, 'manifest.json'), 300),
      (from) => fs.rmSync(path.join(from, 'manifest.sha256')),
      (from) => fs.rmSync(path.join(from, 'manifest.json')),
    ];
    for (const spoil of breaks) {
      const from = copy();
      spoil(from);
      await expect(restore(from, url)).rejects.toMatchObject({ code: 'PLATFORM.BAD_BACKUP' });
      expect(await relations(url)).toBe(none);
      expect(
        fs.existsSync(at(`files-${number}`))
          ? fs.readdirSync(at(`files-${number}`)).filter((n) => n.startsWith('.'))
          : [],
      ).toEqual([]);
    }
    await restore(made.dir, url);
  });

  it('is refused when its list, sealed anew, names what would be a statement or a path of somebody else', async () => {
    const url = await empty();
    const { tables, partitions, sequences, files: kept } = made.manifest;
    const [table, part, sequence] = [tables[0], partitions[0], sequences[0]];
    const lists: Partial<Manifest>[] = [
      { tables: [...tables, { ...table, name: 'x; drop table enterprise' } as (typeof tables)[0]] },
      { partitions: [{ ...part, bound: 'default; create table stolen ()' } as (typeof partitions)[0]] },
      { partitions: [{ ...part, bound: `for values in ('x'); drop schema public` } as (typeof partitions)[0]] },
      { sequences: [{ ...sequence, name: 'a"b' } as (typeof sequences)[0]] },
      { files: [...kept, { sha256: '../../../etc/passwd', bytes: 1 }] },
    ];
    for (const list of lists) {
      const from = copy();
      writeManifest(from, { ...made.manifest, ...list });
      await expect(restore(from, url)).rejects.toMatchObject({ code: 'PLATFORM.BAD_BACKUP' });
    }
    expect(await relations(url)).toBe(0);
  });

  it('is not put over something, nor into a program that is older than it', async () => {
    await expect(restore(made.dir, test.ownerUrl)).rejects.toMatchObject({ code: 'PLATFORM.NOT_EMPTY' });
    await expect(restore(made.dir, await empty(), migrations.slice(0, -1))).rejects.toMatchObject({
      code: 'PLATFORM.RELEASE_NEWER',
    });
  });

  it('of an earlier release is brought to this one', async () => {
    class Later9999999999999 {
      up = (runner: { query(sql: string): Promise<unknown> }) => runner.query(`comment on table setting is 'later'`);
      down = () => Promise.resolve();
    }
    const url = await empty();
    await restore(made.dir, url, [...migrations, Later9999999999999]);
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(`select obj_description('setting'::regclass) as said`);
    await client.end();
    expect(rows).toEqual([{ said: 'later' }]);
  });

  it('that cannot be finished leaves nothing: a file that changed, a folder that is none', async () => {
    const file = files.path(made.manifest.files[0]?.sha256 ?? '');
    const content = fs.readFileSync(file);
    fs.writeFileSync(file, 'x');
    await expect(backup('spoiled')).rejects.toMatchObject({ code: 'PLATFORM.FILE_CHANGED' });
    expect(fs.readdirSync(at('spoiled'))).toEqual([]);
    fs.writeFileSync(file, content);
    fs.writeFileSync(at('plain'), '');
    await expect(backup('plain')).rejects.toMatchObject({ code: 'PLATFORM.NO_WRITE' });
    expect(listBackups(at('backups'))).toHaveLength(1);
  });

  it('notes a file that the disk does not have, and is made all the same', async () => {
    const file = files.path(made.manifest.files[0]?.sha256 ?? '');
    fs.renameSync(file, `${file}.away`);
    const { manifest } = await backup('short');
    fs.renameSync(`${file}.away`, file);
    expect(manifest.missingFiles).toEqual([made.manifest.files[0]?.sha256]);
  });
});
