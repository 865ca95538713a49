import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A dispatch may say which document of a superior it answers. */
export class AnsweredDocuments1764301920620 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table ranking_dispatch add "documentId" uuid references desk_document;
comment on column ranking_dispatch."documentId" is 'Document that asked for it (来文); its task ended with the dispatch; null: nobody named one';
create index ranking_dispatch_answers on ranking_dispatch ("documentId") where "documentId" is not null;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
