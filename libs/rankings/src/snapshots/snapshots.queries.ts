import { Injectable } from '@nestjs/common';
import { DomainError, formatScaled } from '@tidu/kernel';
import { type ActingPerson, countLimit, Database, decodeCursor, pageOf, type Transaction } from '@tidu/platform';
import { blockSize, proofInBlock, rowLeaf, type Step } from '../run/row-tree';
import type { Line } from '../evaluate/cells';
import { tieOf, waiversOf } from './head';
import {
  getSnapshot,
  type Snapshot,
  snapshotColumns,
  snapshotFrom,
  wholeSnapshot,
  type WholeSnapshot,
} from './snapshots.store';
import { roundSteps } from './round-steps';
import { tiedOf } from './snapshots.service';
import { rowColumns, type StoredRow } from './whole-rows';

export interface SnapshotRowsQuery {
  q?: string;
  class?: string;
  line?: Line;
  only?: 'flagged' | 'excluded' | 'vetoed' | 'undecided' | 'chosen';
  limit?: number;
  after?: string;
}

/** Totals in steps, each with its lower end, the last with its upper end too; `line`: the least total before the line. */
export interface Spread {
  buckets: { from: string; to: string; count: number }[];
  line: string | null;
}

/** Reading snapshots (年度排名). */
@Injectable()
export class SnapshotsQueries {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  list(person: ActingPerson, query: { limit?: number; after?: string; code?: string }) {
    const limit = query.limit ?? 20;
    const [time, id] = query.after ? decodeCursor(query.after, 2) : [null, null];
    return this.database.read(person, async (tx) => {
      const rows = await tx.rows<Snapshot & { place: string }>(
        `select ${snapshotColumns}, s."createdAt"::text as place from ${snapshotFrom}
         where ($1::text is null or d.code = $1) and ($2::text is null or (s."createdAt", s.id) < ($2::timestamptz, $3::uuid))
         order by s."createdAt" desc, s.id desc limit $4`,
        [query.code ?? null, time, id, limit + 1],
      );
      const counted = await tx.row<{ count: number }>(
        `select count(*)::int as count from ranking_snapshot s join ranking_definition d on d.id = s."definitionId"
         where $1::text is null or d.code = $1`,
        [query.code ?? null],
      );
      return pageOf(rows, {
        ...{ limit, counted: counted?.count ?? 0, place: (one) => [one.place, one.id] },
        view: ({ place: _place, ...one }: Snapshot & { place: string }): Snapshot => one,
      });
    });
  }

  /** One with what it was made by, its versions, its tie and waivers. */
  one(person: ActingPerson, id: string) {
    return this.database.read(person, async (tx) => {
      const snapshot = await wholeSnapshot(tx, id);
      const versions = await tx.rows<Snapshot>(
        `select ${snapshotColumns} from ${snapshotFrom} where s."seriesId" = $1 order by s.version, s."createdAt"`,
        [snapshot.seriesId],
      );
      const tie = snapshot.tied > 0 ? await tiedOf(tx, snapshot) : null;
      return {
        ...{ snapshot, versions, tied: tie, decision: await tieOf(tx, id) },
        waivers: await waiversOf(tx, snapshot),
      };
    });
  }

  /** Rows in order, as far as the person's scope reaches. */
  rows(person: ActingPerson, id: string, query: SnapshotRowsQuery) {
    const limit = query.limit ?? 20;
    const [after] = query.after ? decodeCursor(query.after, 1) : [0];
    const q = query.q?.replaceAll(/[\\%_]/g, '\\$&') ?? null;
    const where = `"snapshotId" = $1 and ($2::text is null or lower(name) like '%' || lower($2) || '%' or "creditCode" like upper($2) || '%')
      and ($3::text is null or class = $3) and ($4::text is null or line = $4)
      and ($5::text is null or case $5 when 'flagged' then cardinality(flags) > 0 when 'excluded' then rank is null when 'undecided' then standing = 'undecided'
        when 'chosen' then "creditCode" = any ((select chosen from ranking_tie_decision where "snapshotId" = $1)::text[]) else vetoed end)`;
    const values = [id, q, query.class ?? null, query.line ?? null, query.only ?? null];
    return this.database.read(person, async (tx) => {
      const snapshot = await wholeSnapshot(tx, id);
      const rows = await tx.rows<StoredRow>(
        `select ${rowColumns} from ranking_snapshot_row where ${where} and position > $6::int order by position limit $7`,
        [...values, Number(after) || 0, limit + 1],
      );
      const counted = await tx.row<{ count: number }>(
        `select count(*)::int as count from (select from ranking_snapshot_row where ${where} limit ${countLimit}) x`,
        values,
      );
      const { next, count, items } = pageOf(rows, {
        ...{ limit, counted: counted?.count ?? 0, place: ({ position }) => [position] },
        view: (row: StoredRow) => row,
      });
      return { snapshot, next, count, items };
    });
  }

  /** How the totals of those with a place spread, as far as the person's scope reaches: at most ten round steps. */
  distribution(person: ActingPerson, id: string): Promise<Spread> {
    return this.database.read(person, async (tx) => {
      const { body } = await wholeSnapshot(tx, id);
      const ends = await tx.row<{ least: string | null; most: string; line: string | null }>(
        `select min(score)::text as least, max(score)::text as most, min(score) filter (where line = 'in')::text as line
         from ranking_snapshot_row where "snapshotId" = $1 and rank is not null`,
        [id],
      );
      if (!ends?.least) return { buckets: [], line: null };
      const [least, most] = [BigInt(ends.least), BigInt(ends.most)];
      const { start, width, steps } = roundSteps(least, most);
      const rows = await tx.rows<{ step: number; count: number }>(
        `select least((score - $2::bigint) / $3::bigint, $4::int - 1)::int as step, count(*)::int as count
         from ranking_snapshot_row where "snapshotId" = $1 and rank is not null group by 1`,
        [id, String(start), String(width), steps],
      );
      const counts = new Map(rows.map(({ step, count }) => [step, count]));
      const shown = (score: bigint) => formatScaled(score, body.decimals);
      return {
        buckets: Array.from({ length: steps }, (_, i) => {
          const from = start + BigInt(i) * width;
          return { from: shown(from), to: shown(from + width), count: counts.get(i) ?? 0 };
        }),
        line: ends.line === null ? null : shown(BigInt(ends.line)),
      };
    });
  }

  /** What proves that an enterprise's row stands under the root. @throws DomainError `RANKINGS.NO_ROW`. */
  proof(person: ActingPerson, id: string, enterpriseId: string) {
    return this.database.read(person, async (tx) => {
      const snapshot = await wholeSnapshot(tx, id);
      const row = await rowOf(tx, id, enterpriseId);
      return { snapshot, row, path: await pathOf(tx, snapshot, row.position) };
    });
  }
}

/** The way from a row to the root of the rows. */
export async function pathOf(
  tx: Transaction,
  { id, columns, blocks }: Pick<WholeSnapshot, 'id' | 'columns' | 'blocks'>,
  position: number,
): Promise<Step[]> {
  const number = Math.floor(position / blockSize);
  const block = await tx.rows<{ hash: Buffer }>('select hash from ranking_leaves($1, $2)', [id, number]);
  const rows = block.map(({ hash }) => hash);
  const leaves =
    number === 0
      ? [
          rowLeaf(
            0,
            columns.map(({ label }) => label),
          ),
          ...rows,
        ]
      : rows;
  return proofInBlock(leaves, blocks, position);
}

/** The row of an enterprise in sight. @throws DomainError `RANKINGS.NO_ROW`. */
export async function rowOf(tx: Transaction, id: string, enterpriseId: string): Promise<StoredRow> {
  await getSnapshot(tx, id);
  const row = await tx.row<StoredRow>(
    `select ${rowColumns} from ranking_snapshot_row where "snapshotId" = $1 and "enterpriseId" = $2`,
    [id, enterpriseId],
  );
  if (row) return row;
  throw new DomainError('notFound', 'RANKINGS.NO_ROW', '这份排名里没有这家企业，或不在您的范围里。请从名单里选择。');
}
