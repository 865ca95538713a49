import { DomainError } from '@tidu/kernel';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { appliedNames, copyOutSql, hiddenTables, partitionsOf, sequencesOf, tablesOf } from './catalogue';
import { headsFile, type Manifest, savedFile, type SavedTable, tableFile, writeManifest } from './manifest';
import { inWords, toFile } from './streams';

export interface BackupOptions {
  /** Login of `tidu_owner`. */
  ownerUrl: string;
  filesDir: string;
  auditHeadsDir: string;
  /** Folder that takes the backup; made where it is missing. */
  to: string;
  /** Who asked for it, for the manifest. */
  madeBy: string;
  /** What the backup keeps of the key of the installation. */
  key?: Manifest['key'];
  /** The same of the data keys. */
  dataKeys?: Omit<NonNullable<Manifest['dataKeys']>, 'ids'>;
  signal?: AbortSignal;
  onProgress?: (stage: string) => void;
}

/**
 * Writes one state of the database, its stored files and the heads of the trail into a folder of its own below `to`, and
 * returns that folder. It gets its name only when everything is on the disk; when anything fails nothing is left.
 * @throws DomainError `PLATFORM.DISK_FULL`, `PLATFORM.NO_WRITE`, `PLATFORM.NOT_WHOLE`.
 */
export async function writeBackup(options: BackupOptions): Promise<{ dir: string; manifest: Manifest }> {
  const madeAt = new Date();
  const part = path.join(options.to, `.tidu-${madeAt.getTime()}-${process.pid}.part`);
  const client = new Client({ connectionString: options.ownerUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // a connection that breaks while nothing is asked: the next question tells
  try {
    fs.mkdirSync(path.join(part, 'tables'), { recursive: true, mode: 0o700 });
    fs.mkdirSync(path.join(part, 'files'), { mode: 0o700 });
    await client.connect();
    const manifest = await copyAll(client, part, madeAt, options);
    writeManifest(part, manifest);
    const dir = freeName(options.to, madeAt);
    fs.renameSync(part, dir);
    syncFolder(options.to);
    return { dir, manifest };
  } catch (error) {
    throw inWords(error, '备份');
  } finally {
    if (fs.existsSync(part)) fs.rmSync(part, { recursive: true, force: true });
    await client.end().catch(() => undefined);
  }
}

async function copyAll(client: Client, dir: string, madeAt: Date, options: BackupOptions): Promise<Manifest> {
  await client.query(`set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`);
  await client.query(`begin isolation level repeatable read read only; select set_config('tidu.backup', 'on', true)`);
  const hidden = await hiddenTables(client);
  if (hidden.length > 0)
    throw new DomainError(
      'conflict',
      'PLATFORM.NOT_WHOLE',
      `备份看不全这些表：${hidden.join('、')}，没有备份。请先运行 npx tidu migrate。`,
    );
  const { rows } = await client.query<{ server: string }>(`select current_setting('server_version') as server`);
  const tables: SavedTable[] = [];
  for (const shape of await tablesOf(client)) {
    options.onProgress?.(`备份表 ${shape.name}`);
    const source = client.query(copyTo(copyOutSql(shape)));
    const { bytes, sha256 } = await toFile(source, tableFile(dir, shape.name), options.signal);
    tables.push({ ...shape, rows: source.rowCount, bytes, sha256 });
  }
  const partitions = await partitionsOf(client);
  const sequences = await sequencesOf(client);
  const migrations = await appliedNames(client);
  options.onProgress?.('备份文件');
  const files = await copyFiles(client, dir, options);
  const dataKeys = options.dataKeys && { ids: await neededKeys(client), ...options.dataKeys };
  await client.query('commit');
  const [server] = rows;
  return {
    ...{ format: 1, madeAt: madeAt.toISOString(), madeBy: options.madeBy, migrations, server: server?.server ?? '' },
    ...{ tables, partitions, sequences, ...files, auditHeads: await copyHeads(dir, options) },
    ...(options.key && { key: options.key }),
    ...(dataKeys && { dataKeys }),
  };
}

/** Ids of the data keys with which something may be sealed. */
async function neededKeys(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select id from data_key where "lostAt" is null order by id');
  return rows.map(({ id }) => id);
}

/** Copies the files that the database knows; one that was changed on disk is refused, one that is gone is noted. */
async function copyFiles(
  client: Client,
  dir: string,
  { filesDir, signal }: BackupOptions,
): Promise<Pick<Manifest, 'files' | 'missingFiles'>> {
  const { rows } = await client.query<{ sha256: string }>('select sha256 from stored_file order by sha256');
  const files: Manifest['files'] = [];
  const missingFiles: string[] = [];
  for (const { sha256 } of rows) {
    const source = path.join(filesDir, sha256);
    if (!fs.existsSync(source)) {
      missingFiles.push(sha256);
      continue;
    }
    const copied = await toFile(fs.createReadStream(source), savedFile(dir, sha256), signal);
    if (copied.sha256 !== sha256)
      throw new DomainError(
        'conflict',
        'PLATFORM.FILE_CHANGED',
        `存档文件 ${source} 的内容与登记的不符，没有备份。请先从以前的备份取回这个文件。`,
      );
    files.push({ sha256, bytes: copied.bytes });
  }
  return { files, missingFiles };
}

/** After the snapshot: so the file holds every head that the copied database says is outside. */
async function copyHeads(dir: string, { auditHeadsDir, signal }: BackupOptions): Promise<Manifest['auditHeads']> {
  const source = path.join(auditHeadsDir, 'heads.jsonl');
  if (!fs.existsSync(source)) return null;
  return toFile(fs.createReadStream(source), headsFile(dir), signal);
}

/** `tidu-20261128-163000`, by the clock of the district. */
function freeName(to: string, at: Date): string {
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const name = `tidu-${parts.year}${parts.month}${parts.day}-${parts.hour}${parts.minute}${parts.second}`;
  for (let n = 1; ; n++) {
    const dir = path.join(to, n === 1 ? name : `${name}-${n}`);
    if (!fs.existsSync(dir)) return dir;
  }
}

const clock = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
});

function syncFolder(dir: string): void {
  if (process.platform === 'win32') return; // a folder can't be opened there
  const folder = fs.openSync(dir, 'r');
  fs.fsyncSync(folder);
  fs.closeSync(folder);
}
