import { type Bounded, Frame, missingOutcome, RELATIVE_ERROR } from '../compile/frame';
import * as measures from '../compile/measure-node';
import type { MeasureNode } from '../compile/measure-node';
import { compileMeasure } from '../compile/measures';
import type { Measure } from '../document';
import type { FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { MANUAL, MET, type OutcomeCode } from '../outcome';
import { BLOCK } from './column';
import { type Column, NO_INT, type Population } from './population';

// read through getters when imported; see compile/run-points.ts
const [KNOWN, RELATIVE, ABSENT] = [MET, RELATIVE_ERROR, NO_INT] as const;
const { compareMeasure, compareMeasures, loadMeasure } = measures;
/** What cannot be computed (分母为零 and the like) is for a person. */
const NO = MANUAL;
const SAFE = Number.MAX_SAFE_INTEGER;

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

/** A measure over a block of rows: doubles, and what is known of each. */
export interface Loaded {
  approx: Float64Array;
  /** How far a double may be off; of a simple measure this follows from its value and is not kept here. */
  readonly error: Float64Array;
  /** {@link PLAIN}; of rows whose `approx` is NaN which part is missing (1, 2, 3), 0 undefined, −1 not a plain number. */
  readonly why: Int8Array;
}

/** A value that is known. */
export const PLAIN = 4;

// Which rows miss a value follows no order, so a branch on it would be guessed wrong every third time: what is to be
// done is read from these instead, by 1 for a known first part, 2 for a known second one, 4 for one above zero.
const REASONS = Int8Array.of(3, 2, 1, 0, 3, 2, 1, PLAIN);
const ADDED = Float64Array.of(NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0);

/** Doubles of a fact's column; integers are copied so that one loop serves both. */
function doubles(column: Column, from: number, count: number, into: Float64Array): Float64Array {
  if (column.kind === 'double') return (column.data as Float64Array).subarray(from, from + count);
  const data = column.data as Int32Array;
  for (let i = 0; i < count; i++) {
    const value = data[from + i] as number;
    into[i] = value + (ADDED[7 * Number(value !== ABSENT)] as number);
  }
  return into;
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
  readonly node: MeasureNode;
  private readonly over: Column | null;
  private readonly under: Column | null;
  /** Of a sum or mean of simple parts: these. */
  private readonly parts: readonly MeasureLoader[];
  /** What an unknown value is called by `why`: UNKNOWN or MANUAL, as the evaluator says. */
  private readonly names: readonly number[];
  private readonly values: FactValue[] = [];
  private readonly reader: (row: number) => void;
  private readonly overCopy = new Float64Array(BLOCK);
  private readonly underCopy = new Float64Array(BLOCK);
  /** The block that is loaded. */
  private from = -1;
  private count = 0;

  constructor(measure: Measure, population: Population, dictionary: FactDictionary) {
    const frame = new Frame(dictionary);
    const node = (this.node = compileMeasure(measure, frame));
    frame.values = this.values;
    this.reader = population.reader(frame.slots, this.values);
    const missing = (slot: number) => missingOutcome(dictionary.get(frame.slots[slot] ?? ''));
    const [a, b] =
      node.shortcut === 0 ? [NO, NO] : [missing(node.slot), node.underSlot < 0 ? NO : missing(node.underSlot)];
    this.names = [NO, a, b, a > b ? a : b];
    this.parts = partsOf(node, population, dictionary);
    const column = (slot: number) => population.column(frame.slots[slot] ?? '');
    this.over = node.shortcut === 0 ? null : column(node.slot);
    this.under = node.shortcut === 2 ? column(node.underSlot) : null;
  }

  /** Whether it is a fact or a quotient of two. */
  get isSimple(): boolean {
    return this.over !== null;
  }

  /** The values of a fact as they lie in the column, where all are plain numbers. */
  get plain(): Int32Array | Float64Array | null {
    return this.over && !this.under && this.over.big.size === 0 ? (this.over.data as Int32Array | Float64Array) : null;
  }

  load(from: number, count: number): Loaded {
    if (from === this.from && count === this.count) return this.loaded;
    [this.from, this.count] = [from, count];
    if (this.parts.length > 0) this.sum(from, count);
    else if (!this.over) this.byNode(from, count);
    else if (!this.under) this.fact(this.over, from, count);
    else this.quotient(this.over, this.under, from, count);
    return this.loaded;
  }

  /** How far off a simple measure of about this value may be. */
  errorNear(value: number): number {
    return this.under ? (Math.abs(value) + Math.abs(this.node.less) + 2) * RELATIVE : 0;
  }

  /** How far off the value at a place of the block may be. */
  errorAt(i: number): number {
    return this.over ? this.errorNear(this.loaded.approx[i] as number) : (this.loaded.error[i] as number);
  }

  private fact(column: Column, from: number, count: number): void {
    const values = doubles(column, from, count, this.overCopy);
    const { why } = this.loaded;
    this.loaded.approx = values;
    for (let i = 0; i < count; i++) {
      const value = values[i] as number;
      why[i] = REASONS[6 + Number(value === value)] as number;
    }
    if (column.big.size > 0) this.markBig(column, column, from, count);
  }

  private quotient(over: Column, under: Column, from: number, count: number): void {
    const { approx, why } = this.loaded;
    const a = doubles(over, from, count, this.overCopy);
    const b = doubles(under, from, count, this.underCopy);
    const { less } = this.node;
    for (let i = 0; i < count; i++) {
      const top = a[i] as number;
      const base = b[i] as number;
      const known = Number(top === top) + 2 * Number(base === base) + 4 * Number(base > 0);
      approx[i] = top / base - less + (ADDED[known] as number);
      why[i] = REASONS[known] as number;
    }
    if (over.big.size > 0 || under.big.size > 0) this.markBig(over, under, from, count);
  }

  private markBig(over: Column, under: Column, from: number, count: number): void {
    const { approx, why } = this.loaded;
    for (let i = 0; i < count; i++)
      if (approx[i] !== approx[i] && (over.big.has(from + i) || under.big.has(from + i))) why[i] = -1;
  }

  /** As `SumNode` adds; what isn't known is the worst of its parts. */
  private sum(from: number, count: number): void {
    const { approx, error, why } = this.loaded;
    const divisor = this.node.source.kind === 'mean' ? this.parts.length : 1;
    const sizes = this.overCopy;
    approx.fill(0, 0, count);
    error.fill(0, 0, count);
    why.fill(0, 0, count);
    sizes.fill(0, 0, count);
    for (const part of this.parts) {
      const one = part.load(from, count);
      const { names } = part;
      for (let i = 0; i < count; i++) {
        const value = one.approx[i] as number;
        approx[i] = (approx[i] as number) + value;
        sizes[i] = (sizes[i] as number) + Math.abs(value);
        error[i] = (error[i] as number) + part.errorNear(value);
        if (value === value || (why[i] as number) < 0) continue;
        const reason = one.why[i] as number;
        const name = reason < 0 ? -1 : (names[reason] as number);
        if (name < 0 || name > (why[i] as number)) why[i] = name;
      }
    }
    for (let i = 0; i < count; i++) {
      const size = sizes[i] as number;
      const own = error[i] as number;
      const value = (approx[i] as number) / divisor;
      approx[i] = value;
      error[i] = own === 0 && divisor === 1 && size <= SAFE ? 0 : (own + size * RELATIVE) * 2;
      if (value === value) why[i] = PLAIN;
    }
  }

  private byNode(from: number, count: number): void {
    const { approx, error, why } = this.loaded;
    for (let i = 0; i < count; i++) {
      this.read(from + i);
      const known = loadMeasure(this.node, this.values);
      approx[i] = known === KNOWN ? this.node.approx : NaN;
      error[i] = this.node.error;
      why[i] = known === KNOWN ? PLAIN : known; // MANUAL or UNKNOWN
    }
  }

  /** Lets the node see the facts of a row. */
  read(row: number): void {
    this.reader(row);
  }

  /** The sign of measure − threshold of one row, by the evaluator's own exact comparison. */
  exactSign(row: number, threshold: Bounded): number {
    this.read(row);
    loadMeasure(this.node, this.values);
    return compareMeasure(this.node, threshold);
  }
}

/** Loaders of the parts of a sum or mean, where each is a fact or a quotient of two; none otherwise. */
function partsOf({ source }: MeasureNode, population: Population, dictionary: FactDictionary): MeasureLoader[] {
  if (source.kind !== 'sum' && source.kind !== 'mean') return [];
  const parts = source.of.map((part) => new MeasureLoader(part, population, dictionary));
  return parts.every(({ isSimple }) => isSimple) ? parts : [];
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

  constructor(
    private readonly loader: MeasureLoader,
    private readonly thresholds: readonly Bounded[],
  ) {
    this.size = PLAIN + 2 * thresholds.length + 1;
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

  /** The same where every value has an error of its own. */
  private placeEach(
    { approx, error, why }: Loaded,
    size: number,
    from: number,
    count: number,
    signatures: Int32Array,
  ): void {
    const { loader, thresholds } = this;
    for (let i = 0; i < count; i++) {
      const value = approx[i] as number;
      let place = why[i] as number;
      for (const threshold of thresholds) {
        const gap = value - threshold.approx;
        const doubt = (error[i] as number) + threshold.error;
        if (gap > doubt) place += 2;
        else if (gap >= -doubt) place += 1 + (doubt === 0 ? 0 : loader.exactSign(from + i, threshold));
      }
      const signature = signatures[i] as number;
      signatures[i] = (signature | place) < 0 ? -1 : signature * size + place;
    }
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
