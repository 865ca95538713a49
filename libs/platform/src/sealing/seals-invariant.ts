import { systemActor } from '../database/acting-person';
import type { Transaction } from '../database/transaction';
import type { Invariant } from '../invariants/invariant';
import { holder, sealedColumns } from './sealed-columns';

/** So many values of each column are opened. */
const opened = 200;

/** I17: no phone, address or number of an account lies open in the database, and what is sealed can be read. */
export const sealedWhole: Invariant = {
  ...{ id: 'I17', room: 'platform', says: '电话、邮箱、账号在数据库里只有密文，所用的密钥都在，抽查的都打得开' },
  check: ({ database, violated }) =>
    database.snapshot(systemActor, async (tx) => {
      await tx.rows(`set local statement_timeout = 0; set local tidu.checks = 'on'`);
      for (const { table, column } of [...sealedColumns().values()].flat()) {
        const name = `${table}.${column}`;
        const found = await tx.row<{ plain: number; keys: string[] | null }>(
          `select count(*) filter (where "${column}" not like 'sm4:%')::int as plain,
                  array_agg(distinct split_part("${column}", ':', 2)) filter (where "${column}" like 'sm4:%') as keys
           from ${table} where "${column}" is not null`,
        );
        const held = await tx.row('select from pg_constraint where conname = $1 and convalidated', [
          holder({ table, column }),
        ]);
        if (!held) violated(`${name}：数据库没有拒收明文的约束`);
        if (found && found.plain > 0) violated(`${name}：${found.plain} 条是明文`);
        const kept = await tx.row<{ n: number }>(
          `select count(*)::int as n from import_change where "table" = $1 and before->>$2 not like 'sm4:%'`,
          [table, column],
        );
        if (kept && kept.n > 0) violated(`导入留下的旧值（${name}）：${kept.n} 条是明文`);
        const unknown = await tx.rows<{ id: string }>(
          `select id from unnest($1::text[]) id where id not in (select id from data_key)`,
          [found?.keys ?? []],
        );
        for (const { id } of unknown) violated(`${name}：用了没有登记的数据密钥 ${id}`);
        for (const what of await unreadable(tx, table, column)) violated(what);
      }
    }),
};

async function unreadable(tx: Transaction, table: string, column: string): Promise<string[]> {
  const key = table === 'disbursement_item' ? `"disbursementId" || '/' || "caseId"` : 'id::text';
  const some = await tx.rows<{ row: string; value: string }>(
    `select ${key} as row, "${column}" as value from ${table} where "${column}" like 'sm4:%' order by random() limit ${opened}`,
  );
  return some.flatMap(({ row, value }) => {
    try {
      tx.sealer.open({ table, column, row }, value);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
}
