import { DomainError } from '@tidu/kernel';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Transaction } from '../database/transaction';
import { readSetting, writeSetting } from '../database/settings';

/**
 * What a room is filled from: files (`facts.csv`) and whole folders (`standards/`) below `seeds/`, each with the hash it
 * had when the room was filled last. A start with the same files hashes them and does nothing more.
 */
export class SeedFiles {
  private constructor(
    private readonly tx: Transaction,
    private readonly key: string,
    private readonly dir: string,
    private readonly hashes: Record<string, string>,
    private readonly known: Record<string, string>,
  ) {}

  /** @throws DomainError `PLATFORM.BAD_SEED` for a file that isn't there. */
  static async open(tx: Transaction, room: string, dir: string, names: readonly string[]): Promise<SeedFiles> {
    const key = `seeds.${room}`;
    const hashes = Object.fromEntries(names.map((name) => [name, hashOf(dir, name)]));
    return new SeedFiles(tx, key, dir, hashes, (await readSetting<Record<string, string>>(tx, key)) ?? {});
  }

  /** Whether one of these, or without names any of all, is another than the room was filled from. */
  changed(...names: string[]): boolean {
    const asked = names.length > 0 ? names : Object.keys(this.hashes);
    return asked.some((name) => this.hashes[name] !== this.known[name]);
  }

  /** @throws DomainError `PLATFORM.BAD_SEED` for what isn't UTF-8. */
  text(name: string): string {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(readFile(this.dir, name));
    } catch (error) {
      throw error instanceof DomainError ? error : badSeed(name, '不是 UTF-8 编码');
    }
  }

  /** The rows of a CSV file, by header. @throws DomainError `PLATFORM.BAD_SEED`. */
  rows(name: string): Record<string, string>[] {
    const text = this.text(name);
    try {
      return parse(text, { columns: true, bom: true });
    } catch (error) {
      throw badSeed(name, `不是正确的 CSV：${(error as Error).message}`);
    }
  }

  /** The files of a folder, sorted. */
  namesIn(folder: string): string[] {
    return filesIn(this.dir, folder);
  }

  /** Notes that the room now holds what the files say; commits with it. */
  async remember(): Promise<void> {
    if (this.changed()) await writeSetting(this.tx, this.key, this.hashes);
  }
}

/** Makes the next filling compare every row of every room with its file: another program may read the same file otherwise. */
export async function forgetSeeds(tx: Transaction): Promise<void> {
  await tx.rows(`update setting set value = '{}', "changedAt" = now() where key like 'seeds.%'`);
}

function hashOf(dir: string, name: string): string {
  const hash = createHash('sha256');
  for (const file of name.endsWith('/') ? filesIn(dir, name) : [name]) {
    const content = readFile(dir, file);
    hash.update(`${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** A folder that isn't there is an empty one: the district need not add anything. */
function filesIn(dir: string, folder: string): string[] {
  const at = path.join(dir, folder);
  return fs.existsSync(at)
    ? fs
        .readdirSync(at)
        .sort()
        .map((name) => `${folder}${name}`)
    : [];
}

function readFile(dir: string, name: string): Buffer {
  try {
    return fs.readFileSync(path.join(dir, name));
  } catch (error) {
    throw badSeed(name, `无法读取（${(error as NodeJS.ErrnoException).code ?? '未知原因'}）`);
  }
}

const badSeed = (name: string, what: string) =>
  new DomainError('invalid', 'PLATFORM.BAD_SEED', `seeds/${name} ${what}，请检查文件。`);
