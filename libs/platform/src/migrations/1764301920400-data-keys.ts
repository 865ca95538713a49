import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which data keys the database was sealed with. */
export class DataKeys1764301920400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table data_key (
  id text primary key check (id ~ '^[0-9a-f]{8}$'),
  "notedAt" timestamptz not null default now(),
  "lostAt" timestamptz
);
comment on table data_key is 'Data keys (数据密钥) that values in the database are sealed with; the keys themselves lie outside';
comment on column data_key.id is 'Beginning of a hash of the key, as it stands in every value sealed with it';
comment on column data_key."notedAt" is 'When it was first used here';
comment on column data_key."lostAt" is 'When it was given up at a restore: what is sealed with it can not be read any more';
grant select, insert on data_key to tidu_app;
create policy sealed_by_owner on import_change for update to tidu_owner using ((select whole_for_backup()));`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
