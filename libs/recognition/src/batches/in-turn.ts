import type { Transaction } from '@tidu/platform';
import { findBatch } from './batch';

/**
 * Work of one kind on a batch, one after the other; not by a lock of the batch itself, which approving takes after that of
 * an application. @throws DomainError `RECOGNITION.BATCH_NOT_FOUND`.
 */
export async function inTurn(tx: Transaction, kind: string, batchId: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${kind} ${batchId.toLowerCase()}`]);
  await findBatch(tx, batchId);
}

/** Cases that will be named, before anything of their batch: the order in which acts take them too. */
export async function holdCases(tx: Transaction, cases: readonly { applicationId: string }[]): Promise<void> {
  await tx.rows('select from application where id = any($1::uuid[]) order by id for key share', [
    cases.map(({ applicationId }) => applicationId),
  ]);
}
