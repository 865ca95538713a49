import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What superiors ask for, and the forms they want it in. */
export class ReportTemplates1764301900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [document, template, version]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

/** The office's own: all of its staff see it, an enterprise's people never do. */
const ofStaff = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_scope on ${table} using ((select acting_principal()) is null);`;

const document = `
create table desk_document (
  id uuid primary key,
  title text not null check (length(title) between 1 and 200),
  number text check (length(number) between 1 and 100),
  issuer text not null check (length(issuer) between 1 and 100),
  "receivedOn" date not null check ("receivedOn" between '2000-01-01' and '2200-01-01'),
  "dueOn" date not null check ("dueOn" between '2000-01-01' and '2200-01-01'),
  note text check (length(note) between 1 and 2000),
  "taskId" uuid not null unique references desk_task,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  check ("receivedOn" <= "dueOn")
);
comment on table desk_document is 'Documents of superiors that ask for something until a day (来文登记); each has its task; never changed';
comment on column desk_document.title is 'What is asked for';
comment on column desk_document.number is 'Number of the document (文号); null: it has none, as when somebody called';
comment on column desk_document.issuer is 'Who asks';
comment on column desk_document."receivedOn" is 'Day on which it came';
comment on column desk_document."dueOn" is 'Last day on which it is in time (报送期限)';
comment on column desk_document.note is 'More about it';
comment on column desk_document."taskId" is 'Who sees to it';
comment on column desk_document."createdAt" is 'When it was registered';
comment on column desk_document."createdBy" is 'Who registered it';
comment on column desk_document."createdByName" is 'That person as named then';
create index desk_document_by_due on desk_document ("dueOn", id);
${ofStaff('desk_document')}
grant select, insert on desk_document to tidu_app;`;

const template = `
create table desk_template (
  id uuid primary key,
  name text not null unique check (length(name) between 1 and 100),
  source text not null check (source ~ '^[a-z]+\\.[a-zA-Z]+$'),
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null
);
comment on table desk_template is 'Forms of superiors (报送模板), filled in place; their files are versions';
comment on column desk_template.name is 'What people call it';
comment on column desk_template.source is 'What it is filled from, as the room that has it calls it';
comment on column desk_template."createdAt" is 'When it was brought first';
comment on column desk_template."createdBy" is 'Who brought it';
comment on column desk_template."createdByName" is 'That person as named then';
${ofStaff('desk_template')}
grant select, insert on desk_template to tidu_app;`;

const version = `
create table desk_template_version (
  id uuid primary key,
  "templateId" uuid not null references desk_template,
  number int not null check (number > 0),
  "documentId" uuid references desk_document,
  "fileName" text not null check (length("fileName") between 1 and 200),
  "fileSha256" text not null references stored_file,
  shape jsonb not null check (jsonb_typeof(shape->'columns') = 'array'),
  mapping jsonb check (jsonb_typeof(mapping) = 'array' and jsonb_array_length(mapping) > 0),
  "mappedAt" timestamptz,
  "mappedBy" uuid,
  "mappedByName" text,
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  unique ("templateId", number),
  check (num_nonnulls(mapping, "mappedAt", "mappedBy", "mappedByName") in (0, 4))
);
comment on table desk_template_version is 'Versions of a form: file and shape never change, an old one is kept';
comment on column desk_template_version.number is 'From 1';
comment on column desk_template_version."documentId" is 'Document it came with; null: nobody said';
comment on column desk_template_version."fileName" is 'Name of the file as it came';
comment on column desk_template_version."fileSha256" is 'The file';
comment on column desk_template_version.shape is 'Sheet, header, columns and rows to be filled, as they were found in the file';
comment on column desk_template_version.mapping is 'Which field goes into which column, in which unit; null: nobody has said yet';
comment on column desk_template_version."mappedAt" is 'When that was said last';
comment on column desk_template_version."mappedBy" is 'By whom';
comment on column desk_template_version."mappedByName" is 'That person as named then';
comment on column desk_template_version.version is 'Counts the changes; sent back as If-Match';
comment on column desk_template_version."createdAt" is 'When it was brought';
comment on column desk_template_version."createdBy" is 'Who brought it';
comment on column desk_template_version."createdByName" is 'That person as named then';
${ofStaff('desk_template_version')}
grant select, insert on desk_template_version to tidu_app;
grant update (mapping, "mappedAt", "mappedBy", "mappedByName", version) on desk_template_version to tidu_app;`;
