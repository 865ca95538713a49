import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A request for an enterprise of the register is seen by who sees that enterprise. The region in its code, which says
 * where it was first registered, counts only while the register does not have it: it may have moved since.
 */
export class RequestsByPlace1764300700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create or replace function registration_visible(code text, enterprise uuid) returns boolean language sql stable as $$
  select (select scope_everything())
    or exists (select from enterprise e where e."creditCode" = code or e.id = enterprise)
    or enterprise is null
      and array[substr(code, 3, 6), substr(code, 3, 4), substr(code, 3, 2)] && (select scope_regions())
      and not exists (select from enterprise_search s where s."creditCode" = code) $$;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
