import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What hangs on a parcel, on a division, on an import is found by it: with a long list published, taking an import back
 * read the whole list for every parcel that went.
 */
export class LandFoundBack1764301920645 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create index area_list_item_parcel on area_list_item ("parcelId");
create index area_list_item_division on area_list_item ("divisionId");
create index area_objection_parcel on area_objection ("parcelId");
create index parcel_division_of_objection on parcel_division ("objectionId") where "objectionId" is not null;
create index parcel_division_of_job on parcel_division ("jobId") where "jobId" is not null;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
