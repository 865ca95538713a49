import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of snapshots keep the cells they were sealed by: a file is written of them, as fast as the database sends. */
export class KeptCells1764301920560 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(kept);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const kept = `
alter table ranking_snapshot_row add column cells text[];
comment on column ranking_snapshot_row.cells is 'Cells of the row by the columns of the snapshot, as they were sealed and as files show them; null: of a snapshot made before they were kept, laid out anew';`;
