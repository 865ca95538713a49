import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places of a ranking are seen by who may see the enterprise one by one, too. */
export class RankingScopes1764300320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter policy ranking_row_scope on ranking_row using (
  (select scope_everything())
  or "regionCode" = any ((select scope_regions())::text[])
  or left("regionCode", 4) = any ((select scope_regions())::text[])
  or left("regionCode", 2) = any ((select scope_regions())::text[])
  or "enterpriseId" = any ((select scope_enterprises())::uuid[]));`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
