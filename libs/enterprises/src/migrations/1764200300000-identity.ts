import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Identity with history: past states, names, aliases, places, contacts, notes, links, merges, and the list of changes. */
export class Identity1764200300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create extension if not exists btree_gist;

alter table enterprise
  add column since date check (since between '1800-01-01' and '2200-01-01'),
  add column "shortName" text check (length("shortName") between 1 and 100),
  add column "streetCode" text check ("streetCode" ~ '^\\d{9}$'),
  add column "registeredCapital" bigint check ("registeredCapital" between 0 and 1000000000000000),
  add column "registeredAddress" text check (length("registeredAddress") between 1 and 300),
  add column "productionAddress" text check (length("productionAddress") between 1 and 300),
  add column "legalRepresentative" text check (length("legalRepresentative") between 1 and 100),
  add column status text not null default 'active' check (status in ('active', 'dissolved', 'movedOut', 'merged')),
  add column "mergedInto" uuid references enterprise check ("mergedInto" <> id),
  add column "officerId" uuid,
  add column "officerName" text check (length("officerName") between 1 and 100),
  add column "changedBy" uuid,
  add column "changedByName" text,
  add constraint enterprise_merged check ((status = 'merged') = ("mergedInto" is not null)),
  add constraint enterprise_officer check ("officerId" is null or "officerName" is not null);
comment on column enterprise.since is 'First day of this state; null: as long as known. Earlier states stand in enterprise_version';
comment on column enterprise."shortName" is 'Short name in use today (简称)';
comment on column enterprise."streetCode" is 'Street or town (街道、乡镇), nine digits';
comment on column enterprise."registeredCapital" is 'Registered capital (注册资本) in 分';
comment on column enterprise."registeredAddress" is 'Registered address (住所)';
comment on column enterprise."productionAddress" is 'Address of production (生产经营地址)';
comment on column enterprise."legalRepresentative" is 'Legal representative (法定代表人); personal data';
comment on column enterprise.status is 'active 在营, dissolved 注销, movedOut 迁出, merged 合并';
comment on column enterprise."mergedInto" is 'Record that goes on in its place; only of a merged one';
comment on column enterprise."officerName" is 'Officer responsible (包联责任人)';
comment on column enterprise."changedBy" is 'Who changed the row last; null: before this was kept';
comment on column enterprise."changedByName" is 'Name of that person at the time';
create index enterprise_merged_into on enterprise ("mergedInto") where "mergedInto" is not null;
create index enterprise_by_officer on enterprise ("officerId") where "officerId" is not null;

create table enterprise_version (
  id uuid primary key default gen_random_uuid(),
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "validFrom" date,
  "validUntil" date not null,
  "creditCode" text not null check ("creditCode" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text not null check (length(name) between 1 and 200),
  "shortName" text,
  "regionCode" text not null check ("regionCode" ~ '^\\d{6}$'),
  "regionBasis" text not null check ("regionBasis" in ('given', 'creditCode')),
  "streetCode" text,
  "industryCode" text,
  ownership text,
  "registeredOn" date,
  "registeredCapital" bigint,
  "registeredAddress" text,
  "productionAddress" text,
  "legalRepresentative" text,
  status text not null check (status in ('active', 'dissolved', 'movedOut', 'merged')),
  "mergedInto" uuid,
  "officerId" uuid,
  "officerName" text,
  "jobId" uuid,
  ${recorded},
  check ("validFrom" < "validUntil"),
  constraint enterprise_version_one_a_day exclude using gist
    ("enterpriseId" with =, daterange("validFrom", "validUntil") with &&) where ("withdrawnAt" is null)
);
comment on table enterprise_version is 'Past states of the identity (历史状态), [validFrom, validUntil); the current one stands in enterprise';
comment on column enterprise_version."creditCode" is 'Credit code in that time';
comment on column enterprise_version."shortName" is 'Short name in that time';
comment on column enterprise_version."regionCode" is 'Region in that time, GB/T 2260';
comment on column enterprise_version."regionBasis" is 'given: stated by a source; creditCode: taken from the code';
comment on column enterprise_version."streetCode" is 'Street in that time';
comment on column enterprise_version."industryCode" is 'GB/T 4754-2017 in that time';
comment on column enterprise_version.ownership is 'Ownership in that time';
comment on column enterprise_version."registeredOn" is 'Date of registration as held for that time';
comment on column enterprise_version."registeredCapital" is 'Registered capital in that time, 分';
comment on column enterprise_version."registeredAddress" is 'Registered address in that time';
comment on column enterprise_version."productionAddress" is 'Address of production in that time';
comment on column enterprise_version."legalRepresentative" is 'Legal representative in that time; personal data';
comment on column enterprise_version.status is 'Status in that time';
comment on column enterprise_version."mergedInto" is 'Record that went on in its place in that time';
comment on column enterprise_version."officerName" is 'Officer responsible in that time';

create table enterprise_change (
  id uuid primary key default gen_random_uuid(),
  "enterpriseId" uuid not null references enterprise on delete cascade,
  kind text not null check (kind ~ '^[a-z]+\\.[a-zA-Z]+$'),
  "effectiveOn" date,
  before jsonb,
  after jsonb,
  reason text,
  source text,
  "objectId" uuid,
  "jobId" uuid,
  request text,
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null
);
comment on table enterprise_change is 'What was changed in a record, by whom and why (变更记录); append-only, shown as its timeline';
comment on column enterprise_change.kind is 'What was done: identity.change, name.add, link.end, record.merge …';
comment on column enterprise_change."effectiveOn" is 'Day from which it is so; null: it always was (a correction), or no day belongs to it';
comment on column enterprise_change.before is 'Values before, by column; null where nothing was there';
comment on column enterprise_change.after is 'Values after, by column; null where nothing is left';
comment on column enterprise_change.reason is 'Why, in the person''s own words; null for an import';
comment on column enterprise_change.source is 'Who says it is so: a document, a file, a person';
comment on column enterprise_change."objectId" is 'Row it concerns, where not the enterprise itself';
comment on column enterprise_change.request is 'Hash of what was asked, by which a request sent again is recognised; null for an import';
comment on column enterprise_change.at is 'When it was recorded';
comment on column enterprise_change."personName" is 'Who recorded it, as named then';
create index enterprise_change_newest on enterprise_change ("enterpriseId", at desc, id desc);
create trigger enterprise_change_append_only before update on enterprise_change
  for each row execute function forbid_change();

create table enterprise_name (
  ${dated},
  kind text not null check (kind in ('former', 'short')),
  name text not null check (length(name) between 1 and 200),
  "searchName" text not null generated always as (searchable(name)) stored,
  ${recorded}
);
comment on table enterprise_name is 'Former and short names (曾用名、简称) with their days; the registered name of today is enterprise.name';
comment on column enterprise_name.kind is 'former 曾用名 (once registered), short 简称';
comment on column enterprise_name."searchName" is 'As searchable() makes it, to be found by';
create index enterprise_name_of on enterprise_name ("enterpriseId");
create index enterprise_name_by_name on enterprise_name ("searchName") where "withdrawnAt" is null;
create unique index enterprise_name_once on enterprise_name ("enterpriseId", kind, name, "validFrom") nulls not distinct
  where "withdrawnAt" is null;

create table enterprise_alias (
  ${dated},
  kind text not null check (kind in ('registrationNumber', 'organisationCode', 'creditCode')),
  code text not null check (case kind when 'registrationNumber' then code ~ '^\\d{15}$'
    when 'organisationCode' then code ~ '^[0-9A-Z]{8}[0-9X]$' else code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' end),
  ${recorded}
);
comment on table enterprise_alias is 'Other numbers an enterprise is met under (旧代码): 15-digit registration number, organisation code, replaced credit code';
comment on column enterprise_alias.kind is 'registrationNumber 旧注册号, organisationCode 组织机构代码, creditCode 更换前的统一社会信用代码';
create index enterprise_alias_by_code on enterprise_alias (code) where "withdrawnAt" is null;
create unique index enterprise_alias_once on enterprise_alias ("enterpriseId", kind, code) where "withdrawnAt" is null;

create table enterprise_zone (
  ${dated},
  "zoneCode" text not null check (length("zoneCode") between 1 and 20),
  ${recorded}
);
comment on table enterprise_zone is 'Zones an enterprise belongs to (所在园区), several at once';
comment on column enterprise_zone."zoneCode" is 'Zone of the district''s list';
create index enterprise_zone_by_zone on enterprise_zone ("zoneCode", "enterpriseId") where "withdrawnAt" is null;
create unique index enterprise_zone_once on enterprise_zone ("enterpriseId", "zoneCode", "validFrom") nulls not distinct
  where "withdrawnAt" is null;

create table enterprise_chain (
  ${dated},
  "chainCode" text not null check (length("chainCode") between 1 and 20),
  ${recorded}
);
comment on table enterprise_chain is 'Chains and links of chains an enterprise belongs to (所属产业链), several at once';
comment on column enterprise_chain."chainCode" is 'Chain of the district''s list';
create index enterprise_chain_by_chain on enterprise_chain ("chainCode", "enterpriseId") where "withdrawnAt" is null;
create unique index enterprise_chain_once on enterprise_chain ("enterpriseId", "chainCode", "validFrom") nulls not distinct
  where "withdrawnAt" is null;

create table enterprise_contact (
  ${dated},
  role text not null check (role in ('legalRepresentative', 'principal', 'finance', 'technology', 'liaison', 'other')),
  name text not null check (length(name) between 1 and 100),
  position text check (length(position) between 1 and 100),
  phone text check (phone ~ '^[0-9+() -]{5,30}$'),
  mail text check (length(mail) between 3 and 200),
  ${recorded}
);
comment on table enterprise_contact is 'People to speak with (联系人); personal data';
comment on column enterprise_contact.role is 'legalRepresentative 法定代表人, principal 负责人, finance 财务, technology 技术, liaison 联络员, other 其他';
comment on column enterprise_contact.position is 'Position in the enterprise (职务)';
comment on column enterprise_contact.phone is 'Phone; personal data, masked unless asked for';
comment on column enterprise_contact.mail is 'Mail address; personal data, masked unless asked for';
create index enterprise_contact_of on enterprise_contact ("enterpriseId");

create table enterprise_note (
  ${dated},
  text text not null check (length(text) between 1 and 2000),
  ${recorded}
);
comment on table enterprise_note is 'Notes of the bureau about an enterprise (备注), never shown to it';
comment on column enterprise_note.text is 'The note';
create index enterprise_note_of on enterprise_note ("enterpriseId");

create table enterprise_link (
  ${dated},
  "otherId" uuid references enterprise on delete cascade check ("otherId" <> "enterpriseId"),
  "otherName" text check (length("otherName") between 1 and 200),
  "otherCode" text check ("otherCode" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  kind text not null check (kind in ('group', 'control', 'supplies')),
  inward boolean not null default false,
  share int check (share between 1 and 10000),
  product text check (length(product) between 1 and 200),
  "ownConfirmedAt" timestamptz,
  "ownConfirmedBy" uuid,
  "ownConfirmedByName" text,
  "otherConfirmedAt" timestamptz,
  "otherConfirmedBy" uuid,
  "otherConfirmedByName" text,
  ${recorded},
  constraint enterprise_link_other check (("otherId" is null) = ("otherName" is not null)),
  check (share is null or kind = 'control'),
  check (product is null or kind = 'supplies'),
  check (not (inward and kind = 'group'))
);
comment on table enterprise_link is 'Group, control and supply links between enterprises (集团、控股、龙头配套)';
comment on column enterprise_link."otherName" is 'Name of an enterprise that isn''t in the register';
comment on column enterprise_link."otherCode" is 'Credit code of an enterprise that isn''t in the register';
comment on column enterprise_link.kind is 'group: same group; control: one controls the other; supplies: one supplies (配套) the other, the leader (龙头)';
comment on column enterprise_link.inward is 'false: the enterprise controls or supplies the other; true: the other does';
comment on column enterprise_link.share is 'Share held in hundredths of a percent; only of control';
comment on column enterprise_link.product is 'What is supplied';
comment on column enterprise_link."ownConfirmedAt" is 'When the enterprise confirmed the supply';
comment on column enterprise_link."ownConfirmedBy" is 'Who recorded that confirmation';
comment on column enterprise_link."ownConfirmedByName" is 'Name of that person at the time';
comment on column enterprise_link."otherConfirmedAt" is 'When the other side confirmed the supply';
comment on column enterprise_link."otherConfirmedBy" is 'Who recorded that confirmation';
comment on column enterprise_link."otherConfirmedByName" is 'Name of that person at the time';
create index enterprise_link_of on enterprise_link ("enterpriseId");
create index enterprise_link_other_of on enterprise_link ("otherId") where "otherId" is not null;
create unique index enterprise_link_once on enterprise_link
  (kind, inward, "enterpriseId", coalesce("otherId"::text, "otherName"), coalesce(product, ''), "validFrom") nulls not distinct
  where "withdrawnAt" is null;

create table enterprise_merge (
  id uuid primary key,
  "mergedId" uuid not null references enterprise on delete cascade,
  "survivorId" uuid not null references enterprise on delete cascade check ("survivorId" <> "mergedId"),
  kind text not null check (kind in ('duplicate', 'absorbed')),
  "effectiveOn" date,
  "statusBefore" text not null check ("statusBefore" in ('active', 'dissolved', 'movedOut')),
  reason text not null check (length(reason) between 1 and 500),
  source text check (length(source) between 1 and 200),
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  "undoneAt" timestamptz,
  "undoneBy" uuid,
  "undoneByName" text,
  "undoneReason" text check (length("undoneReason") between 1 and 500),
  check ((kind = 'absorbed') = ("effectiveOn" is not null)),
  check (num_nonnulls("undoneAt", "undoneBy", "undoneByName", "undoneReason") in (0, 4))
);
comment on table enterprise_merge is 'Which record goes on in the place of which (记录合并与企业合并); nothing moves, so undoing is exact';
comment on column enterprise_merge.kind is 'duplicate: two records of one enterprise; absorbed: one enterprise was merged into another on a day';
comment on column enterprise_merge."effectiveOn" is 'Day of the merger; only of absorbed';
comment on column enterprise_merge."statusBefore" is 'Status to which an undo returns';
comment on column enterprise_merge.reason is 'Why, in the person''s own words';
comment on column enterprise_merge.source is 'Who says so: the document';
comment on column enterprise_merge.at is 'When it was recorded';
comment on column enterprise_merge."personName" is 'Who recorded it, as named then';
comment on column enterprise_merge."undoneAt" is 'When it was taken back; null: it stands';
comment on column enterprise_merge."undoneBy" is 'Who took it back';
comment on column enterprise_merge."undoneByName" is 'Name of that person at the time';
comment on column enterprise_merge."undoneReason" is 'Why it was taken back';
create unique index enterprise_merge_standing on enterprise_merge ("mergedId") where "undoneAt" is null;
create index enterprise_merge_survivor on enterprise_merge ("survivorId") where "undoneAt" is null;

create function enterprise_family(of uuid) returns setof uuid language sql stable as $$
  with recursive family(id) as (
    select of
    union
    select m."mergedId" from family f join enterprise_merge m on m."survivorId" = f.id
    where m.kind = 'duplicate' and m."undoneAt" is null)
  select id from family $$;
comment on function enterprise_family(uuid) is 'A record and those found to be the same enterprise: their rows are read together';

create function enterprise_survivor(of uuid) returns uuid language sql stable as $$
  with recursive chain(id, step) as (
    select of, 0
    union all
    select m."survivorId", step + 1 from chain c join enterprise_merge m on m."mergedId" = c.id
    where m.kind = 'duplicate' and m."undoneAt" is null and step < 100)
  select id from chain order by step desc limit 1 $$;
comment on function enterprise_survivor(uuid) is 'The record that stands for a second record of the same enterprise; itself when it stands for itself';

create table enterprise_duplicate (
  "firstId" uuid not null references enterprise on delete cascade,
  "secondId" uuid not null references enterprise on delete cascade,
  rules text[] not null check (cardinality(rules) > 0),
  "foundAt" timestamptz not null default now(),
  state text not null default 'open' check (state in ('open', 'distinct')),
  "decidedAt" timestamptz,
  "decidedBy" uuid,
  "decidedByName" text,
  reason text check (length(reason) between 1 and 500),
  primary key ("firstId", "secondId"),
  check ("firstId" < "secondId"),
  check ((state = 'distinct') = (num_nonnulls("decidedAt", "decidedBy", "decidedByName", reason) = 4))
);
comment on table enterprise_duplicate is 'Pairs of records that may be one enterprise (疑似重复), found by rule';
comment on column enterprise_duplicate.rules is 'Rules that found the pair';
comment on column enterprise_duplicate."foundAt" is 'When it was found first';
comment on column enterprise_duplicate."decidedAt" is 'When a person said that they are two';
comment on column enterprise_duplicate."decidedBy" is 'Who said so';
comment on column enterprise_duplicate."decidedByName" is 'Name of that person at the time';
comment on column enterprise_duplicate.reason is 'Why they are two; such a pair stays closed when it is found again';
create index enterprise_duplicate_second on enterprise_duplicate ("secondId");
create index enterprise_duplicate_open on enterprise_duplicate ("foundAt" desc, "firstId", "secondId") where state = 'open';

create table enterprise_split (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "newId" uuid not null references enterprise on delete cascade check ("newId" <> "enterpriseId"),
  moved jsonb not null,
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null default now(),
  "personId" uuid not null,
  "personName" text not null,
  "undoneAt" timestamptz,
  "undoneBy" uuid,
  "undoneByName" text,
  "undoneReason" text check (length("undoneReason") between 1 and 500),
  check (num_nonnulls("undoneAt", "undoneBy", "undoneByName", "undoneReason") in (0, 4))
);
comment on table enterprise_split is 'Records that held two enterprises and were parted (记录拆分)';
comment on column enterprise_split.moved is 'Ids of the rows that went to the new record, by table';
comment on column enterprise_split.reason is 'Why, in the person''s own words';
comment on column enterprise_split.at is 'When it was recorded';
comment on column enterprise_split."personName" is 'Who recorded it, as named then';
comment on column enterprise_split."undoneAt" is 'When it was taken back; null: it stands';
comment on column enterprise_split."undoneBy" is 'Who took it back';
comment on column enterprise_split."undoneByName" is 'Name of that person at the time';
comment on column enterprise_split."undoneReason" is 'Why it was taken back';
create index enterprise_split_of on enterprise_split ("enterpriseId");
create index enterprise_split_new on enterprise_split ("newId");

grant select, insert on enterprise_change to tidu_app;
grant select, insert, update on enterprise_version, enterprise_name, enterprise_alias, enterprise_zone, enterprise_chain,
  enterprise_contact, enterprise_note, enterprise_link, enterprise_merge, enterprise_split to tidu_app;
grant select, insert, update, delete on enterprise_duplicate to tidu_app;`);
    for (const table of ofOne) await secure(runner, table, `e.id = "enterpriseId"`);
    await secure(runner, 'enterprise_link', `e.id = "enterpriseId" or e.id = "otherId"`);
    await secure(runner, 'enterprise_merge', `e.id = "mergedId" or e.id = "survivorId"`);
    await secure(runner, 'enterprise_split', `e.id = "enterpriseId" or e.id = "newId"`);
    // a pair is seen by who sees both: one half would tell of a record elsewhere
    await secure(runner, 'enterprise_duplicate', `e.id = "firstId"`, `e.id = "secondId"`);
    for (const table of datedTables) await commentDated(runner, table);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

/** Id, enterprise and days of a dated row. */
const dated = `id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "validFrom" date,
  "validUntil" date,
  version int not null default 1,
  check ("validFrom" < "validUntil")`;

/** Who says so, who wrote it, and whether it was taken back as a mistake. */
const recorded = `source text check (length(source) between 1 and 200),
  reason text check (length(reason) between 1 and 500),
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  "withdrawnAt" timestamptz,
  "withdrawnBy" uuid,
  "withdrawnByName" text,
  "withdrawnReason" text check (length("withdrawnReason") between 1 and 500),
  check (num_nonnulls("withdrawnAt", "withdrawnBy", "withdrawnByName", "withdrawnReason") in (0, 4))`;

const datedTables = [
  ...['enterprise_version', 'enterprise_name', 'enterprise_alias', 'enterprise_zone', 'enterprise_chain'],
  ...['enterprise_contact', 'enterprise_note', 'enterprise_link'],
];
const ofOne = [...datedTables.filter((table) => table !== 'enterprise_link'), 'enterprise_change'];

async function secure(runner: QueryRunner, table: string, ...sides: string[]): Promise<void> {
  const seen = sides.map((side) => `exists (select from enterprise e where ${side})`).join(' and ');
  await runner.query(`alter table ${table} enable row level security; alter table ${table} force row level security;
    create policy ${table}_scope on ${table} using ((select scope_everything()) or (${seen}))`);
}

async function commentDated(runner: QueryRunner, table: string): Promise<void> {
  const words = {
    validFrom: 'First day on which it is so; null: as long as known',
    validUntil: 'First day on which it no longer is; null: still so',
    source: 'Who says it: a document, a file, a person',
    reason: "Why it was recorded, in the person's own words",
    recordedAt: 'When it was recorded',
    recordedBy: 'Who recorded it',
    recordedByName: 'Name of that person at the time',
    withdrawnAt: 'When it was taken back as a mistake; null: it stands',
    withdrawnBy: 'Who took it back',
    withdrawnByName: 'Name of that person at the time',
    withdrawnReason: 'Why it was taken back',
  };
  for (const [column, text] of Object.entries(words))
    await runner.query(`comment on column ${table}."${column}" is '${text.replaceAll("'", "''")}'`);
}
