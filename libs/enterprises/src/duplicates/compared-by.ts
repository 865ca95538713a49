/**
 * What two records can be compared by; each is a select over what the person sees that yields `id`, a `key` and the days
 * in which it holds (null: always). Two records with one key on one day make a pair.
 */
export const keysBy = {
  /** The same name on the same day: two enterprises that swapped names never bore one together. */
  name: `
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
  organisation: `
    select id, substr("creditCode", 9, 9) as key, null::daterange as days from enterprise where "mergedInto" is null`,
  /** An old code of one is the code, or an old code, of the other. */
  formerCode: `
    select a."enterpriseId" as id, a.code as key, null::daterange as days
    from enterprise_alias a join enterprise e on e.id = a."enterpriseId"
    where a."withdrawnAt" is null and e."mergedInto" is null
    union
    select e.id, case a.kind when 'organisationCode' then substr(e."creditCode", 9, 9) else e."creditCode" end, null
    from enterprise_alias a join enterprise e
      on e."creditCode" = a.code or a.kind = 'organisationCode' and substr(e."creditCode", 9, 9) = a.code
    where a."withdrawnAt" is null and e."mergedInto" is null`,
  /** The same address and the same legal representative. */
  addressAndRepresentative: `
    select id, searchable("registeredAddress") || ' ' || "legalRepresentative" as key, null::daterange as days
    from enterprise
    where "mergedInto" is null and "registeredAddress" is not null and "legalRepresentative" is not null`,
} as const;

export type ComparedBy = keyof typeof keysBy;
export const comparedBy = Object.keys(keysBy) as ComparedBy[];
