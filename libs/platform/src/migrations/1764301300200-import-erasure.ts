import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an import found may hold personal data: it is kept for undoing only so long, and then taken out. */
export class ImportErasure1764301300200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table import_change add column "erasedAt" timestamptz, add check ("erasedAt" is null or kind = 'changed');
comment on column import_change."erasedAt" is 'When the personal data in before was taken out: from then on this row can not be undone';
create index import_change_kept on import_change ("table", "jobId") where before is not null and "erasedAt" is null;
grant update (before, "erasedAt") on import_change to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
