import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Regions, industries, working days, the fact dictionary: what everybody may read. */
export class Reference1764100200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table region (
  code text primary key check (code ~ '^\\d{6}$'),
  name text not null,
  level text not null check (level in ('province', 'city', 'district')),
  parent text
);
comment on table region is 'Administrative divisions (行政区划, GB/T 2260)';
comment on column region.parent is 'Division above; null for a province';
create table industry (
  code text primary key,
  name text not null,
  level smallint not null check (level between 1 and 4),
  parent text
);
comment on table industry is 'Industries of the national economy (国民经济行业分类, GB/T 4754-2017): 1 门类, 2 大类, 3 中类, 4 小类';
comment on column industry.parent is 'Industry above; null for a section';
create table working_day (
  day date primary key,
  kind text not null check (kind in ('holiday', 'workday')),
  name text not null
);
comment on table working_day is 'Days that differ from Monday-Friday (节假日与调休)';
comment on column working_day.day is 'Day in Asia/Shanghai';
comment on column working_day.kind is 'holiday: a day off; workday: a weekend day worked in exchange';
create table working_day_year (year smallint primary key);
comment on table working_day_year is 'Years whose calendar was announced; beyond them a date is provisional (暂定)';
create table fact (
  code text primary key check (code ~ '^[a-z][A-Za-z0-9]*$'),
  position int not null unique deferrable initially deferred,
  district boolean not null default false,
  entry jsonb not null
);
comment on table fact is 'The fact dictionary (指标字典)';
comment on column fact.position is 'Order of the dictionary: forms, canonical text of a fact sheet';
comment on column fact.district is 'Added by the district as data; its values live in the column extra';
comment on column fact.entry is 'The row of facts.csv as it was read';
create table register_field (
  code text primary key check (code ~ '^[a-z][A-Za-z0-9]*$'),
  position int not null,
  label text not null,
  aliases text[] not null
);
comment on table register_field is 'Columns of a file that say who an enterprise is (登记字段), with the headers they are met under';
comment on column register_field.position is 'Order of the fields';
comment on column register_field.label is 'Name in Chinese';
comment on column register_field.aliases is 'Other headers that mean the field and nothing else';
grant select, insert, update, delete on region, industry, working_day, working_day_year, fact, register_field to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
