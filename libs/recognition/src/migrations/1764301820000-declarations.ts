import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a legal representative confirms before it is submitted; how often was asked what was known. */
export class Declarations1764301820000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [confirmation, revision]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const confirmation = `
create table application_confirmation (
  id uuid primary key,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  "draftVersion" int not null check ("draftVersion" > 0),
  "asOf" date not null,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  "askedAgain" smallint not null check ("askedAgain" >= 0),
  "tokenHash" bytea not null unique check (length("tokenHash") = 32),
  "identityHash" bytea not null check (length("identityHash") = 32),
  tries smallint not null default 0 check (tries >= 0),
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null,
  "createdByName" text not null,
  "expiresAt" timestamptz not null,
  "voidedAt" timestamptz,
  "confirmedAt" timestamptz,
  "confirmedName" text check (length("confirmedName") between 1 and 100),
  "confirmedRole" text check (length("confirmedRole") between 1 and 50),
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  check (num_nonnulls("confirmedAt", "confirmedName", "confirmedRole") in (0, 3))
);
comment on table application_confirmation is 'What the legal representative is asked to confirm (法定代表人确认): the content as it stood then, by a link of which only the hash is kept';
comment on column application_confirmation."draftVersion" is 'Version of the draft it was made of; another one makes it void';
comment on column application_confirmation."asOf" is 'Day of assessment';
comment on column application_confirmation.content is 'What would be submitted, without who confirmed it';
comment on column application_confirmation.hash is 'SHA-256 of the canonical content: what is confirmed';
comment on column application_confirmation."askedAgain" is 'Facts typed again as they were known already (重复填报); the goal is 0';
comment on column application_confirmation."tokenHash" is 'SHA-256 of the token of the link';
comment on column application_confirmation."identityHash" is 'SHA-256 of token and the last four characters of the identity number that whoever made the link stated; the four are kept nowhere';
comment on column application_confirmation.tries is 'How often something else was given';
comment on column application_confirmation."createdAt" is 'When the link was made';
comment on column application_confirmation."createdBy" is 'Who made it';
comment on column application_confirmation."createdByName" is 'That person as named then';
comment on column application_confirmation."expiresAt" is 'From then on the link is void';
comment on column application_confirmation."voidedAt" is 'When it was made void: by a later link, or by a change of the draft; null: it was not';
comment on column application_confirmation."confirmedAt" is 'When it was confirmed';
comment on column application_confirmation."confirmedName" is 'Who confirmed it, by their own word';
comment on column application_confirmation."confirmedRole" is 'As what';
create unique index application_confirmation_stands on application_confirmation ("applicationId") where "voidedAt" is null;
create index application_confirmation_of on application_confirmation ("enterpriseId");
alter table application_confirmation enable row level security;
alter table application_confirmation force row level security;
create policy application_confirmation_scope on application_confirmation
  using ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on application_confirmation to tidu_app;
grant update (tries, "voidedAt", "confirmedAt", "confirmedName", "confirmedRole") on application_confirmation to tidu_app;`;

const revision = `
alter table application_revision add column "askedAgain" smallint not null default 0 check ("askedAgain" >= 0);
comment on column application_revision."askedAgain" is 'Facts typed again as they were known already (重复填报); the goal is 0';
comment on column application_draft.answers is 'unit of the amounts; answers by code of the fact, as typed; evidence named';
create trigger application_revision_right_to_submit before insert on application_revision for each row
  execute function require_right_to_submit();`;
