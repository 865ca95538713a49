import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An evidence file proves what stands in any record of its enterprise, so it need not be the same record's. */
export class FilesOfMerged1764300100004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table figures drop constraint "figures_evidenceId_enterpriseId_fkey",
  add constraint figures_evidence foreign key ("evidenceId") references evidence_file;
alter table judgement drop constraint "judgement_evidenceId_enterpriseId_fkey",
  add constraint judgement_evidence foreign key ("evidenceId") references evidence_file;
create index figures_by_evidence on figures ("evidenceId") where "evidenceId" is not null;
create index judgement_by_evidence on judgement ("evidenceId") where "evidenceId" is not null;
insert into stored_file_upload (sha256, "uploadedBy", "subjectId", "uploadedAt")
  select sha256, "uploadedBy", "enterpriseId", min("uploadedAt") from evidence_file group by 1, 2, 3;
comment on column figures."evidenceId" is 'Evidence file of these figures, of this record or of one found to be the same enterprise';
comment on column judgement."evidenceId" is 'File that proves it, of this record or of one found to be the same enterprise; null where there is none';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
