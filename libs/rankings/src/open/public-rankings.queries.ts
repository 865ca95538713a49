import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { anonymous, Database, decodeCursor, encodeCursor, type Transaction } from '@tidu/platform';
import { type CountedGroup, type PublicCounts, publicCounts } from './public-counts';
import { maskEnterprise } from './mask-enterprise';
import { ReferenceService } from '@tidu/reference';
import { type ScopeWords, scopeWords } from '../definitions/scope-words';
import { blockSize } from '../run/row-tree';
import { pathOf } from '../snapshots/snapshots.queries';
import { wholeSnapshot, type WholeSnapshot } from '../snapshots/snapshots.store';

interface PublicRow {
  position: number;
  rank: number | null;
  class: string | null;
  name: string;
  excluded: boolean;
}

/** A ranking that was made public, as everybody sees it. */
export interface PublicRanking {
  id: string;
  title: string;
  version: number;
  own: boolean;
  year: number;
  asOf: string;
  root: string;
  rowsRoot: string;
  total: number;
  excluded: number;
  disclosedAt: Date;
  superseded: boolean;
}

const mostKept = 100;

const columns = `s.id, d.title, s.version, d.own, d.year, d."asOf"::text as "asOf", f.root, s."rowsRoot", s.total, s.excluded,
  x."disclosedAt", exists (select from ranking_snapshot n join ranking_freeze nf on nf."snapshotId" = n.id where n."replacesId" = s.id) as superseded`;
const from = `ranking_disclosure x join ranking_snapshot s on s.id = x."snapshotId" join ranking_freeze f on f."snapshotId" = s.id
  join ranking_definition d on d.id = s."definitionId"`;

/** Rankings that everybody may look at (公开的排名): names masked, no figures; whose code one has, one may look up. */
@Injectable()
export class PublicRankingsQueries {
  /** A frozen ranking never changes: its counts are made once. */
  private readonly counted = new Map<string, PublicCounts>();

  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  list(): Promise<PublicRanking[]> {
    return this.database.read(anonymous, (tx) =>
      tx.rows<PublicRanking>(`select ${columns} from ${from} order by x."disclosedAt" desc, s.id limit 200`),
    );
  }

  /** One with its definition. @throws DomainError `RANKINGS.NOT_PUBLIC`. */
  async one(id: string): Promise<PublicRanking & Pick<WholeSnapshot, 'body' | 'cohort'> & { words: ScopeWords }> {
    const words = await scopeWords(this.reference);
    return this.database.read(anonymous, async (tx) => {
      const ranking = await required(tx, id);
      const { body, cohort } = await wholeSnapshot(tx, id);
      return { ...ranking, body, cohort, words };
    });
  }

  /** The masked list, or what of it bears a part of a name. */
  rows(id: string, { q, limit = 20, after }: { q?: string; limit?: number; after?: string }) {
    const [place] = after ? decodeCursor(after, 1) : [0];
    return this.database.read(anonymous, async (tx) => {
      const { total } = await required(tx, id);
      const rows = await publicRows(tx, id, {
        part: q ?? null,
        code: null,
        after: Number(place) || 0,
        limit: limit + 1,
      });
      const items = rows.slice(0, limit).map(({ name, ...row }) => ({ ...row, name: maskEnterprise(name) }));
      const last = items.at(-1);
      return {
        items,
        next: rows.length > limit && last ? encodeCursor([last.position]) : null,
        count: { value: q === undefined ? total : items.length, exact: q === undefined || rows.length <= limit },
      };
    });
  }

  /** How many stand in which class, by place and by industry, small counts suppressed. @throws DomainError `RANKINGS.NOT_PUBLIC`. */
  async counts(id: string): Promise<PublicCounts> {
    const kept = this.counted.get(id);
    if (kept) return kept;
    const names = { regions: await this.reference.regions(), industries: await this.reference.industries() };
    const made = await this.database.read(anonymous, async (tx) => {
      await required(tx, id);
      const { body } = await wholeSnapshot(tx, id);
      return publicCounts(await tx.rows<CountedGroup>('select * from public_ranking_counts($1)', [id]), body, names);
    });
    const [oldest] = this.counted.keys();
    if (this.counted.size >= mostKept && oldest !== undefined) this.counted.delete(oldest);
    this.counted.set(id, made);
    return made;
  }

  /** Whether a credit code is in it, in which place, and the proof. @throws DomainError `RANKINGS.NO_ROW`. */
  inclusion(id: string, code: string) {
    return this.database.read(anonymous, async (tx) => {
      const ranking = await required(tx, id);
      const [row] = await publicRows(tx, id, { part: null, code, after: 0, limit: 1 });
      if (!row)
        throw new DomainError('notFound', 'RANKINGS.NO_ROW', `这份排名里没有 ${code}，请核对统一社会信用代码。`);
      const snapshot = await wholeSnapshot(tx, id);
      const path = await pathOf(tx, snapshot, row.position);
      const own = await tx.row<{ hash: Buffer }>('select hash from ranking_leaves($1, $2) where "position" = $3', [
        id,
        Math.floor(row.position / blockSize),
        row.position,
      ]);
      return { ranking, row, path, leaf: own?.hash.toString('hex') ?? '', leaves: snapshot.total + 1 };
    });
  }
}

const publicRows = (
  tx: Transaction,
  id: string,
  { part, code, after, limit }: { part: string | null; code: string | null; after: number; limit: number },
) => tx.rows<PublicRow>('select * from public_ranking_rows($1, $2, $3, $4, $5)', [id, part, code, after, limit]);

async function required(tx: Transaction, id: string): Promise<PublicRanking> {
  const row = await tx.row<PublicRanking>(`select ${columns} from ${from} where s.id = $1`, [id]);
  if (row) return row;
  throw new DomainError('notFound', 'RANKINGS.NOT_PUBLIC', '没有这份公开的排名，请从列表里选择。');
}
