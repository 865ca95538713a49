import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { SnapshotHead } from './head';
import { wholeSnapshot, type WholeSnapshot } from './snapshots.store';

/** A snapshot with what was frozen over its rows. */
export type FrozenSnapshot = WholeSnapshot & { head: SnapshotHead; root: string };

/** A frozen snapshot, superseded or not, with its head. @throws DomainError `RANKINGS.NOT_FROZEN`. */
export async function wholeFrozen(tx: Transaction, id: string): Promise<FrozenSnapshot> {
  const snapshot = await wholeSnapshot(tx, id);
  const { head, root } = snapshot;
  if (head && root) return { ...snapshot, head: head as SnapshotHead, root };
  throw new DomainError('conflict', 'RANKINGS.NOT_FROZEN', '这份排名还是预览，请先由另一个人复核冻结。');
}

/** A file holds the whole list or there is none: part of it would lead to no root. @throws DomainError `RANKINGS.PART_ONLY`. */
export async function requireWholeSight(
  tx: Transaction,
  { id, total }: Pick<WholeSnapshot, 'id' | 'total'>,
): Promise<void> {
  const row = await tx.row<{ count: number }>(
    'select count(*)::int as count from ranking_snapshot_row where "snapshotId" = $1',
    [id],
  );
  if (row?.count === total) return;
  throw new DomainError(
    'forbidden',
    'RANKINGS.PART_ONLY',
    `这份排名有 ${total} 行，您的范围只看得到 ${row?.count ?? 0} 行。可以核对的文件要有全部行，请由看得到全部的人导出。`,
  );
}
