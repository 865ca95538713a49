import type { Bounded } from '../compile/frame';
import * as measures from '../compile/measure-node';
import { MET, type OutcomeCode } from '../outcome';
import { type Loaded, type MeasureLoader, PLAIN as KNOWN_PLACE } from './measure-loader';
import { type Column, NO_INT } from './population';

// read through getters when imported; see compile/run-points.ts
const [KNOWN, ABSENT, PLAIN] = [MET, NO_INT, KNOWN_PLACE] as const;
const { compareMeasures } = measures;

/**
 * Puts rows into classes within which a leaf cannot tell them apart: `mix` folds the class of each row into its
 * signature. `size` is the number of classes.
 */
export interface Classifier {
  readonly size: number;
  /**
   * Rows `from` … `from + count`. The first of several makes the signatures; of those after it, signatures of −1 stay,
   * and become −1 where a row must be judged by itself.
   */
  mix(from: number, count: number, signatures: Int32Array, isFirst: boolean): void;
}

/** By the value of a fact: its code, or an integer of a small range. */
export class FactClasses implements Classifier {
  readonly size: number;
  constructor(
    private readonly column: Column,
    private readonly least = 0,
    most = 0,
  ) {
    const isCoded = column.kind === 'byte' || column.kind === 'text';
    this.size = isCoded ? column.decode.length : most - least + 2;
  }

  mix(from: number, count: number, signatures: Int32Array, isFirst: boolean): void {
    const { column, size } = this;
    if (isFirst) signatures.fill(0, 0, count);
    if (column.kind === 'int') return this.integers(column.data as Int32Array, from, count, signatures);
    const data = column.data as Uint8Array;
    for (let i = 0; i < count; i++) signatures[i] = (signatures[i] as number) * size + (data[from + i] as number);
  }

  private integers(data: Int32Array, from: number, count: number, signatures: Int32Array): void {
    const { size, least } = this;
    for (let i = 0; i < count; i++) {
      const value = data[from + i] as number;
      signatures[i] = (signatures[i] as number) * size + (value === ABSENT ? 0 : value - least + 1);
    }
  }
}

/**
 * By where a measure lies among thresholds: two classes up for each one it is above, one for one it is on; or why it
 * isn't known.
 */
export class MeasureClasses implements Classifier {
  readonly size: number;
  /** Beyond these a value is below or above a threshold for certain; between them the exact comparison tells. */
  private readonly lows: Float64Array;
  private readonly highs: Float64Array;
  private readonly isExact: boolean;
  private readonly lines: Float64Array;
  private readonly errors: Float64Array;

  constructor(
    private readonly loader: MeasureLoader,
    private readonly thresholds: readonly Bounded[],
  ) {
    this.size = PLAIN + 2 * thresholds.length + 1;
    this.lines = Float64Array.from(thresholds, ({ approx }) => approx);
    this.errors = Float64Array.from(thresholds, ({ error }) => error);
    const doubt = ({ approx, error }: Bounded) => 2 * (loader.errorNear(approx) + error);
    this.lows = Float64Array.from(thresholds, (one) => one.approx - doubt(one));
    this.highs = Float64Array.from(thresholds, (one) => one.approx + doubt(one));
    this.isExact = this.lows.every((low, t) => low === this.highs[t]);
  }

  mix(from: number, count: number, signatures: Int32Array, isFirst: boolean): void {
    const { loader } = this;
    // where there is nothing to go before, any size does
    const size = isFirst ? 0 : this.size;
    if (isFirst) signatures.fill(0, 0, count);
    if (loader.plain && this.isExact) return this.placePlain(loader.plain, size, from, count, signatures);
    const loaded = loader.load(from, count);
    if (!loader.isSimple) this.placeEach(loaded, size, from, count, signatures);
    else if (this.place(loaded, size, count, signatures) > 0) this.tell(loaded.approx, from, count, signatures);
  }

  /** A fact's own values against numbers that doubles can hit: nothing is in doubt. */
  private placePlain(
    data: Int32Array | Float64Array,
    size: number,
    from: number,
    count: number,
    signatures: Int32Array,
  ): void {
    const { lows } = this;
    const last = lows.length;
    if (last === 1) return placePlainByOne(data, lows[0] as number, size, from, count, signatures);
    const absent = data instanceof Int32Array ? ABSENT : NaN;
    for (let i = 0; i < count; i++) {
      const value = data[from + i] as number;
      let above = 0;
      for (let t = 0; t < last; t++) {
        const line = lows[t] as number;
        above += Number(value >= line) + Number(value > line);
      }
      const known = Number(value === value) & Number(value !== absent);
      // 1 where the value is missing
      const place = 1 + known * (PLAIN - 1 + above);
      const signature = signatures[i] as number;
      signatures[i] = signature < 0 ? -1 : signature * size + place;
    }
  }

  /** In one sweep without a branch; answers how many values lie close to a threshold and were taken to be on it. */
  private place(loaded: Loaded, size: number, count: number, signatures: Int32Array): number {
    const { lows, highs } = this;
    if (lows.length === 1) return placeByOne(loaded, lows[0] as number, highs[0] as number, size, count, signatures);
    const { approx, why } = loaded;
    const last = lows.length;
    let near = 0;
    for (let i = 0; i < count; i++) {
      const value = approx[i] as number;
      let place = why[i] as number;
      for (let t = 0; t < last; t++) {
        const notBelow = Number(value >= (lows[t] as number));
        const above = Number(value > (highs[t] as number));
        place += notBelow + above;
        near += notBelow - above;
      }
      const signature = signatures[i] as number;
      signatures[i] = (signature | place) < 0 ? -1 : signature * size + place;
    }
    return near;
  }

  /** Puts values that were taken to be on a threshold where the exact comparison says. */
  private tell(approx: Float64Array, from: number, count: number, signatures: Int32Array): void {
    const { lows, highs, loader } = this;
    this.thresholds.forEach((threshold, t) => {
      const [low, high] = [lows[t] as number, highs[t] as number];
      if (low === high) return;
      for (let i = 0; i < count; i++) {
        const value = approx[i] as number;
        if (value >= low && value <= high && (signatures[i] as number) >= 0)
          signatures[i] = (signatures[i] as number) + loader.exactSign(from + i, threshold);
      }
    });
  }

  /** The same two sweeps where every value has an error of its own. */
  private placeEach(loaded: Loaded, size: number, from: number, count: number, signatures: Int32Array): void {
    const { approx, error, why } = loaded;
    const { lines, errors } = this;
    const last = lines.length;
    let near = 0;
    for (let i = 0; i < count; i++) {
      const value = approx[i] as number;
      const off = error[i] as number;
      let place = why[i] as number;
      for (let t = 0; t < last; t++) {
        const gap = value - (lines[t] as number);
        const doubt = off + (errors[t] as number);
        const notBelow = Number(gap >= -doubt);
        const above = Number(gap > doubt);
        place += notBelow + above;
        near += notBelow - above;
      }
      const signature = signatures[i] as number;
      signatures[i] = (signature | place) < 0 ? -1 : signature * size + place;
    }
    if (near > 0) this.tellEach(loaded, from, count, signatures);
  }

  private tellEach({ approx, error }: Loaded, from: number, count: number, signatures: Int32Array): void {
    const { loader } = this;
    for (const threshold of this.thresholds)
      for (let i = 0; i < count; i++) {
        const doubt = (error[i] as number) + threshold.error;
        const isNear = doubt > 0 && Math.abs((approx[i] as number) - threshold.approx) <= doubt;
        if (isNear && (signatures[i] as number) >= 0)
          signatures[i] = (signatures[i] as number) + loader.exactSign(from + i, threshold);
      }
  }
}

/** A fact's own values against one number that doubles can hit. */
function placePlainByOne(
  data: Int32Array | Float64Array,
  line: number,
  size: number,
  from: number,
  count: number,
  signatures: Int32Array,
): void {
  const absent = data instanceof Int32Array ? ABSENT : NaN;
  for (let i = 0; i < count; i++) {
    const value = data[from + i] as number;
    const known = Number(value === value) & Number(value !== absent);
    const place = 1 + known * (PLAIN - 1 + Number(value >= line) + Number(value > line));
    const signature = signatures[i] as number;
    signatures[i] = signature < 0 ? -1 : signature * size + place;
  }
}

/** The same for one threshold, as most conditions have. */
function placeByOne(
  { approx, why }: Loaded,
  low: number,
  high: number,
  size: number,
  count: number,
  signatures: Int32Array,
): number {
  let near = 0;
  for (let i = 0; i < count; i++) {
    const value = approx[i] as number;
    const notBelow = Number(value >= low);
    const above = Number(value > high);
    near += notBelow - above;
    const place = (why[i] as number) + notBelow + above;
    const signature = signatures[i] as number;
    signatures[i] = (signature | place) < 0 ? -1 : signature * size + place;
  }
  return near;
}

/** By which of two measures is larger. */
export class PairClasses implements Classifier {
  readonly size = 12;
  constructor(
    private readonly left: MeasureLoader,
    private readonly right: MeasureLoader,
  ) {}

  mix(from: number, count: number, signatures: Int32Array, isFirst: boolean): void {
    if (isFirst) signatures.fill(0, 0, count);
    const a = this.left.load(from, count);
    const b = this.right.load(from, count);
    const simple = this.left.node.shape.scale === this.right.node.shape.scale;
    for (let i = 0; i < count; i++) {
      const gap = (a.approx[i] as number) - (b.approx[i] as number);
      const doubt = this.left.errorAt(i) + this.right.errorAt(i);
      const signature = signatures[i] as number;
      const plain = simple && gap === gap && (gap > doubt || gap < -doubt || doubt === 0);
      const sign = plain ? (gap > doubt ? 2 : gap < -doubt ? 0 : 1) : this.byNodes(from + i);
      signatures[i] = signature < 0 ? -1 : signature * 12 + sign;
    }
  }

  /** Both by their nodes: 0 to 2 the sign, 3 and up why one isn't known. */
  private byNodes(row: number): number {
    this.left.read(row);
    const a: OutcomeCode = this.left.node.load();
    const b: OutcomeCode = this.right.node.load();
    if (a !== KNOWN || b !== KNOWN) return 3 + (a - 1) * 3 + (b - 1);
    return compareMeasures(this.left.node, this.right.node) + 1;
  }
}
