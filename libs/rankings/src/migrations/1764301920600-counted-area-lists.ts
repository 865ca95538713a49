import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An area list keeps how long it is: counting a large one anew for everybody who looks at it costs more than the look. */
export class CountedAreaLists1764301920600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table area_list add items int, add parcels int;
alter table area_list disable trigger area_list_kept;
update area_list l set items = c.items, parcels = c.parcels from (
  select "listId", count(*) as items, count(distinct "parcelId") as parcels from area_list_item group by 1) c
  where c."listId" = l.id;
alter table area_list enable trigger area_list_kept;
alter table area_list alter items set not null, alter parcels set not null,
  add check (items > 0), add check (parcels between 1 and items);
comment on column area_list.items is 'Shares on it';
comment on column area_list.parcels is 'Parcels on it';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
