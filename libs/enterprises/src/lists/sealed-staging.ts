import { type Sealer, sealedOf, type Transaction } from '@tidu/platform';

const batch = 2000;

/** What a row states, with its confidential values sealed for the record it makes, and beside each its blind index. */
export function sealStated<S extends object>(sealer: Sealer, table: string, stated: S, recordId: string): S {
  const said = { ...sealer.sealRow(table, stated, recordId) } as Record<string, unknown>;
  for (const { column } of sealedOf(table)) {
    const value = (stated as Record<string, unknown>)[column];
    if (typeof value === 'string') said[`${column}Index`] = sealer.indexesOf(column, value)[0];
  }
  return said as S;
}

/** Rows that belong to a record the register has are sealed for that one: a value opens in its own row alone. */
export async function sealForMatched(tx: Transaction, table: string, attempt: string): Promise<void> {
  const columns = sealedOf(table).map(({ column }) => column);
  if (columns.length === 0) return;
  for (let last = 0; ;) {
    const rows = await tx.rows<{ row: number; recordId: string; matchedId: string; stated: Record<string, unknown> }>(
      `select row, "recordId", "matchedId", stated from list_staging
       where attempt = $1 and "matchedId" is not null and stated ?| $2 and row > $3 order by row limit ${batch}`,
      [attempt, columns, last],
    );
    const end = rows.at(-1);
    if (!end) return;
    const anew = rows.map(({ stated, recordId, matchedId }) =>
      JSON.stringify(tx.sealer.sealRow(table, tx.sealer.openRow(table, stated, recordId), matchedId)),
    );
    await tx.rows(
      `update list_staging s set stated = v.stated::jsonb from unnest($2::int[], $3::text[]) v (row, stated)
       where s.attempt = $1 and s.row = v.row`,
      [attempt, rows.map(({ row }) => row), anew],
    );
    last = end.row;
  }
}
