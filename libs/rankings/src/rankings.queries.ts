import { outcomeCode, outcomeName } from '@tidu/criteria';
import { DomainError } from '@tidu/kernel';
import { countLimit, decodeCursor, type Page, pageOf, type Transaction } from '@tidu/platform';
import { type OutcomeCounts, pointsView } from '@tidu/scoring';
import type {
  DistributionDto,
  RankingDto,
  RankingRowDto,
  RankingRowsQuery,
  RankingsQuery,
} from './console/rankings.console.dto';
import type { RankingDefinition } from './definition';

/** A ranking, its scope by codes alone. */
export type Ranking = Omit<RankingDto, 'scopeWords'>;
/** A row of one, its place by codes alone. */
export type RankedRow = Omit<RankingRowDto, 'regionWords'>;

type Row = Omit<Ranking, 'createdAt' | 'total' | 'filters' | 'order'> & {
  total: string;
  createdAt: Date;
  definition: RankingDefinition;
  cursor: string;
};

const columns = `id, name, "runId", "standardId", "standardName", "standardVersion", "releaseHash", purpose, year,
  "asOf"::text as "asOf", "hasPoints", definition, "definitionHash", total, counts, demo, "personName", "createdAt",
  "createdAt"::text as cursor,
  exists (select from standard_release r where r.hash = ranking."releaseHash" and r.content ->> 'reviewBy' < ranking."asOf"::text) as provisional`;

function view({ cursor: _cursor, definition, total, createdAt, ...row }: Row): Ranking {
  const { order, filters } = definition;
  return { ...row, order, filters, total: Number(total), createdAt: createdAt.toISOString() };
}

/** Rankings, the newest first. */
export async function listRankings(tx: Transaction, query: RankingsQuery): Promise<Page<Ranking>> {
  const limit = query.limit ?? 20;
  const [beforeTime, beforeId] = query.after ? decodeCursor(query.after, 2) : [null, null];
  const where = `($1::text is null or "standardId" = $1) and ($2::int is null or year = $2)`;
  const filters = [query.standardId ?? null, query.year ?? null];
  const rows = await tx.rows<Row>(
    `select ${columns} from ranking where ${where}
       and ($3::text is null or ("createdAt", id) < ($3::timestamptz, $4::uuid))
     order by "createdAt" desc, id desc limit $5`,
    [...filters, beforeTime, beforeId, limit + 1],
  );
  const counted = await tx.row<{ count: number }>(
    `select count(*)::int as count from (select from ranking where ${where} limit ${countLimit}) x`,
    filters,
  );
  return pageOf(rows, { limit, counted: counted?.count ?? 0, place: ({ cursor, id }) => [cursor, id], view });
}

/** One ranking. @throws DomainError `RANKINGS.NOT_FOUND`. */
export async function getRanking(tx: Transaction, id: string): Promise<Ranking> {
  const row = await tx.row<Row>(`select ${columns} from ranking where id = $1`, [id]);
  if (row) return view(row);
  throw new DomainError('notFound', 'RANKINGS.NOT_FOUND', '没有这份排名，可能已随演示数据清除。');
}

interface PlaceRow extends Omit<RankedRow, 'outcome' | 'points'> {
  outcome: number;
  pointsMin: number | null;
  pointsMax: number | null;
}

/** Rows of a ranking in order, as far as the person's scope reaches. */
export async function listRows(tx: Transaction, id: string, query: RankingRowsQuery): Promise<Page<RankedRow>> {
  const limit = query.limit ?? 20;
  const [after] = query.after ? decodeCursor(query.after, 1) : [0];
  const q = query.q?.replaceAll(/[\\%_]/g, '\\$&');
  const outcome = query.outcome === undefined ? null : outcomeCode(query.outcome);
  const where = `"rankingId" = $1 and ($2::text is null or lower(name) like '%' || lower($2) || '%' or "creditCode" like upper($2) || '%')
    and ($3::int is null or outcome = $3)`;
  const rows = await tx.rows<PlaceRow>(
    `select position, rank, "enterpriseId", "creditCode", name, "regionCode", "industryCode", outcome, "pointsMin",
       "pointsMax", met, unknown, open
     from ranking_row where ${where} and position > $4::int order by position limit $5`,
    [id, q ?? null, outcome, Number(after) || 0, limit + 1],
  );
  const counted = await tx.row<{ count: number }>(
    `select count(*)::int as count from (select from ranking_row where ${where} limit ${countLimit}) x`,
    [id, q ?? null, outcome],
  );
  return pageOf(rows, {
    ...{ limit, counted: counted?.count ?? 0, place: ({ position }) => [position] },
    view: ({ outcome, pointsMin, pointsMax, ...row }) => ({
      ...{ ...row, outcome: outcomeName(outcome), points: pointsView({ pointsMin, pointsMax }) },
    }),
  });
}

const bucketPoints = 10;
const bucketWidth = bucketPoints * 10_000;

/** How many rows have which outcome, and how their least points spread over steps of ten, within the person's scope. */
export async function distributionOf(tx: Transaction, id: string): Promise<DistributionDto> {
  const { hasPoints } = await getRanking(tx, id);
  const rows = await tx.rows<{ bucket: number | null; outcome: number; open: boolean; count: number }>(
    `select "pointsMin" / ${bucketWidth} as bucket, outcome, open, count(*)::int as count
     from ranking_row where "rankingId" = $1 group by 1, 2, 3`,
    [id],
  );
  const counts: OutcomeCounts = { met: 0, manual: 0, unknown: 0, unmet: 0, notApplicable: 0, open: 0 };
  const steps = Math.max(10, ...rows.map(({ bucket }) => bucket ?? 0));
  const buckets = Array.from({ length: steps }, (_, i) => ({
    ...{ from: i * bucketPoints, to: (i + 1) * bucketPoints, settled: 0, open: 0 },
  }));
  for (const { bucket, outcome, open, count } of rows) {
    counts[outcomeName(outcome)] += count;
    if (open) counts.open += count;
    const step = buckets[Math.min(bucket ?? 0, steps - 1)]; // full marks belong to the last step
    if (step) step[open ? 'open' : 'settled'] += count;
  }
  return { counts, buckets: hasPoints ? buckets : null };
}
