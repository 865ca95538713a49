import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Area lists published for objection (面积公示), objections, and what was written of them as figures. */
export class AreaLists1764301920210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [list, item, objection, writing, demo]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const ofStaff = `(select acting_principal()) is null`;
const inScope = `((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"))`;

const list = `
create table area_list (
  id uuid primary key,
  year int not null check (year between 1949 and 2200),
  "asOf" date not null,
  title text not null check (length(title) between 2 and 200),
  body text not null check (length(body) between 2 and 5000),
  demo boolean not null,
  "opensOn" date not null,
  "closesOn" date not null,
  "workingDays" smallint not null check ("workingDays" between 1 and 99),
  "closesProvisional" boolean not null,
  "publishedAt" timestamptz not null default now(),
  "publishedBy" uuid not null default acting_person(),
  "publishedByName" text not null,
  check ("opensOn" < "closesOn")
);
comment on table area_list is 'Lists of areas by parcel and enterprise, published for objection (面积公示) before figures are written of them; never changed; everybody reads them';
comment on column area_list."asOf" is 'Day whose division of the parcels is shown';
comment on column area_list.title is 'What it is called';
comment on column area_list.body is 'What stands above the list';
comment on column area_list.demo is 'Of invented enterprises';
comment on column area_list."opensOn" is 'Day of publishing, which doesn''t count';
comment on column area_list."closesOn" is 'Last day on which an objection is in time';
comment on column area_list."workingDays" is 'How many working days that is';
comment on column area_list."closesProvisional" is 'Counted over a year whose holidays were not announced (暂定)';
comment on column area_list."publishedAt" is 'When it was published';
comment on column area_list."publishedBy" is 'Who published it';
comment on column area_list."publishedByName" is 'That person as named then';
create index area_list_newest on area_list (year desc, id desc);
create trigger area_list_kept before update on area_list for each row execute function forbid_change();
grant select, insert on area_list to tidu_app;`;

const item = `
create table area_list_item (
  id uuid primary key,
  "listId" uuid not null references area_list on delete cascade,
  position int not null check (position > 0),
  "parcelId" uuid not null references parcel on delete cascade,
  "divisionId" uuid not null references parcel_division on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  number text not null,
  address text not null,
  "parcelArea" bigint not null check ("parcelArea" > 0),
  "unsharedArea" bigint not null check ("unsharedArea" between 0 and "parcelArea"),
  name text not null check (length(name) between 1 and 200),
  "creditCodeShown" text not null check ("creditCodeShown" ~ '^.{4}[*]{10}.{4}$'),
  area bigint not null check (area between 1 and "parcelArea"),
  unique ("listId", position),
  unique ("listId", "parcelId", "enterpriseId")
);
comment on table area_list_item is 'A share of a parcel as it was published: who uses how much of which';
comment on column area_list_item.position is 'Place in the list, from 1: by parcel, the larger share first';
comment on column area_list_item.number is 'Number of the parcel';
comment on column area_list_item.address is 'Where it lies';
comment on column area_list_item."parcelArea" is 'Area of the whole parcel, 亩 × 10 000';
comment on column area_list_item."unsharedArea" is 'Of it public or vacant, 亩 × 10 000';
comment on column area_list_item.name is 'Name as it is shown';
comment on column area_list_item."creditCodeShown" is 'Credit code with its middle hidden';
comment on column area_list_item.area is 'The share, 亩 × 10 000';
create index area_list_item_of on area_list_item ("enterpriseId", "listId");
create trigger area_list_item_kept before update on area_list_item for each row execute function forbid_change();
alter table area_list_item enable row level security;
alter table area_list_item force row level security;
-- what is published is everybody's to read; who publishes it must see the enterprise
create policy area_list_item_public on area_list_item for select using (true);
create policy area_list_item_scope on area_list_item for insert with check (${ofStaff} and ${inScope});
grant select, insert on area_list_item to tidu_app;`;

const objection = `
create table area_objection (
  id uuid primary key,
  "itemId" uuid not null references area_list_item on delete cascade,
  "listId" uuid not null references area_list on delete cascade,
  "parcelId" uuid not null references parcel on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
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
  answer text check (length(answer) between 2 and 500),
  version int not null default 1,
  check ((kind = 'clue') = ("clueWhy" is not null)),
  check (kind = 'clue' or ("objectorName" is not null and "objectorContact" is not null)),
  check (num_nonnulls("acceptedAt", "acceptedBy", "acceptedByName", "dueOn") in (0, 4)),
  check (num_nonnulls("answeredAt", "answeredBy", "answeredByName", answer) in (0, 4)),
  check ((state in ('dismissed', 'upheld', 'noted')) = ("answeredAt" is not null)),
  check (state not in ('accepted', 'dismissed', 'upheld') or "acceptedAt" is not null)
);
comment on table area_objection is 'Objections (异议) to a share on an area list, and clues (线索): anonymous or late; only staff read them';
comment on column area_objection.kind is 'objection: in time, by somebody who says who they are; clue: anything else';
comment on column area_objection."clueWhy" is 'anonymous 匿名, late 逾期';
comment on column area_objection.text is 'What is objected';
comment on column area_objection."objectorName" is 'Who objects: personal data';
comment on column area_objection."objectorContact" is 'How they are reached: personal data';
comment on column area_objection."receivedAt" is 'When it came, by the clock of the server';
comment on column area_objection.state is 'received; accepted; dismissed; upheld: the parcel was divided anew; noted: looked at, nothing to be done';
comment on column area_objection."acceptedAt" is 'When it was taken up (受理)';
comment on column area_objection."acceptedBy" is 'By whom';
comment on column area_objection."acceptedByName" is 'That person as named then';
comment on column area_objection."dueOn" is 'Until when it is to be answered';
comment on column area_objection."answeredAt" is 'When it was answered';
comment on column area_objection."answeredBy" is 'By whom: not who recorded the share that is objected to';
comment on column area_objection."answeredByName" is 'That person as named then';
comment on column area_objection.answer is 'What was found';
comment on column area_objection.version is 'Counts the changes; sent back as If-Match';
create index area_objection_of on area_objection ("listId", state);
create index area_objection_item on area_objection ("itemId");
create index area_objection_waiting on area_objection (state, "receivedAt", id);
alter table area_objection enable row level security;
alter table area_objection force row level security;
create policy area_objection_scope on area_objection using (${ofStaff} and ${inScope});
grant select on area_objection to tidu_app;
grant update (state, "acceptedAt", "acceptedBy", "acceptedByName", "dueOn", "answeredAt", "answeredBy", "answeredByName",
  answer, version) on area_objection to tidu_app;
alter table parcel_division add foreign key ("objectionId") references area_objection on delete cascade;

-- whoever objects sees no enterprise: what they say is written for them, to a share that stands on a list
create function receive_area_objection(given uuid, item uuid, said text, who text, contact text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found record;
  why text;
  scope text := current_setting('tidu.scope', true);
begin
  select i."listId", i."parcelId", i."enterpriseId", l."closesOn" into found
    from area_list_item i join area_list l on l.id = i."listId" where i.id = item;
  if found is null then return null; end if;
  why := case when who is null or contact is null then 'anonymous'
    when (now() at time zone 'Asia/Shanghai')::date > found."closesOn" then 'late' end;
  perform set_config('tidu.scope', '*', true);
  insert into area_objection (id, "itemId", "listId", "parcelId", "enterpriseId", kind, "clueWhy", text, "objectorName", "objectorContact")
    values (given, item, found."listId", found."parcelId", found."enterpriseId",
      case when why is null then 'objection' else 'clue' end, why, said, who, contact);
  perform set_config('tidu.scope', coalesce(scope, ''), true);
  return coalesce(why, 'objection');
end $$;
comment on function receive_area_objection(uuid, uuid, text, text, text) is 'Writes down what somebody without an account objects to a share; says how it was taken: objection, anonymous, late; null where nobody stands there';
revoke execute on function receive_area_objection(uuid, uuid, text, text, text) from public;
grant execute on function receive_area_objection(uuid, uuid, text, text, text) to tidu_app;`;

const writing = `
create table area_writing (
  "listId" uuid primary key references area_list on delete cascade,
  reason text check (length(reason) between 2 and 500),
  enterprises int not null check (enterprises >= 0),
  area bigint not null check (area >= 0),
  "jobId" uuid not null,
  "writtenAt" timestamptz not null default now(),
  "writtenBy" uuid not null default acting_person(),
  "writtenByName" text not null
);
comment on table area_writing is 'That the areas of a list were written as figures of source zone (园区) and fact landArea: once a list';
comment on column area_writing.reason is 'Why before the period was over, with open objections or after later changes: by a second person; null: nothing stood in the way';
comment on column area_writing.enterprises is 'How many enterprises were given an area';
comment on column area_writing.area is 'Sum of what was written, 亩 × 10 000: the sum of the shares';
comment on column area_writing."jobId" is 'Job that wrote it';
comment on column area_writing."writtenAt" is 'When';
comment on column area_writing."writtenBy" is 'Who had it written';
comment on column area_writing."writtenByName" is 'That person as named then';
create trigger area_writing_kept before update on area_writing for each row execute function forbid_change();
create function area_writing_second() returns trigger language plpgsql as $$
begin
  if new.reason is not null and exists (select from area_list l where l.id = new."listId" and l."publishedBy" = new."writtenBy") then
    raise exception 'an area list is written early by a second person only'
      using errcode = '23514', constraint = 'area_two_persons', table = 'area_writing';
  end if;
  return new;
end $$;
create trigger area_writing_second before insert on area_writing for each row execute function area_writing_second();
grant select, insert on area_writing to tidu_app;

create table area_written (
  "listId" uuid not null references area_list on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  area bigint not null check (area > 0),
  primary key ("listId", "enterpriseId")
);
comment on table area_written is 'What a writing gave an enterprise: the sum of its shares, those of records merged into it included';
comment on column area_written.area is 'Area, 亩 × 10 000';
create index area_written_of on area_written ("enterpriseId");
create trigger area_written_kept before update on area_written for each row execute function forbid_change();
alter table area_written enable row level security;
alter table area_written force row level security;
create policy area_written_scope on area_written using (${inScope});
grant select, insert on area_written to tidu_app;`;

const demo = `
create function remove_demo_parcels() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone bigint;
begin
  if not scope_everything() then raise exception 'only with the whole register in scope' using errcode = '42501'; end if;
  delete from parcel where demo;
  get diagnostics gone = row_count;
  delete from area_list where demo;
  return gone;
end $$;
comment on function remove_demo_parcels() is 'Takes the parcels and area lists of invented enterprises away; no real one has a part in them';
revoke all on function remove_demo_parcels() from public;
grant execute on function remove_demo_parcels() to tidu_app;
create policy parcel_remove on parcel for delete to tidu_owner using (demo);`;
