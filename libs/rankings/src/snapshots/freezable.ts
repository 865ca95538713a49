import { DomainError } from '@tidu/kernel';
import type { ActingPerson, Transaction } from '@tidu/platform';
import { samePerson } from '../definitions/definitions.service';
import { headOf, type SnapshotHead } from './head';
import { wholeSnapshot, type WholeSnapshot } from './snapshots.store';

/**
 * A preview that may be frozen now by the acting person, with the head it will stand under. `rowsRoot`: of what they
 * reviewed.
 * @throws DomainError `RANKINGS.TIE_OPEN`, `RANKINGS.SAME_PERSON`, `RANKINGS.FROZEN_ALREADY`, `RANKINGS.OTHER_ROOT`,
 *   `RANKINGS.WHOLE_SCOPE`.
 */
export async function requireFreezable(
  tx: Transaction,
  id: string,
  rowsRoot: string,
): Promise<{ snapshot: WholeSnapshot; head: SnapshotHead }> {
  requireWhole(tx.person);
  const snapshot = await requirePreview(tx, id);
  if (snapshot.rowsRoot !== rowsRoot) throw otherRoot();
  const head = await headOf(tx, snapshot);
  if (snapshot.tied > 0 && head.tie === null) throw tieOpen(snapshot.tied);
  const persons = await tx.row<{ two: boolean }>(
    `select ranking_two_persons($2, $3) and coalesce((select ranking_two_persons(t."decidedBy", $3)
       from ranking_tie_decision t where t."snapshotId" = $1), true) as two`,
    [id, snapshot.createdBy, tx.person.id],
  );
  if (!persons?.two) throw samePerson();
  return { snapshot, head };
}

/** @throws DomainError `RANKINGS.NO_SNAPSHOT`, `RANKINGS.FROZEN_ALREADY`. */
export async function requirePreview(tx: Transaction, id: string): Promise<WholeSnapshot> {
  const snapshot = await wholeSnapshot(tx, id);
  if (snapshot.state === 'preview') return snapshot;
  throw new DomainError('conflict', 'RANKINGS.FROZEN_ALREADY', '这份排名已经冻结，不能再改；有错请做更正版。');
}

/** @throws DomainError `RANKINGS.WHOLE_SCOPE`. */
export function requireWhole({ scope }: ActingPerson): void {
  if (scope.everything) return;
  throw new DomainError(
    'forbidden',
    'RANKINGS.WHOLE_SCOPE',
    '复核要看到全部企业，您的范围不是全部。请由范围为全部的人办理。',
  );
}

const tieOpen = (tied: number) =>
  new DomainError(
    'conflict',
    'RANKINGS.TIE_OPEN',
    `入围线上有 ${tied} 家同分，数据分不出先后。请先由一个人写明理由决定取舍，再由另一个人冻结。`,
  );
const otherRoot = () =>
  new DomainError('conflict', 'RANKINGS.OTHER_ROOT', '要冻结的不是您看到的那份预览，请刷新后重新复核。');
