import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the check of invariants read what was answered under every key. */
export class CheckedActs1764301100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create policy act_checked on act for select using ((select current_setting('tidu.checks', true)) = 'on');`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
