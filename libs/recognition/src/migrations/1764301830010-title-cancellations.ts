import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why titles were cancelled, and until when whoever held them may not apply again. */
export class TitleCancellations1764301830010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table title_cancellation (
  id uuid primary key,
  "titleId" uuid not null references title_held on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  cause text not null check (cause ~ '^[a-z][a-zA-Z]{2,39}$'),
  "causeLabel" text not null check (length("causeLabel") between 1 and 100),
  article text not null check (length(article) between 1 and 200),
  document text not null check (length(document) between 1 and 200),
  "documentOn" date not null check ("documentOn" between '1990-01-01' and '2200-01-01'),
  "cancelledOn" date not null check ("cancelledOn" between '1990-01-01' and '2200-01-01'),
  "bannedUntil" date check ("bannedUntil" > "cancelledOn"),
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  "liftedAt" timestamptz,
  "liftedBy" uuid,
  "liftedByName" text,
  "liftedWhy" text check (length("liftedWhy") between 1 and 500),
  check (num_nonnulls("liftedAt", "liftedBy", "liftedByName", "liftedWhy") in (0, 4))
);
comment on table title_cancellation is 'Cancellations of titles (取消称号) with cause and document; taken back they stay, with who and why';
comment on column title_cancellation."titleId" is 'Title that was cancelled';
comment on column title_cancellation.cause is 'Cause, of seeds/recognition/titles.yaml';
comment on column title_cancellation."causeLabel" is 'Words of the cause as they were then';
comment on column title_cancellation.article is 'Article it rests on, as it was then';
comment on column title_cancellation.document is 'Document that says so (文号)';
comment on column title_cancellation."documentOn" is 'Its date';
comment on column title_cancellation."cancelledOn" is 'First day on which the title counts no more';
comment on column title_cancellation."bannedUntil" is 'First day on which the enterprise may apply again; null: no ban. It follows the legal person through renaming, another code and mergers';
comment on column title_cancellation.reason is 'Why, in the person''s own words';
comment on column title_cancellation.at is 'When it was recorded';
comment on column title_cancellation."personId" is 'Who recorded it';
comment on column title_cancellation."personName" is 'That person as named then';
comment on column title_cancellation."liftedAt" is 'When it was taken back (恢复); null: it stands';
comment on column title_cancellation."liftedBy" is 'Who took it back';
comment on column title_cancellation."liftedByName" is 'That person as named then';
comment on column title_cancellation."liftedWhy" is 'Why it was taken back';
create unique index title_cancellation_standing on title_cancellation ("titleId") where "liftedAt" is null;
create index title_cancellation_of on title_cancellation ("enterpriseId", "bannedUntil");
alter table title_cancellation enable row level security;
alter table title_cancellation force row level security;
create policy title_cancellation_scope on title_cancellation using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on title_cancellation to tidu_app;
grant update ("liftedAt", "liftedBy", "liftedByName", "liftedWhy") on title_cancellation to tidu_app;

create table renewal_notice (
  "titleId" uuid primary key references title_held on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null
);
comment on table renewal_notice is 'Enterprises that were told of the end of a title (复核提醒), each title once';
comment on column renewal_notice."titleId" is 'Title that ends';
comment on column renewal_notice.at is 'When it was told';
comment on column renewal_notice."personId" is 'Who had it told';
comment on column renewal_notice."personName" is 'That person as named then';
create index renewal_notice_of on renewal_notice ("enterpriseId");
alter table renewal_notice enable row level security;
alter table renewal_notice force row level security;
create policy renewal_notice_scope on renewal_notice using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on renewal_notice to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
