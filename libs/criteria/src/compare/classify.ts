import { type Bounded, Frame, missingOutcome, RELATIVE_ERROR } from '../compile/frame';
import * as measures from '../compile/measure-node';
import type { MeasureNode } from '../compile/measure-node';
import { compileMeasure } from '../compile/measures';
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
  /** Rows `from` … `from + count`; signatures of −1 stay, and become −1 where a row must be judged by itself. */
  mix(from: number, count: number, signatures: Int32Array): void;
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
  mix(from: number, count: number, signatures: Int32Array): void {
    if (this.column.kind === 'int') return this.integers(this.column.data as Int32Array, from, count, signatures);
    const { size } = this;
    const data = this.column.data as Uint8Array;
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
  /** Of a sum or mean of simple parts: these. */
  private readonly parts: readonly MeasureLoader[];
  /** What an unknown value is called by `why`: UNKNOWN or MANUAL, as the evaluator says. */
  private readonly names: readonly number[];
  private readonly overCopy = new Float64Array(BLOCK);
  private readonly underCopy = new Float64Array(BLOCK);

  constructor(
    readonly node: MeasureNode,
    slots: readonly string[],
    population: Population,
    readonly values: FactValue[],
    readonly read: (row: number) => void,
    dictionary: FactDictionary,
  ) {
    const missing = (slot: number) => missingOutcome(dictionary.get(slots[slot] ?? ''));
    const [a, b] =
      node.shortcut === 0 ? [NO, NO] : [missing(node.slot), node.underSlot < 0 ? NO : missing(node.underSlot)];
    this.names = [NO, a, b, a > b ? a : b];
    this.parts = partsOf(node, population, dictionary);
    const column = (slot: number) => population.column(slots[slot] ?? '');
    this.over = node.shortcut === 0 ? null : column(node.slot);
    this.under = node.shortcut === 2 ? column(node.underSlot) : null;
  }

  /** The column itself where the measure is a fact kept in 32 bits. */
  get wholeNumbers(): Int32Array | null {
    return this.over?.kind === 'int' && !this.under ? (this.over.data as Int32Array) : null;
  }

  load(from: number, count: number): Loaded {
    if (this.parts.length > 0) this.sum(from, count);
    else if (!this.over) this.byNode(from, count);
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
      for (let i = 0; i < count; i++) {
        const value = one.approx[i] as number;
        approx[i] = (approx[i] as number) + value;
        sizes[i] = (sizes[i] as number) + Math.abs(value);
        error[i] = (error[i] as number) + (one.error[i] as number);
        if (value === value || (why[i] as number) < 0) continue;
        const reason = one.why[i] as number;
        const name = reason < 0 ? -1 : (part.names[reason] as number);
        if (name < 0 || name > (why[i] as number)) why[i] = name;
      }
    }
    for (let i = 0; i < count; i++) {
      const size = sizes[i] as number;
      const own = error[i] as number;
      approx[i] = (approx[i] as number) / divisor;
      error[i] = own === 0 && divisor === 1 && size <= SAFE ? 0 : (own + size * RELATIVE) * 2;
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

/** Loaders of the parts of a sum or mean, where each is a fact or a quotient of two; none otherwise. */
function partsOf(node: MeasureNode, population: Population, dictionary: FactDictionary): MeasureLoader[] {
  const { source } = node;
  if (source.kind !== 'sum' && source.kind !== 'mean') return [];
  const frame = new Frame(dictionary);
  const nodes = source.of.map((part) => compileMeasure(part, frame));
  if (nodes.some(({ shortcut }) => shortcut === 0)) return [];
  return nodes.map((part) => new MeasureLoader(part, frame.slots, population, [], () => undefined, dictionary));
}

/** By where a measure lies among thresholds: below the first, on it, between it and the next … or why it isn't known. */
export class MeasureClasses implements Classifier {
  readonly size: number;
  private readonly lines: Float64Array;
  private readonly errors: Float64Array;
  constructor(
    private readonly loader: MeasureLoader,
    private readonly thresholds: readonly Bounded[],
  ) {
    this.size = 4 + 2 * thresholds.length + 1;
    this.lines = Float64Array.from(thresholds, ({ approx }) => approx);
    this.errors = Float64Array.from(thresholds, ({ error }) => error);
  }

  mix(from: number, count: number, signatures: Int32Array): void {
    const whole = this.loader.wholeNumbers;
    if (whole && this.errors.every((error) => error === 0)) this.exact(whole, from, count, signatures);
    else this.bounded(from, count, signatures);
  }

  /** Whole numbers against whole thresholds: nothing is in doubt. */
  private exact(data: Int32Array, from: number, count: number, signatures: Int32Array): void {
    const { size, lines } = this;
    const last = lines.length;
    for (let i = 0; i < count; i++) {
      const value = data[from + i] as number;
      let place = 1;
      if (value !== ABSENT) {
        place = 4;
        for (let t = 0; t < last; t++) {
          const line = lines[t] as number;
          if (value < line) break;
          place += value > line ? 2 : 1;
        }
      }
      signatures[i] = (signatures[i] as number) * size + place;
    }
  }

  private bounded(from: number, count: number, signatures: Int32Array): void {
    const { size, lines, errors } = this;
    const { approx, error, why } = this.loader.load(from, count);
    const last = lines.length;
    for (let i = 0; i < count; i++) {
      const value = approx[i] as number;
      const own = error[i] as number;
      let place: number;
      if (value === value) {
        place = 4;
        for (let t = 0; t < last; t++) {
          const gap = value - (lines[t] as number);
          const doubt = own + (errors[t] as number);
          if (gap < -doubt) break;
          if (gap > doubt) place += 2;
          else {
            const sign = doubt === 0 ? 0 : this.loader.exactSign(from + i, this.thresholds[t] as Bounded);
            if (sign >= 0) place += 1 + sign;
            if (sign <= 0) break;
          }
        }
      } else place = why[i] as number;
      const signature = signatures[i] as number;
      signatures[i] = place < 0 || signature < 0 ? -1 : signature * size + place;
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
