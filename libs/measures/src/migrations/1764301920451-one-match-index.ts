import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One index over results of matchings instead of two: each is written a million times with every matching. */
export class OneMatchIndex1764301920451 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // only one run's results are kept, so that nothing looks for them by the run alone
    await runner.query(`
alter table measure_match drop constraint measure_match_pkey;
alter table measure_match add constraint measure_match_pkey primary key ("enterpriseId", "runId");
drop index measure_match_of;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
