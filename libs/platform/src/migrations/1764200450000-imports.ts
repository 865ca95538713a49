import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an import read and refused, what it changed, and how it was taken back. */
export class Imports1764200450000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table import_file (
  "jobId" uuid primary key references job_run on delete cascade,
  "fileSha256" text not null,
  "fileName" text not null,
  list text not null check (length(list) between 1 and 50),
  sheet text,
  "headerRow" int not null check ("headerRow" > 0),
  labels text[] not null,
  "fixLabels" text[] not null,
  constants jsonb not null default '[]',
  "rejectedRows" int[] not null,
  "copiesJobId" uuid,
  "fixFile" text references stored_file,
  "annotatedFile" text references stored_file,
  "undoneByJob" uuid
);
comment on table import_file is 'The file of an import and which of its rows were refused';
comment on column import_file."fileSha256" is 'Content of the file, in stored_file';
comment on column import_file."fileName" is 'Name under which it came';
comment on column import_file.list is 'Which list it was: figures, register, or the id of a list definition';
comment on column import_file.sheet is 'Sheet that was read; null for CSV';
comment on column import_file."headerRow" is 'Last row of the header as Excel counts it';
comment on column import_file.labels is 'Labels of the columns from A';
comment on column import_file."fixLabels" is 'Labels of the fix file: with the units that stood elsewhere';
comment on column import_file.constants is 'Columns the fix file gets because the import was told them: label and value';
comment on column import_file."rejectedRows" is 'Rows that were refused, each once, in order';
comment on column import_file."fixFile" is 'File of exactly the refused rows, once it is made';
comment on column import_file."annotatedFile" is 'Copy of the file with its problems written in, once it is made';
comment on column import_file."undoneByJob" is 'Job that took the import back; null: it stands';
create index import_file_undone on import_file ("undoneByJob") where "undoneByJob" is not null;
create table import_change (
  "jobId" uuid not null references job_run on delete cascade,
  "table" text not null,
  "rowId" uuid not null,
  row int,
  kind text not null check (kind in ('created', 'changed')),
  before jsonb,
  version int not null,
  outcome text check (outcome in ('undone', 'kept')),
  why text,
  primary key ("jobId", "table", "rowId"),
  check ((kind = 'changed') = (before is not null)),
  check ((outcome = 'kept') = (why is not null) or outcome is null)
);
comment on table import_change is 'Rows an import made or changed, so that it can be taken back as a whole';
comment on column import_change."table" is 'Table of the row';
comment on column import_change.row is 'Row of the file; null where several speak of it';
comment on column import_change.kind is 'created: the import made the row; changed: it was there before';
comment on column import_change.before is 'The columns the import changed, as they were';
comment on column import_change.version is 'Version of the row after the import: a later one was changed since and stays';
comment on column import_change.outcome is 'What the undo did: undone, or kept as it is; null: not undone';
comment on column import_change.why is 'Why it was kept';
alter table import_file enable row level security;
alter table import_file force row level security;
create policy import_file_of_job on import_file using (exists (select from job_run j where j.id = "jobId"));
alter table import_change enable row level security;
alter table import_change force row level security;
create policy import_change_of_job on import_change using (exists (select from job_run j where j.id = "jobId"));
grant select, insert, update ("copiesJobId", "fixFile", "annotatedFile", "undoneByJob") on import_file to tidu_app;
grant select, insert, update (outcome, why) on import_change to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
