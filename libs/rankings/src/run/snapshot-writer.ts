import type { Transaction } from '@tidu/platform';
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

/** Columns that are written side by side as arrays: half the cost of rows as JSON. */
const columns: readonly (readonly [name: string, type: string, of: (row: WaitingRow) => unknown])[] = [
  ['position', 'int', ({ position }) => position],
  ['enterpriseId', 'uuid', ({ enterpriseId }) => enterpriseId],
  ['rank', 'int', ({ rank }) => rank],
  ['score', 'bigint', ({ score }) => score],
  ['class', 'text', (row) => row.class],
  ['line', 'text', ({ line }) => line],
  ['best', 'int', ({ band }) => band?.best],
  ['worst', 'int', ({ band }) => band?.worst],
  ['weightBest', 'int', ({ band }) => band?.weightBest],
  ['weightWorst', 'int', ({ band }) => band?.weightWorst],
  ['standing', 'text', ({ band }) => band?.standing],
  ['vetoed', 'boolean', ({ vetoed }) => vetoed],
  ['excluded', 'text', ({ excluded }) => excluded],
  ['flags', 'text[]', ({ flags }) => arrayText(flags)],
  ['creditCode', 'text', ({ creditCode }) => creditCode],
  ['name', 'text', ({ name }) => name],
  ['regionCode', 'text', ({ regionCode }) => regionCode],
  ['industryCode', 'text', ({ industryCode }) => industryCode],
  ['cells', 'text[]', ({ cells }) => arrayText(cells)],
  ['hash', 'bytea', ({ leaf }) => leaf],
];
const special = /["\\]/g;
/** An array as PostgreSQL reads it: arrays of arrays would have to be of one length, so they are given as texts. */
export const arrayText = (cells: readonly (string | null)[]) =>
  `{${cells.map((cell) => (cell === null ? 'null' : `"${cell.replace(special, '\\$&')}"`)).join()}}`;
const isArray = (type: string) => type.endsWith('[]');
const names = columns.map(([name]) => `"${name}"`).join(', ');
const insert = `insert into ranking_snapshot_row ("snapshotId", ${names}, results, inputs)
  select $1, ${columns.map(([name, type]) => `"${name}"${isArray(type) ? `::${type}` : ''}`).join(', ')}, results, inputs
  from rows from (unnest(${columns.map(([, type], i) => `$${i + 4}::${isArray(type) ? 'text' : type}[]`).join(', ')}),
    jsonb_array_elements($2), jsonb_array_elements($3)) as given (${names}, results, inputs)`;

type WaitingRow = PlacedRow & { enterpriseId: string };

/** What a snapshot's rows came to. */
export type Written = Awaited<ReturnType<SnapshotWriter['end']>>;

/** Writes a snapshot's rows as they come, and builds the tree over them. */
export class SnapshotWriter {
  private readonly leaves: Buffer;
  private waiting: WaitingRow[] = [];
  /** The chunk before, on its way while the next one is worked out. */
  private written: Promise<unknown> = Promise.resolve();
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
    this.waiting.push(Object.assign(row, { enterpriseId }));
    if (this.waiting.length >= chunk) await this.flush();
  }

  private count({ excluded, flags, class: code }: PlacedRow): void {
    if (excluded !== null) this.excluded++;
    if (flags.length > 0) this.flagged++;
    for (const flag of flags) this.counts.flags[flag] = (this.counts.flags[flag] ?? 0) + 1;
    if (code !== null) this.counts.classes[code] = (this.counts.classes[code] ?? 0) + 1;
  }

  private async flush(): Promise<void> {
    const rows = this.waiting;
    const given = [
      ...[this.options.id, JSON.stringify(rows.map(({ results }) => results))],
      JSON.stringify(rows.map(({ inputs }) => inputs)),
      ...columns.map(([, , of]) => rows.map(of)),
    ];
    this.waiting = [];
    await this.written;
    this.written = this.tx.rows(insert, given);
    this.written.catch(() => undefined); // told to who waits for it next
  }

  async end() {
    if (this.waiting.length > 0) await this.flush();
    await this.written;
    const { id, columns, total } = this.options;
    const tree = new TreeBuilder();
    for (let i = 0; i <= total; i++) tree.add(this.leaves.subarray(i * 32, i * 32 + 32));
    const { blocks, root } = tree.end();
    const { excluded, flagged, counts } = this;
    return { id, columns, total, excluded, flagged, counts, blocks, rowsRoot: root };
  }
}
