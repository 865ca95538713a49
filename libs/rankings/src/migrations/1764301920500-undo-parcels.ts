import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An import of parcels can be taken back: those it made, on which nothing else hangs, go. */
export class UndoParcels1764301920500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create policy parcel_undo on parcel for delete to tidu_owner using (true);
create function undo_created_parcels(job uuid) returns int language plpgsql security definer
  set search_path = public, pg_temp as $$
declare gone int;
begin
  -- only while the import is being taken back
  if not exists (select from import_file f where f."jobId" = job and f."undoneByJob" is not null) then return 0; end if;
  delete from parcel p where p.version = 1
    and exists (select from parcel_division d where d."parcelId" = p.id and d."jobId" = job)
    and not exists (select from parcel_division d where d."parcelId" = p.id and d."jobId" is distinct from job)
    and not exists (select from area_list_item i where i."parcelId" = p.id);
  get diagnostics gone = row_count;
  return gone;
end $$;
comment on function undo_created_parcels(uuid) is 'Takes out the parcels an import made that is being taken back, but those on which something else hangs; returns how many';
revoke all on function undo_created_parcels(uuid) from public;
grant execute on function undo_created_parcels(uuid) to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
