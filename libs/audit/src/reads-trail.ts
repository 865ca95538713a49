import type { Transaction } from '@tidu/platform';

/** Opens the trail to this transaction; called by this room alone, by what may read it. */
export async function readTrail(tx: Transaction): Promise<void> {
  await tx.rows(`select set_config('tidu.audit', 'on', true)`);
}
