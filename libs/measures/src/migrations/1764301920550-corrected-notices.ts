import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A notice of results is corrected by one of its own; what was shown stays as it was. */
export class CorrectedNotices1764301920550 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table support_notice add column corrects uuid unique references support_notice on delete cascade;
alter table support_notice add column "correctedWhy" text check (length("correctedWhy") between 2 and 500);
alter table support_notice add constraint support_notice_why check ((corrects is null) = ("correctedWhy" is null));
comment on column support_notice.corrects is 'Notice it takes the place of, which stays to be read';
comment on column support_notice."correctedWhy" is 'Why, for everybody to read';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
