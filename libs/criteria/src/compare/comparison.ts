import type { StandardDocument } from '../document';
import type { OutcomeCode } from '../outcome';
import { type Causes, findCauses } from './causes';
import { CHANGE_TABLE, CHANGES } from './change';
import { BLOCK, NO_POINTS, type Points } from './column';
import type { Columnar } from './columnar';
import type { Composition } from './composition';
import { Differences } from './differences';
import type { LeafColumn } from './leaf-column';

import { Units } from './units';

const [SAME, POINTS] = [CHANGES.indexOf('same'), CHANGES.indexOf('points')];
// a local name for what runs a million times a second; see compile/run-points.ts
const changeOf = CHANGE_TABLE;
/** Mixtures of two releases kept compiled. */
const MOST_MIXTURES = 300;
/** Changed rows of a block beyond which a mixture is judged for the whole block. */
const FEW = 100;

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
  /** The rows at hand, whether many of them changed, and the mixtures that have judged them all. */
  private block = { start: 0, count: 0, together: false, judged: new Set<Composition>() };
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
    this.units = Units.of(this.old, this.next, { old: oldDocument, next: nextDocument }, this.differences, this.place);
    const paired = new Set(this.pairs.map(({ id }) => id));
    this.others = this.differences.list.map(({ id }) => id).filter((id) => !paired.has(id));
  }

  /** Judges rows `from` … `to` into `out`. */
  run(from: number, to: number, out: ComparedRows): void {
    const { old, next } = this;
    for (let start = from; start < to; start += BLOCK) {
      const count = Math.min(BLOCK, to - start);
      for (const leaf of this.leaves) leaf.load(start, count);
      old.combine(start, 0, count);
      next.combine(start, 0, count);
      out.oldOutcome.set(old.outcome.subarray(0, count), start);
      out.newOutcome.set(next.outcome.subarray(0, count), start);
      keepPoints(old.points, out.oldMin, out.oldMax, start, count);
      keepPoints(next.points, out.newMin, out.newMax, start, count);
      this.changes(start, count, out);
    }
  }

  private changes(start: number, count: number, out: ComparedRows): void {
    const { oldOutcome, newOutcome, oldMin, oldMax, newMin, newMax } = out;
    let changed = 0;
    for (let row = start; row < start + count; row++) {
      const change = changeOf[(oldOutcome[row] as number) * 6 + (newOutcome[row] as number)] as number;
      // points of a standard that has some against one that has none are no change of points
      const scored = oldMin[row] !== NO_POINTS && newMin[row] !== NO_POINTS;
      const points = change === SAME && scored && (oldMin[row] !== newMin[row] || oldMax[row] !== newMax[row]);
      out.change[row] = points ? POINTS : change;
      if (change !== SAME) changed++;
    }
    this.block = { start, count, together: changed > FEW, judged: new Set() };
    for (let i = 0; i < count; i++) {
      const change = out.change[start + i] as number;
      out.cause[start + i] =
        change === SAME ? -1 : change === POINTS ? this.pointCauses(i) : this.causesOf(i, oldOutcome[start + i] as OutcomeCode); // prettier-ignore
    }
  }

  private causesOf(i: number, old: OutcomeCode): number {
    if (this.units) return this.units.causes(i, old);
    const ids = this.differences.list
      .map(({ id }) => id)
      .filter((id) => this.pairs.every((pair) => pair.id !== id || differs(pair, i)));
    return this.place(findCauses(ids, (group) => this.outcomeWith(group, i), old));
  }

  /** The outcome of a row of the block with these differences put back. */
  private outcomeWith(ids: readonly string[], i: number): OutcomeCode {
    const { start, count, together, judged } = this.block;
    const mixture = this.mixture(ids);
    if (!together) return mixture.outcomeAt(start, i);
    // many rows of the block ask for the same few mixtures
    if (!judged.has(mixture)) mixture.combine(start, 0, count);
    judged.add(mixture);
    return mixture.outcome[i] as OutcomeCode;
  }

  /** Indicators whose own points differ. */
  private pointCauses(i: number): number {
    const alone = this.pairs.filter((pair) => differs(pair, i)).map(({ id }) => id);
    return this.place({ alone: [...alone, ...this.others], together: [] });
  }

  /** The place of causes in the list, a new one if they weren't met before. */
  private readonly place = (causes: Causes): number => {
    const key = `${causes.alone.join(' ')}|${causes.together.join(' ')}`;
    let place = this.placeOfCause.get(key);
    if (place === undefined) this.placeOfCause.set(key, (place = this.causes.push(causes) - 1));
    return place;
  };

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
  return old.outcome[i] !== next.outcome[i] || old.min[i] !== next.min[i] || old.max[i] !== next.max[i];
}

function keepPoints(points: Points | null, min: Int32Array, max: Int32Array, start: number, count: number): void {
  if (points) {
    min.set(points.min.subarray(0, count), start);
    max.set(points.max.subarray(0, count), start);
  } else {
    min.fill(NO_POINTS, start, start + count);
    max.fill(NO_POINTS, start, start + count);
  }
}
