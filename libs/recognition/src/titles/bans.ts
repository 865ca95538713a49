import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';

/** A ban on applying (禁止申报、限制申报), because a title was cancelled or support was claimed back. */
export interface Ban {
  causeLabel: string;
  document: string;
  from: Day;
  /** First day on which one may apply again. */
  until: Day;
}

/** What stands of both kinds on a day: `enterpriseId`, words, document, from, until. */
const standing = (day: string) => `
  select c."enterpriseId", c."causeLabel", c.document, c."cancelledOn" as "from", c."bannedUntil" as until, c.id
  from title_cancellation c where c."liftedAt" is null and c."cancelledOn" <= ${day} and ${day} < c."bannedUntil"
  union all
  select b."enterpriseId", b.cause, b.document, b."from", b.until, b.id
  from application_ban b where b."liftedAt" is null and b."from" <= ${day} and ${day} < b.until`;

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
       where m."undoneAt" is null and (m.kind = 'duplicate' or m."effectiveOn" <= $2::date))
     select s."causeLabel", s.document, s."from"::text as "from", s.until::text as until from (${standing('$2::date')}) s
     where s."enterpriseId" in (select id from chain) order by s.until desc, s.id`,
    [enterpriseId, day],
  );
}

/** The same for all at once: a query of the ids under a ban on a day, given as SQL. */
export const bannedSql = (day: string): string => `
  with recursive banned(id) as (
    select s."enterpriseId" from (${standing(day)}) s
    union
    select m."survivorId" from banned b join enterprise_merge m on m."mergedId" = b.id
    where m."undoneAt" is null and (m.kind = 'duplicate' or m."effectiveOn" <= ${day}))
  select id from banned`;
