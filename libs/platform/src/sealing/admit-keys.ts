import { DomainError } from '@tidu/kernel';
import { holder, sealedColumns } from './sealed-columns';
import { keyMissing, type Sealer } from './sealer';

/** Runs one statement. */
export type Ask = <R extends object>(sql: string, parameters?: unknown[]) => Promise<R[]>;

/** Refuses a database whose older rows were not all sealed. @throws DomainError `PLATFORM.SEALING_UNDONE` */
export async function requireSealed(ask: Ask): Promise<void> {
  const held = await ask<{ name: string }>(`select conname as name from pg_constraint where conname like '%\\_sealed'`);
  const open = [...sealedColumns().values()].flat().filter((one) => !held.some(({ name }) => name === holder(one)));
  if (open.length === 0) return;
  throw new DomainError(
    'unavailable',
    'PLATFORM.SEALING_UNDONE',
    `升级还没有做完：${open.map(({ table, column }) => `${table}.${column}`).join('、')} 里的旧数据没有全部加密。请先运行 npx tidu migrate，中断了再运行一次即可。`,
  );
}

/**
 * Compares the keys of the installation with those the database was sealed with (`data_key`), before anything is read or
 * written. The first time the key is made and noted; later a new current one is noted as well.
 * Returns whether this schema knows of keys at all.
 * @throws DomainError `PLATFORM.DATA_KEY_MISSING` where the database needs a key that isn't here
 */
export async function admitKeys(ask: Ask, sealer: Sealer): Promise<boolean> {
  const [table] = await ask<{ there: boolean }>(`select to_regclass('public.data_key') is not null as there`);
  if (!table?.there) return false; // a schema of before: nothing is sealed yet
  const known = await ask<{ id: string; lost: boolean }>(`select id, "lostAt" is not null as lost from data_key`);
  const { keys } = sealer;
  const missing = known.filter(({ id, lost }) => !lost && keys.find(id) === null).map(({ id }) => id);
  if (missing.length > 0) throw keyMissing(missing, keys.place);
  sealer.giveUp(known.filter(({ lost }) => lost).map(({ id }) => id));
  const current = keys.currentOrMade();
  if (!known.some(({ id }) => id === current.id))
    await ask('insert into data_key (id) values ($1) on conflict do nothing', [current.id]);
  return true;
}
