import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Yearly updates of those who hold titles, and proposals to cancel that were not followed. */
export class Updates1764301860000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [update, draft, dismissal]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const forced = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy ${table}_scope on ${table}
  using ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));`;

const update = `
create table yearly_update (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null check (year between 2000 and 2200),
  "createdAt" timestamptz not null default now(),
  "receiptNumber" text unique check (length("receiptNumber") between 10 and 40),
  content jsonb check (jsonb_typeof(content) = 'object'),
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  "askedAgain" smallint check ("askedAgain" >= 0),
  "dueOn" date check ("dueOn" between '2000-01-01' and '2200-12-31'),
  "filedOn" date check ("filedOn" between '2000-01-01' and '2200-12-31'),
  "filedAt" timestamptz,
  "submittedBy" uuid,
  "submittedByName" text check (length("submittedByName") between 1 and 200),
  unique ("enterpriseId", year),
  unique (id, "enterpriseId"),
  check (num_nonnulls("receiptNumber", content, hash, "askedAgain", "dueOn", "filedOn", "filedAt", "submittedBy", "submittedByName") in (0, 9)),
  check (extract(year from "filedOn") >= year)
);
comment on table yearly_update is 'Update of one year (年度更新) of an enterprise that holds titles: begun, then filed once; whether it is due or missed follows from the titles and the rules';
comment on column yearly_update.year is 'Year in which it is due; its figures are of the year before';
comment on column yearly_update."createdAt" is 'When it was begun, or the enterprise was told of it';
comment on column yearly_update."receiptNumber" is 'Number of the receipt (回执编号); null: not filed';
comment on column yearly_update.content is 'What was filed, whole: facts with where each comes from, answers, titles it is for';
comment on column yearly_update.hash is 'SHA-256 of the canonical content';
comment on column yearly_update."askedAgain" is 'Facts typed again as they were known already (重复填报); the goal is 0';
comment on column yearly_update."dueOn" is 'Last day of the term as it was when it was filed';
comment on column yearly_update."filedOn" is 'Day in Shanghai on which it was filed';
comment on column yearly_update."filedAt" is 'When it was filed';
comment on column yearly_update."submittedBy" is 'Who filed it';
comment on column yearly_update."submittedByName" is 'That person as named then';
${forced('yearly_update')}
create trigger yearly_update_right_to_submit before update on yearly_update for each row
  when (old."submittedBy" is null and new."submittedBy" is not null) execute function require_right_to_submit();
create trigger yearly_update_kept before update on yearly_update for each row
  when (old."filedAt" is not null) execute function forbid_change();
grant select, insert on yearly_update to tidu_app;
grant update ("receiptNumber", content, hash, "askedAgain", "dueOn", "filedOn", "filedAt", "submittedBy", "submittedByName")
  on yearly_update to tidu_app;`;

const draft = `
create table yearly_update_draft (
  "updateId" uuid primary key,
  "enterpriseId" uuid not null,
  answers jsonb not null check (jsonb_typeof(answers) = 'object' and length(answers::text) <= 200000),
  version int not null default 1,
  "savedAt" timestamptz not null default now(),
  "savedBy" uuid not null,
  "savedByName" text not null,
  foreign key ("updateId", "enterpriseId") references yearly_update (id, "enterpriseId") on delete cascade
);
comment on table yearly_update_draft is 'What an enterprise is typing of an update (草稿), mistakes too; goes with filing';
comment on column yearly_update_draft.answers is 'unit of the amounts; answers by code of the fact, as typed';
comment on column yearly_update_draft.version is 'Counts the changes; sent back as If-Match';
comment on column yearly_update_draft."savedAt" is 'When it was saved last';
comment on column yearly_update_draft."savedBy" is 'Who saved it last';
comment on column yearly_update_draft."savedByName" is 'That person as named then';
create index yearly_update_draft_of on yearly_update_draft ("enterpriseId");
${forced('yearly_update_draft')}
grant select, insert, delete on yearly_update_draft to tidu_app;
grant update (answers, version, "savedAt", "savedBy", "savedByName") on yearly_update_draft to tidu_app;`;

const dismissal = `
create table missed_update_dismissal (
  id uuid primary key,
  "titleId" uuid not null references title_held on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  years smallint[] not null check (cardinality(years) between 1 and 100),
  reason text not null check (length(reason) between 2 and 500),
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null check (length("personName") between 1 and 200)
);
comment on table missed_update_dismissal is 'Proposals to cancel a title for missed updates that were not followed (逾期未更新，不取消)';
comment on column missed_update_dismissal."titleId" is 'Title that was proposed to be cancelled';
comment on column missed_update_dismissal.years is 'Years that were missed then; one more makes a new proposal';
comment on column missed_update_dismissal.reason is 'Why it is not cancelled';
comment on column missed_update_dismissal.at is 'When it was decided';
comment on column missed_update_dismissal."personId" is 'Who decided';
comment on column missed_update_dismissal."personName" is 'That person as named then';
create index missed_update_dismissal_by_title on missed_update_dismissal ("titleId");
create index missed_update_dismissal_of on missed_update_dismissal ("enterpriseId");
${forced('missed_update_dismissal')}
create trigger missed_update_dismissal_kept before update on missed_update_dismissal
  for each row execute function forbid_change();
grant select, insert on missed_update_dismissal to tidu_app;`;
