import { type Bounded, Frame, missingOutcome, RELATIVE_ERROR } from '../compile/frame';
import * as measures from '../compile/measure-node';
import type { MeasureNode } from '../compile/measure-node';
import { compileMeasure } from '../compile/measures';
import type { Measure } from '../document';
import type { FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { MANUAL, MET } from '../outcome';
import { BLOCK } from './column';
import { type Column, NO_INT, type Population } from './population';

// read through getters when imported; see compile/run-points.ts
const [KNOWN, RELATIVE, ABSENT] = [MET, RELATIVE_ERROR, NO_INT] as const;
const { compareMeasure, loadMeasure } = measures;
/** What cannot be computed (分母为零 and the like) is for a person. */
const NO = MANUAL;
const SAFE = Number.MAX_SAFE_INTEGER;

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

/** A sum or mean of two quotients. */
interface TwoQuotients {
  pair: readonly [MeasureLoader, MeasureLoader];
  divisor: number;
  /** What their errors have besides their size, in units of {@link RELATIVE_ERROR}. */
  errors: number;
  /** What `why` says of the two together, by `6 × one + other + 7`. */
  worst: Int8Array;
}

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
  private readonly two: TwoQuotients | null;
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
    this.two = this.twoQuotients();
  }

  private twoQuotients(): TwoQuotients | null {
    const [one, other, ...more] = this.parts;
    if (!one?.under || !other?.under || more.length > 0) return null;
    const worst = Int8Array.from({ length: 36 }, (_, i) => {
      const whys = [Math.floor(i / 6) - 1, (i % 6) - 1] as const;
      const lacking = [one, other].flatMap(({ names }, p) => {
        const why = whys[p] ?? 0;
        return why === PLAIN ? [] : [why < 0 ? -1 : (names[why] ?? 0)];
      });
      return lacking.length === 0 ? PLAIN : lacking.includes(-1) ? -1 : Math.max(...lacking);
    });
    const divisor = this.node.source.kind === 'mean' ? 2 : 1;
    return { pair: [one, other], divisor, errors: one.node.less + other.node.less + 4, worst };
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
    if (this.two) this.sumOfTwo(this.two, from, count);
    else if (this.parts.length > 0) this.sum(from, count);
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
    if (over.kind === 'int' && under.kind === 'int') return this.quotientOfInts(over, under, from, count);
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

  private quotientOfInts(over: Column, under: Column, from: number, count: number): void {
    const { approx, why } = this.loaded;
    const [a, b] = [over.data as Int32Array, under.data as Int32Array];
    const { less } = this.node;
    for (let i = 0; i < count; i++) {
      const top = a[from + i] as number;
      const base = b[from + i] as number;
      const known = Number(top !== ABSENT) + 2 * Number(base !== ABSENT) + 4 * Number(base > 0);
      approx[i] = top / base - less + (ADDED[known] as number);
      why[i] = REASONS[known] as number;
    }
  }

  private markBig(over: Column, under: Column, from: number, count: number): void {
    const { approx, why } = this.loaded;
    for (let i = 0; i < count; i++)
      if (approx[i] !== approx[i] && (over.big.has(from + i) || under.big.has(from + i))) why[i] = -1;
  }

  /** Two quotients, as growth over two years is the mean of: the same as `sum` in one sweep. */
  private sumOfTwo({ pair: [one, other], divisor, errors, worst }: TwoQuotients, from: number, count: number): void {
    const { approx, error, why } = this.loaded;
    const { approx: a, why: whyA } = one.load(from, count);
    const { approx: b, why: whyB } = other.load(from, count);
    for (let i = 0; i < count; i++) {
      const left = a[i] as number;
      const right = b[i] as number;
      approx[i] = (left + right) / divisor;
      error[i] = (2 * (Math.abs(left) + Math.abs(right)) + errors) * (2 * RELATIVE);
      why[i] = worst[(whyA[i] as number) * 6 + (whyB[i] as number) + 7] as number;
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
    const sign = this.under ? this.quotientSign(row, threshold) : null;
    if (sign !== null) return sign;
    this.read(row);
    loadMeasure(this.node, this.values);
    return compareMeasure(this.node, threshold);
  }

  /** The same of a quotient whose products doubles hold exactly, or null: many values lie on a round threshold. */
  private quotientSign(row: number, { exact: { num, den } }: Bounded): number | null {
    const [over, under] = [valueOf(this.over, row), valueOf(this.under, row)];
    const left = (over - this.node.less * under) * Number(den);
    const right = Number(num) * under;
    const isExact = Math.abs(over) + Math.abs(under) <= SAFE && Math.abs(left) <= SAFE && Math.abs(right) <= SAFE;
    return isExact && under > 0 ? Math.sign(left - right) : null;
  }
}

/** A value that is a plain number, NaN otherwise. */
function valueOf(column: Column | null, row: number): number {
  const value = column?.data[row] ?? NaN;
  return value === ABSENT ? NaN : value;
}

/** Loaders of the parts of a sum or mean, where each is a fact or a quotient of two; none otherwise. */
function partsOf({ source }: MeasureNode, population: Population, dictionary: FactDictionary): MeasureLoader[] {
  if (source.kind !== 'sum' && source.kind !== 'mean') return [];
  const parts = source.of.map((part) => new MeasureLoader(part, population, dictionary));
  return parts.every(({ isSimple }) => isSimple) ? parts : [];
}
