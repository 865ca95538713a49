import type { ReportColumn } from './report-shape';

/** What became of a column from one version of a template to the next. */
export type ColumnChange =
  | { kind: 'added' | 'removed'; label: string; index: number }
  /** Stands where another one stood, with a name nobody knows: perhaps the same, a person must say. */
  | { kind: 'renamed'; label: string; before: string; index: number }
  | { kind: 'moved'; label: string; index: number; from: number }
  | { kind: 'unit'; label: string; index: number; before: string | null; after: string | null }
  | { kind: 'format'; label: string; index: number; before: string; after: string };

type Compared = Pick<ReportColumn, 'index' | 'label' | 'unit' | 'format' | 'formula'>;

/** The columns of the former version by those of the new one: same name, the n-th of that name. */
export function sameColumns<B extends Compared, A extends Compared>(
  before: readonly B[],
  after: readonly A[],
): Map<A, B> {
  const known = new Map(keyed(before).map(([key, column]) => [key, column]));
  const pairs = new Map<A, B>();
  for (const [key, column] of keyed(after)) {
    const former = known.get(key);
    if (former) pairs.set(column, former);
  }
  return pairs;
}

/** How a version of a template differs from the one before; none: it is filled as that one was. */
export function compareColumns(before: readonly Compared[], after: readonly Compared[]): ColumnChange[] {
  const pairs = sameColumns(before, after);
  const kept = new Set(pairs.values());
  const gone = before.filter((column) => !kept.has(column));
  const fresh = after.filter((column) => !pairs.has(column));
  const staying = inOrder([...pairs].map(([column, former]) => [column, before.indexOf(former)]));
  const changes: ColumnChange[] = [];
  for (const column of fresh) {
    const former = gone.find((one) => isSamePlace(before, after, one, column, pairs));
    if (former) gone.splice(gone.indexOf(former), 1);
    changes.push(
      former
        ? { kind: 'renamed', label: column.label, before: former.label, index: column.index }
        : { kind: 'added', label: column.label, index: column.index },
    );
  }
  for (const { label, index } of gone) changes.push({ kind: 'removed', label, index });
  for (const [column, former] of pairs) {
    const { label, index } = column;
    if (!staying.has(column)) changes.push({ kind: 'moved', label, index, from: former.index });
    if (column.unit !== former.unit)
      changes.push({ kind: 'unit', label, index, before: former.unit, after: column.unit });
    if (shown(column) !== shown(former))
      changes.push({ kind: 'format', label, index, before: shown(former), after: shown(column) });
  }
  return changes;
}

const shown = ({ format, formula }: Compared) =>
  formula ? '公式' : { number: '常规', date: '日期', percent: '百分比' }[format];

function keyed<T extends Compared>(columns: readonly T[]): [string, T][] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const nth = (seen.get(column.label) ?? 0) + 1;
    seen.set(column.label, nth);
    return [`${column.label}\n${nth}`, column];
  });
}

/** Between the same neighbours. */
function isSamePlace(
  before: readonly Compared[],
  after: readonly Compared[],
  former: Compared,
  column: Compared,
  pairs: ReadonlyMap<Compared, Compared>,
): boolean {
  const [i, j] = [before.indexOf(former), after.indexOf(column)];
  const isSame = (one: Compared | undefined, other: Compared | undefined) =>
    one === undefined || other === undefined ? one === other : pairs.get(other) === one;
  return isSame(before[i - 1], after[j - 1]) && isSame(before[i + 1], after[j + 1]);
}

/** The most columns that keep their order (longest rising sequence); the others were moved. */
function inOrder<T>(places: readonly (readonly [T, number])[]): Set<T> {
  const best = places.map((): { length: number; before: number } => ({ length: 1, before: -1 }));
  let last = -1;
  for (const [i, [, place]] of places.entries()) {
    for (let j = 0; j < i; j++)
      if ((places[j]?.[1] ?? 0) < place && (best[j]?.length ?? 0) + 1 > (best[i]?.length ?? 0))
        best[i] = { length: (best[j]?.length ?? 0) + 1, before: j };
    if (last < 0 || (best[i]?.length ?? 0) > (best[last]?.length ?? 0)) last = i;
  }
  const staying = new Set<T>();
  for (let at = last; at >= 0; at = best[at]?.before ?? -1) {
    const found = places[at];
    if (found) staying.add(found[0]);
  }
  return staying;
}
