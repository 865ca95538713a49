import { Client } from 'pg';
import { systemActor } from '../database/acting-person';
import { admitKeys, type Ask } from './admit-keys';
import { isSealed, keyIdOf, type Sealer, sealedShape } from './sealer';
import { holder, type SealedColumn, sealedColumns } from './sealed-columns';

const batch = 1000;
const words = (names: readonly string[], of = '') => names.map((name) => `${of}"${name}"`).join(', ');

/** A place where values of a sealed column lie: the column itself, or what imports keep of it for their undoing. */
interface Store {
  of: SealedColumn;
  table: string;
  /** Key of the rows of `table`. */
  key: string[];
  /** The value as an expression. */
  value: string;
  /** The key of the row the value belongs to, as an expression. */
  row: string;
  where: string;
  /** What is set, from a row `v` with the new `value`. */
  set: string;
  /** Whether the database holds every row to it; of what imports keep it is never asked. */
  held: boolean;
}

interface Found {
  row: string;
  value: string;
}

/** How many values of which column are sealed with which key; `key` null: not sealed. */
export interface KeyUse {
  table: string;
  column: string;
  key: string | null;
  values: number;
}

export interface SealingOptions {
  signal?: AbortSignal;
  onProgress?: (stage: string) => void;
}

/**
 * Seals everything that isn't sealed with the current key, as the owner, some rows a transaction: what a killed run has
 * done stays done, and the next one goes on. Then the database is told to hold every row to it. Returns how many values
 * were sealed.
 */
export async function sealAll(ownerUrl: string, sealer: Sealer, options: SealingOptions = {}): Promise<number> {
  return asOwner(ownerUrl, async (ask) => {
    const stores = await storesOf(ask);
    const needed = sealer.keys.all().length > 0 || (await hasOpen(ask, stores));
    if (needed) await admitKeys(ask, sealer);
    let sealed = 0;
    // once more after a pass that found something: another process may have written with the key of before meanwhile
    for (let found = needed ? 1 : 0; found > 0; sealed += found) {
      found = 0;
      for (const store of stores) found += await sealStore(ask, sealer, store, options);
    }
    for (const { table, of, held } of stores) if (!held) await hold(ask, table, of.column);
    return sealed;
  });
}

/** Which keys are in use where: asked of every row. */
export const keyUse = (ownerUrl: string): Promise<KeyUse[]> =>
  asOwner(ownerUrl, async (ask) => {
    const uses = [];
    for (const { of, table, value, where } of await storesOf(ask)) {
      const found = await ask<{ key: string | null; values: number }>(
        `select case when ${value} like 'sm4:%' then split_part(${value}, ':', 2) end as key, count(*)::int as values
         from ${table} where ${where} group by 1 order by 1`,
      );
      uses.push(...found.map((one) => ({ table, column: of.column, ...one })));
    }
    return uses;
  });

/** Forgets a key that nothing is sealed with: the database no longer asks for it at every start. */
export const forgetKey = (ownerUrl: string, id: string): Promise<void> =>
  asOwner(ownerUrl, async (ask) => void (await ask('delete from data_key where id = $1', [id])));

export async function asOwner<T>(ownerUrl: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // a connection that breaks while nothing is asked: the next question tells
  await client.connect();
  try {
    await client.query(
      `set statement_timeout = 0; set tidu.backup = 'on'; set tidu.person = '${systemActor.id}'; set tidu.scope = '*'`,
    );
    return await work(
      async <R extends object>(sql: string, parameters?: unknown[]) => (await client.query<R>(sql, parameters)).rows,
    );
  } finally {
    await client.end();
  }
}

/** Columns of this schema that hold sealed values (see `sealColumn`); in one of before there are none. */
async function storesOf(ask: Ask): Promise<Store[]> {
  const there = await ask<{ table: string; key: string[]; held: string[] }>(`
    select c.relname as table,
           array(select k.attname::text from pg_index i, unnest(i.indkey::int2[]) with ordinality u (attnum, place)
                 join pg_attribute k on k.attnum = u.attnum
                 where i.indrelid = c.oid and k.attrelid = c.oid and i.indisprimary order by u.place) as key,
           array(select k.conname::text from pg_constraint k where k.conrelid = c.oid) as held
    from pg_class c join pg_policy p on p.polrelid = c.oid and p.polname = 'sealed_by_owner'
    where c.relnamespace = 'public'::regnamespace order by 1`);
  return [...sealedColumns().values()].flat().flatMap((of) => {
    const found = there.find(({ table }) => table === of.table);
    return found ? [columnStore(of, found.key, found.held.includes(holder(of))), importStore(of)] : [];
  });
}

function columnStore(of: SealedColumn, key: string[], held: boolean): Store {
  const value = `"${of.column}"`;
  return {
    ...{ of, table: of.table, key, value, held, where: `${value} is not null`, set: `${value} = v.value` },
    row: key.map((name) => `"${name}"::text`).join(` || '/' || `),
  };
}

const importStore = (of: SealedColumn): Store => ({
  ...{ of, table: 'import_change', key: ['jobId', 'rowId'], value: `before->>'${of.column}'`, row: `"rowId"::text` },
  where: `"table" = '${of.table}' and before->>'${of.column}' is not null`,
  set: `before = t.before - '${of.column}Index' || jsonb_build_object('${of.column}', v.value)`,
  held: true,
});

async function hasOpen(ask: Ask, stores: readonly Store[]): Promise<boolean> {
  for (const { table, value, where } of stores)
    if ((await ask(`select from ${table} where ${where} and ${value} not like 'sm4:%' limit 1`)).length > 0)
      return true;
  return false;
}

async function sealStore(
  ask: Ask,
  sealer: Sealer,
  store: Store,
  { signal, onProgress }: SealingOptions,
): Promise<number> {
  const { of, table, key, value, row, where } = store;
  const current = sealer.keys.current().id;
  let done = 0;
  let last: string[] | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const after: string =
      last === null ? '' : `and (${words(key)}) > (${key.map((_, i) => `$${i + 2}::uuid`).join(', ')})`;
    const found: (Found & Record<string, string>)[] = await ask(
      `select ${words(key)}, ${row} as row, ${value} as value from ${table}
       where ${where} and ${value} not like 'sm4:' || $1 || ':%' ${after} order by ${words(key)} limit ${batch}`,
      [current, ...(last ?? [])],
    );
    const end = found.at(-1);
    if (!end) return done;
    last = key.map((name) => end[name] ?? '');
    // what is sealed with a key that was given up stays as it is
    const readable = found.filter(({ value: text }) => !isSealed(text) || sealer.keys.find(keyIdOf(text)) !== null);
    const anew = readable.map(({ row: rowKey, value: text }) => {
      const place = { table: of.table, column: of.column, row: rowKey };
      return sealer.seal(place, isSealed(text) ? sealer.open(place, text) : text);
    });
    const places = key.map((name) => readable.map((one) => one[name]));
    // who changed it meanwhile sealed it themselves
    const changed = await ask(
      `update ${table} t set ${store.set}
       from unnest($1::text[], $2::text[], ${key.map((_, i) => `$${i + 3}::uuid[]`).join(', ')}) v (value, was, ${words(key)})
       where ${key.map((name) => `t."${name}" = v."${name}"`).join(' and ')} and ${where} and ${value} = v.was
       returning 1 as one`,
      [anew, readable.map(({ value: text }) => text), ...places],
    );
    done += changed.length;
    onProgress?.(`加密 ${of.table}.${of.column}：${done}`);
  }
}

/** From now on the database itself refuses what isn't sealed. */
const hold = (ask: Ask, table: string, column: string) =>
  ask(`alter table ${table} add constraint "${holder({ table, column })}" check ("${column}" ~ '${sealedShape}')`);
