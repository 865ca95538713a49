import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which lists can be imported: what tells their records apart and under which headers files bring their columns. */
export class ImportLists1764200452000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table import_list (
  code text primary key check (code ~ '^[a-z][A-Za-z0-9]*$'),
  key text[] not null check (cardinality(key) > 0),
  aliases jsonb not null
);
comment on table import_list is 'Lists that can be imported (可导入的清单), by the kind of what they hold';
comment on column import_list.key is 'Fields that together tell one record of an enterprise from another';
comment on column import_list.aliases is 'Field to the headers under which files bring it';
grant select, insert, update, delete on import_list to tidu_app;`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
