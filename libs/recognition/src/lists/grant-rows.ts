import type { Transaction } from '@tidu/platform';
import type { OfficialList } from './official-list';

/** A matched row whose title is to be granted, with what stands in the way or is there already. */
export interface GrantRow {
  id: string;
  row: number;
  /** The record that stands for the enterprise of the row today. */
  enterpriseId: string;
  version: number;
  /** Title of the same kind, level and first day that is recorded already. */
  titleId: string | null;
  /** Whether that one says the same. */
  isSame: boolean;
  /** What it says, in words, where it doesn't. */
  says: string | null;
}

/** The next rows in order that have no title yet. */
export function rowsToGrant(tx: Transaction, list: OfficialList, after: number, limit: number): Promise<GrantRow[]> {
  return tx.rows<GrantRow>(
    `select r.id, r."row", enterprise_survivor(r."enterpriseId") as "enterpriseId", r.version, t.id as "titleId",
       coalesce(t.batch is not distinct from $5 and t."validUntil" = $6 and t."cancelledOn" is null, false) as "isSame",
       concat_ws('，', coalesce(t.batch, '批次未知'), '有效期 ' || t."validFrom" || ' 至 ' || (t."validUntil" - 1),
         '取消于 ' || t."cancelledOn") as says
     from official_list_row r left join lateral (
       select t.* from title_held t
       where t."enterpriseId" in (select enterprise_family(enterprise_survivor(r."enterpriseId"))) and t."withdrawnAt" is null
         and t.title = $3 and t.level = $4 and t."validFrom" = $7 order by t.id limit 1) t on true
     where r."listId" = $1 and r."fileId" = $2 and r.state = 'matched' and r."titleId" is null and r."row" > $8
     order by r."row", r.id limit $9 for update of r`,
    [list.id, list.fileId, list.title, list.level, list.batch, list.validUntil, list.validFrom, after, limit],
  );
}

/** What became of a row. */
export interface Granted {
  id: string;
  grant: 'granted' | 'stood' | 'held';
  note: string;
  titleId: string | null;
  applicationId: string | null;
}

export async function keepGrants(tx: Transaction, granted: readonly Granted[]): Promise<void> {
  await tx.rows(
    `update official_list_row r set "grant" = g."grant", "grantNote" = left(g.note, 500), "titleId" = g."titleId",
       "applicationId" = g."applicationId", version = version + 1
     from jsonb_to_recordset($1) g(id uuid, "grant" text, note text, "titleId" uuid, "applicationId" uuid) where r.id = g.id`,
    [JSON.stringify(granted)],
  );
}

/** Titles of this kind by enterprise, those just recorded. */
export async function titlesOf(tx: Transaction, list: OfficialList, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; enterpriseId: string }>(
    `select id, "enterpriseId" from title_held where "enterpriseId" = any($1::uuid[]) and "withdrawnAt" is null
       and title = $2 and level = $3 and "validFrom" = $4`,
    [ids, list.title, list.level, list.validFrom],
  );
  return new Map(rows.map(({ id, enterpriseId }) => [enterpriseId, id]));
}

/** An application for a title that stands where a list may recognise it. */
export interface OpenApplication {
  id: string;
  enterpriseId: string;
  procedure: string;
  state: string;
}

/** The open applications of these enterprises for the title of the list, or of records found to be the same. */
export function applicationsFor(tx: Transaction, list: OfficialList, ids: string[]): Promise<OpenApplication[]> {
  return tx.rows<OpenApplication>(
    `select a.id, enterprise_survivor(a."enterpriseId") as "enterpriseId", b.procedure, a.state
     from application a join recognition_batch b on b.id = a."batchId"
     where b.title = $2 and b.level = $3 and a."enterpriseId" in (
       select f from unnest($1::uuid[]) e cross join lateral enterprise_family(e) f) order by a.id`,
    [ids, list.title, list.level],
  );
}
