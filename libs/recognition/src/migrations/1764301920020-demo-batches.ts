import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Batches of the demo district, which go with it. */
export class DemoBatches1764301920020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table recognition_batch add column demo boolean not null default false;
comment on column recognition_batch.demo is 'Invented, of the demo district; goes with it';
grant update (demo) on recognition_batch to tidu_app;

create or replace function keep_batch_purposes() returns trigger language plpgsql as $$
begin
  if exists (select from recognition_batch b where b.id = coalesce(new."batchId", old."batchId") and b.state <> 'prepared'
    and not (b.demo and tg_op = 'DELETE')) then
    raise exception 'the standards of an announced batch are fixed';
  end if;
  return coalesce(new, old);
end $$;

create function remove_demo_batches() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone uuid[];
begin
  if not scope_everything() then raise exception 'only with the whole register in scope' using errcode = '42501'; end if;
  -- one in which a real enterprise takes part stays
  select coalesce(array_agg(b.id), '{}') into gone from recognition_batch b
  where b.demo and not exists (select from application a where a."batchId" = b.id);
  delete from recognition_tie where "batchId" = any (gone);
  delete from recognition_notice where "batchId" = any (gone);
  delete from recognition_consultation where "batchId" = any (gone);
  delete from recognition_redraw where "drawId" in (select id from recognition_draw where "batchId" = any (gone));
  delete from recognition_draw where "batchId" = any (gone);
  delete from meeting_pack where "batchId" = any (gone);
  delete from recognition_invitation where "batchId" = any (gone);
  delete from recognition_batch_purpose where "batchId" = any (gone);
  delete from recognition_batch where id = any (gone);
  return cardinality(gone);
end $$;
comment on function remove_demo_batches() is 'Takes the batches of the demo district away, after its enterprises';
revoke all on function remove_demo_batches() from public;
grant execute on function remove_demo_batches() to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
