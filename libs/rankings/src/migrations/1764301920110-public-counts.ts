import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts of a public ranking, and its list without places: by both together one could count whom the table hides. */
export class PublicRankingCounts1764301920110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(counts);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Schemas only go forward; restore a backup to go back.'));
  }
}

const counts = `
drop function public_ranking_rows(uuid, text, text, int, int);
create function public_ranking_rows(asked uuid, part text, code text, after int, lim int)
returns table ("position" int, rank int, class text, name text, excluded boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.position, r.rank, r.class, r.name, r.excluded is not null
  from ranking_snapshot_row r
  where r."snapshotId" = asked and exists (select from ranking_disclosure d where d."snapshotId" = asked)
    and (part is null or strpos(r.name, part) > 0) and (code is null or r."creditCode" = code) and r.position > after
  order by r.position limit least(lim, 101)
$$;
comment on function public_ranking_rows(uuid, text, text, int, int) is 'Rows of a ranking that was made public, without any figure, place or industry';
create function public_ranking_counts(asked uuid)
returns table ("regionCode" text, industry text, class text, excluded boolean, count int)
language sql stable security definer set search_path = public, pg_temp as $$
  select r."regionCode", left(r."industryCode", 2), r.class, r.excluded is not null, count(*)::int
  from ranking_snapshot_row r
  where r."snapshotId" = asked and exists (select from ranking_disclosure d where d."snapshotId" = asked)
  group by 1, 2, 3, 4
$$;
comment on function public_ranking_counts(uuid) is 'Rows of a ranking that was made public, counted by place, industry (大类) and class; who publishes them suppresses small ones first';
revoke all on function public_ranking_rows(uuid, text, text, int, int), public_ranking_counts(uuid) from public;
grant execute on function public_ranking_rows(uuid, text, text, int, int), public_ranking_counts(uuid) to tidu_app;`;
