import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rankings and their frozen rows. */
export class Rankings1764100600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table ranking (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  "runId" uuid not null references scoring_run,
  "standardId" text not null,
  "standardName" text not null,
  "standardVersion" int not null,
  "releaseHash" text not null,
  purpose text not null check (purpose in ('application', 'renewal')),
  year smallint not null,
  "asOf" date not null,
  "hasPoints" boolean not null,
  definition jsonb not null,
  "definitionHash" text not null check ("definitionHash" ~ '^[0-9a-f]{64}$'),
  total bigint not null check (total >= 0),
  open bigint not null check (open >= 0),
  counts jsonb not null,
  demo boolean not null,
  "jobId" uuid,
  "personId" uuid not null default acting_person(),
  "personName" text not null,
  "createdAt" timestamptz not null default now()
);
comment on table ranking is 'Rankings (排名): frozen when made; a new one is made rather than one changed';
comment on column ranking."standardName" is 'Name of the standard then';
comment on column ranking."standardVersion" is 'Version of the release';
comment on column ranking."releaseHash" is 'Hash of the release';
comment on column ranking.purpose is 'application 新申报, renewal 复核';
comment on column ranking."asOf" is 'Day of assessment (评价日)';
comment on column ranking."hasPoints" is 'Ordered by points; otherwise by outcome';
comment on column ranking.total is 'Rows in it';
comment on column ranking."personName" is 'Who made it, as named then';
comment on column ranking.definition is 'Order, filters and run in words and codes: what was ranked and how';
comment on column ranking."definitionHash" is 'SHA-256 of the definition in canonical form';
comment on column ranking.open is 'Rows whose place may still change (未定): points not settled, or outcome unknown or manual';
comment on column ranking.counts is 'Rows by outcome';
comment on column ranking.demo is 'Holds an invented enterprise; marked on page and export';
create index ranking_newest on ranking ("createdAt" desc, id desc);
grant select, insert on ranking to tidu_app;

create table ranking_row (
  "rankingId" uuid not null,
  "enterpriseId" uuid not null,
  position int not null check (position > 0),
  rank int not null check (rank between 1 and position),
  "pointsMin" int,
  "pointsMax" int,
  outcome smallint not null check (outcome between 1 and 5),
  met smallint not null,
  unknown smallint not null,
  open boolean not null,
  "creditCode" text not null,
  "regionCode" text not null,
  "industryCode" text,
  name text not null,
  primary key ("rankingId", position)
);
comment on table ranking_row is 'Places of a ranking with names and codes as they were then (排名明细); written in one statement with their ranking, which no foreign key checks a million times';
comment on column ranking_row.position is 'Place in the list, 1 up without gaps; equals are listed by credit code';
comment on column ranking_row.rank is 'Rank: equals share it (1, 2, 2, 4)';
comment on column ranking_row.open is '未定: points not settled, or outcome unknown or manual';
comment on column ranking_row."creditCode" is 'Unified social credit code then (统一社会信用代码)';
comment on column ranking_row."regionCode" is 'Administrative division then; row security reads it';
comment on column ranking_row."industryCode" is 'Industry then, GB/T 4754-2017';
comment on column ranking_row.met is 'Clauses without points that are met (满足条数)';
comment on column ranking_row.unknown is 'Clauses and indicators that lack facts (缺数据条数)';
comment on column ranking_row."pointsMax" is 'Ten-thousandths of a point';
comment on column ranking_row."pointsMin" is 'Ten-thousandths of a point; null under a standard without points';
comment on column ranking_row.outcome is '1 met 满足, 2 manual 待人工判断, 3 unknown 缺数据, 4 unmet 不满足, 5 notApplicable 不适用';
create index ranking_row_by_enterprise on ranking_row ("enterpriseId");
alter table ranking_row enable row level security;
alter table ranking_row force row level security;
create policy ranking_row_scope on ranking_row using (
  (select scope_everything())
  or "regionCode" = any ((select scope_regions())::text[])
  or left("regionCode", 4) = any ((select scope_regions())::text[])
  or left("regionCode", 2) = any ((select scope_regions())::text[]));
grant select, insert on ranking_row to tidu_app;

create function forget_demo_rankings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ids uuid[];
begin
  select array_agg(distinct r."rankingId") into ids from ranking_row r join gone g on g.id = r."enterpriseId";
  delete from ranking_row where "rankingId" = any(ids);
  delete from ranking where id = any(ids);
  return null;
end $$;
comment on function forget_demo_rankings() is 'A ranking that holds invented enterprises goes with them';
create trigger enterprise_gone_rankings after delete on enterprise referencing old table as gone
  for each statement execute function forget_demo_rankings();`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
