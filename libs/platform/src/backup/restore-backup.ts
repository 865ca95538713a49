import { DomainError } from '@tidu/kernel';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrate, type MigrationClass } from '../database/migrate';
import type { DataKeys } from '../sealing/data-keys';
import { copyInSql, copyOutSql, quoted, tablesOf } from './catalogue';
import { emptyAgain, requireEmpty } from './empty-database';
import { badBackup, headsFile, type Manifest, readManifest, savedFile, type SavedTable, tableFile } from './manifest';
import { inWords, measured, measuring } from './streams';

export interface RestoreOptions {
  /** The backup's own folder. */
  from: string;
  /** Login of `tidu_owner` at an empty database. */
  ownerUrl: string;
  filesDir: string;
  auditHeadsDir: string;
  /** Migrations of this program. */
  migrations: MigrationClass[];
  /** Keys of sealed columns: those the backup needs, or with which an older one is sealed. */
  keys?: DataKeys;
  /** Whether what is sealed with keys that aren't here is given up. */
  withoutKeys?: boolean;
  onProgress?: (stage: string) => void;
}

/**
 * Puts a backup into an empty database: the schema of that release, every row, every sequence, the files; reads all of it
 * again and compares; then brings the schema to this program's release. In one transaction after the schema, and when
 * anything fails the database is empty again.
 * @throws DomainError `PLATFORM.BAD_BACKUP`, `PLATFORM.NOT_EMPTY`, `PLATFORM.RELEASE_NEWER`, `PLATFORM.DISK_FULL`.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const manifest = readManifest(options.from);
  const release = releaseOf(manifest, options.migrations);
  const client = new Client({ connectionString: options.ownerUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // a connection that breaks while nothing is asked: the next question tells
  await client.connect();
  try {
    await requireEmpty(client);
    try {
      options.onProgress?.('建立结构');
      await migrate(options.ownerUrl, release);
      await client.query('set statement_timeout = 0; begin');
      await load(client, manifest, options);
      await takeFiles(manifest, options);
      if (options.withoutKeys) await giveUpKeys(client, manifest, options.keys);
      await client.query('commit');
      await migrate(options.ownerUrl, options.migrations, undefined, options.keys);
      await client.query('analyze');
    } catch (error) {
      await client.query('rollback');
      await emptyAgain(client);
      throw inWords(error, '恢复');
    }
    takeHeads(manifest, options);
    return manifest;
  } finally {
    await client.end();
  }
}

async function giveUpKeys(client: Client, { dataKeys }: Manifest, keys?: DataKeys): Promise<void> {
  const missing = (dataKeys?.ids ?? []).filter((id) => !keys?.find(id));
  if (missing.length > 0) await client.query('update data_key set "lostAt" = now() where id = any($1)', [missing]);
}

/** The migrations the backup was made with; one this program doesn't know means a newer program made it. */
function releaseOf(manifest: Manifest, known: MigrationClass[]): MigrationClass[] {
  const unknown = manifest.migrations.filter((name) => !known.some((one) => one.name === name));
  if (unknown.length > 0)
    throw new DomainError(
      'conflict',
      'PLATFORM.RELEASE_NEWER',
      `备份由另一版本的程序做成（本程序没有 ${unknown.join('、')}），没有恢复。请用做备份的版本或更新的版本恢复。`,
    );
  return known.filter(({ name }) => manifest.migrations.includes(name));
}

/** Fills the tables with everything switched off that belongs to daily work, and checks what came of it. */
async function load(client: Client, manifest: Manifest, options: RestoreOptions): Promise<void> {
  const shapes = new Map((await tablesOf(client)).map((shape) => [shape.name, shape]));
  requireSameShape(manifest, shapes);
  const undone = await switchOff(client, manifest.tables);
  for (const { name, parent, bound } of manifest.partitions)
    await client.query(`create table ${quoted(name)} partition of ${quoted(parent)} ${bound}`);
  for (const table of manifest.tables) {
    options.onProgress?.(`恢复表 ${table.name}`);
    await fill(client, table, options.from);
  }
  for (const { name, value, called } of manifest.sequences)
    await client.query('select setval($1::regclass, $2, $3)', [quoted(name), value, called]);
  options.onProgress?.('核对');
  for (const table of manifest.tables) await compare(client, table);
  for (const statement of undone) await client.query(statement);
}

function requireSameShape(manifest: Manifest, shapes: Map<string, { columns: string[] }>): void {
  const wrong = manifest.tables.filter(({ name, columns }) => {
    const shape = shapes.get(name);
    return !shape || [...shape.columns].sort().join() !== [...columns].sort().join();
  });
  const extra = [...shapes.keys()].filter((name) => !manifest.tables.some((table) => table.name === name));
  const names = [...wrong.map(({ name }) => name), ...extra];
  if (names.length > 0) throw badBackup(`备份里的表与它的版本不符：${names.join('、')}`);
}

/** Row security, triggers and foreign keys off, tables empty; returns the statements that put them back. */
async function switchOff(client: Client, tables: SavedTable[]): Promise<string[]> {
  const undo: string[] = [];
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c where c.contype = 'f' and c.conparentid = 0 and c.connamespace = 'public'::regnamespace`,
  );
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
    undo.push(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
  }
  const { rows: forced } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  );
  for (const { name } of forced) {
    await client.query(`alter table ${quoted(name)} no force row level security`);
    undo.push(`alter table ${quoted(name)} force row level security`);
  }
  for (const { name } of tables) {
    await client.query(`alter table ${quoted(name)} disable trigger user`);
    undo.push(`alter table ${quoted(name)} enable trigger user`);
  }
  await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`);
  return undo;
}

async function fill(client: Client, table: SavedTable, dir: string): Promise<void> {
  const file = tableFile(dir, table.name);
  if (!fs.existsSync(file)) throw badBackup(`备份里少了表 ${table.name}`);
  if (fs.statSync(file).size !== table.bytes) throw badBackup(`表 ${table.name} 的文件长短不对`);
  const { through, result } = measuring();
  try {
    await pipeline(fs.createReadStream(file), through, client.query(copyFrom(copyInSql(table))));
  } catch (error) {
    // bytes that PostgreSQL can't read are a broken file, unless it was the disk
    if (/^22/.test((error as { code?: string }).code ?? '')) throw badBackup(`表 ${table.name} 的文件读不出来`);
    throw error;
  }
  if (result().sha256 !== table.sha256) throw badBackup(`表 ${table.name} 的文件与清单的校验值不符`);
}

/** Reads a table again as the backup did: rows and bytes must be the same. */
async function compare(client: Client, table: SavedTable): Promise<void> {
  const source = client.query(copyTo(copyOutSql(table)));
  const { sha256 } = await measured(source);
  if (sha256 !== table.sha256 || source.rowCount !== table.rows)
    throw badBackup(`表 ${table.name} 恢复后应有 ${table.rows} 行且校验值一致，实有 ${source.rowCount} 行或内容不同`);
}

async function takeFiles({ files }: Manifest, { from, filesDir, onProgress }: RestoreOptions): Promise<void> {
  onProgress?.('恢复文件');
  fs.mkdirSync(filesDir, { recursive: true, mode: 0o700 });
  for (const { sha256 } of files) {
    const source = savedFile(from, sha256);
    if (!fs.existsSync(source)) throw badBackup(`备份里少了存档文件 ${sha256}`);
    const temporary = path.join(filesDir, `.${sha256}.part`);
    try {
      fs.copyFileSync(source, temporary);
      if ((await measured(fs.createReadStream(temporary))).sha256 !== sha256)
        throw badBackup(`存档文件 ${sha256} 的内容与名称不符`);
      fs.renameSync(temporary, path.join(filesDir, sha256));
    } finally {
      fs.rmSync(temporary, { force: true });
    }
  }
}

/** The heads of the backup, unless this installation has its own, which know more. */
function takeHeads({ auditHeads }: Manifest, { from, auditHeadsDir }: RestoreOptions): void {
  const target = path.join(auditHeadsDir, 'heads.jsonl');
  if (auditHeads === null || fs.existsSync(target)) return;
  fs.mkdirSync(auditHeadsDir, { recursive: true, mode: 0o700 });
  fs.copyFileSync(headsFile(from), target);
  fs.chmodSync(target, 0o600);
}
