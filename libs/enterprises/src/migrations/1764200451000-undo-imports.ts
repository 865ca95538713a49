import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of lists of evidence, and how enterprises that an import made are taken out again. */
export class UndoImports1764200451000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create unlogged table list_staging (
  "jobId" uuid not null,
  attempt uuid not null,
  row int not null,
  "creditCode" text,
  name text,
  key text not null,
  stated jsonb not null,
  "recordId" uuid not null,
  "enterpriseId" uuid,
  "matchedId" uuid
);
comment on table list_staging is 'Good rows of an import of a list, before they are taken in all at once; emptied at its end';
comment on column list_staging."recordId" is 'Id the record gets if the register does not have it yet';
comment on column list_staging."enterpriseId" is 'Enterprise it is about, once found';
comment on column list_staging."matchedId" is 'Record of the register that is the same';
create index list_staging_by_row on list_staging (attempt, row);
create function analyze_list_staging() returns void language plpgsql security definer set search_path = public, pg_temp
  as $$ begin analyze list_staging; end $$;
comment on function analyze_list_staging() is 'Tells the planner how much is staged';
revoke all on function analyze_list_staging() from public;
grant execute on function analyze_list_staging() to tidu_app;
grant select, insert, update, delete on list_staging to tidu_app;

create function undo_created_enterprises(job uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare referring record;
begin
  update import_change c set outcome = 'kept', why = '之后被修改过（现为第 ' || e.version || ' 版），没有删除'
    from enterprise e where c."jobId" = job and c."table" = 'enterprise' and c.kind = 'created' and c.outcome is null
      and e.id = c."rowId" and e.version <> c.version;
  for referring in
    select r.relname as name, a.attname as "column", obj_description(r.oid, 'pg_class') as words,
           exists (select from pg_attribute j where j.attrelid = r.oid and j.attname = 'jobId' and not j.attisdropped) as by_job
    from pg_constraint k join pg_class r on r.oid = k.conrelid
      join pg_attribute a on a.attrelid = r.oid and a.attnum = any (k.conkey)
    where k.contype = 'f' and k.confrelid = 'enterprise'::regclass and not r.relispartition
      and r.relname not in ('enterprise_search', 'enterprise')
  loop
    execute format(
      'update import_change c set outcome = ''kept'', why = $2 where c."jobId" = $1 and c."table" = ''enterprise''
         and c.kind = ''created'' and c.outcome is null and exists (select from %I r where r.%I = c."rowId"%s)',
      referring.name, referring."column",
      case when referring.by_job then ' and r."jobId" is distinct from $1' else '' end)
    using job, '之后有了别的资料（' || coalesce(substring(referring.words from '（([^）]+)）'), substring(referring.words from '\\(([^)]+)\\)'), referring.name) || '），没有删除';
  end loop;
  delete from enterprise e using import_change c
    where c."jobId" = job and c."table" = 'enterprise' and c.kind = 'created' and c.outcome is null and e.id = c."rowId";
  update import_change set outcome = 'undone'
    where "jobId" = job and "table" = 'enterprise' and kind = 'created' and outcome is null;
end $$;
comment on function undo_created_enterprises(uuid) is 'Takes out the enterprises an import made, but those that were changed or got other rows since; says of each which';
revoke all on function undo_created_enterprises(uuid) from public;
grant execute on function undo_created_enterprises(uuid) to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
