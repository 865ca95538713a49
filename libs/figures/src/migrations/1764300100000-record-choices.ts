import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A decision may choose what a source says in one merged record, where it says different things in several. */
export class RecordChoices1764300100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table figure_resolution
  add "recordId" uuid references enterprise on delete cascade,
  add constraint figure_resolution_other_record check ("recordId" <> "enterpriseId");
comment on column figure_resolution."recordId" is 'Merged record whose statement of that source counts, as long as it is merged; null: what the source says of the enterprise as a whole';
comment on column figure_resolution.seen is 'What each source said when it was decided, by source (source@record where a merged record says otherwise): a later change reopens the conflict';
create index figure_resolution_by_record on figure_resolution ("recordId") where "recordId" is not null;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
