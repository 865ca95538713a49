import type { Transaction } from '@tidu/platform';

/**
 * Takes back the revisions of an import: the one before counts again, as a revision of its own, for none is ever
 * changed; where there was none, nothing counts. A later revision stays, and the import's is kept as it is. Returns
 * the years concerned.
 */
export async function undoFigures(tx: Transaction, importJobId: string, undoJobId: string): Promise<number[]> {
  await tx.rows(
    `insert into import_change ("jobId", "table", "rowId", kind, version, outcome, why)
     select f."jobId", 'figures', f.id, 'created', f.revision,
       case when f."supersededAt" is null then 'undone' else 'kept' end,
       case when f."supersededAt" is not null then '之后又有新的版本，没有改动' end
     from figures f where f."jobId" = $1`,
    [importJobId],
  );
  const rows = await tx.rows<{ year: number }>(
    `with taken as (
       update figures f set "supersededAt" = now() from import_change c
       where c."jobId" = $1 and c."table" = 'figures' and c.outcome = 'undone' and f.id = c."rowId"
       returning f."enterpriseId", f.year, f.source, f.revision),
     again as (
       insert into figures
       select (jsonb_populate_record(null::figures, to_jsonb(old) || jsonb_build_object(
         'id', gen_random_uuid(), 'revision', taken.revision + 1, 'submittedBy', $2::uuid, 'submittedAt', now(),
         'jobId', $3::uuid, 'supersededAt', null))).*
       from taken join figures old on old."enterpriseId" = taken."enterpriseId" and old.year = taken.year
         and old.source = taken.source and old.revision = taken.revision - 1
       where (select count(*) from taken) > 0)
     select distinct year from taken order by year`,
    [importJobId, tx.person.id, undoJobId],
  );
  return rows.map(({ year }) => year);
}
