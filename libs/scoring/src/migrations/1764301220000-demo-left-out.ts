import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many invented enterprises a rehearsal left out, because there were registered ones. */
export class DemoLeftOut1764301220000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table rehearsal add column "demoLeftOut" int check ("demoLeftOut" >= 0);
comment on column rehearsal."demoLeftOut" is 'Demo enterprises with figures of the year that were left out, as there were registered ones; null: not counted, in rehearsals of before';`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}
