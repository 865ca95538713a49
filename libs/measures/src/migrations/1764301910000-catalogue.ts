import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Measures (扶持措施) by edition, and which enterprises qualify for which. */
export class MeasuresCatalogue1764301910000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [measure, run, match]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const measure = `
create table measure (
  id uuid primary key,
  code text not null check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  edition int not null check (edition between 1 and 9999),
  state text not null default 'draft' check (state in ('draft', 'published')),
  text text not null check (length(text) between 1 and 100000),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  name text not null check (length(name) between 1 and 100),
  document text not null check (length(document) between 1 and 200),
  issuer text not null check (length(issuer) between 1 and 200),
  region text not null check (region ~ '^(nation|[0-9]{2}|[0-9]{4}|[0-9]{6})$'),
  mode text not null check (mode in ('application', 'automatic')),
  "validFrom" date not null check ("validFrom" between '1949-01-01' and '2200-12-31'),
  "validTo" date check ("validTo" >= "validFrom" and "validTo" <= '2200-12-31'),
  "supersededBy" text check ("supersededBy" <> code),
  budget text check (length(budget) between 1 and 60),
  change text not null check (length(change) between 2 and 500),
  version int not null default 1,
  "writtenAt" timestamptz not null default now(),
  "writtenBy" uuid not null,
  "writtenByName" text not null,
  "publishedAt" timestamptz,
  "publishedBy" uuid,
  "publishedByName" text,
  unique (code, edition),
  check (num_nonnulls("publishedAt", "publishedBy", "publishedByName") = case state when 'published' then 3 else 0 end),
  constraint measure_two_persons check ("publishedBy" <> "writtenBy" or "publishedBy" = '00000000-0000-7000-8000-000000000002')
);
comment on table measure is 'Support measures (扶持措施): a clause of a document, by edition; what is published never changes. No enterprise''s data';
comment on column measure.edition is 'Edition (第几版) of the measure, from 1; the newest published one counts';
comment on column measure.text is 'The measure as it was written (YAML): whom for, conditions, benefit, caps';
comment on column measure.hash is 'SHA-256 of the text';
comment on column measure.document is 'Number of the document (文号) it stands in';
comment on column measure.issuer is 'Who issued the document';
comment on column measure.region is 'Region whose enterprises it is for, by the beginning of the code; nation: all';
comment on column measure.mode is 'application 申报, automatic 免申即享';
comment on column measure."validFrom" is 'First day on which it holds';
comment on column measure."validTo" is 'Last day on which it holds; null: open';
comment on column measure."supersededBy" is 'Code of the measure that takes its place once that holds';
comment on column measure.budget is 'Code of the budget line the money comes from; null: no money';
comment on column measure.change is 'What this edition changed, and why';
comment on column measure."writtenAt" is 'When the text was written last';
comment on column measure."writtenBy" is 'Who wrote the text last';
comment on column measure."writtenByName" is 'That person as named then';
comment on column measure."publishedAt" is 'When it was published';
comment on column measure."publishedBy" is 'Who published it: another person than who wrote it';
comment on column measure."publishedByName" is 'That person as named then';
create unique index measure_one_draft on measure (code) where state = 'draft';
create trigger measure_kept before update or delete on measure for each row
  when (old.state = 'published') execute function forbid_change();
grant select, insert on measure to tidu_app;
grant update (state, text, hash, name, document, issuer, region, mode, "validFrom", "validTo", "supersededBy", budget, change,
  version, "writtenAt", "writtenBy", "writtenByName", "publishedAt", "publishedBy", "publishedByName") on measure to tidu_app;`;

const run = `
create table measure_match_run (
  id uuid primary key,
  "asOf" date not null,
  "measureIds" uuid[] not null check (cardinality("measureIds") between 1 and 1000),
  enterprises int not null check (enterprises >= 0),
  counts jsonb not null check (jsonb_typeof(counts) = 'array'),
  newest boolean not null,
  at timestamptz not null default now(),
  "personName" text not null
);
comment on table measure_match_run is 'Bulk matchings (政策匹配) of all enterprises with all measures in force; no enterprise''s data';
comment on column measure_match_run."asOf" is 'Day by which measures and facts were read';
comment on column measure_match_run."measureIds" is 'Measures in the order of the results';
comment on column measure_match_run.enterprises is 'How many enterprises in business have facts and were matched';
comment on column measure_match_run.counts is 'By measure: how many of each outcome';
comment on column measure_match_run.newest is 'Whether it is the newest one, the only whose results are kept';
comment on column measure_match_run.at is 'When it was done';
comment on column measure_match_run."personName" is 'Who asked for it';
create unique index measure_match_run_newest on measure_match_run (newest) where newest;
grant select, insert, update (newest) on measure_match_run to tidu_app;`;

const match = `
create table measure_match (
  "runId" uuid not null,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null,
  "asOf" date not null,
  "sheetVersion" smallint not null,
  outcomes smallint[] not null,
  amounts bigint[] not null check (cardinality(amounts) = cardinality(outcomes)),
  primary key ("runId", "enterpriseId")
);
comment on table measure_match is 'What an enterprise qualifies for, by a bulk matching; reasons are derived again on reading';
comment on column measure_match.year is 'Accounting year of the fact sheet';
comment on column measure_match."asOf" is 'Day of the fact sheet';
comment on column measure_match."sheetVersion" is 'Version of the fact sheet';
comment on column measure_match.outcomes is 'Outcome for each measure of the run: 1 met, 2 manual, 3 unknown, 4 unmet, 5 not applicable';
comment on column measure_match.amounts is 'Amount in 分 for each measure of the run; null: none, or not known without a claim';
create index measure_match_of on measure_match ("enterpriseId");
alter table measure_match enable row level security;
alter table measure_match force row level security;
create policy measure_match_scope on measure_match
  using ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert, delete on measure_match to tidu_app;`;
