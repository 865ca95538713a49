import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Public notices, their lists as they were shown, and what was objected. */
export class Notices1764301840000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [notice, item, objection]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;
const ofStaff = `(select acting_principal()) is null`;

const notice = `
create table recognition_notice (
  id uuid primary key,
  "batchId" uuid not null references recognition_batch,
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
  corrects uuid unique references recognition_notice,
  "correctedWhy" text check (length("correctedWhy") between 2 and 500),
  "endedAt" timestamptz,
  check ("opensOn" < "closesOn"),
  check ((corrects is null) = ("correctedWhy" is null))
);
comment on table recognition_notice is 'Public notices (公示): everybody reads them; a correction is a notice of its own whose period begins anew';
comment on column recognition_notice."batchId" is 'Batch it is about';
comment on column recognition_notice.title is 'What it is called';
comment on column recognition_notice.body is 'What stands above the list';
comment on column recognition_notice."publishedAt" is 'When it was published';
comment on column recognition_notice."publishedBy" is 'Who published it';
comment on column recognition_notice."publishedByName" is 'That person as named then';
comment on column recognition_notice."opensOn" is 'Day of publishing, which doesn''t count';
comment on column recognition_notice."closesOn" is 'Last day on which an objection is in time';
comment on column recognition_notice."workingDays" is 'How many working days that is';
comment on column recognition_notice."closesProvisional" is 'Counted over a year whose holidays were not announced (暂定)';
comment on column recognition_notice."calendarVersion" is 'Version of the calendar it was counted by';
comment on column recognition_notice.corrects is 'Notice whose place it takes (更正); null: the first';
comment on column recognition_notice."correctedWhy" is 'What was wrong with that';
comment on column recognition_notice."endedAt" is 'When its period was found to be over';
create index recognition_notice_by_day on recognition_notice ("closesOn" desc, id);
grant select, insert on recognition_notice to tidu_app;
grant update ("endedAt") on recognition_notice to tidu_app;`;

const item = `
create table recognition_notice_item (
  id uuid primary key,
  "noticeId" uuid not null references recognition_notice on delete cascade,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  position int not null check (position > 0),
  name text not null check (length(name) between 1 and 200),
  "creditCodeShown" text not null check ("creditCodeShown" ~ '^.{4}[*]{10}.{4}$'),
  "regionName" text not null,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  unique ("noticeId", "applicationId"),
  unique ("noticeId", position)
);
comment on table recognition_notice_item is 'Who stands on a notice, as it was shown: names and places alone';
comment on column recognition_notice_item.position is 'Place in the list, from 1';
comment on column recognition_notice_item.name is 'Name as it is shown';
comment on column recognition_notice_item."creditCodeShown" is 'Credit code with its middle hidden';
comment on column recognition_notice_item."regionName" is 'Where it is';
alter table recognition_notice_item enable row level security;
alter table recognition_notice_item force row level security;
-- what is published is everybody's to read; who publishes it must see the enterprise
create policy recognition_notice_item_public on recognition_notice_item for select using (true);
create policy recognition_notice_item_scope on recognition_notice_item for insert with check (${ofStaff} and ${inScope});
grant select, insert on recognition_notice_item to tidu_app;`;

const objection = `
create table recognition_objection (
  id uuid primary key,
  "itemId" uuid not null references recognition_notice_item on delete cascade,
  "applicationId" uuid not null,
  "enterpriseId" uuid not null,
  kind text not null check (kind in ('objection', 'clue')),
  "clueWhy" text check ("clueWhy" in ('anonymous', 'late')),
  text text not null check (length(text) between 10 and 5000),
  "objectorName" text check (length("objectorName") between 2 and 100),
  "objectorContact" text check (length("objectorContact") between 5 and 100),
  "receivedAt" timestamptz not null default now(),
  state text not null default 'received' check (state in ('received', 'accepted', 'dismissed', 'upheld', 'noted')),
  "acceptedAt" timestamptz,
  "acceptedBy" uuid,
  "acceptedByName" text,
  "dueOn" date,
  "answeredAt" timestamptz,
  "answeredBy" uuid,
  "answeredByName" text,
  answer text check (length(answer) between 2 and 2000),
  version int not null default 1,
  foreign key ("applicationId", "enterpriseId") references application (id, "enterpriseId") on delete cascade,
  check ((kind = 'clue') = ("clueWhy" is not null)),
  check (kind = 'clue' or ("objectorName" is not null and "objectorContact" is not null)),
  check (num_nonnulls("acceptedAt", "acceptedBy", "acceptedByName", "dueOn") in (0, 4)),
  check (num_nonnulls("answeredAt", "answeredBy", "answeredByName", answer) in (0, 4)),
  check ((state in ('dismissed', 'upheld', 'noted')) = ("answeredAt" is not null)),
  check (state not in ('accepted', 'dismissed', 'upheld') or "acceptedAt" is not null)
);
comment on table recognition_objection is 'Objections (异议) to one on a notice, and clues (线索): anonymous or late; only staff read them';
comment on column recognition_objection.kind is 'objection: in time, by somebody who says who they are; clue: anything else';
comment on column recognition_objection."clueWhy" is 'anonymous 匿名, late 逾期';
comment on column recognition_objection.text is 'What is objected';
comment on column recognition_objection."objectorName" is 'Who objects: personal data, kept from the enterprise';
comment on column recognition_objection."objectorContact" is 'How they are reached: personal data';
comment on column recognition_objection."receivedAt" is 'When it came, by the clock of the server';
comment on column recognition_objection.state is 'received; accepted: the one case stands still; dismissed; upheld; noted: looked at, nothing to be done';
comment on column recognition_objection."acceptedAt" is 'When it was taken up (受理)';
comment on column recognition_objection."acceptedBy" is 'By whom';
comment on column recognition_objection."acceptedByName" is 'That person as named then';
comment on column recognition_objection."dueOn" is 'Until when it is to be answered';
comment on column recognition_objection."answeredAt" is 'When it was answered';
comment on column recognition_objection."answeredBy" is 'By whom: a second reviewer, who neither reviewed nor approved the case';
comment on column recognition_objection."answeredByName" is 'That person as named then';
comment on column recognition_objection.answer is 'What was found';
comment on column recognition_objection.version is 'Counts the changes; sent back as If-Match';
create index recognition_objection_of on recognition_objection ("applicationId", state);
create index recognition_objection_waiting on recognition_objection (state, "receivedAt", id);
alter table recognition_objection enable row level security;
alter table recognition_objection force row level security;
create policy recognition_objection_scope on recognition_objection using (${ofStaff} and ${inScope});
grant select on recognition_objection to tidu_app;
grant update (state, "acceptedAt", "acceptedBy", "acceptedByName", "dueOn", "answeredAt", "answeredBy", "answeredByName",
  answer, version) on recognition_objection to tidu_app;

-- whoever objects sees no enterprise: what they say is written for them, to one that stands on a notice
create function receive_objection(given uuid, item uuid, said text, who text, contact text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found record;
  why text;
  scope text := current_setting('tidu.scope', true);
begin
  select i."applicationId", i."enterpriseId", n."closesOn" into found
    from recognition_notice_item i join recognition_notice n on n.id = i."noticeId" where i.id = item;
  if found is null then return null; end if;
  why := case when who is null or contact is null then 'anonymous'
    when (now() at time zone 'Asia/Shanghai')::date > found."closesOn" then 'late' end;
  perform set_config('tidu.scope', '*', true);
  insert into recognition_objection (id, "itemId", "applicationId", "enterpriseId", kind, "clueWhy", text, "objectorName", "objectorContact")
    values (given, item, found."applicationId", found."enterpriseId", case when why is null then 'objection' else 'clue' end,
      why, said, who, contact);
  perform set_config('tidu.scope', coalesce(scope, ''), true);
  return coalesce(why, 'objection');
end $$;
comment on function receive_objection(uuid, uuid, text, text, text) is 'Writes down what somebody without an account objects; says how it was taken: objection, anonymous, late; null where nobody stands there';
revoke execute on function receive_objection(uuid, uuid, text, text, text) from public;
grant execute on function receive_objection(uuid, uuid, text, text, text) to tidu_app;`;
