import { DomainError } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { notBy, notNow } from '../parcels.errors';
import { findAreaList, hindrancesOf } from './area-list';

/**
 * Whether the areas of a list may be written: nothing stands in the way, or a second person says why all the same.
 * Returns the reason that counts.
 * @throws DomainError `PARCELS.WHOLE_SCOPE`, `PARCELS.WRITTEN`, `PARCELS.NOT_READY`, `PARCELS.SAME_PERSON`.
 */
export async function requireReady(tx: Transaction, listId: string, reason: string | null): Promise<string | null> {
  const list = await findAreaList(tx, listId);
  if (!tx.person.scope.everything) throw notBy('WHOLE_SCOPE', '写入面积涉及全部企业，只有看得到全区的人才能办理。');
  if (list.writtenAt) throw notNow('WRITTEN', `这份公示的面积已由${list.writtenByName ?? ''}写入，不能再写一次。`);
  const hindrances = await hindrancesOf(tx, list);
  if (hindrances.length === 0) return null;
  if (reason === null)
    throw new DomainError(
      'conflict',
      'PARCELS.NOT_READY',
      `还不能写入：${hindrances.join('；')}。等到都满足，或由发布公示以外的人写明理由办理。`,
    );
  if (list.publishedBy === tx.person.id)
    throw notBy(
      'SAME_PERSON',
      `还不能写入：${hindrances.join('；')}。公示是您发布的，提前写入要由另一个人写明理由办理。`,
    );
  return reason;
}
