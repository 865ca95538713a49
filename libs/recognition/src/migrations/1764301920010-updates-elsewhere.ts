import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Yearly updates that were filed elsewhere, as staff came to know of them. */
export class UpdatesElsewhere1764301920010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table yearly_update_elsewhere (
  id uuid primary key,
  "enterpriseId" uuid not null references enterprise on delete cascade,
  year smallint not null check (year between 2000 and 2200),
  "filedOn" date not null check ("filedOn" between '2000-01-01' and '2200-12-31' and extract(year from "filedOn") >= year),
  source text not null check (length(source) between 2 and 200),
  "recordedAt" timestamptz not null default now(),
  "recordedBy" uuid not null,
  "recordedByName" text not null,
  "withdrawnAt" timestamptz,
  "withdrawnByName" text,
  "withdrawnReason" text check (length("withdrawnReason") between 1 and 500),
  check (num_nonnulls("withdrawnAt", "withdrawnByName", "withdrawnReason") in (0, 3))
);
comment on table yearly_update_elsewhere is 'Yearly updates (年度更新) filed elsewhere, on the platform of a higher level for example: recorded by staff with the source';
comment on column yearly_update_elsewhere.year is 'Year in which it was due';
comment on column yearly_update_elsewhere."filedOn" is 'Day on which it was filed there';
comment on column yearly_update_elsewhere.source is 'Where it was filed, and what shows it';
comment on column yearly_update_elsewhere."recordedAt" is 'When it was recorded here';
comment on column yearly_update_elsewhere."recordedBy" is 'Who recorded it';
comment on column yearly_update_elsewhere."recordedByName" is 'That person as named then';
comment on column yearly_update_elsewhere."withdrawnAt" is 'When it was taken back as a mistake; null: it stands';
comment on column yearly_update_elsewhere."withdrawnByName" is 'Who took it back';
comment on column yearly_update_elsewhere."withdrawnReason" is 'Why';
create unique index yearly_update_elsewhere_once on yearly_update_elsewhere ("enterpriseId", year) where "withdrawnAt" is null;
alter table yearly_update_elsewhere enable row level security;
alter table yearly_update_elsewhere force row level security;
create policy yearly_update_elsewhere_scope on yearly_update_elsewhere
  using ((select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert on yearly_update_elsewhere to tidu_app;
grant update ("withdrawnAt", "withdrawnByName", "withdrawnReason") on yearly_update_elsewhere to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
