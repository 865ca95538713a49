import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A transaction knows for whom its person acts. */
export class Principal1764300500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create function acting_principal() returns jsonb language sql stable
  as $$ select nullif(current_setting('tidu.principal', true), '')::jsonb $$;
comment on function acting_principal() is 'For whom the acting person acts (委托人): id, name and the role held there; null who acts for the own office';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
