import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signs of life of the processes, and whether a transaction reads the whole database for a backup. */
export class Operations1764300400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create function whole_for_backup() returns boolean language sql stable
  as $$ select coalesce(current_setting('tidu.backup', true) = 'on', false) $$;
comment on function whole_for_backup() is 'Whether the owner reads every row of every table, which a backup must';

create table process_heartbeat (
  process text primary key check (length(process) between 1 and 200),
  kind text not null check (kind in ('worker')),
  "startedAt" timestamptz not null,
  "beatAt" timestamptz not null default now()
);
comment on table process_heartbeat is 'Processes that work in the background (后台进程) and when each was last known to be alive';
comment on column process_heartbeat.process is 'Computer and number of the process';
comment on column process_heartbeat.kind is 'What it does: worker takes jobs and seals the trail';
comment on column process_heartbeat."startedAt" is 'When it began';
comment on column process_heartbeat."beatAt" is 'Last sign of life, by the clock of the database';
grant select, insert, update, delete on process_heartbeat to tidu_app;

create function sequences_behind() returns table (sequence text, holder text) language plpgsql security definer
  set search_path = public, pg_temp as $$
declare s record; behind boolean;
begin
  perform set_config('tidu.backup', 'on', true);
  for s in select d.objid as id, d.refobjid::regclass::text as holder, a.attname as field
    from pg_depend d join pg_class c on c.oid = d.objid and c.relkind = 'S' and c.relnamespace = 'public'::regnamespace
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.deptype in ('i', 'a') loop
    execute format('select coalesce(max(%I) > coalesce(pg_sequence_last_value(%L::regclass), 0), false) from %s', s.field, s.id::regclass, s.holder)
      into behind;
    if behind then
      sequence := s.id::regclass::text;
      holder := s.holder;
      return next;
    end if;
  end loop;
  perform set_config('tidu.backup', 'off', true);
end $$;
comment on function sequences_behind() is 'Sequences that would give a number once more, because their column holds a higher one';
revoke all on function sequences_behind() from public;
grant execute on function sequences_behind() to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
