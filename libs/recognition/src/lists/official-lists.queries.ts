import { Injectable } from '@nestjs/common';
import { type Day, isDay, isUuid } from '@tidu/kernel';
import { type ActingPerson, badCursor, countLimit, Database, decodeCursor, type Page, pageOf } from '@tidu/platform';
import {
  countRows,
  findList,
  listColumns,
  type ListedRow,
  type OfficialList,
  rowColumns,
  type RowState,
} from './official-list';

/** What part of a list one looks at. `differing`: the same firm with another name, tier or date; `dropped`: no longer in the corrected file, a title rests on it. */
export const sections = ['matched', 'ambiguous', 'notOurs', 'rejected', 'differing', 'dropped'] as const;
export type Section = (typeof sections)[number];

export interface ListFilter {
  title?: string;
  limit?: number;
  after?: string;
}

export interface RowFilter {
  section: Section;
  /** A part of the name on the list. */
  q?: string;
  limit?: number;
  after?: string;
}

/** A list with what became of its rows. */
export interface ListView extends OfficialList {
  counts: Record<RowState, number>;
  /** Rows of enterprises that the person doesn't see. */
  hidden: number;
  differing: number;
  dropped: number;
  granted: number;
  held: number;
  recognised: number;
  files: { name: string; statedCount: number; uploadedAt: string; uploadedByName: string; counts: boolean }[];
}

export interface RowView extends ListedRow {
  enterpriseName: string | null;
  enterpriseCode: string | null;
  decidedByName: string | null;
  decidedAt: string | null;
  decidedWhy: string | null;
  /** What is different from the register, in words. */
  differences: string[];
  named: { enterpriseId: string; name: string; creditCode: string; reason: string }[];
}

/** An enterprise of ours that one would look for on the list. */
export interface AbsentView {
  enterpriseId: string;
  name: string;
  creditCode: string;
  reasons: string[];
}

/** Titles under the enterprise that stands for their record: all second records at once, not one by one. */
const held = `held as materialized (
  select t.*, coalesce(m."survivorId", t."enterpriseId") as "holderId" from title_held t
    left join enterprise_member m on m."memberId" = t."enterpriseId"
  where t."withdrawnAt" is null and t.title = (select title from official_list where id = $1))`;
/** Titles of the enterprise of a row `r`, of the kind of list `l`, that say something else for the same time. */
const otherTitles = `(
  select array_agg('已登记：' || (case t.level when 'nation' then '国家级' when 'province' then '省级' when 'city' then '市级' else '县区级' end)
      || '，' || coalesce(t.batch, '批次未知') || '，有效期 ' || t."validFrom" || ' 至 ' || (t."validUntil" - 1) order by t."validFrom")
  from held t where t."holderId" = r."enterpriseId"
    and t.id is distinct from r."titleId" and t."validFrom" < l."validUntil" and l."validFrom" < t."validUntil"
    and (t.level, coalesce(t.batch, ''), t."validFrom", t."validUntil") is distinct from (l.level, l.batch, l."validFrom", l."validUntil"))`;
const otherName = `(case when r.name is not null and searchable(r.name) <> searchable(e.name)
  then array['名单写“' || r.name || '”，现名“' || e.name || '”'] end)`;
const tables = `official_list_row r join official_list l on l.id = r."listId" left join enterprise e on e.id = r."enterpriseId"`;
const differs = `r.state = 'matched' and r."fileId" = l."fileId" and coalesce(${otherName}, ${otherTitles}) is not null`;
const dropped = `r."fileId" <> l."fileId" and r."titleId" is not null`;
const conditionOf: Readonly<Record<Section, string>> = {
  matched: `r.state = 'matched' and r."fileId" = l."fileId"`,
  ambiguous: `r.state = 'ambiguous' and r."fileId" = l."fileId"`,
  notOurs: `r.state = 'notOurs' and r."fileId" = l."fileId"`,
  rejected: `r.state = 'rejected' and r."fileId" = l."fileId"`,
  differing: differs,
  dropped,
};

/** Reads of official lists; row security says which rows with an enterprise one sees. */
@Injectable()
export class OfficialListsQueries {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  list(person: ActingPerson, { title, limit = 20, after }: ListFilter): Promise<Page<OfficialList>> {
    const from = after === undefined ? [null, null] : placeOf(after);
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<OfficialList>(
        `select ${listColumns} from official_list l where ($1::text is null or l.title = $1)
           and ($2::date is null or (l."listedOn", l.id) < ($2::date, $3::uuid)) order by l."listedOn" desc, l.id desc limit $4`,
        [title ?? null, ...from, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `select count(*)::int as n from (select from official_list where ($1::text is null or title = $1) limit ${countLimit}) c`,
        [title ?? null],
      );
      return pageOf(rows, {
        ...{ limit, counted: counted?.n ?? 0, place: ({ listedOn, id }) => [listedOn, id], view: (one) => one },
      });
    });
  }

  /** @throws DomainError `RECOGNITION.LIST_NOT_FOUND`. */
  one(person: ActingPerson, id: string): Promise<ListView> {
    return this.database.read(person, async (tx) => {
      const list = await findList(tx, id);
      const counts = await countRows(tx, list);
      const further = await tx.row<Pick<ListView, 'differing' | 'dropped' | 'granted' | 'held' | 'recognised'>>(
        `with ${held} select count(*) filter (where ${differs})::int as differing, count(*) filter (where ${dropped})::int as dropped,
           count(*) filter (where r."grant" in ('granted', 'stood'))::int as granted,
           count(*) filter (where r."grant" = 'held' and r.state = 'matched')::int as held, count(r."applicationId")::int as recognised
         from ${tables} where r."listId" = $1`,
        [id],
      );
      const files = await tx.rows<ListView['files'][number]>(
        `select name, "statedCount", "uploadedAt", "uploadedByName", id = $2 as counts from official_list_file
         where "listId" = $1 order by "uploadedAt" desc, id desc limit 20`,
        [id, list.fileId],
      );
      const seen = Object.values(counts).reduce((sum, n) => sum + n, 0);
      const none = { differing: 0, dropped: 0, granted: 0, held: 0, recognised: 0 };
      return { ...list, counts, hidden: Math.max(0, (list.rowsIn ?? 0) - seen), ...none, ...further, files };
    });
  }

  /** Rows of one section, in the order of the file. @throws DomainError `RECOGNITION.LIST_NOT_FOUND`. */
  rows(person: ActingPerson, id: string, { section, q, limit = 20, after }: RowFilter): Promise<Page<RowView>> {
    const matching = `r."listId" = $1 and ($2::text is null or r.name ilike $2) and ${conditionOf[section]}`;
    const values = [id, q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null];
    const from = after === undefined ? [null, null] : linePlace(after);
    return this.database.read(person, async (tx) => {
      await findList(tx, id);
      const rows = await tx.rows<RowView>(
        `with ${held} select ${rowColumns}, e.name as "enterpriseName", e."creditCode" as "enterpriseCode", r."decidedByName", r."decidedAt",
           r."decidedWhy", coalesce(${otherName}, '{}') || coalesce(case when r.state = 'matched' then ${otherTitles} end, '{}') as differences,
           coalesce((select jsonb_agg(jsonb_build_object('enterpriseId', c."enterpriseId", 'name', ce.name,
               'creditCode', ce."creditCode", 'reason', c.reason) order by c.place)
             from official_list_candidate c join enterprise ce on ce.id = c."enterpriseId" where c."rowId" = r.id), '[]') as named
         from ${tables} where ${matching} and ($3::int is null or (r."row", r.id) > ($3::int, $4::uuid)) order by r."row", r.id limit $5`,
        [...values, ...from, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `with ${held} select count(*)::int as n from (select from ${tables} where ${matching} limit ${countLimit}) c`,
        values,
      );
      return pageOf(rows, {
        limit,
        counted: counted?.n ?? 0,
        place: ({ row, id: last }) => [row, last],
        view: (one) => one,
      });
    });
  }

  /**
   * Ours but not on the list: applications that wait for it, who held the title before, and who was in the
   * cultivation pool for it by that year.
   * @throws DomainError `RECOGNITION.LIST_NOT_FOUND`.
   */
  absent(
    person: ActingPerson,
    id: string,
    { limit = 20, after }: { limit?: number; after?: string },
  ): Promise<Page<AbsentView>> {
    const from = after === undefined ? null : idPlace(after);
    return this.database.read(person, async (tx) => {
      const { fileId } = await findList(tx, id);
      const rows = await tx.rows<AbsentView>(
        `${absent} select e.id as "enterpriseId", e.name, e."creditCode", a.reasons from absent a join enterprise e on e.id = a.id
         where $3::uuid is null or e.id > $3 order by e.id limit $4`,
        [id, fileId, from, limit + 1],
      );
      const counted = await tx.row<{ n: number }>(
        `${absent} select count(*)::int as n from (select from absent limit ${countLimit}) c`,
        [id, fileId],
      );
      return pageOf(rows, {
        ...{ limit, counted: counted?.n ?? 0, place: ({ enterpriseId }) => [enterpriseId], view: (one) => one },
      });
    });
  }
}

/** Of the list $1 with file $2: who would be expected on it, and why; nobody before it was read. */
const absent = `
  with ${held},
  expected as (
    select coalesce(m."survivorId", a."enterpriseId") as id, '申报了这个称号，正在上级审核（' || b.name || '）' as reason
    from application a join recognition_batch b on b.id = a."batchId" join official_list l on l.id = $1
      left join enterprise_member m on m."memberId" = a."enterpriseId"
    where l."fileId" = $2 and b.title = l.title and b.level = l.level and a.state in ('atCity', 'atProvince', 'atNation')
    union
    select t."holderId", '曾有这个称号，有效期至 ' || (t."validUntil" - 1) || coalesce('，' || t."cancelledOn" || ' 取消', '')
    from held t join official_list l on l.id = $1
    where l."fileId" = $2 and t.level = l.level
      and t."validFrom" < l."validFrom" and t."validUntil" > l."validFrom" - interval '1 year'
    union
    select coalesce(m."survivorId", p."enterpriseId"), '在培育库里，目标 ' || p.year || ' 年'
    from pool_entry p join official_list l on l.id = $1 left join enterprise_member m on m."memberId" = p."enterpriseId"
    where l."fileId" = $2 and p.title = l.title and p.year <= extract(year from l."listedOn")
      and (p."leftOn" is null or p."leftOn" > l."listedOn")),
  matched as materialized (
    select coalesce(m."survivorId", r."enterpriseId") as id from official_list_row r
      left join enterprise_member m on m."memberId" = r."enterpriseId"
    where r."listId" = $1 and r."fileId" = $2 and r.state = 'matched'),
  absent as (
    select x.id, array_agg(x.reason order by x.reason) as reasons from expected x
    where x.id not in (select id from matched) group by x.id)`;

function placeOf(after: string): [Day, string] {
  const [day = '', id = ''] = decodeCursor(after, 2).map(String);
  if (!isDay(day) || !isUuid(id)) throw badCursor();
  return [day, id];
}

function linePlace(after: string): [number, string] {
  const [line, id] = decodeCursor(after, 2);
  if (typeof line !== 'number' || !Number.isInteger(line) || Math.abs(line) > 2_147_483_647 || !isUuid(String(id)))
    throw badCursor();
  return [line, String(id)];
}

function idPlace(after: string): string {
  const [id] = decodeCursor(after, 1);
  if (typeof id !== 'string' || !isUuid(id)) throw badCursor();
  return id;
}
