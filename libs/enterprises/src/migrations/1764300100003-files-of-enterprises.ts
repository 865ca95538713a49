import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may see an enterprise sees which files were brought for it. */
export class FilesOfEnterprises1764300100003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create policy stored_file_upload_scope on stored_file_upload for select using (
  "subjectId" is not null and exists (select from enterprise e where e.id = "subjectId"))`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
