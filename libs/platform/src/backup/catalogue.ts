import type { Client } from 'pg';

/** A table as its rows are copied. */
export interface TableShape {
  name: string;
  /** All but the generated ones. */
  columns: string[];
  /** Columns of the primary key, or all where there is none. */
  order: string[];
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * The tables of the schema, parents of partitions for their parts. A table without a comment is no part of the schema (every
 * table of a migration has one): a job made it for itself and will make it anew. Unlogged ones hold nothing to keep.
 */
export async function tablesOf(client: Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select c.relname as name,
           array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
                 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
           coalesce((select array_agg(a.attname::text order by k.place) from pg_index i,
                       unnest(i.indkey::int2[]) with ordinality k (attnum, place)
                       join pg_attribute a on a.attnum = k.attnum
                     where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid), '{}') as "order"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relpersistence = 'p' and c.relname <> 'migrations' and obj_description(c.oid, 'pg_class') is not null
    order by c.relname`);
  return rows.map((table) => (table.order.length > 0 ? table : { ...table, order: table.columns }));
}

/** The rows of a table in binary, in an order that depends on nothing but themselves. */
export function copyOutSql({ name, columns, order }: TableShape): string {
  const list = (of: string[]) => of.map(quoted).join(', ');
  return `copy (select ${list(columns)} from ${quoted(name)} order by ${list(order)}) to stdout (format binary)`;
}

export function copyInSql({ name, columns }: TableShape): string {
  return `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin (format binary)`;
}

export async function partitionsOf(client: Client): Promise<{ name: string; parent: string; bound: string }[]> {
  const { rows } = await client.query<{ name: string; parent: string; bound: string }>(`
    select c.relname as name, p.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
    where c.relnamespace = 'public'::regnamespace and c.relispartition and c.relkind = 'r' order by c.relname`);
  return rows;
}

export async function sequencesOf(client: Client): Promise<{ name: string; value: string; called: boolean }[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'
       and relname not like 'migrations%' order by 1`,
  );
  const sequences = [];
  for (const { name } of rows) {
    const found = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(name)}`,
    );
    for (const { value, called } of found.rows) sequences.push({ name, value, called });
  }
  return sequences;
}

/** Tables whose rows the owner would not all see; empty once `tidu migrate` has run with this program. */
export async function hiddenTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relforcerowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'whole_for_backup')`);
  return rows.map(({ name }) => name);
}

export async function appliedNames(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from migrations order by timestamp');
  return rows.map(({ name }) => name);
}
