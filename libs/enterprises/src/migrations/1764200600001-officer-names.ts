import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names of responsible officers are offered for choice; with accounts to come, a name alone is what there is. */
export class OfficerNames1764200600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index enterprise_by_officer_name on enterprise ("officerName") where "officerName" is not null`,
    );
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
