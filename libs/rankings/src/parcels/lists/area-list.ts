import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import { areaListNotFound } from '../parcels.errors';
import { divisionsOn } from '../parcels.store';

/** An area list published for objection (面积公示), as everybody reads it. */
export interface AreaList {
  id: string;
  year: number;
  asOf: Day;
  title: string;
  body: string;
  demo: boolean;
  opensOn: Day;
  /** Last day on which an objection is in time. */
  closesOn: Day;
  workingDays: number;
  closesProvisional: boolean;
  publishedAt: Date;
  publishedBy: string;
  publishedByName: string;
  /** Whether the period runs today. */
  isOpen: boolean;
  /** Shares on it, and parcels. */
  items: number;
  parcels: number;
  writtenAt: Date | null;
  writtenByName: string | null;
  writtenReason: string | null;
}

export interface AreaListItem {
  id: string;
  position: number;
  number: string;
  address: string;
  parcelArea: string;
  unsharedArea: string;
  name: string;
  creditCodeShown: string;
  area: string;
}

export const areaListSelect = `select l.id, l.year, l."asOf"::text as "asOf", l.title, l.body, l.demo, l."opensOn"::text as "opensOn",
    l."closesOn"::text as "closesOn", l."workingDays", l."closesProvisional", l."publishedAt", l."publishedBy", l."publishedByName",
    l."closesOn" >= (now() at time zone 'Asia/Shanghai')::date as "isOpen", l.items, l.parcels,
    w."writtenAt", w."writtenByName", w.reason as "writtenReason"
  from area_list l left join area_writing w on w."listId" = l.id`;

/** @throws DomainError `PARCELS.NO_LIST`. */
export async function findAreaList(tx: Transaction, id: string): Promise<AreaList> {
  const found = await tx.row<AreaList>(`${areaListSelect} where l.id = $1`, [id]);
  if (!found) throw areaListNotFound();
  return found;
}

/** SQL of who stands for whom on a day, all at once: second records and merged enterprises are followed (合并). */
const standing = (day: string) => `(
  with recursive merge as materialized (
    select m."mergedId", m."survivorId" from enterprise_merge m
    where m."undoneAt" is null and (m.kind = 'duplicate' or m."effectiveOn" <= ${day})),
  chain(id, stands, step) as (
    select "mergedId", "survivorId", 1 from merge
    union all
    select c.id, m."survivorId", c.step + 1 from chain c join merge m on m."mergedId" = c.stands where c.step < 100)
  select distinct on (id) id, stands from chain order by id, step desc)`;

/** SQL of the areas of a list, as the ledger says now of its parcels on its day: an enterprise a row. */
export const areasOf = (listId: string) => {
  const day = `(select "asOf" from area_list where id = ${listId})`;
  const divisions = divisionsOn(
    day,
    `v."parcelId" in (select "parcelId" from area_list_item where "listId" = ${listId})`,
  );
  return `(
  select coalesce(m.stands, s."enterpriseId") as "enterpriseId", sum(s.area)::bigint as area
  from ${divisions} d join parcel_share s on s."divisionId" = d.id
    left join ${standing(day)} m on m.id = s."enterpriseId" group by 1)`;
};

/** What stands in the way of writing a list, in words; empty: nothing. */
export async function hindrancesOf(tx: Transaction, list: AreaList): Promise<string[]> {
  const open = await tx.row<{ n: number }>(
    `select count(*)::int as n from area_objection where "listId" = $1 and kind = 'objection' and state in ('received', 'accepted')`,
    [list.id],
  );
  const changed = await tx.rows<{ number: string; n: number }>(
    `select i.number, (count(*) over ())::int as n from area_list_item i join ${divisionsOn(
      '$2',
      'v."parcelId" in (select "parcelId" from area_list_item where "listId" = $1)',
    )} d on d."parcelId" = i."parcelId"
     where i."listId" = $1 and d.id <> i."divisionId" and not exists (
       select from area_objection o where o.id = d."objectionId" and o."listId" = $1 and o.state = 'upheld')
     group by i.number order by 1 limit 20`,
    [list.id, list.asOf],
  );
  return [
    ...(list.isOpen ? [`公示期到 ${list.closesOn} 才满`] : []),
    ...((open?.n ?? 0) > 0 ? [`还有 ${open?.n ?? 0} 件异议没有答复`] : []),
    ...(changed.length > 0
      ? [
          `公示以后改过，又不是因为成立的异议：地块 ${changed.map(({ number }) => number).join('、')}${
            (changed[0]?.n ?? 0) > changed.length ? ` 等 ${changed[0]?.n ?? 0} 个` : ''
          }`,
        ]
      : []),
  ];
}
