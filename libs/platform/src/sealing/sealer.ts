import { DomainError } from '@tidu/kernel';
import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { type DataKey, DataKeys, hmacSm3 } from './data-keys';
import { sealedOf } from './sealed-columns';

/** Where a value stands. Sealed for one place it opens in no other: not in another row, column or table. */
export interface SealPlace {
  table: string;
  column: string;
  /** The key of the row: its id; where that has several columns, they in their order, with `/` between. */
  row: string;
}

const bytes = { iv: 16, tag: 32 };
/** What every sealed value looks like, as PostgreSQL checks it: `sm4:<key>:<blind index>:<IV, SM4-CBC, HMAC-SM3>`. */
export const sealedShape = '^sm4:[0-9a-f]{8}:([A-Za-z0-9_-]{22})?:[A-Za-z0-9_-]{86,}$';
const shape = new RegExp(sealedShape);

/** What stands in a place whose key was given up (`tidu restore --without-key`): nobody can read it any more. */
export const lostWords = '（密钥遗失）';

/**
 * Seals confidential columns (GB/T 32907 SM4-CBC, then GB/T 32905 HMAC-SM3 over it, its place and its key's id) before they
 * reach the database, and opens them again.
 */
export class Sealer {
  /** Ids of keys that were given up. */
  private lost: ReadonlySet<string> = new Set();

  constructor(readonly keys: DataKeys) {}

  /** From now on what is sealed with these keys counts as lost. */
  giveUp(ids: readonly string[]): void {
    this.lost = new Set(ids);
  }

  seal(place: SealPlace, text: string): string {
    const key = this.keys.current();
    const iv = randomBytes(bytes.iv);
    const cipher = createCipheriv('sm4-cbc', key.cipher, iv);
    const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
    const { indexed } = columnOf(place);
    const head = `sm4:${key.id}:${indexed ? blindIndex(key, place.column, text) : ''}`;
    return `${head}:${Buffer.concat([body, tagOf(key, head, place, body)]).toString('base64url')}`;
  }

  /** @throws DomainError `PLATFORM.SEAL_BROKEN` for what was changed or moved here, `PLATFORM.DATA_KEY_MISSING` */
  open(place: SealPlace, sealed: string): string {
    const end = sealed.lastIndexOf(':');
    const [head, payload] = [sealed.slice(0, end), Buffer.from(sealed.slice(end + 1), 'base64url')];
    const id = head.split(':')[1] ?? '';
    if (!isSealed(sealed)) throw broken(place);
    if (this.lost.has(id)) return lostWords;
    const key = this.keys.find(id);
    if (!key) throw keyMissing([id], this.keys.place);
    const [body, tag] = [payload.subarray(0, -bytes.tag), payload.subarray(-bytes.tag)];
    if (!timingSafeEqual(tag, tagOf(key, head, place, body))) throw broken(place);
    const decipher = createDecipheriv('sm4-cbc', key.cipher, body.subarray(0, bytes.iv));
    return Buffer.concat([decipher.update(body.subarray(bytes.iv)), decipher.final()]).toString('utf8');
  }

  /** A row of a table with its sealed columns open; `row` is its key where that is no `id`. */
  openRow<R extends object>(table: string, values: R, row = (values as { id?: string }).id ?? ''): R {
    return this.each(table, values, (column, value) => this.open({ table, column, row }, value));
  }

  openRows<R extends object>(table: string, rows: readonly R[]): R[] {
    return rows.map((one) => this.openRow(table, one));
  }

  /** Values of a row that is written, with those of sealed columns sealed. */
  sealRow<R extends object>(table: string, values: R, row: string): R {
    return this.each(table, values, (column, value) => this.seal({ table, column, row }, value));
  }

  /** What the index holds of a value: one for each key there is, since a rotation may be under way. */
  indexesOf(column: string, text: string): string[] {
    return this.keys.all().map((key) => blindIndex(key, column, text));
  }

  private each<R extends object>(table: string, values: R, change: (column: string, value: string) => string): R {
    const changed = { ...values } as Record<string, unknown>;
    for (const { column } of sealedOf(table)) {
      const value = changed[column];
      if (typeof value === 'string') changed[column] = change(column, value);
    }
    return changed as R;
  }
}

export const isSealed = (text: string): boolean => shape.test(text);

/** The id of the key that sealed a value. */
export const keyIdOf = (sealed: string): string => sealed.split(':')[1] ?? '';

/** The same for every way of writing a value. 128 bits. */
function blindIndex(key: DataKey, column: string, text: string): string {
  return hmacSm3(key.index, column, '\0', normalized(column, text)).toString('base64url').slice(0, 22);
}

/** A phone by its digits, without the country's; anything else without blanks and capitals. */
function normalized(column: string, text: string): string {
  if (column !== 'phone') return text.trim().toLowerCase();
  const digits = text.replace(/\D/g, '');
  return /^(?:00)?86(?=1\d{10}$)/.test(digits) ? digits.slice(-11) : digits;
}

const tagOf = (key: DataKey, head: string, { table, column, row }: SealPlace, body: Buffer): Buffer =>
  hmacSm3(key.mac, JSON.stringify([head, table, column, row]), '\0', body);

function columnOf({ table, column }: SealPlace) {
  const found = sealedOf(table).find((one) => one.column === column);
  if (!found) throw new Error(`${table}.${column} is not sealed, says seeds/access/fields.yaml`);
  return found;
}

const broken = ({ table, column, row }: SealPlace) =>
  new DomainError(
    'unavailable',
    'PLATFORM.SEAL_BROKEN',
    `数据库里有一处加密的内容打不开（${table}.${column}，记录 ${row}）：被改动过，或是从别处挪来的。请系统管理员运行 npx tidu invariants 核对，从备份取回原值。`,
  );

/** The database needs keys that are not here. */
export const keyMissing = (ids: readonly string[], place: string) =>
  new DomainError(
    'unavailable',
    'PLATFORM.DATA_KEY_MISSING',
    `数据库里的电话、邮箱、账号是用数据密钥 ${ids.join('、')} 加密的，${place} 里没有。请把原来的 data.keys 放回原处（或在 DATA_KEYS 里写上它），再启动；没有改动任何数据。`,
  );
