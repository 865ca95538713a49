import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who brought a stored file, and for which record: a hash alone opens nothing. */
export class FileUploads1764300100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table stored_file_upload (
  sha256 text not null references stored_file on delete cascade,
  "uploadedBy" uuid not null,
  "subjectId" uuid,
  "uploadedAt" timestamptz not null default now(),
  unique nulls not distinct (sha256, "uploadedBy", "subjectId")
);
comment on table stored_file_upload is 'Who brought a stored file, and for which record (文件由谁为哪条记录上传); the same content may be brought by several';
comment on column stored_file_upload.sha256 is 'The file, by its SHA-256';
comment on column stored_file_upload."uploadedBy" is 'Person who brought or caused the file';
comment on column stored_file_upload."subjectId" is 'Record it was brought for; null: for none';
comment on column stored_file_upload."uploadedAt" is 'When that person first brought it for that record';
insert into stored_file_upload (sha256, "uploadedBy", "uploadedAt") select sha256, "storedBy", "storedAt" from stored_file;
alter table stored_file_upload enable row level security;
alter table stored_file_upload force row level security;
create policy stored_file_upload_own on stored_file_upload using ("uploadedBy" = (select acting_person()));
grant select, insert on stored_file_upload to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
