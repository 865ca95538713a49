import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When work over the whole register was last done is for everybody to know; who asked for it is not. */
export class LastDone1764300200100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create function last_done(tasks text[]) returns table (task text, "finishedAt" timestamptz)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare scope text := current_setting('tidu.scope', true);
begin
  -- row security is forced on the owner too
  perform set_config('tidu.scope', '*', true);
  return query select j.task, max(j."finishedAt") from job_run j
    where j.task = any(tasks) and j.state = 'succeeded' group by j.task;
  perform set_config('tidu.scope', coalesce(scope, ''), true);
end $$;
comment on function last_done(text[]) is 'When each of these kinds of work last succeeded, whoever asked for it; no row: never. Row security shows a person his own jobs only, and an empty work list must not look finished because another one made it';
revoke all on function last_done(text[]) from public;
grant execute on function last_done(text[]) to tidu_app;
create index job_run_succeeded on job_run (task, "finishedAt") where state = 'succeeded';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
