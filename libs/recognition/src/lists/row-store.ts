import type { Transaction } from '@tidu/platform';
import type { MatchedRow, ToMatch } from './matched-rows';
import type { NameKeys } from './name-keys';
import type { OfficialList, PendingFile } from './official-list';
import type { ReadRow } from './row-reader';

/** Writes rows the list doesn't have; one that left with an earlier correction comes back as if it were new. */
export async function insertRows(tx: Transaction, { listId, fileId }: PendingFile, rows: (ReadRow & { id: string })[]) {
  await tx.rows(
    `insert into official_list_row (id, "listId", "fileId", "row", key, name, "creditCode", "badCode", place, state, reason)
     select g.id, $1, $2, g."row", g.key, left(g.name, 300), left(g."creditCode", 100), left(g."badCode", 500), left(g.place, 300),
       case when g.refused is null then 'read' else 'rejected' end, left(g.refused, 600)
     from jsonb_to_recordset($3) g(id uuid, "row" int, key text, name text, "creditCode" text, "badCode" text, place text, refused text)
     on conflict ("listId", key) do update set "fileId" = excluded."fileId", "row" = excluded."row", state = excluded.state,
       reason = excluded.reason, version = official_list_row.version + 1
     where official_list_row.state = 'gone'`,
    [listId, fileId, JSON.stringify(rows)],
  );
}

/** Forgets what was read of files that another one took the place of before they counted. */
export async function dropAbandoned(tx: Transaction, { listId, fileId }: PendingFile): Promise<void> {
  await tx.rows(
    `delete from official_list_row r using official_list l where l.id = $1 and r."listId" = l.id and r."fileId" <> $2
       and r."fileId" is distinct from l."fileId" and r."titleId" is null and r.state <> 'gone'`,
    [listId, fileId],
  );
}

/** A break may have left some matched: all are matched together, so that two rows of one firm are seen. */
export async function unmatchRows(tx: Transaction, { listId, fileId }: PendingFile): Promise<void> {
  await tx.rows(
    `delete from official_list_candidate c using official_list_row r where r.id = c."rowId" and r."listId" = $1 and r."fileId" = $2`,
    [listId, fileId],
  );
  await tx.rows(
    `update official_list_row set state = 'read', reason = null, "enterpriseId" = null
     where "listId" = $1 and "fileId" = $2 and state <> 'rejected'`,
    [listId, fileId],
  );
}

/** The rows nobody has matched, as they are compared. */
export async function rowsToMatch(
  tx: Transaction,
  { listId, fileId }: PendingFile,
  names: NameKeys,
): Promise<ToMatch[]> {
  const rows = await tx.rows<{
    id: string;
    row: number;
    name: string | null;
    creditCode: string | null;
    badCode: string | null;
  }>(
    `select id, "row", name, "creditCode", "badCode" from official_list_row
     where "listId" = $1 and "fileId" = $2 and state = 'read' order by "row"`,
    [listId, fileId],
  );
  return rows.map(({ id, row, name, creditCode, badCode }) => ({
    ...{ id, row, creditCode, badCode, key: name === null ? null : names.same(name) },
    loose: (name === null ? '' : names.loose(name)) || null,
  }));
}

/** Enterprises of rows that were matched before and stand in the new file too, with their line there. */
export async function takenEnterprises(
  tx: Transaction,
  listId: string,
  keys: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const rows = await tx.rows<{ key: string; enterpriseId: string }>(
    `select key, "enterpriseId" from official_list_row where "listId" = $1 and state = 'matched'`,
    [listId],
  );
  const kept = rows.filter(({ key }) => keys.has(key));
  return new Map(kept.map(({ key, enterpriseId }) => [enterpriseId, keys.get(key) ?? 0]));
}

export async function keepMatches(tx: Transaction, listId: string, matches: readonly MatchedRow[]): Promise<void> {
  await tx.rows(
    `update official_list_row r set state = g.state, reason = left(g.reason, 600), "enterpriseId" = g."enterpriseId",
       candidates = jsonb_array_length(g.candidates)
     from jsonb_to_recordset($1) g(id uuid, state text, reason text, "enterpriseId" uuid, candidates jsonb) where r.id = g.id`,
    [JSON.stringify(matches)],
  );
  const candidates = matches.flatMap(({ id, candidates: named }) =>
    named.map(({ enterpriseId, reason }, at) => ({ rowId: id, enterpriseId, reason, place: at + 1 })),
  );
  await tx.rows(
    `insert into official_list_candidate ("rowId", "listId", "enterpriseId", place, reason)
     select g."rowId", $2, g."enterpriseId", g.place, left(g.reason, 500)
     from jsonb_to_recordset($1) g("rowId" uuid, "enterpriseId" uuid, place int, reason text) on conflict do nothing`,
    [JSON.stringify(candidates), listId],
  );
}

/**
 * The file counts from now on: what it says again moves over with what was decided, what it says no more is gone,
 * unless a title rests on it; then it stays as it is, with the file it was in.
 */
export async function adoptFile(tx: Transaction, listId: string, fileId: string, keys: ReadonlyMap<string, number>) {
  const stated = JSON.stringify([...keys].map(([key, row]) => ({ key, row })));
  await tx.rows(
    `update official_list_row r set "fileId" = $2, "row" = g."row", version = version + 1
     from jsonb_to_recordset($3) g(key text, "row" int) where r."listId" = $1 and r."fileId" <> $2 and r.key = g.key`,
    [listId, fileId, stated],
  );
  await tx.rows(
    `update official_list_row set state = 'gone', "enterpriseId" = null, version = version + 1
     where "listId" = $1 and "fileId" <> $2 and state <> 'gone' and "titleId" is null`,
    [listId, fileId],
  );
}

/** Forgets what was read of a file that doesn't count. */
export async function dropFile(tx: Transaction, { id, fileId: standing }: OfficialList, fileId: string): Promise<void> {
  if (standing === fileId) return;
  await tx.rows('delete from official_list_row where "listId" = $1 and "fileId" = $2', [id, fileId]);
  if (standing !== null) await tx.rows('delete from official_list_file where id = $1', [fileId]);
}
