import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fact sheets take facts from evidence, and keep which records each of them rests on. */
export class EvidenceSheets1764200510000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table fact_sheet drop constraint fact_sheet_origins_check;
alter table fact_sheet add constraint fact_sheet_origins_check check (origins ~ '^[-OATSPZERCV]*$');
alter table fact_sheet add column evidence jsonb not null default '{}';
comment on column fact_sheet.origins is 'One letter per fact in the order of the dictionary: O officer, V evidence, A audit, T tax, S statistics, P platform, Z zone, E enterprise, R register, C computed, - missing';
comment on column fact_sheet.evidence is 'Ids of the records a fact follows from, by its code (佐证); at most a hundred a fact';
create index figures_main_revenue on figures (year, "mainRevenue", "enterpriseId")
  where "supersededAt" is null and "mainRevenue" is not null;
comment on index figures_main_revenue is 'Walked from either end for the early warning of the official list';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
