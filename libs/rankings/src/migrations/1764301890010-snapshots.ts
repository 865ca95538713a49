import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Snapshots of rankings (排名快照) by a definition: rows, decision on ties, freeze. */
export class RankingSnapshots1764301890010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [snapshot, row, tie, freeze, discard]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const hash = (column: string) => `check (${column} ~ '^[0-9a-f]{64}$')`;

const snapshot = `
create table ranking_snapshot (
  id uuid primary key,
  "definitionId" uuid not null references ranking_definition,
  "seriesId" uuid not null,
  version int not null check (version > 0),
  "replacesId" uuid references ranking_snapshot,
  reason text check (length(reason) between 2 and 500),
  demo boolean not null,
  total int not null check (total > 0),
  excluded int not null check (excluded >= 0),
  flagged int not null check (flagged between 0 and total),
  places int check (places > 0),
  tied int not null check (tied >= 0),
  counts jsonb not null check (jsonb_typeof(counts) = 'object'),
  cohort jsonb not null check (jsonb_typeof(cohort) = 'object'),
  columns jsonb not null check (jsonb_typeof(columns) = 'array'),
  "rowsRoot" text not null ${hash('"rowsRoot"')},
  blocks bytea not null check (length(blocks) > 0 and length(blocks) % 32 = 0),
  "readAt" timestamptz not null,
  "jobId" uuid,
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null default acting_person(),
  "createdByName" text not null,
  check ((version = 1) = ("replacesId" is null)),
  check (("replacesId" is null) = (reason is null)),
  check ((version = 1) = ("seriesId" = id))
);
comment on table ranking_snapshot is 'Snapshots of rankings by a definition (排名快照): a preview until somebody else freezes it; never changed; no enterprise''s data';
comment on column ranking_snapshot."definitionId" is 'Version of the definition it was made by';
comment on column ranking_snapshot."seriesId" is 'The first version of this ranking; corrections (更正) share it';
comment on column ranking_snapshot.version is '1, or which correction';
comment on column ranking_snapshot."replacesId" is 'The version it corrects; it stays, marked superseded once this one is frozen';
comment on column ranking_snapshot.reason is 'Why it was corrected';
comment on column ranking_snapshot.demo is 'Of invented enterprises; marked on page and export';
comment on column ranking_snapshot.total is 'Rows in it, those left out included';
comment on column ranking_snapshot.excluded is 'Rows without a place: left out by the rules, with the reason in the row';
comment on column ranking_snapshot.flagged is 'Rows with a flag (上年数、暂缺、暂用数、极小分母、负值)';
comment on column ranking_snapshot.places is 'Places before the line (入围线); null: no line';
comment on column ranking_snapshot.tied is 'Rows that share the place at the line, more than places are left: none is in before a person decides';
comment on column ranking_snapshot.counts is 'Rows by flag, class, exclusion';
comment on column ranking_snapshot.cohort is 'What came from all rows: least and most of indicators, runs of standards, with their hashes';
comment on column ranking_snapshot.columns is 'Columns of its files, in order: what a row''s leaf is made of';
comment on column ranking_snapshot."rowsRoot" is 'Root (SHA-256) over header and rows';
comment on column ranking_snapshot.blocks is 'Nodes of the tree over 1024 leaves each, 32 bytes a node: a proof needs one block of rows';
comment on column ranking_snapshot."readAt" is 'When the figures were read: one state of the data';
comment on column ranking_snapshot."createdAt" is 'When it was made';
comment on column ranking_snapshot."createdBy" is 'Who had it made';
comment on column ranking_snapshot."createdByName" is 'That person as named then';
create index ranking_snapshot_replaced on ranking_snapshot ("replacesId") where "replacesId" is not null;
create index ranking_snapshot_newest on ranking_snapshot ("createdAt" desc, id desc);
create index ranking_snapshot_of on ranking_snapshot ("seriesId", version);
create trigger ranking_snapshot_kept before update on ranking_snapshot for each row execute function forbid_change();
grant select, insert on ranking_snapshot to tidu_app;`;

const row = `
create table ranking_snapshot_row (
  "snapshotId" uuid not null,
  position int not null check (position > 0),
  "enterpriseId" uuid not null,
  rank int check (rank between 1 and position),
  score bigint,
  class text check (length(class) between 1 and 20),
  line text check (line in ('in', 'tied', 'out')),
  vetoed boolean not null,
  excluded text check (length(excluded) between 1 and 500),
  flags text[] not null,
  "creditCode" text not null,
  name text not null,
  "regionCode" text not null,
  "industryCode" text,
  results jsonb not null check (jsonb_typeof(results) = 'array'),
  inputs jsonb not null check (jsonb_typeof(inputs) = 'object'),
  hash bytea not null check (length(hash) = 32),
  primary key ("snapshotId", position),
  check ((rank is null) = (excluded is not null)),
  check ((rank is null) = (score is null))
);
comment on table ranking_snapshot_row is 'Rows of a snapshot with everything they rest on (快照明细), never changed; no foreign key, as of ranking_row';
comment on column ranking_snapshot_row.position is 'Place in the list, 1 up without gaps; equals are listed by credit code, those left out come last';
comment on column ranking_snapshot_row.rank is 'Rank: equals share it (1, 2, 2, 4); null: left out';
comment on column ranking_snapshot_row.score is 'Total, scaled by the decimals of the definition';
comment on column ranking_snapshot_row.class is 'Class (A, B, C, D) by the definition';
comment on column ranking_snapshot_row.line is 'in 线内, tied 线上同分 (more than places are left), out 线外; null: no line, or no place';
comment on column ranking_snapshot_row.vetoed is 'A veto (一票否决) applies: after all others, in the class the veto says';
comment on column ranking_snapshot_row.excluded is 'Why it has no place';
comment on column ranking_snapshot_row.flags is 'lastYear 上年数, gap 暂缺, provisional 暂用数, tiny 极小分母, negative 负值, waived 已放行';
comment on column ranking_snapshot_row."creditCode" is 'Unified social credit code then (统一社会信用代码)';
comment on column ranking_snapshot_row.name is 'Name then';
comment on column ranking_snapshot_row."regionCode" is 'Administrative division then; row security reads it';
comment on column ranking_snapshot_row."industryCode" is 'Industry then, GB/T 4754-2017';
comment on column ranking_snapshot_row.results is 'By indicator of the definition: exact value as a fraction, points as a fraction, flag';
comment on column ranking_snapshot_row.inputs is 'Facts it was computed of: scaled integer as text, source, year';
comment on column ranking_snapshot_row.hash is 'Leaf of the row under the root';
create index ranking_snapshot_row_by_enterprise on ranking_snapshot_row ("enterpriseId");
create index ranking_snapshot_row_by_code on ranking_snapshot_row ("snapshotId", "creditCode");
alter table ranking_snapshot_row enable row level security;
alter table ranking_snapshot_row force row level security;
create policy ranking_snapshot_row_scope on ranking_snapshot_row using ((select acting_principal()) is null and (
  (select scope_everything())
  or "regionCode" = any ((select scope_regions())::text[])
  or left("regionCode", 4) = any ((select scope_regions())::text[])
  or left("regionCode", 2) = any ((select scope_regions())::text[])
  or "enterpriseId" = any ((select scope_enterprises())::uuid[])));
create trigger ranking_snapshot_row_kept before update on ranking_snapshot_row for each row execute function forbid_change();
grant select, insert on ranking_snapshot_row to tidu_app;
create function ranking_rows_before_freeze() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from ranking_freeze f join (select distinct "snapshotId" from added) a on a."snapshotId" = f."snapshotId") then
    raise exception 'a frozen ranking takes no further rows' using errcode = '42501';
  end if;
  return null;
end $$;
create trigger ranking_rows_before_freeze after insert on ranking_snapshot_row referencing new table as added
  for each statement execute function ranking_rows_before_freeze();

create or replace function forget_demo_rankings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare ids uuid[]; snapshots uuid[];
begin
  select array_agg(distinct r."rankingId") into ids from ranking_row r join gone g on g.id = r."enterpriseId";
  delete from ranking_row where "rankingId" = any(ids);
  delete from ranking where id = any(ids);
  select array_agg(distinct s.id) into snapshots from ranking_snapshot s where s.demo and exists (
    select from ranking_snapshot_row r join gone g on g.id = r."enterpriseId" where r."snapshotId" = s.id);
  if snapshots is not null then
    delete from ranking_disclosure where "snapshotId" = any(snapshots);
    delete from ranking_dispatch where "snapshotId" = any(snapshots);
    delete from ranking_freeze where "snapshotId" = any(snapshots);
    delete from ranking_tie_decision where "snapshotId" = any(snapshots);
    delete from ranking_snapshot_row where "snapshotId" = any(snapshots);
    delete from ranking_snapshot where id = any(snapshots);
  end if;
  return null;
end $$;`;

const tie = `
create table ranking_tie_decision (
  "snapshotId" uuid primary key references ranking_snapshot,
  chosen text[] not null check (cardinality(chosen) > 0),
  reason text not null check (length(reason) between 2 and 500),
  "decidedAt" timestamptz not null default now(),
  "decidedBy" uuid not null default acting_person(),
  "decidedByName" text not null
);
comment on table ranking_tie_decision is 'Who of those tied at the line is in (同分取舍), by a person with a reason; confirmed with the freeze by somebody else';
comment on column ranking_tie_decision.chosen is 'Credit codes of those that are in';
comment on column ranking_tie_decision.reason is 'Why these';
comment on column ranking_tie_decision."decidedAt" is 'When';
comment on column ranking_tie_decision."decidedBy" is 'Who decided';
comment on column ranking_tie_decision."decidedByName" is 'That person as named then';
create trigger ranking_tie_decision_kept before update on ranking_tie_decision for each row execute function forbid_change();
grant select, insert on ranking_tie_decision to tidu_app;`;

const freeze = `
create table ranking_freeze (
  "snapshotId" uuid primary key references ranking_snapshot,
  head jsonb not null check (jsonb_typeof(head) = 'object'),
  root text not null ${hash('root')},
  "frozenAt" timestamptz not null default now(),
  "frozenBy" uuid not null default acting_person(),
  "frozenByName" text not null
);
comment on table ranking_freeze is 'Snapshots frozen after review by a second person (复核冻结)';
comment on column ranking_freeze.head is 'What stands over the rows: definition, counts, waivers, decision on ties, version and reason';
comment on column ranking_freeze.root is 'Root (SHA-256) over head and rows, printed on every page and file';
comment on column ranking_freeze."frozenAt" is 'When it was frozen';
comment on column ranking_freeze."frozenBy" is 'Who reviewed it: never who had it made or decided on its ties';
comment on column ranking_freeze."frozenByName" is 'That person as named then';
create function ranking_freeze_persons() returns trigger language plpgsql as $$
begin
  if new."frozenBy" is distinct from acting_person()
     or not ranking_two_persons((select "createdBy" from ranking_snapshot where id = new."snapshotId"), new."frozenBy")
     or not ranking_two_persons(coalesce((select "decidedBy" from ranking_tie_decision where "snapshotId" = new."snapshotId"),
          '00000000-0000-0000-0000-000000000000'), new."frozenBy") then
    raise exception 'a ranking is frozen by somebody else than who had it made' using errcode = 'check_violation', constraint = 'ranking_two_persons';
  end if;
  -- of two corrections of one version only one is frozen
  perform pg_advisory_xact_lock(hashtextextended('ranking_freeze ' || (select "seriesId" from ranking_snapshot where id = new."snapshotId"), 0));
  if exists (select from ranking_snapshot own join ranking_snapshot other on other."seriesId" = own."seriesId" and other.version >= own.version
             join ranking_freeze f on f."snapshotId" = other.id where own.id = new."snapshotId") then
    raise exception 'this version of the ranking is frozen already' using errcode = 'check_violation', constraint = 'ranking_frozen_once';
  end if;
  return new;
end $$;
create trigger ranking_freeze_persons before insert on ranking_freeze for each row execute function ranking_freeze_persons();
create trigger ranking_freeze_kept before update on ranking_freeze for each row execute function forbid_change();
grant select, insert on ranking_freeze to tidu_app;
create function ranking_tie_before_freeze() returns trigger language plpgsql as $$
begin
  if exists (select from ranking_freeze where "snapshotId" = new."snapshotId") then
    raise exception 'a frozen ranking takes no further decision' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger ranking_tie_before_freeze before insert on ranking_tie_decision
  for each row execute function ranking_tie_before_freeze();`;

const discard = `
create function discard_ranking_preview(asked uuid) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare gone int;
begin
  if not scope_everything() or exists (select from ranking_freeze where "snapshotId" = asked) then
    raise exception 'only a preview is discarded, by who may see everything' using errcode = '42501';
  end if;
  delete from ranking_tie_decision where "snapshotId" = asked;
  delete from ranking_snapshot_row where "snapshotId" = asked;
  delete from ranking_snapshot where id = asked;
  get diagnostics gone = row_count;
  return gone;
end $$;
comment on function discard_ranking_preview(uuid) is 'Removes a snapshot that was never frozen (舍弃预览)';
revoke all on function discard_ranking_preview(uuid) from public;
grant execute on function discard_ranking_preview(uuid) to tidu_app;

create function discard_ranking_rows(asked uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not scope_everything() or exists (select from ranking_snapshot where id = asked) then
    raise exception 'only rows of a run that never ended are discarded' using errcode = '42501';
  end if;
  delete from ranking_snapshot_row where "snapshotId" = asked;
end $$;
comment on function discard_ranking_rows(uuid) is 'Removes rows that a run wrote and that never became a snapshot';
revoke all on function discard_ranking_rows(uuid) from public;
grant execute on function discard_ranking_rows(uuid) to tidu_app;`;
