import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests to open one more field of a returned case, and what was answered. */
export class Openings1764301850030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(opening);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const opening = `
create table application_opening (
  id uuid primary key,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  "revisionId" uuid not null,
  fact text not null check (fact ~ '^[A-Za-z][A-Za-z0-9._-]{0,79}$'),
  reason text not null check (length(reason) between 2 and 1000),
  "askedAt" timestamptz not null default now(),
  "askedBy" uuid not null,
  "askedByName" text not null,
  state text not null default 'asked' check (state in ('asked', 'opened', 'declined')),
  answer text check (length(answer) between 2 and 500),
  "answeredAt" timestamptz,
  "answeredBy" uuid,
  "answeredByName" text,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  foreign key ("revisionId", "applicationId") references application_revision (id, "applicationId"),
  check (num_nonnulls(answer, "answeredAt", "answeredBy", "answeredByName") = case state when 'asked' then 0 else 4 end),
  constraint application_opening_answered_by_other check ("answeredBy" <> "askedBy")
);
comment on table application_opening is 'Requests of an enterprise to open one more field of what was returned (申请打开), answered once';
comment on column application_opening."revisionId" is 'What was returned; once something was submitted after it nothing is left to answer';
comment on column application_opening.fact is 'Code of the fact';
comment on column application_opening.reason is 'Why, in the enterprise''s words';
comment on column application_opening."askedAt" is 'When it was asked';
comment on column application_opening."askedBy" is 'Who asked';
comment on column application_opening."askedByName" is 'That person as named then';
comment on column application_opening.state is 'asked 等待答复, opened 已打开, declined 没有打开';
comment on column application_opening.answer is 'What the officer says, for the enterprise to read';
comment on column application_opening."answeredAt" is 'When it was answered';
comment on column application_opening."answeredBy" is 'Who answered';
comment on column application_opening."answeredByName" is 'That person as named then';
create unique index application_opening_once on application_opening ("applicationId", "revisionId", fact) where state = 'asked';
create index application_opening_of on application_opening ("applicationId", id);
create index application_opening_of_enterprise on application_opening ("enterpriseId");
alter table application_opening enable row level security;
alter table application_opening force row level security;
create policy application_opening_scope on application_opening using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on application_opening to tidu_app;
grant update (state, answer, "answeredAt", "answeredBy", "answeredByName") on application_opening to tidu_app;`;
