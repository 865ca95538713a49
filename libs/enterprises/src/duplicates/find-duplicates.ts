import type { Transaction } from '@tidu/platform';
import { keysBy } from './compared-by';
import { type DuplicateRule, duplicateRules } from './duplicate-rules';

/** How many pairs there are now. */
export interface DuplicatesFound {
  pairs: number;
  fresh: number;
}

/**
 * Looks for pairs among all records the person sees and keeps the list of open pairs in step; a pair that a person
 * found to be two stays closed.
 */
export async function findDuplicates(
  tx: Transaction,
  rules: readonly DuplicateRule[] = duplicateRules(),
): Promise<DuplicatesFound> {
  const found = await tx.row<DuplicatesFound>(`
    with pair as (${rules.map(pairsOf).join(' union all ')}),
    found as materialized (
      select "firstId", "secondId", array_agg(distinct rule order by rule) as rules from pair group by 1, 2),
    known as (select d.* from enterprise_duplicate d join found using ("firstId", "secondId")),
    written as (
      insert into enterprise_duplicate ("firstId", "secondId", rules) select "firstId", "secondId", rules from found
      on conflict ("firstId", "secondId") do update set rules = excluded.rules
        where enterprise_duplicate.rules <> excluded.rules),
    closed as (
      delete from enterprise_duplicate d where d.state = 'open'
        and not exists (select from found f where f."firstId" = d."firstId" and f."secondId" = d."secondId"))
    select (select count(*)::int from found) - (select count(*)::int from known where state <> 'open') as pairs,
           (select count(*)::int from found) - (select count(*)::int from known) as fresh`);
  return found ?? { pairs: 0, fresh: 0 };
}

function pairsOf({ code, by, most }: DuplicateRule): string {
  return `(
    with keyed as (${keysBy[by]}),
    shared as (select key from keyed group by key having count(distinct id) between 2 and ${most})
    select distinct least(a.id, b.id) as "firstId", greatest(a.id, b.id) as "secondId", '${code}' as rule
    from shared join keyed a using (key) join keyed b using (key)
    where a.id < b.id and (a.days && b.days) is not false)`;
}
