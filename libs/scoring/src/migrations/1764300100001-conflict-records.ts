import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conflicts between merged records: which ones they compare, so that they leave the list when a merge is undone. */
export class ConflictRecords1764300100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table figure_conflict add records uuid[] not null default '{}';
comment on column figure_conflict.records is 'Merged records among whose statements it was found; it counts as long as they are merged';
comment on column figure_conflict.said is 'What each source says, by source; source@record where a merged record says otherwise under the same source';
comment on column figure_conflict.believed is 'The source that counts in the sheet, or source@record';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
