import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parcels of land (地块) and how each is divided among its tenants, day by day (用地台账). */
export class Parcels1764301920200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [parcel, division, share, sums]) await runner.query(part);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const ofStaff = `(select acting_principal()) is null`;

const parcel = `
create table parcel (
  id uuid primary key,
  number text not null unique check (length(number) between 1 and 60),
  "regionCode" text not null check ("regionCode" ~ '^[0-9]{6}$'),
  "zoneCode" text check (length("zoneCode") between 1 and 20),
  address text not null check (length(address) between 1 and 200),
  demo boolean not null,
  version int not null default 1 check (version > 0),
  "createdAt" timestamptz not null default now(),
  "createdBy" uuid not null default acting_person(),
  "createdByName" text not null
);
comment on table parcel is 'Parcels of land (地块) that one or several enterprises use; how they are divided is in parcel_division';
comment on column parcel.number is 'Number of the parcel (地块编号), as in the land register';
comment on column parcel."regionCode" is 'Where it lies: county, six digits';
comment on column parcel."zoneCode" is 'Zone it lies in, of the district''s own list; null: in none';
comment on column parcel.address is 'Where it lies, in words (坐落)';
comment on column parcel.demo is 'Of invented enterprises';
comment on column parcel."createdBy" is 'Who entered it';
comment on column parcel."createdByName" is 'That person as named then';
create index parcel_of_zone on parcel ("zoneCode", number) where "zoneCode" is not null;
create index parcel_of_region on parcel ("regionCode", number);
alter table parcel enable row level security;
alter table parcel force row level security;
grant select, insert, update (address, "zoneCode", version) on parcel to tidu_app;`;

const division = `
create table parcel_division (
  id uuid primary key,
  "parcelId" uuid not null references parcel on delete cascade,
  revision int not null check (revision > 0),
  "validFrom" date not null,
  ended boolean not null default false,
  area bigint not null check (area >= 0),
  "publicArea" bigint not null check ("publicArea" >= 0),
  "vacantArea" bigint not null check ("vacantArea" >= 0),
  document text check (length(document) between 1 and 200),
  reason text check (length(reason) between 2 and 500),
  "objectionId" uuid,
  "jobId" uuid,
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null default acting_person(),
  "recordedByName" text not null,
  unique ("parcelId", revision),
  check (ended = (area = 0)),
  check (revision = 1 or reason is not null or "jobId" is not null)
);
comment on table parcel_division is 'How a parcel is divided from a day on (分摊): append-only; of a day the newest revision of the newest day up to it holds. Tenants'' shares, public and vacant area add up to its area, checked at commit';
comment on column parcel_division.revision is '1, 2, 3 … of the parcel, in the order in which they were recorded';
comment on column parcel_division."validFrom" is 'First day on which it holds; one of the same day takes the earlier revision''s place';
comment on column parcel_division.ended is 'From that day on the parcel is none any more (收回、注销、合并)';
comment on column parcel_division.area is 'Area of the parcel, 亩 × 10 000';
comment on column parcel_division."publicArea" is 'Of it shared by all and counted for nobody (公共), 亩 × 10 000';
comment on column parcel_division."vacantArea" is 'Of it used by nobody (空置), 亩 × 10 000';
comment on column parcel_division.document is 'Document it comes from: title, contract, survey';
comment on column parcel_division.reason is 'Why it was divided anew';
comment on column parcel_division."objectionId" is 'Objection that was upheld and led to it';
comment on column parcel_division."recordedAt" is 'When it was recorded';
comment on column parcel_division."recordedBy" is 'Who recorded it';
comment on column parcel_division."recordedByName" is 'That person as named then';
create index parcel_division_on on parcel_division ("parcelId", "validFrom" desc, revision desc);
create trigger parcel_division_kept before update on parcel_division for each row execute function forbid_change();
alter table parcel_division enable row level security;
alter table parcel_division force row level security;
create policy parcel_division_scope on parcel_division for select
  using (exists (select from parcel p where p.id = "parcelId"));
create policy parcel_division_write on parcel_division for insert
  with check (${ofStaff} and exists (select from parcel p where p.id = "parcelId"));
create policy parcel_division_of_owner on parcel_division for select to tidu_owner using (true);
grant select, insert on parcel_division to tidu_app;`;

const share = `
create table parcel_share (
  "divisionId" uuid not null references parcel_division on delete cascade,
  "parcelId" uuid not null references parcel on delete cascade,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  area bigint not null check (area > 0),
  primary key ("divisionId", "enterpriseId")
);
comment on table parcel_share is 'What of a parcel counts for an enterprise by one division: append-only';
comment on column parcel_share.area is 'Area, 亩 × 10 000';
create index parcel_share_of on parcel_share ("enterpriseId", "parcelId");
create index parcel_share_in on parcel_share ("parcelId");
create trigger parcel_share_kept before update on parcel_share for each row execute function forbid_change();
alter table parcel_share enable row level security;
alter table parcel_share force row level security;
create policy parcel_share_scope on parcel_share for select
  using ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
create policy parcel_share_write on parcel_share for insert with check (${ofStaff}
  and exists (select from enterprise e where e.id = "enterpriseId") and exists (select from parcel p where p.id = "parcelId"));
create policy parcel_share_of_owner on parcel_share for select to tidu_owner using (true);
grant select, insert on parcel_share to tidu_app;

-- shares are read as the owner, past their policy, which would go in circles; enterprises as whoever asks
create function tenant_parcels() returns uuid[] language plpgsql stable security definer
  set search_path = public, pg_temp as $$
begin
  if scope_everything() then return '{}'; end if;
  return array(select distinct s."parcelId" from parcel_share s join enterprise e on e.id = s."enterpriseId");
end $$;
comment on function tenant_parcels() is 'Parcels of which an enterprise in scope has or had a share: their ids alone';
revoke all on function tenant_parcels() from public;
grant execute on function tenant_parcels() to tidu_app;
create policy parcel_of_owner on parcel for select to tidu_owner using (true);
create policy parcel_scope on parcel for select using (
  (select scope_everything())
  or array["regionCode", left("regionCode", 4), left("regionCode", 2)] && (select scope_regions())
  or "zoneCode" = any ((select scope_zones())::text[])
  or id = any ((select tenant_parcels())::uuid[]));
-- who writes one is responsible for the place, not only for a tenant
create policy parcel_enter on parcel for insert with check (${ofStaff} and (
  (select scope_everything())
  or array["regionCode", left("regionCode", 4), left("regionCode", 2)] && (select scope_regions())
  or "zoneCode" = any ((select scope_zones())::text[])));
create policy parcel_edit on parcel for update using (${ofStaff} and (
  (select scope_everything())
  or array["regionCode", left("regionCode", 4), left("regionCode", 2)] && (select scope_regions())
  or "zoneCode" = any ((select scope_zones())::text[])));`;

const sums = `
create function shares_add_up() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  given uuid := coalesce(to_jsonb(new)->>'divisionId', to_jsonb(new)->>'id')::uuid;
  whole parcel_division%rowtype;
  shared numeric;
begin
  select * into whole from parcel_division where id = given;
  if not found then return null; end if;
  select coalesce(sum(area), 0) into shared from parcel_share where "divisionId" = given;
  if shared + whole."publicArea" + whole."vacantArea" <> whole.area then
    raise exception 'shares of a parcel must add up to its area'
      using errcode = '23514', constraint = 'parcel_shares_add_up', table = 'parcel_division';
  end if;
  return null;
end $$;
comment on function shares_add_up() is 'At commit: shares, public and vacant area of a division are exactly its area';
revoke all on function shares_add_up() from public;
create constraint trigger parcel_division_adds_up after insert on parcel_division
  deferrable initially deferred for each row execute function shares_add_up();
create constraint trigger parcel_share_adds_up after insert on parcel_share
  deferrable initially deferred for each row execute function shares_add_up();`;
