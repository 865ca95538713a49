import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Batches, the applications in them, what was submitted, what was decided, what is to be put right. */
export class Recognition1764301800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [batch, batchPurpose, application, draft, revision, step, mark, remark])
      await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const titles = `('techSme', 'innovativeSme', 'specializedSme', 'littleGiant', 'singleChampion', 'hiddenChampion', 'highTech', 'innovationDemo', 'ipAdvantage')`;
const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;
const forced = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_scope on ${table} using (${inScope});`;
const changed = (table: string) => `
comment on column ${table}.version is 'Counts the changes; sent back as If-Match';
comment on column ${table}."createdAt" is 'When it was made';
comment on column ${table}."createdBy" is 'Who made it';
comment on column ${table}."createdByName" is 'That person as named then';
comment on column ${table}."changedAt" is 'When it was changed last';
comment on column ${table}."changedByName" is 'Who changed it last';`;

const ofStaff = `(select acting_principal()) is null`;

const batch = `
create table recognition_batch (
  id uuid primary key,
  name text not null check (length(name) between 2 and 100),
  title text not null check (title in ${titles}),
  level text not null check (level in ('district', 'city', 'province', 'nation')),
  procedure text not null check (procedure ~ '^[a-z][a-zA-Z]{2,39}$'),
  year smallint not null check (year between 1949 and 2200),
  "opensAt" timestamptz not null,
  "closesAt" timestamptz not null,
  "graceMinutes" smallint not null default 0 check ("graceMinutes" between 0 and 1440),
  quota int check (quota between 1 and 100000),
  note text check (length(note) between 1 and 2000),
  "officerId" uuid not null,
  "officerDuty" text not null default 'business' check ("officerDuty" = 'business'),
  state text not null default 'prepared' check (state in ('prepared', 'announced', 'ended')),
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  foreign key ("officerId", "officerDuty") references person (id, duty),
  check ("opensAt" < "closesAt" and "closesAt" - "opensAt" <= interval '800 days')
);
comment on table recognition_batch is 'Batches (申报批次): a title, a year, a window in which enterprises declare; no enterprise''s data';
comment on column recognition_batch.name is 'What it is called, with year and batch';
comment on column recognition_batch.title is 'Title it is about (称号)';
comment on column recognition_batch.level is 'Level that grants the title';
comment on column recognition_batch.procedure is 'Procedure its cases go by, of seeds/recognition/procedures.yaml';
comment on column recognition_batch.year is 'Accounting year of the newest figures asked for';
comment on column recognition_batch."opensAt" is 'From when enterprises may submit';
comment on column recognition_batch."closesAt" is 'Until when, this moment not included';
comment on column recognition_batch."graceMinutes" is 'Minutes after it in which what was begun before is still taken (宽限)';
comment on column recognition_batch.quota is 'How many may be recommended (名额); null: no limit';
comment on column recognition_batch.note is 'What enterprises should know';
comment on column recognition_batch."officerId" is 'Account of who gets its cases (承办人)';
comment on column recognition_batch."officerDuty" is 'Batches are held by staff of business alone';
comment on column recognition_batch.state is 'prepared: seen by staff alone; announced: seen by enterprises; ended: nothing may be submitted any more. Open follows from the window';
${changed('recognition_batch')}
create index recognition_batch_by_close on recognition_batch ("closesAt" desc, id);
grant select, insert on recognition_batch to tidu_app;
grant update (name, title, level, procedure, year, "opensAt", "closesAt", "graceMinutes", quota, note, "officerId", state, version, "changedAt", "changedByName")
  on recognition_batch to tidu_app;
create function keep_batch_shape() returns trigger language plpgsql as $$
begin
  if old.state <> 'prepared' and (new.title, new.level, new.procedure, new.year) is distinct from (old.title, old.level, old.procedure, old.year) then
    raise exception 'what an announced batch is about is fixed';
  end if;
  return new;
end $$;
create trigger recognition_batch_fixed before update on recognition_batch for each row execute function keep_batch_shape();`;

const batchPurpose = `
create table recognition_batch_purpose (
  "batchId" uuid not null references recognition_batch,
  purpose text not null check (purpose in ('application', 'renewal')),
  "releaseId" uuid not null references standard_release,
  primary key ("batchId", purpose)
);
comment on table recognition_batch_purpose is 'The standard of a batch, one for each purpose: 新申报 and 复核 may be judged by different ones (申报类型适用标准)';
comment on column recognition_batch_purpose.purpose is 'application 新申报, renewal 复核';
comment on column recognition_batch_purpose."releaseId" is 'Release it is judged by; stays the same whatever is activated later';
grant select, insert, delete on recognition_batch_purpose to tidu_app;
create function keep_batch_purposes() returns trigger language plpgsql as $$
begin
  if exists (select from recognition_batch b where b.id = coalesce(new."batchId", old."batchId") and b.state <> 'prepared') then
    raise exception 'the standards of an announced batch are fixed';
  end if;
  return coalesce(new, old);
end $$;
create trigger recognition_batch_purpose_fixed before insert or update or delete on recognition_batch_purpose
  for each row execute function keep_batch_purposes();`;

const application = `
create table application (
  id uuid primary key,
  "batchId" uuid not null,
  purpose text not null,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  state text not null check (state ~ '^[a-z][a-zA-Z]{2,39}$'),
  "stateSince" timestamptz not null default now(),
  "revisionId" uuid,
  "receiptNumber" text unique check ("receiptNumber" ~ '^[0-9A-Z-]{8,40}$'),
  "submittedAt" timestamptz,
  "submittedBy" uuid,
  "reviewedBy" uuid,
  "approvedBy" uuid,
  "officerId" uuid,
  "officerDuty" text not null default 'business' check ("officerDuty" = 'business'),
  "dueOn" date check ("dueOn" between '2000-01-01' and '2200-01-01'),
  "dueProvisional" boolean not null default false,
  "countedFrom" date,
  "workingDays" int,
  "calendarVersion" int,
  "restWorkingDays" int,
  version int not null default 1,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "changedAt" timestamptz not null default now(),
  "changedByName" text not null,
  foreign key ("batchId", purpose) references recognition_batch_purpose ("batchId", purpose),
  foreign key ("officerId", "officerDuty") references person (id, duty),
  unique ("batchId", "enterpriseId"),
  unique (id, "enterpriseId"),
  check (num_nonnulls("revisionId", "receiptNumber", "submittedAt", "submittedBy") in (0, 4)),
  check (num_nonnulls("dueOn", "countedFrom", "workingDays", "calendarVersion") in (0, 4)),
  check (not "dueProvisional" or "dueOn" is not null),
  constraint application_reviewer_is_other check ("reviewedBy" <> "submittedBy"),
  constraint application_approver_is_other check ("approvedBy" <> "submittedBy" and "approvedBy" <> "reviewedBy")
);
comment on table application is 'Applications (申报): one of an enterprise in a batch; where it stands, what counts, who dealt with it';
comment on column application."batchId" is 'Batch it is in';
comment on column application.purpose is 'application 新申报, renewal 复核';
comment on column application.state is 'State of the batch''s procedure (环节)';
comment on column application."stateSince" is 'Since when it stands there';
comment on column application."revisionId" is 'What was submitted last; null: nothing yet';
comment on column application."receiptNumber" is 'Number of the receipt (回执编号), given with the first submission';
comment on column application."submittedAt" is 'When it was submitted first, by the clock of the server';
comment on column application."submittedBy" is 'Account that submitted it last (申报人)';
comment on column application."reviewedBy" is 'Account that reviewed it (初审人); never who submitted it';
comment on column application."approvedBy" is 'Account that approved or refused it (批准人); never who submitted or reviewed it';
comment on column application."officerId" is 'Account of who looks after the case (承办人)';
comment on column application."officerDuty" is 'Cases are held by staff of business alone';
comment on column application."dueOn" is 'Last day on which whoever has it is in time (期限); null: no rule says';
comment on column application."dueProvisional" is 'Counted over a year whose holidays were not announced (暂定); counted anew once they are';
comment on column application."countedFrom" is 'Day from which the working days are counted';
comment on column application."workingDays" is 'How many from then on; negative: it was so much overdue when its clock went on';
comment on column application."calendarVersion" is 'Version of the calendar it was counted by';
comment on column application."restWorkingDays" is 'Working days of the review that were left when its clock was stopped (停表); null: it was not';
${changed('application')}
create index application_by_batch on application ("batchId", state, "stateSince", id);
create index application_by_enterprise on application ("enterpriseId", id);
create index application_by_due on application ("dueOn", id) where "dueOn" is not null;
create index application_by_officer on application ("officerId", state) where "officerId" is not null;
${forced('application')}
grant select, insert on application to tidu_app;
grant update (purpose, state, "stateSince", "revisionId", "receiptNumber", "submittedAt", "submittedBy", "reviewedBy",
  "approvedBy", "officerId", "dueOn", "dueProvisional", "countedFrom", "workingDays", "calendarVersion", "restWorkingDays",
  version, "changedAt", "changedByName") on application to tidu_app;`;

const draft = `
create table application_draft (
  "applicationId" uuid primary key,
  "enterpriseId" uuid not null,
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and length(answers::text) <= 200000),
  version int not null default 1,
  "savedAt" timestamptz not null default now(),
  "savedBy" uuid not null,
  "savedByName" text not null,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade
);
comment on table application_draft is 'What an enterprise is typing (草稿), mistakes too; goes with submitting';
comment on column application_draft.answers is 'By code of the fact: the text typed, its unit, evidence named';
comment on column application_draft.version is 'Counts the changes; sent back as If-Match';
comment on column application_draft."savedAt" is 'When it was saved last';
comment on column application_draft."savedBy" is 'Who saved it last';
comment on column application_draft."savedByName" is 'That person as named then';
${forced('application_draft')}
grant select, insert, delete on application_draft to tidu_app;
grant update (answers, version, "savedAt", "savedBy", "savedByName") on application_draft to tidu_app;`;

const revision = `
create table application_revision (
  id uuid primary key,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  number smallint not null check (number between 1 and 1000),
  "releaseId" uuid not null references standard_release,
  purpose text not null check (purpose in ('application', 'renewal')),
  "asOf" date not null,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  outcome text not null check (outcome in ('met', 'unmet', 'unknown', 'manual', 'notApplicable')),
  "minPoints" bigint,
  "maxPoints" bigint,
  "submittedAt" timestamptz not null default now(),
  "submittedBy" uuid not null,
  "submittedByName" text not null,
  "confirmedByName" text not null check (length("confirmedByName") between 1 and 100),
  "confirmedAt" timestamptz not null,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  unique ("applicationId", number),
  unique (id, "applicationId"),
  check (("minPoints" is null) = ("maxPoints" is null)),
  check ("minPoints" <= "maxPoints")
);
comment on table application_revision is 'What was submitted (申报版本): whole, never changed; a decision names one';
comment on column application_revision.number is '1 for the first, one more with every resubmission';
comment on column application_revision."releaseId" is 'Release of the standard it was judged by';
comment on column application_revision.purpose is 'application 新申报, renewal 复核';
comment on column application_revision."asOf" is 'Day of assessment';
comment on column application_revision.content is 'Facts with value, source and day, evidence with hashes, commitment; see libs/recognition/README.md';
comment on column application_revision.hash is 'SHA-256 of the canonical content, printed on the form to stamp';
comment on column application_revision.outcome is 'Outcome by the standard (预评估)';
comment on column application_revision."minPoints" is 'Points at least, in ten-thousandths; null: the standard gives none';
comment on column application_revision."maxPoints" is 'Points at most';
comment on column application_revision."submittedAt" is 'When, by the clock of the server';
comment on column application_revision."submittedBy" is 'Who submitted it';
comment on column application_revision."submittedByName" is 'That person as named then';
comment on column application_revision."confirmedByName" is 'Legal representative who confirmed this content (法定代表人确认)';
comment on column application_revision."confirmedAt" is 'When';
create index application_revision_of on application_revision ("enterpriseId", "applicationId");
${forced('application_revision')}
create trigger application_revision_kept before update on application_revision for each row execute function forbid_change();
grant select, insert on application_revision to tidu_app;
alter table application add foreign key ("revisionId", id) references application_revision (id, "applicationId");`;

const step = `
create table application_step (
  id uuid primary key,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  action text not null check (action ~ '^[a-z][a-zA-Z]{2,39}$'),
  "from" text,
  "to" text not null,
  "revisionId" uuid,
  reason text check (length(reason) between 1 and 2000),
  document text check (length(document) between 1 and 200),
  "documentOn" date,
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  principal text,
  "bulkId" uuid,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  foreign key ("revisionId", "applicationId") references application_revision (id, "applicationId"),
  unique (id, "applicationId"),
  check (document is not null or "documentOn" is null)
);
comment on table application_step is 'What was done with an application (办理记录), step by step; never changed';
comment on column application_step.action is 'Action of the procedure; begin: it was begun';
comment on column application_step."from" is 'State before; null: it was begun';
comment on column application_step."to" is 'State from then on';
comment on column application_step."revisionId" is 'What was decided on';
comment on column application_step.reason is 'Why, for the enterprise to read';
comment on column application_step.document is 'Document of the higher level (来文)';
comment on column application_step."documentOn" is 'Its date';
comment on column application_step.at is 'When';
comment on column application_step."personId" is 'Who';
comment on column application_step."personName" is 'That person as named then';
comment on column application_step.principal is 'Enterprise for which it was done; null: staff';
comment on column application_step."bulkId" is 'Act on several at once that it was a part of (批量办理): once for an application, however often it is sent';
create unique index application_step_once on application_step ("applicationId", "bulkId") where "bulkId" is not null;
create index application_step_of on application_step ("applicationId", id);
${forced('application_step')}
create trigger application_step_kept before update on application_step for each row execute function forbid_change();
grant select, insert on application_step to tidu_app;`;

const mark = `
create table application_mark (
  id uuid primary key,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  "stepId" uuid not null,
  fact text not null check (length(fact) between 1 and 80),
  remark text not null check (length(remark) between 1 and 500),
  "answeredBy" uuid,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  foreign key ("stepId", "applicationId") references application_step (id, "applicationId"),
  foreign key ("answeredBy", "applicationId") references application_revision (id, "applicationId"),
  unique ("stepId", fact)
);
comment on table application_mark is 'What is to be put right (补正项): these fields open, no others';
comment on column application_mark."stepId" is 'The return it belongs to';
comment on column application_mark.fact is 'Code of the fact, or of the kind of evidence';
comment on column application_mark.remark is 'What is to be put right, for the enterprise to read';
comment on column application_mark."answeredBy" is 'Submission that came after it; null: still open';
create index application_mark_of on application_mark ("applicationId", id);
${forced('application_mark')}
grant select, insert on application_mark to tidu_app;
grant update ("answeredBy") on application_mark to tidu_app;`;

const remark = `
create table application_remark (
  id uuid primary key,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  "stepId" uuid,
  text text not null check (length(text) between 1 and 2000),
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  foreign key ("stepId", "applicationId") references application_step (id, "applicationId")
);
comment on table application_remark is 'Remarks among staff (内部意见): an enterprise''s people never see a row of it';
comment on column application_remark."stepId" is 'Step it was written with; null: by itself';
comment on column application_remark.text is 'What is to be known';
comment on column application_remark.at is 'When';
comment on column application_remark."personId" is 'Who';
comment on column application_remark."personName" is 'That person as named then';
create index application_remark_of on application_remark ("applicationId", id);
alter table application_remark enable row level security;
alter table application_remark force row level security;
create policy application_remark_scope on application_remark using (${ofStaff} and ${inScope});
create trigger application_remark_kept before update on application_remark for each row execute function forbid_change();
grant select, insert on application_remark to tidu_app;`;
