import { prefetched, type Transaction } from '@tidu/platform';
import type { RowBand } from '../band/bands';
import { cellsBy, type Line, type SealedRow } from '../evaluate/cells';
import type { IndicatorResult } from '../evaluate/evaluate-row';
import type { Flag, RowInputs } from '../evaluate/measure';
import { Ranker } from '../evaluate/ranker';
import { rowLeaf, TreeBuilder } from '../run/row-tree';
import type { WholeSnapshot } from './snapshots.store';

/** A row as it is stored. */
export interface StoredRow {
  position: number;
  enterpriseId: string;
  rank: number | null;
  score: string | null;
  class: string | null;
  line: Line | null;
  best: number | null;
  worst: number | null;
  weightBest: number | null;
  weightWorst: number | null;
  standing: RowBand['standing'];
  vetoed: boolean;
  excluded: string | null;
  flags: Flag[];
  creditCode: string;
  name: string;
  regionCode: string;
  industryCode: string | null;
  results: IndicatorResult[];
  inputs: RowInputs;
  hash: string;
}

export const rowColumns = `position, "enterpriseId", rank, score::text as score, class, line,
  best, worst, "weightBest", "weightWorst", standing, vetoed, excluded, flags,
  "creditCode", name, "regionCode", "industryCode", results, inputs, encode(hash, 'hex') as hash`;

const chunk = 2_000;

/** Whether the cells a row keeps lead to its leaf, which is made of their JSON; null: it keeps none. */
export const keptWhole = `sha256(convert_to('tidu list leaf 1' || chr(10) || position || chr(10) || array_to_json(cells), 'UTF8')) = hash`;

interface Reading {
  order?: 'position' | '"creditCode" collate "C"';
  /** SQL of a further column. */
  more?: string;
}

/** The rows of a snapshot a chunk at a time, by position or by credit code. */
export async function* rowsOf<More = object>(
  tx: Transaction,
  id: string,
  { order = 'position', more }: Reading = {},
): AsyncGenerator<(StoredRow & More)[]> {
  const name = `rows_${order === 'position' ? 'p' : 'c'}`;
  await tx.client.query(
    `declare ${name} no scroll cursor for select ${[rowColumns, ...(more ? [more] : [])].join(', ')} from ranking_snapshot_row
     where "snapshotId" = ${tx.client.escapeLiteral(id)} order by ${order}`,
  );
  try {
    yield* prefetched(() => tx.rows<StoredRow & More>(`fetch ${chunk} from ${name}`));
  } finally {
    await tx.client.query(`close ${name}`).catch(() => undefined);
  }
}

/** A stored row as it was sealed. */
export function sealedRow(row: StoredRow, { body, cohort }: Pick<WholeSnapshot, 'body' | 'cohort'>): SealedRow {
  const { rank, creditCode, name, regionCode, industryCode, line, excluded, flags, results, inputs } = row;
  return {
    ...{ rank, creditCode, name, regionCode, industryCode, line, excluded, flags, results, inputs, class: row.class },
    score: row.score === null ? null : BigInt(row.score),
    measure: body.classes?.list.find(({ code }) => code === row.class)?.measure ?? null,
    ...(cohort.bands && { band: bandOf(row) }),
    vetoes: body.vetoes.filter(({ fact, is }) => inputs[fact]?.[0] === String(is)).map(({ label }) => label),
  };
}

/** The band of a stored row; null: no place. */
export function bandOf({ best, worst, weightBest, weightWorst, standing }: StoredRow): RowBand | null {
  if (best === null || worst === null || weightBest === null || weightWorst === null) return null;
  return { best, worst, weightBest, weightWorst, standing };
}

type Sealed = Pick<WholeSnapshot, 'id' | 'body' | 'cohort' | 'columns' | 'total' | 'rowsRoot'>;

/**
 * Whether the rows of a snapshot are those that were sealed: each leads to its leaf, by its figures and by the cells it
 * keeps, the leaves to the root. Names the rows that don't, at most so many.
 */
export async function wholeRows(
  tx: Transaction,
  snapshot: Sealed,
  { most = 20, onRows }: { most?: number; onRows?: (done: number) => void } = {},
): Promise<string[]> {
  const faults: string[] = [];
  const tree = new TreeBuilder();
  const cells = cellsBy(snapshot.body, snapshot.cohort.facts);
  tree.add(
    rowLeaf(
      0,
      snapshot.columns.map(({ label }) => label),
    ),
  );
  let expected = 1;
  let keeps: boolean | null = null;
  for await (const rows of rowsOf<{ kept: boolean | null }>(tx, snapshot.id, { more: `${keptWhole} as kept` })) {
    for (const row of rows) {
      const named = `第 ${row.position} 行（${row.name}，${row.creditCode}）`;
      if (row.position !== expected) faults.push(`第 ${expected} 行缺失，接着的是${named}`);
      expected = row.position + 1;
      const leaf = rowLeaf(row.position, cells(sealedRow(row, snapshot)));
      if (leaf.toString('hex') !== row.hash) faults.push(`${named}的内容与封存时不同`);
      keeps ??= row.kept !== null;
      if (row.kept !== (keeps || null)) faults.push(`${named}留存的各列与封存时不同`);
      tree.add(Buffer.from(row.hash, 'hex'));
      if (faults.length >= most) return faults;
    }
    onRows?.(expected - 1);
  }
  if (expected !== snapshot.total + 1) faults.push(`应有 ${snapshot.total} 行，现有 ${expected - 1} 行`);
  if (faults.length === 0 && tree.end().root !== snapshot.rowsRoot)
    faults.push('各行的校验值与明细根值不符：有行连同它的校验值一起被改过');
  return faults;
}

/**
 * Ranks the frozen inputs of a snapshot again: every row must come out the same, bit for bit. Names the rows that don't.
 */
export async function replayRows(tx: Transaction, snapshot: Sealed, most = 20): Promise<string[]> {
  const { body, cohort, total, id } = snapshot;
  const ranker = new Ranker(body, cohort.facts, total, cohort.bands?.tolerances);
  const byCode = () => rowsOf(tx, id, { order: '"creditCode" collate "C"' });
  if (ranker.needsExtremes) for await (const rows of byCode()) for (const { inputs } of rows) ranker.first(inputs);
  for await (const rows of byCode()) for (const { inputs } of rows) ranker.second(inputs);
  const faults: string[] = [];
  let index = 0;
  for await (const rows of byCode())
    for (const row of rows) {
      const again = ranker.third(index++, row, row.inputs, row.flags.includes('waived'));
      if (again.position !== row.position || again.leaf.toString('hex') !== row.hash)
        faults.push(`第 ${row.position} 行（${row.name}，${row.creditCode}）重算的结果与封存的不同`);
      if (faults.length >= most) return faults;
    }
  return faults;
}
