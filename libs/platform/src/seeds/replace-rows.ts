import type { Transaction } from '../database/transaction';

/**
 * Makes a table equal to the rows in two statements; rows that are the same already aren't touched. `columns` are names
 * with their types (`code text, position int`), the first `keyLength` of them the key.
 */
export async function replaceRows(
  tx: Transaction,
  table: string,
  columns: string,
  rows: object[],
  keyLength = 1,
): Promise<void> {
  const names = columns.split(', ').map((column) => column.split(' ')[0] ?? '');
  const [key, others] = [names.slice(0, keyLength).join(', '), names.slice(keyLength)];
  const source = `json_to_recordset($1) as given(${columns})`;
  const json = JSON.stringify(rows);
  await tx.rows(`delete from ${table} where (${key}) not in (select ${key} from ${source})`, [json]);
  await tx.rows(
    `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from ${source}
     on conflict (${key}) do update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}
       where (${others.map((name) => `${table}.${name}`).join(', ')})
             is distinct from (${others.map((name) => `excluded.${name}`).join(', ')})`,
    [json],
  );
}
