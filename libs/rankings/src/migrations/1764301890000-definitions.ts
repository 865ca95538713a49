import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Definitions of rankings (排名定义), versioned; a second person publishes them. */
export class RankingDefinitions1764301890000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [persons, definition, publication, waiver]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const persons = `
create function ranking_two_persons(first uuid, second uuid) returns boolean language sql stable as $$
  select first is distinct from second
      or second < '00000000-0000-7000-8000-000000000003'
      or (second = '00000000-0000-7000-8000-000000000003' and not two_person_review())
$$;
comment on function ranking_two_persons(uuid, uuid) is 'Whether these are two persons (双人复核); the system, and the built-in officer while he is the only one, may be both';
revoke all on function ranking_two_persons(uuid, uuid) from public;
grant execute on function ranking_two_persons(uuid, uuid) to tidu_app;`;

const definition = `
create table ranking_definition (
  id uuid primary key,
  code text not null check (code ~ '^[a-z0-9]([a-z0-9-]{1,58})[a-z0-9]$'),
  version int not null check (version > 0),
  title text not null check (length(title) between 2 and 100),
  own boolean not null,
  year smallint not null check (year between 1949 and 2200),
  "asOf" date not null,
  text text not null check (length(text) between 1 and 50000),
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  note text not null check (length(note) between 2 and 500),
  "proposedAt" timestamptz not null default now(),
  "proposedBy" uuid not null default acting_person(),
  "proposedByName" text not null,
  unique (code, version)
);
comment on table ranking_definition is 'Definitions of rankings (排名定义), a row a version, never changed; no enterprise''s data';
comment on column ranking_definition.code is 'What ranking it is, the same from year to year';
comment on column ranking_definition.version is 'Counts the versions of a code, without gaps';
comment on column ranking_definition.title is 'Name of the ranking';
comment on column ranking_definition.own is '本局自定: invented by the bureau, and said so wherever it is shown';
comment on column ranking_definition.year is 'Accounting year of the figures (会计年度)';
comment on column ranking_definition."asOf" is 'Day of assessment (评价日)';
comment on column ranking_definition.text is 'The definition as it was written (YAML)';
comment on column ranking_definition.body is 'The same, read: indicators, weights, scope, ties, line, vetoes, classes';
comment on column ranking_definition.hash is 'SHA-256 of the body in canonical form';
comment on column ranking_definition.note is 'Why this version';
comment on column ranking_definition."proposedAt" is 'When it was written';
comment on column ranking_definition."proposedBy" is 'Who wrote it';
comment on column ranking_definition."proposedByName" is 'That person as named then';
create trigger ranking_definition_kept before update on ranking_definition for each row execute function forbid_change();
grant select, insert on ranking_definition to tidu_app;`;

const publication = `
create table ranking_definition_publication (
  "definitionId" uuid primary key references ranking_definition,
  "publishedAt" timestamptz not null default now(),
  "publishedBy" uuid not null default acting_person(),
  "publishedByName" text not null
);
comment on table ranking_definition_publication is 'Versions of definitions that a second person published: only they are ranked by';
comment on column ranking_definition_publication."publishedAt" is 'When it was published';
comment on column ranking_definition_publication."publishedBy" is 'Who published it: never who wrote it';
comment on column ranking_definition_publication."publishedByName" is 'That person as named then';
create function ranking_publication_persons() returns trigger language plpgsql as $$
begin
  if new."publishedBy" is distinct from acting_person() or not ranking_two_persons(
      (select "proposedBy" from ranking_definition where id = new."definitionId"), new."publishedBy") then
    raise exception 'a definition is published by somebody else than who wrote it' using errcode = 'check_violation', constraint = 'ranking_two_persons';
  end if;
  return new;
end $$;
create trigger ranking_publication_persons before insert on ranking_definition_publication
  for each row execute function ranking_publication_persons();
create trigger ranking_publication_kept before update on ranking_definition_publication
  for each row execute function forbid_change();
grant select, insert on ranking_definition_publication to tidu_app;`;

const waiver = `
create table ranking_waiver (
  id uuid primary key,
  "definitionId" uuid not null references ranking_definition,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  fact text not null check (fact ~ '^[A-Za-z][A-Za-z0-9]{0,59}$'),
  kind text not null check (kind in ('missing', 'provisional', 'outlying')),
  reason text not null check (length(reason) between 2 and 500),
  "waivedAt" timestamptz not null default now(),
  "waivedBy" uuid not null default acting_person(),
  "waivedByName" text not null,
  unique ("definitionId", "enterpriseId", fact, kind)
);
comment on table ranking_waiver is 'Gaps of figures left as they are (数据缺口放行): who, why; printed in the annex of the ranking';
comment on column ranking_waiver."definitionId" is 'Version of the definition it is about';
comment on column ranking_waiver.fact is 'Fact that is missing, provisional or outlying';
comment on column ranking_waiver.kind is 'missing 缺数, provisional 暂用数, outlying 异常值';
comment on column ranking_waiver.reason is 'Why it is left so';
comment on column ranking_waiver."waivedAt" is 'When';
comment on column ranking_waiver."waivedBy" is 'Who answers for it';
comment on column ranking_waiver."waivedByName" is 'That person as named then';
alter table ranking_waiver enable row level security;
alter table ranking_waiver force row level security;
create policy ranking_waiver_scope on ranking_waiver using ((select acting_principal()) is null
  and ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId")));
create trigger ranking_waiver_kept before update on ranking_waiver for each row execute function forbid_change();
grant select, insert on ranking_waiver to tidu_app;`;
