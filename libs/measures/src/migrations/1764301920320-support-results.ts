import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices of results, what shows that something was done, payments that came back, and what is invented. */
export class SupportResults1764301920320 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [notice, item, evidence, returned, demo]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;

const notice = `
create table support_notice (
  id uuid primary key,
  "measureId" uuid not null references measure,
  title text not null check (length(title) between 2 and 200),
  body text not null check (length(body) between 2 and 5000),
  "publishedAt" timestamptz not null default now(),
  "publishedBy" uuid not null,
  "publishedByName" text not null,
  "opensOn" date not null,
  "closesOn" date not null,
  "workingDays" smallint not null check ("workingDays" between 1 and 99),
  "closesProvisional" boolean not null,
  "calendarVersion" int not null,
  "endedAt" timestamptz,
  check ("opensOn" < "closesOn")
);
comment on table support_notice is 'Public notices (公示) of who received what of a measure: everybody reads them';
comment on column support_notice."measureId" is 'Edition of the measure it is about';
comment on column support_notice.title is 'What it is called';
comment on column support_notice.body is 'What stands above the list';
comment on column support_notice."publishedAt" is 'When it was published';
comment on column support_notice."publishedBy" is 'Who published it';
comment on column support_notice."publishedByName" is 'That person as named then';
comment on column support_notice."opensOn" is 'Day of publishing, which doesn''t count';
comment on column support_notice."closesOn" is 'Last day of the period';
comment on column support_notice."workingDays" is 'How many working days that is';
comment on column support_notice."closesProvisional" is 'Counted over a year whose holidays were not announced (暂定)';
comment on column support_notice."calendarVersion" is 'Version of the calendar it was counted by';
comment on column support_notice."endedAt" is 'When its period was found to be over, and its cases were archived';
create index support_notice_of on support_notice ("measureId", id);
create index support_notice_open on support_notice ("closesOn") where "endedAt" is null;
grant select, insert on support_notice to tidu_app;
grant update ("endedAt") on support_notice to tidu_app;`;

const item = `
create table support_notice_item (
  id uuid primary key,
  "noticeId" uuid not null references support_notice on delete cascade,
  "caseId" uuid not null,
  "enterpriseId" uuid not null,
  position int not null check (position > 0),
  name text not null check (length(name) between 1 and 200),
  "creditCodeShown" text not null check ("creditCodeShown" ~ '^.{4}[*]{10}.{4}$'),
  "regionName" text not null,
  amount bigint check (amount > 0),
  foreign key ("caseId", "enterpriseId") references measure_case (id, "enterpriseId") on delete cascade,
  unique ("noticeId", position),
  unique ("caseId", "noticeId")
);
comment on table support_notice_item is 'Who stands on a notice of results, as it was shown: name, place and amount alone';
comment on column support_notice_item.position is 'Place in the list, from 1';
comment on column support_notice_item.name is 'Name on that day';
comment on column support_notice_item."creditCodeShown" is 'Credit code with its middle hidden';
comment on column support_notice_item."regionName" is 'Where it is';
comment on column support_notice_item.amount is 'What it received, in 分; null: a service';
create index support_notice_item_of on support_notice_item ("enterpriseId");
alter table support_notice_item enable row level security;
alter table support_notice_item force row level security;
-- what is published is everybody's to read; who publishes it must see the enterprise
create policy support_notice_item_public on support_notice_item for select using (true);
create policy support_notice_item_scope on support_notice_item for insert with check ((select acting_principal()) is null and ${inScope});
grant select, insert on support_notice_item to tidu_app;`;

const evidence = `
alter table measure_step add column evidence text check (length(evidence) between 2 and 500);
comment on column measure_step.evidence is 'What shows that it was done: receipt, number, place; null: its act asks for none';`;

const returned = `
alter table budget_entry drop constraint budget_entry_act_check;
alter table budget_entry add constraint budget_entry_act_check
  check (act in ('reserve', 'release', 'commit', 'cancel', 'pay', 'bounce', 'refund'));
comment on column budget_entry.act is 'reserve, release, commit, cancel (a commitment), pay, bounce (the bank gave a payment back), refund';`;

const demo = `
alter table measure add column demo boolean not null default false;
alter table budget_line add column demo boolean not null default false;
alter table disbursement add column demo boolean not null default false;
comment on column measure.demo is 'Invented, for looking around';
comment on column budget_line.demo is 'Invented, for looking around';
comment on column disbursement.demo is 'Invented, for looking around';
grant update (demo) on measure, budget_line, disbursement to tidu_app;
drop trigger measure_kept on measure;
create trigger measure_kept before update or delete on measure for each row
  when (old.state = 'published' and not old.demo) execute function forbid_change();
create function remove_demo_measures() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone uuid[];
begin
  if not scope_everything() then raise exception 'only with the whole register in scope' using errcode = '42501'; end if;
  -- one of which a real enterprise has a case stays
  select coalesce(array_agg(m.id), '{}') into gone from measure m
  where m.demo and not exists (select from measure_case c where c."measureId" = m.id);
  -- a matching that names them can't be read without them
  delete from measure_match where "runId" in (select id from measure_match_run where "measureIds" && gone);
  delete from measure_match_run where "measureIds" && gone;
  delete from support_notice where "measureId" = any (gone);
  delete from disbursement d where d.demo and not exists (select from disbursement_item i where i."disbursementId" = d.id);
  delete from budget_line l where l.demo and not exists (select from measure_case c where c."lineId" = l.id)
    and not exists (select from disbursement d where d."lineId" = l.id);
  delete from measure where id = any (gone);
  return cardinality(gone);
end $$;
comment on function remove_demo_measures() is 'Takes invented measures away, with their budgets, payment lists, notices and matchings, after the enterprises';
revoke all on function remove_demo_measures() from public;
grant execute on function remove_demo_measures() to tidu_app;`;
