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
grant select, insert, update, delete on process_heartbeat to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
