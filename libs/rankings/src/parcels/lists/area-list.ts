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
    l."closesOn" >= (now() at time zone 'Asia/Shanghai')::date as "isOpen", c.items, c.parcels,
    w."writtenAt", w."writtenByName", w.reason as "writtenReason"
  from area_list l left join area_writing w on w."listId" = l.id
    cross join lateral (select count(*)::int as items, count(distinct i."parcelId")::int as parcels
      from area_list_item i where i."listId" = l.id) c`;

/** @throws DomainError `PARCELS.NO_LIST`. */
export async function findAreaList(tx: Transaction, id: string): Promise<AreaList> {
  const found = await tx.row<AreaList>(`${areaListSelect} where l.id = $1`, [id]);
  if (!found) throw areaListNotFound();
  return found;
}

/** SQL of the enterprise that stands for another on a day: second records and merged enterprises are followed (合并). */
const standsFor = (column: string, day: string) => `(
  with recursive chain(id, step) as (
    select ${column}, 0
    union all
    select m."survivorId", c.step + 1 from chain c join enterprise_merge m on m."mergedId" = c.id
    where m."undoneAt" is null and (m.kind = 'duplicate' or m."effectiveOn" <= ${day}) and c.step < 100)
  select id from chain order by step desc limit 1)`;

/** SQL of the areas of a list `l`, as the ledger says now of its parcels on its day: an enterprise a row. */
export const areasOf = (listId: string) => `(
  select x.id as "enterpriseId", sum(x.area)::bigint as area from (
    select ${standsFor('s."enterpriseId"', 'l."asOf"')} as id, s.area
    from area_list l join ${divisionsOn(
      `(select "asOf" from area_list where id = ${listId})`,
      `v."parcelId" in (select "parcelId" from area_list_item where "listId" = ${listId})`,
    )} d on true join parcel_share s on s."divisionId" = d.id
    where l.id = ${listId}) x group by x.id)`;

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
