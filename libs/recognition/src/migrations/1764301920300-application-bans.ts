import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bans on applying that follow from something else than a cancelled title: support that was claimed back. */
export class ApplicationBans1764301920300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table application_ban (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "objectType" text not null check (length("objectType") between 1 and 40),
  "objectId" text not null check (length("objectId") between 1 and 80),
  cause text not null check (length(cause) between 2 and 100),
  document text not null check (length(document) between 2 and 200),
  "from" date not null check ("from" between '1990-01-01' and '2200-01-01'),
  until date not null check (until > "from" and until <= '2200-01-01'),
  reason text not null check (length(reason) between 2 and 500),
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  "liftedAt" timestamptz,
  "liftedBy" uuid,
  "liftedByName" text,
  "liftedWhy" text check (length("liftedWhy") between 2 and 500),
  check (num_nonnulls("liftedAt", "liftedBy", "liftedByName", "liftedWhy") in (0, 4))
);
comment on table application_ban is 'Bans on applying (限制申报) that follow from support that was claimed back; lifted they stay, with who and why';
comment on column application_ban."objectType" is 'Table of what it follows from';
comment on column application_ban."objectId" is 'Its id';
comment on column application_ban.cause is 'What for, in words';
comment on column application_ban.document is 'Document that says so (文号)';
comment on column application_ban."from" is 'First day on which it stands';
comment on column application_ban.until is 'First day on which the enterprise may apply again. It follows the legal person through renaming, another code and mergers';
comment on column application_ban.reason is 'Why, in the person''s own words';
comment on column application_ban.at is 'When it was recorded';
comment on column application_ban."personId" is 'Who recorded it';
comment on column application_ban."personName" is 'That person as named then';
comment on column application_ban."liftedAt" is 'When it was lifted; null: it stands';
comment on column application_ban."liftedBy" is 'Who lifted it';
comment on column application_ban."liftedByName" is 'That person as named then';
comment on column application_ban."liftedWhy" is 'Why it was lifted';
create unique index application_ban_standing on application_ban ("objectType", "objectId") where "liftedAt" is null;
create index application_ban_of on application_ban ("enterpriseId", until);
alter table application_ban enable row level security;
alter table application_ban force row level security;
create policy application_ban_scope on application_ban using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on application_ban to tidu_app;
grant update ("liftedAt", "liftedBy", "liftedByName", "liftedWhy") on application_ban to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
