import type { StandardDocument } from '../document';
import type { OutcomeCode } from '../outcome';
import { type Causes, findCauses } from './causes';
import { CHANGE_TABLE, CHANGES } from './change';
import { BLOCK } from './classify';
import type { Columnar } from './columnar';
import type { Composition } from './composition';
import { Differences } from './differences';
import type { LeafColumn } from './leaf-column';
import { Units } from './units';

const [SAME, POINTS] = [CHANGES.indexOf('same'), CHANGES.indexOf('points')];
const changeOf = CHANGE_TABLE;
/** Mixtures of two releases kept compiled. */
const MOST_MIXTURES = 2000;

/** Results of both releases, row by row. Points are ten-thousandths; −1 where a standard has none. */
export interface ComparedRows {
  oldOutcome: Uint8Array;
  newOutcome: Uint8Array;
  /** Index into `CHANGES`. */
  change: Uint8Array;
  oldMin: Int32Array;
  oldMax: Int32Array;
  newMin: Int32Array;
  newMax: Int32Array;
  /** Of a changed row, its place in the list of causes. */
  cause: Int32Array;
}

/** Bytes a row of {@link ComparedRows} takes. */
export const COMPARED_BYTES = 3 + 5 * 4;

export function allocateCompared(
  rows: number,
  memory: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): ComparedRows {
  const bytes = () => new Uint8Array(memory(rows));
  const ints = () => new Int32Array(memory(rows * 4));
  return {
    ...{ oldOutcome: bytes(), newOutcome: bytes(), change: bytes() },
    ...{ oldMin: ints(), oldMax: ints(), newMin: ints(), newMax: ints(), cause: ints() },
  };
}

/** A difference that is judged by itself on both sides. */
interface LeafPair {
  id: string;
  old: LeafColumn;
  next: LeafColumn;
}

/** Two releases over one population (新旧办法双跑): outcomes and points of both, what changed and which clause did it. */
export class Comparison {
  readonly differences: Differences;
  /** Distinct causes met so far; `cause` of a row is a place in it. */
  readonly causes: Causes[] = [];
  private readonly old: Composition;
  private readonly next: Composition;
  private readonly leaves: readonly LeafColumn[];
  private readonly pairs: readonly LeafPair[];
  private readonly others: readonly string[];
  private readonly mixtures = new Map<string, Composition>();
  private readonly placeOfCause = new Map<string, number>();
  /** Set where every difference is a whole demand. */
  private readonly units: Units | null;

  constructor(
    private readonly columnar: Columnar,
    oldDocument: StandardDocument,
    nextDocument: StandardDocument,
  ) {
    this.differences = new Differences(oldDocument, nextDocument);
    this.old = columnar.compose(oldDocument);
    this.next = columnar.compose(nextDocument);
    this.leaves = [...new Set([...this.old.leaves, ...this.next.leaves])];
    this.pairs = this.differences.list.flatMap(({ id, change }) => {
      const old = this.old.leafOf(id);
      const next = this.next.leafOf(id);
      return change === 'changed' && old && next ? [{ id, old, next }] : [];
    });
    this.units = Units.of(columnar, oldDocument, nextDocument, this.differences);
    const paired = new Set(this.pairs.map(({ id }) => id));
    this.others = this.differences.list.map(({ id }) => id).filter((id) => !paired.has(id));
  }

  /** Judges rows `from` … `to` into `out`. */
  run(from: number, to: number, out: ComparedRows): void {
    for (let start = from; start < to; start += BLOCK) {
      const count = Math.min(BLOCK, to - start);
      for (const leaf of this.leaves) leaf.run(start, count);
      for (let i = 0; i < count; i++) this.row(i, start + i, out);
    }
  }

  private row(i: number, row: number, out: ComparedRows): void {
    const before = this.old.run(i, row);
    const { pointsMin, pointsMax } = this.old.result;
    out.oldOutcome[row] = before;
    out.oldMin[row] = pointsMin ?? -1;
    out.oldMax[row] = pointsMax ?? -1;
    // where every clause says the same, so does the whole
    const isSame = this.others.length === 0 && !this.pairs.some((pair) => differs(pair, i));
    const after = isSame ? before : this.next.run(i, row);
    const now = isSame ? this.old.result : this.next.result;
    out.newOutcome[row] = after;
    out.newMin[row] = now.pointsMin ?? -1;
    out.newMax[row] = now.pointsMax ?? -1;
    const change = isSame ? SAME : (changeOf[before * 6 + after] as number);
    const points = change === SAME && (now.pointsMin !== pointsMin || now.pointsMax !== pointsMax);
    // points of a standard that has some against one that has none are no change of points
    const scored = points && pointsMin !== null && now.pointsMin !== null;
    out.change[row] = scored ? POINTS : change;
    out.cause[row] = scored ? this.pointCauses(i) : change === SAME ? -1 : this.causesOf(i, row, before);
  }

  private causesOf(i: number, row: number, old: OutcomeCode): number {
    if (this.units) return this.place(this.units.causes(i, row, old));
    const ids = this.differences.list
      .map(({ id }) => id)
      .filter((id) => this.pairs.every((pair) => pair.id !== id || differs(pair, i)));
    return this.place(findCauses(ids, (group) => this.mixture(group).run(i, row), old));
  }

  /** Indicators whose own points differ. */
  private pointCauses(i: number): number {
    const alone = this.pairs.filter((pair) => differs(pair, i)).map(({ id }) => id);
    return this.place({ alone: [...alone, ...this.others], together: [] });
  }

  private place(causes: Causes): number {
    const key = `${causes.alone.join(' ')}|${causes.together.join(' ')}`;
    let place = this.placeOfCause.get(key);
    if (place === undefined) this.placeOfCause.set(key, (place = this.causes.push(causes) - 1));
    return place;
  }

  private mixture(ids: readonly string[]): Composition {
    const key = ids.join(' ');
    let known = this.mixtures.get(key);
    if (!known) {
      if (this.mixtures.size >= MOST_MIXTURES) this.mixtures.clear();
      this.mixtures.set(key, (known = this.columnar.compose(this.differences.putBack(new Set(ids)))));
    }
    return known;
  }
}

function differs({ old, next }: LeafPair, i: number): boolean {
  const a = old.ids[i] as number;
  const b = next.ids[i] as number;
  return (
    old.results.outcome[a] !== next.results.outcome[b] ||
    old.results.min[a] !== next.results.min[b] ||
    old.results.max[a] !== next.results.max[b]
  );
}
