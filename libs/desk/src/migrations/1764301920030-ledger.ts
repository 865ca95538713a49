import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Promises, reports that something is done, files that show it, and whether enterprises are satisfied. */
export class Ledger1764301920030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [step, promise, report, file, satisfaction]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const forced = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;`;
const inScope = `((select scope_everything()) or "enterpriseId" is null or exists (select from enterprise e where e.id = "enterpriseId"))`;
const ofStaff = `(select acting_principal()) is null`;

const step = `
alter table desk_step drop constraint desk_step_act_check;
alter table desk_step add constraint desk_step_act_check
  check (act in ('create', 'handOver', 'pause', 'resume', 'redate', 'report', 'return', 'settle', 'cancel'));
comment on column desk_step.act is 'create, handOver, pause, resume, redate (counted anew), report (said to be done), return (found not to be), settle, cancel';`;

const promise = `
create table desk_promise (
  id uuid primary key,
  "taskId" uuid not null unique references desk_task on delete cascade,
  "enterpriseId" uuid references enterprise on delete cascade,
  "enterpriseName" text check (length("enterpriseName") between 1 and 300),
  source text not null check (source in ('meeting', 'visit', 'document', 'reply')),
  "sourceNote" text not null check (length("sourceNote") between 2 and 200),
  "madeOn" date not null check ("madeOn" between '2000-01-01' and '2200-01-01'),
  "createdAt" timestamptz not null default now(),
  check (("enterpriseId" is null) = ("enterpriseName" is null))
);
comment on table desk_promise is 'Promises (承诺) of the ledger 部署—检查—落实: where each came from; owner, due day and state are those of its task';
comment on column desk_promise."enterpriseId" is 'Enterprise it was made to; null: to none alone';
comment on column desk_promise."enterpriseName" is 'Its name then';
comment on column desk_promise.source is 'meeting, visit, document, reply to an enterprise';
comment on column desk_promise."sourceNote" is 'Which meeting, visit, document';
comment on column desk_promise."madeOn" is 'Day on which it was made (部署)';
comment on column desk_promise."createdAt" is 'When it was recorded';
create index desk_promise_made on desk_promise ("madeOn", id);
create index desk_promise_of on desk_promise ("enterpriseId") where "enterpriseId" is not null;
${forced('desk_promise')}
create policy desk_promise_scope on desk_promise using (${ofStaff} and ${inScope});
create trigger desk_promise_kept before update on desk_promise for each row execute function forbid_change();
grant select, insert on desk_promise to tidu_app;`;

const report = `
create table desk_report (
  id uuid primary key,
  "taskId" uuid not null references desk_task on delete cascade,
  "enterpriseId" uuid references enterprise on delete cascade,
  title text not null check (length(title) between 1 and 200),
  reason text not null check (length(reason) between 1 and 500),
  evidence text check (length(evidence) between 1 and 1000),
  files int not null default 0 check (files >= 0),
  "reportedAt" timestamptz not null default now(),
  "reportedBy" uuid not null,
  "reportedByName" text not null,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'returned')),
  "decidedAt" timestamptz,
  "decidedBy" uuid check ("decidedBy" <> "reportedBy"),
  "decidedByName" text,
  "decidedReason" text check (length("decidedReason") between 1 and 500),
  "byEnterprise" boolean not null default false,
  check ((state = 'waiting') = ("decidedAt" is null)),
  check (num_nonnulls("decidedAt", "decidedBy", "decidedByName", "decidedReason") in (0, 4)),
  check (not "byEnterprise" or "enterpriseId" is not null),
  -- nothing is closed without evidence or the enterprise's own word
  check (state <> 'accepted' or evidence is not null or files > 0 or "byEnterprise")
);
comment on table desk_report is 'That a task is done, as who held it says (落实报告), and what a second person or the enterprise found (检查)';
comment on column desk_report."enterpriseId" is 'Enterprise of the task';
comment on column desk_report.title is 'What the task was called then, for the enterprise to read';
comment on column desk_report.reason is 'What was done';
comment on column desk_report.evidence is 'What shows it: document, number, place';
comment on column desk_report.files is 'How many files the task had as evidence then';
comment on column desk_report."reportedAt" is 'When it was said';
comment on column desk_report."reportedBy" is 'By whom';
comment on column desk_report."reportedByName" is 'That person as named then';
comment on column desk_report.state is 'waiting; accepted; returned';
comment on column desk_report."decidedAt" is 'When it was decided';
comment on column desk_report."decidedBy" is 'By whom, never who reported it';
comment on column desk_report."decidedByName" is 'That person as named then';
comment on column desk_report."decidedReason" is 'What was found';
comment on column desk_report."byEnterprise" is 'Decided by the enterprise itself';
create unique index desk_report_waiting on desk_report ("taskId") where state = 'waiting';
create index desk_report_of_task on desk_report ("taskId", id);
create index desk_report_of_enterprise on desk_report ("enterpriseId", state) where "enterpriseId" is not null;
create index desk_report_confirmed on desk_report (id) where "byEnterprise";
${forced('desk_report')}
create policy desk_report_scope on desk_report using (
  case when ${ofStaff} then ${inScope} else exists (select from enterprise e where e.id = "enterpriseId") end);
grant select, insert on desk_report to tidu_app;
grant update (state, "decidedAt", "decidedBy", "decidedByName", "decidedReason", "byEnterprise") on desk_report to tidu_app;`;

const file = `
create table desk_file (
  id uuid primary key,
  "taskId" uuid not null references desk_task on delete cascade,
  "enterpriseId" uuid references enterprise on delete cascade,
  sha256 text not null references stored_file (sha256),
  "fileName" text not null check (length("fileName") between 1 and 300),
  "uploadedAt" timestamptz not null default now(),
  "uploadedBy" uuid not null,
  "uploadedByName" text not null,
  unique ("taskId", sha256)
);
comment on table desk_file is 'Files that show that a task was done (佐证材料)';
comment on column desk_file."enterpriseId" is 'Enterprise of the task';
comment on column desk_file.sha256 is 'Content, in the store of files';
comment on column desk_file."fileName" is 'Name under which it was brought';
comment on column desk_file."uploadedAt" is 'When';
comment on column desk_file."uploadedBy" is 'By whom';
comment on column desk_file."uploadedByName" is 'That person as named then';
create index desk_file_of_content on desk_file (sha256);
${forced('desk_file')}
create policy desk_file_of_task on desk_file using (exists (select from desk_task t where t.id = "taskId"));
create trigger desk_file_kept before update on desk_file for each row execute function forbid_change();
grant select, insert on desk_file to tidu_app;`;

const satisfaction = `
create table desk_satisfaction (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "objectType" text not null check (length("objectType") between 1 and 40),
  "objectId" text not null check (length("objectId") between 1 and 80),
  about text not null check (length(about) between 1 and 200),
  "handledBy" uuid,
  "handledByName" text,
  "askedAt" timestamptz not null default now(),
  score smallint check (score between 1 and 5),
  comment text check (length(comment) between 1 and 500),
  "answeredAt" timestamptz,
  "answeredBy" uuid,
  "followUpId" uuid references desk_task on delete set null,
  unique ("objectType", "objectId"),
  check (num_nonnulls(score, "answeredAt", "answeredBy") in (0, 3)),
  check (comment is null or score is not null),
  check (("handledBy" is null) = ("handledByName" is null))
);
comment on table desk_satisfaction is 'Whether an enterprise was satisfied with how something was handled (满意度): asked by the system once, after each end';
comment on column desk_satisfaction."enterpriseId" is 'Who is asked';
comment on column desk_satisfaction."objectType" is 'Table of what came to its end';
comment on column desk_satisfaction."objectId" is 'Its id';
comment on column desk_satisfaction.about is 'What it was, for the enterprise to read';
comment on column desk_satisfaction."handledBy" is 'Who handled it; a low score is looked into by somebody else';
comment on column desk_satisfaction."handledByName" is 'That person as named then';
comment on column desk_satisfaction."askedAt" is 'When it was asked';
comment on column desk_satisfaction.score is '1 very dissatisfied to 5 very satisfied; null: no answer';
comment on column desk_satisfaction.comment is 'What it says about it';
comment on column desk_satisfaction."answeredAt" is 'When it answered';
comment on column desk_satisfaction."answeredBy" is 'Who of it answered';
comment on column desk_satisfaction."followUpId" is 'Task of whoever looks into a low score';
create index desk_satisfaction_of on desk_satisfaction ("enterpriseId", "askedAt");
create index desk_satisfaction_asked on desk_satisfaction ("askedAt");
${forced('desk_satisfaction')}
create policy desk_satisfaction_scope on desk_satisfaction using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on desk_satisfaction to tidu_app;
grant update (score, comment, "answeredAt", "answeredBy", "followUpId") on desk_satisfaction to tidu_app;`;
