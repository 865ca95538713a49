import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is acting as row security sees it, the jobs, the stored files, and the job library's tables opened to the app. */
export class Platform1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create function acting_person() returns uuid language sql stable
  as $$ select nullif(current_setting('tidu.person', true), '')::uuid $$;
comment on function acting_person() is 'Who acts in this transaction (经办人); null without a context';

create function scope_everything() returns boolean language sql stable
  as $$ select coalesce(current_setting('tidu.scope', true) = '*', false) $$;
comment on function scope_everything() is 'Whether the acting person may see every enterprise';

create function scope_regions() returns text[] language sql stable
  as $$ select case when coalesce(current_setting('tidu.scope', true), '') in ('', '*') then '{}'
                    else current_setting('tidu.scope', true)::text[] end $$;
comment on function scope_regions() is 'Region codes the acting person may see; six digits, or a prefix of two or four';

create function forbid_change() returns trigger language plpgsql
  as $$ begin raise exception '% on % is not allowed: rows are append-only', tg_op, tg_table_name using errcode = 'restrict_violation'; end $$;

-- the application must see whether the schema is the one it knows
grant select on migrations to tidu_app;

create table setting (
  key text primary key,
  value jsonb not null,
  "changedAt" timestamptz not null default now()
);
comment on table setting is 'What this installation remembers of itself (设置), for example whether it began with the demo';
comment on column setting."changedAt" is 'When the value was set last';
grant select, insert, update on setting to tidu_app;

create table stored_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  "mediaType" text not null,
  size bigint not null check (size >= 0),
  "storedBy" uuid not null,
  "storedAt" timestamptz not null default now()
);
comment on table stored_file is 'Files kept in FILES_DIR under their SHA-256 (存档文件)';
comment on column stored_file.name is 'Name under which the file came or goes, for people';
comment on column stored_file.sha256 is 'SHA-256 of the content, in hex; the name on disk';
comment on column stored_file."mediaType" is 'Media type as it was told or made';
comment on column stored_file.size is 'Bytes';
comment on column stored_file."storedBy" is 'Person who brought or caused the file';
comment on column stored_file."storedAt" is 'When it was first taken in';
grant select, insert on stored_file to tidu_app;

create table job_run (
  id uuid primary key,
  task text not null,
  payload jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  "personId" uuid not null,
  "personName" text not null,
  scope text not null,
  "createdAt" timestamptz not null default now(),
  "startedAt" timestamptz,
  "finishedAt" timestamptz,
  stage text,
  done bigint not null default 0 check (done >= 0),
  total bigint check (total >= 0),
  counted bigint not null default 0,
  warned bigint not null default 0,
  failed bigint not null default 0,
  result jsonb,
  error jsonb,
  checkpoint jsonb,
  attempts int not null default 0,
  "leaseUntil" timestamptz,
  "fencingToken" bigint not null default 0,
  "cancelRequested" boolean not null default false,
  check ((state in ('succeeded', 'failed', 'cancelled')) = ("finishedAt" is not null))
);
comment on table job_run is 'Heavy work (后台任务): who asked for what, how far it is, and the lease of the process that does it';
comment on column job_run.payload is 'Ids and options of the task, never records';
comment on column job_run.stage is 'What is being done now, in Chinese, for the person who waits';
comment on column job_run.counted is 'Items taken in; warned and failed beside it';
comment on column job_run.checkpoint is 'What a second attempt needs to go on; null when it begins anew';
comment on column job_run."leaseUntil" is 'Renewed every 10 s by the process at work; past it another may take over';
comment on column job_run."fencingToken" is 'Counts the claims; an effect commits only with the newest';
comment on column job_run."personName" is 'Who caused the job, for the list of jobs';
comment on column job_run.scope is 'What that person might see when the job was caused; the job sees no more';
comment on column job_run."startedAt" is 'First claim by a worker';
comment on column job_run."finishedAt" is 'Set exactly when the state is final';
comment on column job_run.done is 'Items worked through';
comment on column job_run.total is 'Items to work through; null while unknown';
comment on column job_run.warned is 'Items taken in with a remark';
comment on column job_run.failed is 'Items refused';
comment on column job_run.result is 'What the task answers; its shape is the task''s own';
comment on column job_run.error is 'Code and words of the failure';
comment on column job_run.attempts is 'How often it was begun';
comment on column job_run."cancelRequested" is 'A person asked it to stop';
create index job_run_by_person on job_run ("personId", "createdAt" desc);
create index job_run_open on job_run ("leaseUntil") where state in ('queued', 'running');
alter table job_run enable row level security;
alter table job_run force row level security;
create policy job_run_own on job_run
  using ("personId" = (select acting_person()) or (select scope_everything()));
grant select, insert, update on job_run to tidu_app;

create function enqueue_job(job_id uuid) returns void language sql security definer set search_path = public, pg_temp
  as $$ select graphile_worker.add_job('job', json_build_object('id', job_id), job_key := job_id::text, max_attempts := 1) $$;
comment on function enqueue_job(uuid) is 'Wakes a worker for a row of job_run; called in the transaction that wrote it';
revoke all on function enqueue_job(uuid) from public;
grant execute on function enqueue_job(uuid) to tidu_app;

-- the library's own tables carry row security without a policy: the worker runs as the app and needs them
grant usage on schema graphile_worker to tidu_app;
grant select, insert, update, delete on all tables in schema graphile_worker to tidu_app;
grant usage on all sequences in schema graphile_worker to tidu_app;
grant execute on all functions in schema graphile_worker to tidu_app;
do $$ declare t record; begin
  for t in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
    execute format('create policy tidu_app_works on graphile_worker.%I to tidu_app using (true) with check (true)', t.tablename);
  end loop;
end $$;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
