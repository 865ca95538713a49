import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trail says for whom somebody acted. Filled by default, so that no way into the trail can leave it out. */
export class AuditPrincipal1764300500001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table audit_entry add principal jsonb default acting_principal();
comment on column audit_entry.principal is 'For whom the person acted (委托人): id and name of the enterprise, role held there (member.holder, member.agent); null who acted for the own office';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
