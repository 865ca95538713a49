import type { Transaction } from '@tidu/platform';

/** Rows of a statement one at a time through a cursor: no more than a batch is held. */
export async function* throughCursor<T extends object>(
  tx: Transaction,
  name: string,
  sql: string,
  batch = 5000,
): AsyncGenerator<T> {
  await tx.rows(`declare ${name} no scroll cursor for ${sql}`);
  for (;;) {
    const rows = await tx.rows<T>(`fetch ${batch} from ${name}`);
    yield* rows;
    if (rows.length < batch) break;
  }
  await tx.rows(`close ${name}`);
}
