import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Streets, 战略性新兴产业, the district's zones and chains, its overrides, and a calendar whose states have versions. */
export class CodeTables1764200200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table street (
  code text primary key check (code ~ '^\\d{9}$'),
  name text not null
);
comment on table street is 'Streets and towns (街道、乡镇), nine digits of 统计用区划代码; the first six are the region';
create table strategic_field (
  code text primary key check (code ~ '^[1-9]$'),
  name text not null
);
comment on table strategic_field is 'The nine fields of 战略性新兴产业分类(2018)';
create table strategic_emerging (
  "industryCode" text not null,
  field text not null references strategic_field deferrable initially deferred,
  partial boolean not null,
  primary key ("industryCode", field)
);
comment on table strategic_emerging is 'Which classes of GB/T 4754 belong to a field of 战略性新兴产业分类(2018)';
comment on column strategic_emerging."industryCode" is 'GB/T 4754-2017 class';
comment on column strategic_emerging.field is 'Field of 战略性新兴产业分类(2018)';
comment on column strategic_emerging.partial is 'Only part of the class belongs to the field (* in the standard): a person must say whether an enterprise does';

create table zone (
  code text primary key check (code ~ '^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$'),
  name text not null check (length(name) between 1 and 100),
  level text check (level in ('district', 'city', 'province', 'nation')),
  note text not null default '' check (length(note) <= 1000),
  "validFrom" date,
  "validUntil" date,
  version int not null default 1,
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  reason text not null check (length(reason) between 1 and 500),
  check ("validFrom" < "validUntil")
);
comment on table zone is 'Zones of the district (园区、开发区、集聚区), its own list; an enterprise may belong to several';
comment on column zone.code is 'Code the district gave it, never given to another';
comment on column zone.level is 'Level at which the zone was approved';
create table chain (
  code text primary key check (code ~ '^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$'),
  name text not null check (length(name) between 1 and 100),
  parent text references chain check (parent <> code),
  note text not null default '' check (length(note) <= 1000),
  "validFrom" date,
  "validUntil" date,
  version int not null default 1,
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  reason text not null check (length(reason) between 1 and 500),
  check ("validFrom" < "validUntil")
);
comment on table chain is 'Industrial chains of the district and their links (产业链及环节), its own list beside GB/T 4754';
comment on column chain.code is 'Code the district gave it, never given to another';
comment on column chain.parent is 'Chain of which this is a link (环节); null for a chain';
create table code_version (
  "table" text not null check ("table" in ('zone', 'chain')),
  code text not null,
  version int not null,
  entry jsonb not null,
  "stateFrom" date,
  "stateUntil" date not null,
  "recordedAt" timestamptz not null,
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  reason text not null,
  "replacedAt" timestamptz not null default now(),
  primary key ("table", code, version),
  check ("stateFrom" <= "stateUntil")
);
comment on table code_version is 'Past states of zones and chains; the current one stands in their table';
comment on column code_version."table" is 'Table the state is of';
comment on column code_version.code is 'Code of the zone or chain';
comment on column code_version.version is 'Version the row had';
comment on column code_version.entry is 'The row as it was: name, level, parent, note, validFrom, validUntil';
comment on column code_version."stateFrom" is 'First day on which things were so; null: as long as known';
comment on column code_version."stateUntil" is 'First day on which they were no longer so; equal to stateFrom where the state was a mistake';
comment on column code_version.reason is 'Why this state was written';
comment on column code_version."replacedAt" is 'When the next state was written';

create table code_override (
  id uuid primary key,
  "table" text not null check ("table" in ('region', 'street', 'industry', 'strategicEmerging')),
  code text not null check (length(code) between 1 and 20),
  retired boolean not null,
  entry jsonb not null,
  "validFrom" date,
  "validUntil" date,
  source text not null check (length(source) between 1 and 200),
  reason text not null check (length(reason) between 1 and 500),
  version int not null default 1,
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  "withdrawnAt" timestamptz,
  "withdrawnBy" uuid,
  "withdrawnByName" text,
  "withdrawnReason" text check (length("withdrawnReason") between 1 and 500),
  check ("validFrom" < "validUntil"),
  check (("withdrawnAt" is null) = ("withdrawnReason" is null))
);
comment on table code_override is 'What the district adds to a national code table, or says otherwise than it, from a day on; the table itself stays as published';
comment on column code_override."table" is 'National table of which it speaks';
comment on column code_override.code is 'Code of the entry; of strategicEmerging the class, a hyphen and the field: 3411-7';
comment on column code_override.retired is 'The code is not in use in this time';
comment on column code_override.entry is 'What differs from the table: name, level, parent, partial';
comment on column code_override.source is 'Who says so: the document';
create index code_override_in_force on code_override ("table", code) where "withdrawnAt" is null;

create table calendar_version (
  version int primary key check (version > 0),
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  reason text not null check (length(reason) between 1 and 500)
);
comment on table calendar_version is 'States of the working-day calendar (工作日历); a running clock keeps the one it began with';
create table calendar_day (
  day date not null check (day between '1949-01-01' and '2200-01-01'),
  layer text not null check (layer in ('notice', 'district')),
  kind text not null check (kind in ('holiday', 'workday')),
  name text not null check (length(name) between 1 and 50),
  "fromVersion" int not null references calendar_version,
  "untilVersion" int references calendar_version,
  primary key (day, layer, "fromVersion"),
  check ("fromVersion" < "untilVersion")
);
comment on table calendar_day is 'Days that differ from Monday-Friday (节假日与调休), by the versions of the calendar in which they stand';
comment on column calendar_day.day is 'Day in Asia/Shanghai';
comment on column calendar_day.layer is 'notice: by the State Council''s notice; district: the district says so, before any notice';
comment on column calendar_day.kind is 'holiday: a day off; workday: a day worked, whatever the week says';
comment on column calendar_day."fromVersion" is 'First version of the calendar that holds the row';
comment on column calendar_day."untilVersion" is 'First version that no longer does; null: the current one holds it';
create unique index calendar_day_current on calendar_day (day, layer) where "untilVersion" is null;
create table calendar_year (
  year smallint not null check (year between 1949 and 2200),
  layer text not null check (layer in ('notice', 'district')),
  source text not null,
  "fromVersion" int not null references calendar_version,
  "untilVersion" int references calendar_version,
  primary key (year, layer, "fromVersion"),
  check ("fromVersion" < "untilVersion")
);
comment on table calendar_year is 'Years whose calendar was announced, by version; beyond them a day is provisional (暂定)';
comment on column calendar_year.layer is 'notice: known with the software; district: the district entered the notice itself';
comment on column calendar_year.source is 'Address or number of the notice';
comment on column calendar_year."fromVersion" is 'First version of the calendar that holds the year';
comment on column calendar_year."untilVersion" is 'First version that no longer does; null: the current one holds it';
create unique index calendar_year_current on calendar_year (year, layer) where "untilVersion" is null;
drop table working_day, working_day_year;

grant select, insert, update, delete on street, strategic_field, strategic_emerging to tidu_app;
grant select, insert, update on zone, chain to tidu_app;
grant select, insert on code_version, calendar_version to tidu_app;
grant select, insert, update ("withdrawnAt", "withdrawnBy", "withdrawnByName", "withdrawnReason", version, "validUntil")
  on code_override to tidu_app;
grant select, insert, update ("untilVersion") on calendar_day, calendar_year to tidu_app;`);
    await commentCommon(runner);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

/** The columns that mean the same in every table. */
async function commentCommon(runner: QueryRunner): Promise<void> {
  const words = {
    name: 'Name in Chinese',
    note: 'Remark of the bureau',
    validFrom: 'First day on which it is so; null: as long as known',
    validUntil: 'First day on which it no longer is; null: still so',
    version: 'Counts the changes; sent back as If-Match',
    recordedAt: 'When this was written',
    recordedBy: 'Who wrote it',
    recordedByName: 'Name of that person at the time',
    reason: 'Why, in words of the person',
    withdrawnAt: 'When it was taken back as a mistake; null: it stands',
    withdrawnBy: 'Who took it back',
    withdrawnByName: 'Name of that person at the time',
    withdrawnReason: 'Why it was taken back',
  };
  const columns = (await runner.query(
    `select table_name as "table", column_name as "column" from information_schema.columns c
     where table_schema = current_schema() and column_name = any($1) and table_name = any($2)
       and col_description(format('%I', table_name)::regclass, ordinal_position) is null`,
    [
      Object.keys(words),
      [
        'street',
        'strategic_field',
        'zone',
        'chain',
        'code_version',
        'code_override',
        'calendar_version',
        'calendar_day',
      ],
    ],
  )) as { table: string; column: keyof typeof words }[];
  for (const { table, column } of columns)
    await runner.query(`comment on column ${table}."${column}" is '${words[column].replaceAll("'", "''")}'`);
}
