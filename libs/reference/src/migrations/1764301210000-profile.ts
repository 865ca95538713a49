import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose register this is. */
export class Profile1764301210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table district_profile (
  "onlyOne" boolean primary key default true check ("onlyOne"),
  name text not null check (length(name) between 2 and 50),
  "regionCode" text not null check ("regionCode" ~ '^\\d{6}$'),
  bureau text not null check (length(bureau) between 2 and 60),
  "cityDepartment" text check (length("cityDepartment") between 2 and 60),
  "provinceDepartment" text check (length("provinceDepartment") between 2 and 60),
  version int not null default 1,
  "changedAt" timestamptz not null default now(),
  "changedBy" uuid not null,
  "changedByName" text not null,
  reason text not null check (length(reason) between 1 and 500)
);
comment on table district_profile is 'Whose register this is (本区档案): one row, written when the installation is set up';
comment on column district_profile."onlyOne" is 'There is but one district';
comment on column district_profile.name is 'Name of the district (区县名称) as it stands in heads, exports and letters';
comment on column district_profile."regionCode" is 'Its administrative division (行政区划)';
comment on column district_profile.bureau is 'Full name of the bureau that keeps the register (主管部门)';
comment on column district_profile."cityDepartment" is 'Department above it at the city (市级主管部门); null: none was named';
comment on column district_profile."provinceDepartment" is 'Department above it at the province (省级主管部门); null: none was named';
comment on column district_profile.version is 'Counts the changes; sent back as If-Match';
comment on column district_profile."changedAt" is 'When it was changed last';
comment on column district_profile."changedBy" is 'Who changed it last';
comment on column district_profile."changedByName" is 'Name of that person at the time';
comment on column district_profile.reason is 'Why it was changed last, in their words';
grant select, insert, update, delete on district_profile to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
