import { DomainError } from '@tidu/kernel';
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Environment } from '../config/environment';
import { isHexKey, makeSecretFile } from '../config/secret-file';

/** One key (数据密钥) with which columns are sealed: what is derived from it, and by what it is known. */
export interface DataKey {
  /** The first 8 hex digits of a hash of the key: stands in every value sealed with it. */
  id: string;
  /** 256 bits as 64 hex digits. */
  hex: string;
  /** SM4, 128 bits. */
  cipher: Buffer;
  /** HMAC-SM3 over what is sealed. */
  mac: Buffer;
  /** HMAC-SM3 of blind indexes: another key, so that finding a value opens none. */
  index: Buffer;
}

const fileName = 'data.keys';
/** How long a file is believed not to have changed, in ms: the doors learn of a new key within that time. */
export const believedMs = 1000;

/**
 * The data keys of an installation, the current one first: in `DATA_KEYS`, or in `<home>/data.keys`, a line each, which only
 * its owner may read. They never lie in the database. A file is looked at anew when it changed.
 */
export class DataKeys {
  private keys: DataKey[] = [];
  private seen = '';
  private lookedAt = -Infinity;

  private constructor(
    private readonly file: string | null,
    given: readonly string[] = [],
  ) {
    this.keys = given.map(keyOf);
  }

  static of({ home, dataKeys }: Pick<Environment, 'home' | 'dataKeys'>): DataKeys {
    return dataKeys === undefined ? new DataKeys(path.join(home, fileName)) : new DataKeys(null, dataKeys);
  }

  /** Keys that are known already, without a file: 64 hex digits each. */
  static given(hexes: readonly string[]): DataKeys {
    return new DataKeys(null, hexes);
  }

  /** Where they are, in the words of whoever has to look there. */
  get place(): string {
    return this.file ?? 'DATA_KEYS';
  }

  /** All keys, the current one first; empty where there is no file yet. */
  all(): readonly DataKey[] {
    this.look();
    return this.keys;
  }

  /** The key that seals. @throws DomainError `PLATFORM.NO_DATA_KEY` where there is none. */
  current(): DataKey {
    const [first] = this.all();
    if (first) return first;
    throw new DomainError('unavailable', 'PLATFORM.NO_DATA_KEY', `没有数据密钥（${this.place}），不能读写加密的字段。`);
  }

  find(id: string): DataKey | null {
    const known = () => this.all().find((one) => one.id === id);
    const found = known();
    if (found) return found;
    this.lookedAt = -Infinity; // somebody may have made it just now
    return known() ?? null;
  }

  /** The current key, made where there is no file yet. @throws DomainError `PLATFORM.NO_DATA_KEY` */
  currentOrMade(): DataKey {
    if (this.file !== null && this.all().length === 0) {
      makeSecretFile(this.file, () => `${randomBytes(32).toString('hex')}\n`);
      this.lookedAt = -Infinity;
    }
    return this.current();
  }

  /** Puts a new key in front. @throws DomainError `PLATFORM.KEYS_GIVEN` where they stand in the settings. */
  add(): DataKey {
    return this.put([randomBytes(32).toString('hex'), ...this.all().map(({ hex }) => hex)]);
  }

  /** Adds keys of a backup behind those that are here. */
  keep(hexes: readonly string[]): void {
    this.put([...new Set([...this.all().map(({ hex }) => hex), ...hexes])]);
  }

  /** Takes a key away that nothing is sealed with any more. */
  drop(id: string): void {
    this.put(this.all().flatMap((one) => (one.id === id ? [] : [one.hex])));
  }

  private put(hexes: readonly string[]): DataKey {
    if (this.file === null)
      throw new DomainError(
        'conflict',
        'PLATFORM.KEYS_GIVEN',
        '数据密钥由 DATA_KEYS 给出，程序不能改它。请自己改好 DATA_KEYS（新的写在最前，旧的留在后面，逗号隔开），重新启动后再运行 npx tidu keys rotate。',
      );
    fs.mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o711 });
    const made = `${this.file}.${process.pid}`;
    fs.writeFileSync(made, `${hexes.join('\n')}\n`, { mode: 0o600, flush: true });
    fs.renameSync(made, this.file);
    this.lookedAt = -Infinity;
    return this.current();
  }

  private look(): void {
    if (this.file === null || performance.now() - this.lookedAt < believedMs) return;
    const stat = fs.statSync(this.file, { throwIfNoEntry: false });
    const seen = stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : '';
    if (seen !== this.seen) this.keys = stat ? readKeys(fs.readFileSync(this.file, 'utf8'), this.file) : [];
    this.seen = seen;
    this.lookedAt = performance.now();
  }
}

/** @throws DomainError `PLATFORM.BAD_DATA_KEYS` naming the line, never what stands there. */
function readKeys(text: string, file: string): DataKey[] {
  return text.split('\n').flatMap((line, i) => {
    const hex = line.trim();
    if (hex === '') return [];
    if (isHexKey(hex)) return [keyOf(hex)];
    throw new DomainError(
      'unavailable',
      'PLATFORM.BAD_DATA_KEYS',
      `${file} 第 ${i + 1} 行应是 64 位十六进制数。请从备份或另外保管的那一份放回原来的文件。`,
    );
  });
}

function keyOf(text: string): DataKey {
  const hex = text.toLowerCase();
  const key = Buffer.from(hex, 'hex');
  const derived = (what: string, bytes: number) => Buffer.from(hkdfSync('sm3', key, '', `tidu ${what}`, bytes));
  return {
    ...{ hex, id: createHash('sm3').update('tidu data key').update(key).digest('hex').slice(0, 8) },
    ...{ cipher: derived('cipher', 16), mac: derived('mac', 32), index: derived('index', 32) },
  };
}

/** HMAC-SM3. */
export const hmacSm3 = (key: Buffer, ...parts: (string | Buffer)[]): Buffer => {
  const hmac = createHmac('sm3', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
};
