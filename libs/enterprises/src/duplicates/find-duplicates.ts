import type { Transaction } from '@tidu/platform';

/**
 * By which two records may be one enterprise; each is a select over what the person sees that yields `id`, a `key` and
 * the days in which it holds (null: always). Two records with one key on one day make a pair.
 */
const rules = {
  /** The same name on the same day: two enterprises that swapped names never bore one together. */
  sameName: `
    select e.id, searchable(e.name) as key,
           daterange(greatest(f.until, e."registeredOn"), case when e.status = 'dissolved' then e.since end) as days
    from enterprise e left join (
      select "enterpriseId", max("validUntil") as until from enterprise_name
      where kind = 'former' and "withdrawnAt" is null group by 1) f on f."enterpriseId" = e.id
    where e."mergedInto" is null
      -- dissolved before the name began: nothing is known of the days
      and (e.status <> 'dissolved' or e.since is null or greatest(f.until, e."registeredOn") is null
           or greatest(f.until, e."registeredOn") < e.since)
    union all
    select n."enterpriseId", n."searchName", daterange(coalesce(n."validFrom", e."registeredOn"), n."validUntil")
    from enterprise_name n join enterprise e on e.id = n."enterpriseId"
    where n.kind = 'former' and n."withdrawnAt" is null and e."mergedInto" is null
      and (n."validFrom" is not null or e."registeredOn" is null or n."validUntil" is null or e."registeredOn" < n."validUntil")`,
  /** The same organisation code within two credit codes. */
  sameOrganisation: `
    select id, substr("creditCode", 9, 9) as key, null::daterange as days from enterprise where "mergedInto" is null`,
  /** An old code of one is the code, or an old code, of the other. */
  sameOldCode: `
    select a."enterpriseId" as id, a.code as key, null::daterange as days
    from enterprise_alias a join enterprise e on e.id = a."enterpriseId"
    where a."withdrawnAt" is null and e."mergedInto" is null
    union
    select e.id, case a.kind when 'organisationCode' then substr(e."creditCode", 9, 9) else e."creditCode" end, null
    from enterprise_alias a join enterprise e
      on e."creditCode" = a.code or a.kind = 'organisationCode' and substr(e."creditCode", 9, 9) = a.code
    where a."withdrawnAt" is null and e."mergedInto" is null`,
  /** The same address and the same legal representative. */
  sameAddress: `
    select id, searchable("registeredAddress") || ' ' || "legalRepresentative" as key, null::daterange as days
    from enterprise
    where "mergedInto" is null and "registeredAddress" is not null and "legalRepresentative" is not null`,
} as const;
export type DuplicateRule = keyof typeof rules;

/** Chinese of the rules. */
export const ruleWords: Record<DuplicateRule, string> = {
  sameName: '同一天同名',
  sameOrganisation: '主体标识码（组织机构代码）相同',
  sameOldCode: '旧代码相同',
  sameAddress: '住所与法定代表人都相同',
};

/** A key that more records share than this says nothing about any of them (a building, a placeholder). */
const most = 20;

/** How many pairs there are now. */
export interface DuplicatesFound {
  pairs: number;
  fresh: number;
}

/**
 * Looks for pairs among all records the person sees and keeps the list of open pairs in step; a pair that a person
 * found to be two stays closed.
 */
export async function findDuplicates(tx: Transaction): Promise<DuplicatesFound> {
  const found = await tx.row<DuplicatesFound>(`
    with pair as (${Object.entries(rules)
      .map(([rule, sql]) => pairsOf(rule, sql))
      .join(' union all ')}),
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

function pairsOf(rule: string, sql: string): string {
  return `(
    with keyed as (${sql}),
    shared as (select key from keyed group by key having count(distinct id) between 2 and ${most})
    select distinct least(a.id, b.id) as "firstId", greatest(a.id, b.id) as "secondId", '${rule}' as rule
    from shared join keyed a using (key) join keyed b using (key)
    where a.id < b.id and (a.days && b.days) is not false)`;
}
