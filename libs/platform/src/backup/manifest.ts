import { DomainError } from '@tidu/kernel';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Rows of one table as they lie in a backup. */
export interface SavedTable {
  name: string;
  columns: string[];
  /** What the rows are ordered by, so that equal rows give equal bytes. */
  order: string[];
  rows: number;
  bytes: number;
  sha256: string;
}

/** What a backup (备份) holds, and by what one sees that it is whole. */
export interface Manifest {
  format: 1;
  madeAt: string;
  madeBy: string;
  /** The release: names of the migrations that the database had. */
  migrations: string[];
  server: string;
  tables: SavedTable[];
  partitions: { name: string; parent: string; bound: string }[];
  sequences: { name: string; value: string; called: boolean }[];
  files: { sha256: string; bytes: number }[];
  /** Files the database knows and the disk did not have. */
  missingFiles: string[];
  /** The file of heads of the sealed trail, as it was. */
  auditHeads: { bytes: number; sha256: string } | null;
  /** The key by which secrets in the database are read, or by what it is known; absent in backups of before. */
  key?: { fingerprint: string; sealed: string | null };
  /** Ids of the data keys by which sealed columns are read, and those keys; absent in backups of before. */
  dataKeys?: { ids: string[]; fingerprint: string; sealed: string | null };
}

const names = { manifest: 'manifest.json', seal: 'manifest.sha256' } as const;

export const tableFile = (dir: string, table: string) => path.join(dir, 'tables', `${table}.copy`);
export const savedFile = (dir: string, sha256: string) => path.join(dir, 'files', sha256);
export const headsFile = (dir: string) => path.join(dir, 'audit-heads.jsonl');

export function writeManifest(dir: string, manifest: Manifest): void {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  writeSynced(path.join(dir, names.manifest), text);
  writeSynced(path.join(dir, names.seal), `${sha256Of(text)}  ${names.manifest}\n`);
}

/** Reads what a backup holds. @throws DomainError `PLATFORM.BAD_BACKUP` where it is none, or was changed. */
export function readManifest(dir: string): Manifest {
  const file = path.join(dir, names.manifest);
  if (!fs.existsSync(file)) throw badBackup(`${dir} 不是备份：里面没有 ${names.manifest}`);
  const text = fs.readFileSync(file, 'utf8');
  const seal = path.join(dir, names.seal);
  const [expected] = fs.existsSync(seal) ? fs.readFileSync(seal, 'utf8').split(' ') : [];
  if (expected !== sha256Of(text)) throw badBackup(`${file} 与 ${names.seal} 不符，备份不完整或被改动过`);
  const manifest = JSON.parse(text) as Manifest;
  if ((manifest.format as number) !== 1) throw badBackup(`${file} 的格式是 ${String(manifest.format)}，本程序只认 1`);
  requireHarmless(manifest, file);
  return manifest;
}

/** What goes from the list into statements and paths is of the form we write, whoever wrote it and sealed it anew. */
function requireHarmless({ tables, partitions, sequences, files }: Manifest, file: string): void {
  const name = /^[a-z][a-z0-9_]{0,62}$/;
  const bound = /^(DEFAULT|FOR VALUES [A-Z ]*\(('[^']*'|[\w:, .-])*\)( TO \(('[^']*'|[\w:, .-])*\))?)$/;
  const isHarmless =
    tables.every((table) => name.test(table.name)) &&
    partitions.every((one) => name.test(one.name) && name.test(one.parent) && bound.test(one.bound)) &&
    sequences.every((one) => /^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(one.name)) &&
    files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256));
  if (!isHarmless) throw badBackup(`${file} 里有不合写法的名称，不是本程序做的备份`);
}

export function badBackup(what: string): DomainError {
  return new DomainError('invalid', 'PLATFORM.BAD_BACKUP', `${what}。没有恢复任何内容，请换一份备份。`);
}

/** A whole backup has a name that sorts by time; one being written begins with a dot. */
export function listBackups(dir: string): string[] {
  if (!fs.existsSync(dir)) return [];
  return fs
    .readdirSync(dir)
    .filter((name) => /^tidu-\d{8}-\d{6}(-\d+)?$/.test(name))
    .sort()
    .map((name) => path.join(dir, name));
}

export function writeSynced(file: string, content: string): void {
  const handle = fs.openSync(file, 'w', 0o600);
  try {
    fs.writeFileSync(handle, content);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');
