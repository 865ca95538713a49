import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conflicts of interest, the order inside a batch, and what was decided about ties at its line. */
export class Review1764301810000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [conflict, tie, order]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const conflict = `
create table recognition_conflict (
  id uuid primary key,
  "personId" uuid not null,
  "personName" text not null,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  reason text not null check (length(reason) between 2 and 500),
  "declaredAt" timestamptz not null default now(),
  "liftedAt" timestamptz,
  "liftedBy" uuid,
  "liftedByName" text,
  "liftedReason" text check (length("liftedReason") between 2 and 500),
  check (num_nonnulls("liftedAt", "liftedBy", "liftedByName", "liftedReason") in (0, 4)),
  constraint recognition_conflict_lifted_by_other check ("liftedBy" <> "personId")
);
comment on table recognition_conflict is 'Who may not review or decide anything about an enterprise (利益冲突、回避), by their own word; lifted by somebody else';
comment on column recognition_conflict."personId" is 'Account of whoever withdraws';
comment on column recognition_conflict."personName" is 'That person as named then';
comment on column recognition_conflict.reason is 'Why, among staff';
comment on column recognition_conflict."declaredAt" is 'When it was declared';
comment on column recognition_conflict."liftedAt" is 'When it ended; null: it stands';
comment on column recognition_conflict."liftedBy" is 'Account of who ended it; never the same person';
comment on column recognition_conflict."liftedByName" is 'That person as named then';
comment on column recognition_conflict."liftedReason" is 'Why it ended';
create unique index recognition_conflict_standing on recognition_conflict ("enterpriseId", "personId") where "liftedAt" is null;
alter table recognition_conflict enable row level security;
alter table recognition_conflict force row level security;
create policy recognition_conflict_scope on recognition_conflict using ((select acting_principal()) is null
  and ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId")));
grant select, insert on recognition_conflict to tidu_app;
grant update ("liftedAt", "liftedBy", "liftedByName", "liftedReason") on recognition_conflict to tidu_app;`;

const tie = `
create table recognition_tie (
  id uuid primary key,
  "batchId" uuid not null references recognition_batch,
  tied uuid[] not null check (cardinality(tied) > 1),
  chosen uuid[] not null check (cardinality(chosen) > 0 and chosen <@ tied),
  reason text not null check (length(reason) between 2 and 1000),
  "proposedAt" timestamptz not null default now(),
  "proposedBy" uuid not null,
  "proposedByName" text not null,
  "confirmedAt" timestamptz,
  "confirmedBy" uuid,
  "confirmedByName" text,
  check (num_nonnulls("confirmedAt", "confirmedBy", "confirmedByName") in (0, 3)),
  constraint recognition_tie_confirmed_by_other check ("confirmedBy" <> "proposedBy")
);
comment on table recognition_tie is 'Who of those tied at the line of a batch goes before (同分取舍), with the reason; holds for these very applications alone';
comment on column recognition_tie.tied is 'Applications that were tied at the line, in the order of their ids';
comment on column recognition_tie.chosen is 'Those of them that go before';
comment on column recognition_tie.reason is 'Why these';
comment on column recognition_tie."proposedAt" is 'When it was proposed';
comment on column recognition_tie."proposedBy" is 'Account of who proposed it';
comment on column recognition_tie."proposedByName" is 'That person as named then';
comment on column recognition_tie."confirmedAt" is 'When it was decided; null: it waits for the second person';
comment on column recognition_tie."confirmedBy" is 'Account of who decided; never who proposed it';
comment on column recognition_tie."confirmedByName" is 'That person as named then';
create index recognition_tie_of on recognition_tie ("batchId", id);
grant select, insert on recognition_tie to tidu_app;
grant update ("confirmedAt", "confirmedBy", "confirmedByName") on recognition_tie to tidu_app;`;

/** Places are counted over all of a batch, also by who sees a part of it: the function answers ids and places alone. */
const order = `
create function recognition_order(batch uuid, leaving text[]) returns table ("applicationId" uuid, place int, size int)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  scope text := current_setting('tidu.scope', true);
begin
  perform set_config('tidu.scope', '*', true);
  return query
    select a.id, (rank() over (order by k."minPoints" desc nulls last, k."maxPoints" desc nulls last, k.worth))::int,
        (count(*) over (partition by k."minPoints", k."maxPoints", k.worth))::int
      from application a join application_revision r on r.id = a."revisionId",
        lateral (select r."minPoints", r."maxPoints", case when r."minPoints" is null
          then array_position(array['met', 'manual', 'unknown', 'unmet', 'notApplicable'], r.outcome) end as worth) k
      where a."batchId" = batch and not a.state = any(leaving);
  perform set_config('tidu.scope', coalesce(scope, ''), true);
end $$;
comment on function recognition_order(uuid, text[]) is 'Place of every application of a batch by the points of its last revision, and how many share it; without those in the states given';
revoke execute on function recognition_order(uuid, text[]) from public;
grant execute on function recognition_order(uuid, text[]) to tidu_app;`;
