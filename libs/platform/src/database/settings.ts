import type { Transaction } from './transaction';

/** What the installation remembers under `key`, or null. */
export async function readSetting<T>(tx: Transaction, key: string): Promise<T | null> {
  const row = await tx.row<{ value: T }>('select value from setting where key = $1', [key]);
  return row?.value ?? null;
}

/** Remembers `value` under `key`, in place of what was there. */
export async function writeSetting(tx: Transaction, key: string, value: object): Promise<void> {
  await tx.rows(
    `insert into setting (key, value) values ($1, $2)
     on conflict (key) do update set value = excluded.value, "changedAt" = now()`,
    [key, value],
  );
}
