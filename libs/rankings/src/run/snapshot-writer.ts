import type { Transaction } from '@tidu/platform';
import { formatScaled } from '@tidu/kernel';
import type { SealedColumn } from '../evaluate/cells';
import type { PlacedRow, Ranker } from '../evaluate/ranker';
import { rowLeaf, TreeBuilder } from './row-tree';
import type { SourceRow } from './source-row';

const chunk = 2_000;

interface Options {
  id: string;
  ranker: Ranker;
  total: number;
  columns: SealedColumn[];
}

/** What a snapshot's rows came to. */
export type Written = Awaited<ReturnType<SnapshotWriter['end']>>;

/** Writes a snapshot's rows as they come, and builds the tree over them. */
export class SnapshotWriter {
  private readonly leaves: Buffer;
  private waiting: (PlacedRow & { enterpriseId: string })[] = [];
  private index = 0;
  private excluded = 0;
  private flagged = 0;
  private readonly counts: { flags: Record<string, number>; classes: Record<string, number> } = {
    flags: {},
    classes: {},
  };

  constructor(
    private readonly tx: Transaction,
    private readonly options: Options,
  ) {
    this.leaves = Buffer.alloc(32 * (options.total + 1));
    rowLeaf(
      0,
      options.columns.map(({ label }) => label),
    ).copy(this.leaves);
  }

  async add({ enterpriseId, identity, inputs }: SourceRow, waived: boolean): Promise<void> {
    const row = this.options.ranker.third(this.index++, identity, inputs, waived);
    row.leaf.copy(this.leaves, row.position * 32);
    this.count(row);
    this.waiting.push({ ...row, enterpriseId });
    if (this.waiting.length >= chunk) await this.flush();
  }

  private count({ excluded, flags, class: code }: PlacedRow): void {
    if (excluded !== null) this.excluded++;
    if (flags.length > 0) this.flagged++;
    for (const flag of flags) this.counts.flags[flag] = (this.counts.flags[flag] ?? 0) + 1;
    if (code !== null) this.counts.classes[code] = (this.counts.classes[code] ?? 0) + 1;
  }

  private async flush(): Promise<void> {
    const rows = this.waiting.map(({ leaf, score, band, ...row }) => ({
      ...{ ...row, ...band },
      ...{ score: score === null ? null : formatScaled(score, 0), hash: `\\x${leaf.toString('hex')}` },
    }));
    this.waiting = [];
    await this.tx.rows(
      `insert into ranking_snapshot_row ("snapshotId", position, "enterpriseId", rank, score, class, line, best, worst,
         "weightBest", "weightWorst", standing, vetoed, excluded, flags, "creditCode", name, "regionCode", "industryCode", results, inputs, hash)
       select $2, position, "enterpriseId", rank, score, class, line, best, worst, "weightBest", "weightWorst", standing,
         vetoed, excluded, flags, "creditCode", name, "regionCode", "industryCode", results, inputs, hash
       from json_to_recordset($1) as given (position int, "enterpriseId" uuid, rank int, score bigint, class text, line text, best int, worst int,
         "weightBest" int, "weightWorst" int, standing text, vetoed boolean,
         excluded text, flags text[], "creditCode" text, name text, "regionCode" text, "industryCode" text, results jsonb,
         inputs jsonb, hash bytea)`,
      [JSON.stringify(rows), this.options.id],
    );
  }

  async end() {
    if (this.waiting.length > 0) await this.flush();
    const { id, columns, total } = this.options;
    const tree = new TreeBuilder();
    for (let i = 0; i <= total; i++) tree.add(this.leaves.subarray(i * 32, i * 32 + 32));
    const { blocks, root } = tree.end();
    const { excluded, flagged, counts } = this;
    return { id, columns, total, excluded, flagged, counts, blocks, rowsRoot: root };
  }
}
