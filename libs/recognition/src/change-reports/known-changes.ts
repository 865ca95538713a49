import { addMonths, type Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { heldTitles } from '../titles/titles.queries';
import { changeRules } from './change-rules';

/**
 * SQL: what the register itself knows of major changes of those who held a title that day and nobody reported (未报告的
 * 重大变化): a row of `known_change` for each, under the record that stands for the enterprise. Parameters 1 to 8 are
 * `knownValues`. It begins from the few who hold titles, not from the whole register.
 */
export const knownChanges = `${heldTitles},
 known_kind(kind, "kindLabel", known) as (select * from unnest($2::text[], $3::text[], $4::text[])),
 holder as materialized (select distinct t."holderId" as id from held t
  where t.title = any($6::text[]) and ($8::uuid is null or t."holderId" = enterprise_survivor($8))),
 part as materialized (select h.id, h.id as "holderId" from holder h
  union select m."memberId", m."survivorId" from enterprise_member m join holder h on h.id = m."survivorId"),
 began as (select t."holderId" as id, min((t."recordedAt" at time zone 'Asia/Shanghai')::date) as "heldSince"
  from held t where t.title = any($6::text[]) group by 1),
 seen as (
  select p."holderId", 'formerName' as known, n."validUntil" as "effectiveOn", '曾用名“' || n.name || '”' as detail
  from part p join enterprise_name n on n."enterpriseId" = p.id
  where n.kind = 'former' and n."withdrawnAt" is null and n."validUntil" is not null
  union all
  select p."holderId", 'absorbed', m."effectiveOn", '吸收合并“' || coalesce(o.name, '另一家企业') || '”'
  from part p join enterprise_merge m on m."survivorId" = p.id left join enterprise o on o.id = m."mergedId"
  where m.kind = 'absorbed' and m."undoneAt" is null
  union all
  select p."holderId", 'absorbed', m."effectiveOn", '被“' || coalesce(o.name, '另一家企业') || '”吸收合并'
  from part p join enterprise_merge m on m."mergedId" = p.id left join enterprise o on o.id = m."survivorId"
  where m.kind = 'absorbed' and m."undoneAt" is null
  union all
  select p.id, 'movedOut', e.since, '迁出' from part p join enterprise e on e.id = p."holderId" and e.id = p.id
  where e.status = 'movedOut' and e.since is not null),
 known_change as (
  select distinct on (s."holderId", k.kind, s."effectiveOn") s."holderId" as "enterpriseId", k.kind, k."kindLabel", s."effectiveOn", s.detail, b."heldSince"
  from seen s join began b on b.id = s."holderId" join known_kind k on k.known = s.known
  where s."effectiveOn" >= $5::date and s."effectiveOn" <= $1::date
    and exists (select from held t where t."holderId" = s."holderId" and t.title = any($6::text[])
      and coalesce(t."validFrom", '1900-01-01') < s."effectiveOn"
      and s."effectiveOn" < least(coalesce(t."validUntil", 'infinity'), t."cancelledOn"))
    and not exists (select from change_report r join part p on p.id = r."enterpriseId" and p."holderId" = s."holderId"
      where r.kind = k.kind and abs(r."effectiveOn" - s."effectiveOn") <= $7::int)
  order by s."holderId", k.kind, s."effectiveOn", s.detail)`;

/** Parameters 1 to 8 of `knownChanges`; of one enterprise, or of all. */
export function knownValues(today: Day, enterpriseId: string | null = null): unknown[] {
  const { kinds, countedFrom, titles, matchDays } = changeRules();
  const known = [...kinds.values()].filter((kind) => kind.known !== 'no');
  return [
    ...[today, known.map(({ code }) => code), known.map(({ label }) => label), known.map((kind) => kind.known)],
    ...[countedFrom, titles, matchDays, enterpriseId],
  ];
}

/** A change that the register knows and nobody reported. */
export interface KnownChange {
  enterpriseId: string;
  kind: string;
  kindLabel: string;
  effectiveOn: Day;
  /** What the register says of it. */
  detail: string;
  /** Day on which the title was recorded here. */
  heldSince: Day;
}

/** Those of one enterprise, or of all; only who is in business here reports. */
export function unreported(tx: Transaction, today: Day, enterpriseId: string | null): Promise<KnownChange[]> {
  return tx.rows<KnownChange>(
    `${knownChanges} select c."enterpriseId", c.kind, c."kindLabel", c."effectiveOn"::text as "effectiveOn", c.detail, c."heldSince"::text as "heldSince"
     from known_change c join enterprise e on e.id = c."enterpriseId"
     where e.status = 'active'
     order by c."effectiveOn", c.kind, c."enterpriseId"`,
    knownValues(today, enterpriseId),
  );
}

/** The last day on which a change may be reported in time (日历月). */
export const reportBy = (effectiveOn: Day): Day => addMonths(effectiveOn, changeRules().months);

/** Whether a term is over that could be kept: what fell due before the title was recorded here nobody here was told of. */
export const isLate = (
  { effectiveOn, heldSince }: Pick<KnownChange, 'effectiveOn' | 'heldSince'>,
  today: Day,
): boolean => reportBy(effectiveOn) < today && reportBy(effectiveOn) >= heldSince;

/** The task that an enterprise has of a change nobody reported. */
export const changeTask = 'recognition.change';
/** What such a task is about. */
export const taskObject = ({
  enterpriseId,
  kind,
  effectiveOn,
}: Pick<KnownChange, 'enterpriseId' | 'kind' | 'effectiveOn'>) => ({
  ...{ objectType: 'known_change', objectId: `${enterpriseId} ${kind.slice(0, 30)} ${effectiveOn}` },
});
