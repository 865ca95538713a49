import type { Bounded } from '../compile/frame';
import { RELATIVE_ERROR } from '../compile/frame';
import * as measures from '../compile/measure-node';
import type { MeasureNode } from '../compile/measure-node';
import type { FactValue } from '../fact';
import { MET, type OutcomeCode } from '../outcome';
import { type Column, NO_INT, type Population } from './population';

// read through getters when imported; see compile/run-points.ts
const [KNOWN, RELATIVE, ABSENT] = [MET, RELATIVE_ERROR, NO_INT] as const;
const { compareMeasure, compareMeasures, loadMeasure } = measures;

/** Rows looked at together: their signatures and results stay in the processor's cache. */
export const BLOCK = 4096;

/**
 * Puts rows into classes within which a leaf cannot tell them apart: `mix` folds the class of each row into its
 * signature. `size` is the number of classes.
 */
export interface Classifier {
  readonly size: number;
  /** Rows `from` … `from + count`; signatures of −1 stay, and become −1 where a row must be judged by itself. */
  mix(from: number, count: number, signatures: Int32Array): void;
}

/** By the value of a fact that has few. */
export class FactClasses implements Classifier {
  readonly size: number;
  constructor(private readonly column: Column) {
    this.size = column.decode.length;
  }
  mix(from: number, count: number, signatures: Int32Array): void {
    const { size } = this;
    const data = this.column.data as Uint8Array;
    for (let i = 0; i < count; i++) signatures[i] = (signatures[i] as number) * size + (data[from + i] as number);
  }
}

/** A measure over a block of rows: doubles with a bound on their error, and where they aren't known, why. */
export interface Loaded {
  readonly approx: Float64Array;
  readonly error: Float64Array;
  /** Of rows whose `approx` is NaN: which part is missing (1, 2, 3), 0 undefined, −1 not a plain number. */
  readonly why: Int8Array;
}

/** Doubles of a fact's column; integers are copied so that one loop serves both. */
function doubles(column: Column, from: number, count: number, into: Float64Array): Float64Array {
  if (column.kind === 'double') return (column.data as Float64Array).subarray(from, from + count);
  const data = column.data as Int32Array;
  for (let i = 0; i < count; i++) {
    const value = data[from + i] as number;
    into[i] = value === ABSENT ? NaN : value;
  }
  return into.subarray(0, count);
}

/**
 * Loads a measure for blocks of rows. Facts and quotients of two facts are computed here as `loadMeasure` computes
 * them; all others, and every value beyond 2^53, by the node itself.
 */
export class MeasureLoader {
  readonly loaded: Loaded = {
    approx: new Float64Array(BLOCK),
    error: new Float64Array(BLOCK),
    why: new Int8Array(BLOCK),
  };
  private readonly over: Column | null;
  private readonly under: Column | null;
  private readonly overCopy = new Float64Array(BLOCK);
  private readonly underCopy = new Float64Array(BLOCK);

  constructor(
    readonly node: MeasureNode,
    slots: readonly string[],
    population: Population,
    readonly values: FactValue[],
    readonly read: (row: number) => void,
  ) {
    const column = (slot: number) => population.column(slots[slot] ?? '');
    this.over = node.shortcut === 0 ? null : column(node.slot);
    this.under = node.shortcut === 2 ? column(node.underSlot) : null;
  }

  load(from: number, count: number): Loaded {
    if (!this.over) this.byNode(from, count);
    else if (!this.under) this.fact(this.over, from, count);
    else this.quotient(this.over, this.under, from, count);
    return this.loaded;
  }

  private fact(column: Column, from: number, count: number): void {
    const { approx, error, why } = this.loaded;
    const values = doubles(column, from, count, this.overCopy);
    approx.set(values);
    error.fill(0, 0, count);
    const hasBig = column.big.size > 0;
    for (let i = 0; i < count; i++) {
      const value = values[i] as number;
      if (value !== value) why[i] = hasBig && column.big.has(from + i) ? -1 : 1;
    }
  }

  private quotient(over: Column, under: Column, from: number, count: number): void {
    const { approx, error, why } = this.loaded;
    const a = doubles(over, from, count, this.overCopy);
    const b = doubles(under, from, count, this.underCopy);
    const { less } = this.node;
    const hasBig = over.big.size > 0 || under.big.size > 0;
    for (let i = 0; i < count; i++) {
      const top = a[i] as number;
      const base = b[i] as number;
      const quotient = top / base;
      if (base > 0 && top === top) {
        approx[i] = quotient - less;
        error[i] = (Math.abs(quotient) + 1) * RELATIVE;
      } else {
        approx[i] = NaN;
        const big = hasBig && (over.big.has(from + i) || under.big.has(from + i));
        why[i] = big ? -1 : (top === top ? 0 : 1) + (base === base ? 0 : 2);
      }
    }
  }

  private byNode(from: number, count: number): void {
    const { approx, error, why } = this.loaded;
    for (let i = 0; i < count; i++) {
      this.read(from + i);
      const known = loadMeasure(this.node, this.values);
      approx[i] = known === KNOWN ? this.node.approx : NaN;
      error[i] = this.node.error;
      why[i] = known; // MANUAL or UNKNOWN
    }
  }

  /** The sign of measure − threshold of one row, by the evaluator's own exact comparison. */
  exactSign(row: number, threshold: Bounded): number {
    this.read(row);
    loadMeasure(this.node, this.values);
    return compareMeasure(this.node, threshold);
  }
}

/** By where a measure lies among thresholds: below the first, on it, between it and the next … or why it isn't known. */
export class MeasureClasses implements Classifier {
  readonly size: number;
  private readonly places = new Int32Array(BLOCK);
  constructor(
    private readonly loader: MeasureLoader,
    private readonly thresholds: readonly Bounded[],
  ) {
    this.size = 4 + 2 * thresholds.length + 1;
  }

  mix(from: number, count: number, signatures: Int32Array): void {
    const { size, places } = this;
    const { approx, why } = this.loader.load(from, count);
    places.fill(4, 0, count);
    for (const threshold of this.thresholds) this.pass(threshold, from, count);
    for (let i = 0; i < count; i++) {
      const value = approx[i] as number;
      const signature = signatures[i] as number;
      if (value === value) signatures[i] = signature * size + (places[i] as number);
      else signatures[i] = (why[i] as number) < 0 || signature < 0 ? -1 : signature * size + (why[i] as number);
    }
  }

  /** Moves the rows that lie on a threshold one place up, those above it two; thresholds ascend. */
  private pass(threshold: Bounded, from: number, count: number): void {
    const { places } = this;
    const { approx, error } = this.loader.loaded;
    const line = threshold.approx;
    const own = threshold.error;
    for (let i = 0; i < count; i++) {
      const gap = (approx[i] as number) - line;
      const doubt = (error[i] as number) + own;
      places[i] = (places[i] as number) + (gap > doubt ? 2 : 0);
      if (gap <= doubt && gap >= -doubt)
        places[i] = (places[i] as number) + (doubt === 0 ? 1 : this.loader.exactSign(from + i, threshold) + 1);
    }
  }
}

/** By which of two measures is larger. */
export class PairClasses implements Classifier {
  readonly size = 12;
  constructor(
    private readonly left: MeasureLoader,
    private readonly right: MeasureLoader,
  ) {}

  mix(from: number, count: number, signatures: Int32Array): void {
    const a = this.left.load(from, count);
    const b = this.right.load(from, count);
    const simple = this.left.node.shape.scale === this.right.node.shape.scale;
    for (let i = 0; i < count; i++) {
      const gap = (a.approx[i] as number) - (b.approx[i] as number);
      const doubt = (a.error[i] as number) + (b.error[i] as number);
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
