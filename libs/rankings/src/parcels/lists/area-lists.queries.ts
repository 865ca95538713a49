import { Injectable } from '@nestjs/common';
import { type ActingPerson, anonymous, countLimit, Database, decodeCursor, type Page, pageOf } from '@tidu/platform';
import { type AreaList, type AreaListItem, areaListSelect, areasOf, findAreaList, hindrancesOf } from './area-list';
import type { ObjectionState } from './area-objections.service';

/** What writing a list would change for one enterprise: `landArea` of source zone before and after; null: none. */
export interface AreaChange {
  enterpriseId: string;
  creditCode: string;
  name: string;
  before: string | null;
  after: string | null;
}

export interface AreaObjectionView {
  id: string;
  listId: string;
  listTitle: string;
  parcelId: string;
  number: string;
  enterpriseId: string;
  enterpriseName: string;
  area: string;
  kind: 'objection' | 'clue';
  clueWhy: 'anonymous' | 'late' | null;
  text: string;
  objectorName: string | null;
  objectorContact: string | null;
  receivedAt: Date;
  state: ObjectionState;
  acceptedByName: string | null;
  dueOn: string | null;
  answeredByName: string | null;
  answer: string | null;
  version: number;
}

interface Place {
  limit?: number;
  after?: string;
}

/** Reads of area lists, what writing them would change, and objections. */
@Injectable()
export class AreaListsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first; everybody may read them. */
  list({ limit = 20, after }: Place): Promise<Page<AreaList>> {
    const [year = null, id = null] = after === undefined ? [] : decodeCursor(after, 2);
    return this.database.read(anonymous, async (tx) => {
      const rows = await tx.rows<AreaList>(
        `${areaListSelect} where $1::int is null or (l.year, l.id) < ($1::int, $2::uuid) order by l.year desc, l.id desc limit $3`,
        [year, id, limit + 1],
      );
      const count = await tx.row<{ n: number }>('select count(*)::int as n from area_list');
      return pageOf(rows, { limit, counted: count?.n ?? 0, place: (one) => [one.year, one.id], view: (one) => one });
    });
  }

  /** @throws DomainError `PARCELS.NO_LIST`. */
  one(id: string): Promise<AreaList> {
    return this.database.read(anonymous, (tx) => findAreaList(tx, id));
  }

  /** Shares of a list in their order, or those that match a number, an address or a name. @throws `PARCELS.NO_LIST`. */
  items(id: string, { q, limit = 50, after }: Place & { q?: string }): Promise<Page<AreaListItem>> {
    const [last = 0] = after === undefined ? [] : decodeCursor(after, 1);
    return this.database.read(anonymous, async (tx) => {
      await findAreaList(tx, id);
      const where = `"listId" = $1 and ($2::text is null or position($2 in number) > 0 or position($2 in address) > 0 or position($2 in name) > 0)`;
      const rows = await tx.rows<AreaListItem>(
        `select id, position, number, address, "parcelArea"::text as "parcelArea", "unsharedArea"::text as "unsharedArea", name,
           "creditCodeShown", area::text as area from area_list_item where ${where} and position > $3::int order by position limit $4`,
        [id, q ?? null, last, limit + 1],
      );
      const count = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from area_list_item where ${where} limit ${countLimit}) c`,
        [id, q ?? null],
      );
      return pageOf(rows, { limit, counted: count?.n ?? 0, place: ({ position }) => [position], view: (one) => one });
    });
  }

  /** What stands in the way of writing a list. @throws DomainError `PARCELS.NO_LIST`. */
  hindrances(person: ActingPerson, id: string): Promise<string[]> {
    return this.database.read(person, async (tx) => {
      await tx.rows('set local enable_nestloop = off'); // as in changes
      return hindrancesOf(tx, await findAreaList(tx, id));
    });
  }

  /** What writing would change, enterprise by enterprise; after it was written, what was. @throws `PARCELS.NO_LIST`. */
  changes(
    person: ActingPerson,
    id: string,
    { limit = 20, after }: Place,
  ): Promise<Page<AreaChange> & { total: string }> {
    const [last = ''] = after === undefined ? [] : decodeCursor(after, 1);
    return this.database.read(person, async (tx) => {
      const list = await findAreaList(tx, id);
      await tx.rows('set local enable_nestloop = off'); // of a ledger that was imported a moment ago nothing is estimated well
      // the sum takes in everything, so the page is cut from what was worked out for it
      const rows = await tx.rows<AreaChange & { n: number; total: string }>(
        `with seen as materialized (
           select e.id as "enterpriseId", e."creditCode", e.name, x.before, x.after
           from (${list.writtenAt ? writtenSql : changesSql}) x join enterprise e on e.id = x."enterpriseId")
         select a.n, a.total, p."enterpriseId", p."creditCode", p.name, p.before::text as before, p.after::text as after
         from (select count(*)::int as n, coalesce(sum(after), 0)::bigint::text as total from seen) a
           left join (select * from seen where "creditCode" > $3 collate "C" order by "creditCode" collate "C" limit $4) p on true
         order by p."creditCode" collate "C"`,
        [id, list.year, last, limit + 1],
      );
      const [first] = rows;
      const page = pageOf(
        rows.filter(({ enterpriseId }) => enterpriseId !== null),
        {
          ...{ limit, counted: first?.n ?? 0, place: ({ creditCode }: AreaChange) => [creditCode] },
          view: ({ n: _, total: __, ...one }) => one,
        },
      );
      return { ...page, total: first?.total ?? '0' };
    });
  }

  /** Objections the person may see, those that wait longest first. */
  objections(
    person: ActingPerson,
    { limit = 20, after, state, list }: Place & { state?: ObjectionState; list?: string },
  ): Promise<Page<AreaObjectionView>> {
    const [last = null] = after === undefined ? [] : decodeCursor(after, 1);
    const values = [state ?? null, list ?? null];
    const from = `from area_objection o join area_list_item i on i.id = o."itemId" join area_list l on l.id = o."listId"
      join enterprise e on e.id = o."enterpriseId" where ($1::text is null or o.state = $1) and ($2::uuid is null or l.id = $2)`;
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<AreaObjectionView>(
        `select o.id, l.id as "listId", l.title as "listTitle", o."parcelId", i.number, o."enterpriseId", e.name as "enterpriseName",
           i.area::text as area, o.kind, o."clueWhy", o.text, o."objectorName", o."objectorContact", o."receivedAt", o.state,
           o."acceptedByName", o."dueOn"::text as "dueOn", o."answeredByName", o.answer, o.version
         ${from} and ($3::uuid is null or o.id > $3) order by o.id limit $4`,
        [...values, last, limit + 1],
      );
      const count = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select ${from} limit ${countLimit}) c`,
        values,
      );
      return pageOf(rows, {
        limit,
        counted: count?.n ?? 0,
        place: ({ id }) => [id],
        view: (one) => tx.sealer.openRow('area_objection', one),
      });
    });
  }
}

/** SQL of what was written of the list `$1` in the year `$2`, and what the figures say now. */
const writtenSql = `select w."enterpriseId", f."landArea" as before, w.area as after
  from area_written w left join figures f on f."enterpriseId" = w."enterpriseId" and f.year = $2 and f.source = 'zone'
    and f."supersededAt" is null where w."listId" = $1`;

/** SQL of what writing the list `$1` changes in the year `$2`: those with an area now, and those whom an earlier list gave one. */
export const changesSql = `select coalesce(a."enterpriseId", b."enterpriseId") as "enterpriseId", f."landArea" as before, a.area as after
  from ${areasOf('$1')} a full join (
    select w."enterpriseId" from area_written w where w."listId" = (
      select r."listId" from area_writing r join area_list k on k.id = r."listId" where k.year = $2 and k.id <> $1
      order by r."writtenAt" desc limit 1)) b on b."enterpriseId" = a."enterpriseId"
  left join figures f on f."enterpriseId" = coalesce(a."enterpriseId", b."enterpriseId") and f.year = $2 and f.source = 'zone'
    and f."supersededAt" is null`;
