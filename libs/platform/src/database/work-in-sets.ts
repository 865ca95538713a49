import type { Transaction } from './transaction';

/**
 * For a transaction whose statements take in thousands of rows at once: no limit of time, and no nested loops.
 * Statistics of a table that was filled a moment ago are missing, and a planner that takes it for nearly empty looks
 * every row up by a scan of the others (measured: 40 000 rows, nine minutes and not done; with hash joins, a second).
 */
export async function workInSets(tx: Transaction): Promise<void> {
  await tx.client.query(
    `set local statement_timeout = 0; set local lock_timeout = '30min'; set local enable_nestloop = off`,
  );
}
