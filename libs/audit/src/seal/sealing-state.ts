import type { Transaction } from '@tidu/platform';

/** How far sealing is behind. */
export interface SealingState {
  /** Entries that wait for a seal; counted up to 100 000. */
  pending: number;
  /** Seconds since the oldest of them, or a head not yet outside, waits; 0: nothing waits. */
  behindSeconds: number;
}

/** Asked by readiness and metrics. */
export async function sealingState(tx: Transaction): Promise<SealingState> {
  const row = await tx.row<SealingState>(
    `select (select count(*)::int from (select from audit_pending limit 100000) p) as pending,
            greatest(0, coalesce(extract(epoch from clock_timestamp() - audit_unsealed_since()), 0))::float8 as "behindSeconds"`,
  );
  return row ?? { pending: 0, behindSeconds: 0 };
}
