import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conflicts between sources with their effect on decisions, and letters for sources beyond the first ones. */
export class Conflicts1764200520000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table fact_sheet drop constraint fact_sheet_origins_check,
  add constraint fact_sheet_origins_check check (origins ~ '^[-A-Za-z]*$');
comment on column fact_sheet.origins is 'One letter per fact in the order of the dictionary: O officer, A audit, T tax, S statistics, P platform, Z zone, E enterprise, V evidence, R register, C computed, J judged, - missing; a small letter where a resolution chose the source';

create table figure_conflict (
  "enterpriseId" uuid not null references enterprise on delete cascade,
  "sheetYear" smallint not null check ("sheetYear" between 1949 and 2200),
  fact text not null,
  year smallint not null check (year between 1949 and 2200),
  "baseFact" text not null,
  said jsonb not null check (jsonb_typeof(said) = 'object'),
  believed text not null,
  effect smallint check (effect between 0 and 2),
  effects jsonb not null default '[]' check (jsonb_typeof(effects) = 'array'),
  spread int not null check (spread >= 0),
  "weighedAt" timestamptz not null default now(),
  "jobId" uuid,
  primary key ("sheetYear", "enterpriseId", fact)
);
comment on table figure_conflict is 'Where sources disagree on a fact of a sheet (来源冲突) and what another choice would change; made anew by a job';
comment on column figure_conflict."sheetYear" is 'Accounting year of the fact sheet the fact belongs to';
comment on column figure_conflict.fact is 'Fact of the sheet, for example revenueY1';
comment on column figure_conflict.year is 'Accounting year of the figures that disagree';
comment on column figure_conflict."baseFact" is 'Fact as the sources state it, for example revenue';
comment on column figure_conflict.said is 'What each source says, by source';
comment on column figure_conflict.believed is 'The source that counts in the sheet';
comment on column figure_conflict.effect is '2: another choice changes an outcome, 1: points only, 0: nothing; null: not worked out';
comment on column figure_conflict.effects is 'What changes: standard, source, outcomes and points before and after';
comment on column figure_conflict.spread is 'How far the values lie apart, in ten-thousandths of the larger one; 10000 for words';
comment on column figure_conflict."weighedAt" is 'When it was worked out';
create index figure_conflict_by_effect on figure_conflict ("sheetYear", (coalesce(effect, -1)) desc, spread desc, "enterpriseId", fact);
alter table figure_conflict enable row level security;
alter table figure_conflict force row level security;
create policy figure_conflict_scope on figure_conflict using (
  (select scope_everything()) or exists (select from enterprise e where e.id = "enterpriseId"));
grant select, insert, update, delete on figure_conflict to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
