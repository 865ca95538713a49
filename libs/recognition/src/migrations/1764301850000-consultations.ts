import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What other departments are asked about cases, what they answer, and what stood against a step that was taken. */
export class Consultations1764301850000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [consultation, item, reservation]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;
const ofStaff = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_scope on ${table} using ((select acting_principal()) is null and ${inScope});`;

const consultation = `
create table recognition_consultation (
  id uuid primary key,
  "batchId" uuid not null references recognition_batch,
  department text not null check (department ~ '^[a-z][a-zA-Z]{2,39}$'),
  "departmentName" text not null check (length("departmentName") between 2 and 100),
  asks text not null check (length(asks) between 2 and 500),
  note text check (length(note) between 2 and 1000),
  "sentOn" date not null,
  "sentAt" timestamptz not null default now(),
  "sentBy" uuid not null,
  "sentByName" text not null,
  "workingDays" smallint not null check ("workingDays" between 1 and 99),
  "dueOn" date not null,
  "dueProvisional" boolean not null,
  "calendarVersion" int not null,
  "lapsedAt" timestamptz,
  check ("sentOn" < "dueOn")
);
comment on table recognition_consultation is 'Lists of cases sent to another department (部门联审), one letter each; no enterprise''s data';
comment on column recognition_consultation."batchId" is 'Batch its cases are in';
comment on column recognition_consultation.department is 'Department, of seeds/recognition/consultation.yaml';
comment on column recognition_consultation."departmentName" is 'What it was called then';
comment on column recognition_consultation.asks is 'What it was asked';
comment on column recognition_consultation.note is 'What was added to the letter';
comment on column recognition_consultation."sentOn" is 'Day of the letter, which doesn''t count';
comment on column recognition_consultation."sentAt" is 'When it was sent';
comment on column recognition_consultation."sentBy" is 'Who sent it';
comment on column recognition_consultation."sentByName" is 'That person as named then';
comment on column recognition_consultation."workingDays" is 'Working days it has';
comment on column recognition_consultation."dueOn" is 'Last day on which a reply is in time';
comment on column recognition_consultation."dueProvisional" is 'Counted over a year whose holidays were not announced (暂定)';
comment on column recognition_consultation."calendarVersion" is 'Version of the calendar it was counted by';
comment on column recognition_consultation."lapsedAt" is 'When it was found that the day had passed and what had no reply was recorded; null: not yet';
create index recognition_consultation_of on recognition_consultation ("batchId", id desc);
create index recognition_consultation_due on recognition_consultation ("dueOn") where "lapsedAt" is null;
grant select, insert on recognition_consultation to tidu_app;
grant update ("lapsedAt") on recognition_consultation to tidu_app;`;

const item = `
create table recognition_consultation_item (
  id uuid primary key,
  "consultationId" uuid not null references recognition_consultation,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  position smallint not null check (position between 1 and 5000),
  name text not null check (length(name) between 1 and 200),
  "creditCode" text not null check (length("creditCode") = 18),
  conclusion text check (conclusion in ('none', 'objects', 'notApplicable')),
  "repliedOn" date,
  document text check (length(document) between 2 and 200),
  note text check (length(note) between 2 and 1000),
  "evidenceId" uuid,
  "recordedAt" timestamptz,
  "recordedBy" uuid,
  "recordedByName" text,
  "lapsedOn" date,
  version int not null default 1,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  foreign key ("evidenceId", "enterpriseId") references evidence_file (id, "enterpriseId"),
  unique ("consultationId", "applicationId"),
  check (num_nonnulls(conclusion, "repliedOn", document, "recordedAt", "recordedBy", "recordedByName") in (0, 6)),
  check (conclusion is not null or num_nonnulls(note, "evidenceId") = 0),
  constraint recognition_consultation_item_says_why check (conclusion <> 'objects' or note is not null)
);
comment on table recognition_consultation_item is 'A case on a list sent to a department, and its reply (部门意见); only staff read it';
comment on column recognition_consultation_item.position is 'Place on the list';
comment on column recognition_consultation_item.name is 'Name of the enterprise on the letter';
comment on column recognition_consultation_item."creditCode" is 'Its code on the letter';
comment on column recognition_consultation_item.conclusion is 'none 无异议, objects 有异议, notApplicable 不适用; null: no reply, which is no consent';
comment on column recognition_consultation_item."repliedOn" is 'Day of the reply';
comment on column recognition_consultation_item.document is 'Number of the reply, or how it was given';
comment on column recognition_consultation_item.note is 'What it says; needed where it objects';
comment on column recognition_consultation_item."evidenceId" is 'File of the reply, among the evidence of the enterprise';
comment on column recognition_consultation_item."recordedAt" is 'When it was recorded';
comment on column recognition_consultation_item."recordedBy" is 'Who recorded it';
comment on column recognition_consultation_item."recordedByName" is 'That person as named then';
comment on column recognition_consultation_item."lapsedOn" is 'Due day that passed without a reply (未回复); stays when one comes later';
create index recognition_consultation_item_of on recognition_consultation_item ("applicationId", id);
create index recognition_consultation_item_of_enterprise on recognition_consultation_item ("enterpriseId");
${ofStaff('recognition_consultation_item')}
grant select, insert on recognition_consultation_item to tidu_app;
grant update (conclusion, "repliedOn", document, note, "evidenceId", "recordedAt", "recordedBy", "recordedByName", "lapsedOn", version)
  on recognition_consultation_item to tidu_app;`;

const reservation = `
create table application_reservation (
  id uuid primary key,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  "stepId" uuid not null,
  kind text not null check (kind in ('department', 'check', 'relation')),
  code text not null check (length(code) between 1 and 80),
  words text not null check (length(words) between 1 and 500),
  explanation text not null check (length(explanation) between 2 and 1000),
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  foreign key ("stepId", "applicationId") references application_step (id, "applicationId"),
  unique ("stepId", kind, code)
);
comment on table application_reservation is 'What stood against a step when it was taken (须说明的情形) and why it was taken nonetheless; only staff read it, never changed';
comment on column application_reservation."stepId" is 'The step';
comment on column application_reservation.kind is 'department 部门意见, check 双随机抽查, relation 关联企业';
comment on column application_reservation.code is 'Department, what of the check, or rule';
comment on column application_reservation.words is 'What it was, as it was shown';
comment on column application_reservation.explanation is 'Why the step was taken all the same';
create index application_reservation_of on application_reservation ("applicationId", id);
create index application_reservation_of_enterprise on application_reservation ("enterpriseId");
${ofStaff('application_reservation')}
create trigger application_reservation_kept before update on application_reservation for each row execute function forbid_change();
grant select, insert on application_reservation to tidu_app;`;
