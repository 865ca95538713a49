import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';

/** A ban on applying (禁止申报), because a title was cancelled. */
export interface Ban {
  titleId: string;
  title: string;
  cause: string;
  causeLabel: string;
  article: string;
  document: string;
  from: Day;
  /** First day on which one may apply again. */
  until: Day;
}

/**
 * The bans that stand for an enterprise on a day. They follow the legal person: it keeps them under another name and
 * another code, they are those of whoever stands for a merged record, and of whoever absorbed it by that day.
 */
export function bansOf(tx: Transaction, enterpriseId: string, day: Day): Promise<Ban[]> {
  return tx.rows<Ban>(
    `with recursive chain(id) as (
       select enterprise_survivor($1)
       union
       select m."mergedId" from chain c join enterprise_merge m on m."survivorId" = c.id
       where m."undoneAt" is null and (m.kind = 'duplicate' or m."effectiveOn" <= $2))
     select c."titleId", t.title, c.cause, c."causeLabel", c.article, c.document, c."cancelledOn"::text as "from",
       c."bannedUntil"::text as until
     from title_cancellation c join title_held t on t.id = c."titleId"
     where c."enterpriseId" in (select id from chain) and c."liftedAt" is null
       and c."cancelledOn" <= $2 and $2 < c."bannedUntil" order by c."bannedUntil" desc, c.id`,
    [enterpriseId, day],
  );
}
