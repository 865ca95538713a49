import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bands of ranks (临界带) in the rows of snapshots. */
export class RankingBands1764301920100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(bands);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const bands = `
alter table ranking_snapshot_row
  add column best int check (best between 1 and rank),
  add column worst int check (worst >= rank),
  add column "weightBest" int check ("weightBest" between 1 and rank),
  add column "weightWorst" int check ("weightWorst" >= rank),
  add column standing text check (standing in ('in', 'undecided', 'out')),
  add constraint ranking_snapshot_row_band check (num_nulls(best, worst, "weightBest", "weightWorst") in (0, 4));
comment on column ranking_snapshot_row.best is 'The best rank that figures within their ranges allow (名次区间); null: no place, or a snapshot made before there were bands';
comment on column ranking_snapshot_row.worst is 'The worst rank that figures within their ranges allow';
comment on column ranking_snapshot_row."weightBest" is 'A bound of the best rank while the weights vary';
comment on column ranking_snapshot_row."weightWorst" is 'A bound of the worst rank while the weights vary';
comment on column ranking_snapshot_row.standing is 'in 一定入围, undecided 数据还不能定, out 一定不入围: whatever the figures turn out to be; null: no line';`;
