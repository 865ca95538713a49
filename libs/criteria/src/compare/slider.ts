import { bounded, type Bounded } from '../compile/frame';
import * as measures from '../compile/measure-node';
import type { Measure, StandardDocument } from '../document';
import { displayMeasure } from '../explain/display';
import type { OutcomeCode } from '../outcome';
import { parsePoints, parseThreshold } from '../threshold';
import { MeasureLoader } from './measure-loader';
import { BLOCK } from './column';
import type { Columnar } from './columnar';
import type { Composition } from './composition';
import { tunableThresholds, type TunableThreshold, withThresholds } from './thresholds';

const { compareMeasure, holds } = measures;

/** An enterprise whose outcome another threshold changes, and how near its value lies. */
export interface NearestRow {
  row: number;
  /** Its value, in the numbers of the threshold (500 for 500万), and as a person reads it. */
  distance: number;
  shown: string;
  before: OutcomeCode;
  after: OutcomeCode;
}

export interface StepResult {
  /** Rows by outcome before (of the release as published) × now: index `before * 6 + now`. */
  counts: number[];
  nearest: NearestRow[];
}

/** States of a row towards one threshold: fails it, holds it, or (points that are still open) neither, in this order. */
const [FAILS, HOLDS, OPEN, STATES] = [0, 1, 2, 3] as const;

/**
 * What a row's value is compared with: a measure or the points of a category or total. `state` says on which side of a
 * threshold each row lies; where doubles can't tell, the evaluator's exact comparison does.
 */
interface Sides {
  set(text: string): void;
  /** −1 … a state the row cannot leave, because its value isn't known. */
  state(row: number): number;
  distance(row: number): number;
  shown(row: number): string;
}

/** By a measure of the facts. */
class MeasureSides implements Sides {
  private readonly approx: Float64Array;
  private readonly error: Float64Array;
  private readonly loader: MeasureLoader;
  private threshold: Bounded = bounded({ num: 0n, den: 1n });

  constructor(
    private readonly tunable: TunableThreshold,
    columnar: Columnar,
    private readonly from: number,
    to: number,
  ) {
    const { measure } = tunable;
    if (!measure) throw new RangeError('a line has no measure');
    this.loader = new MeasureLoader(measure, columnar.population, columnar.dictionary);
    this.approx = new Float64Array(to - from);
    this.error = new Float64Array(to - from);
    for (let start = from; start < to; start += BLOCK) {
      const count = Math.min(BLOCK, to - start);
      const { approx, why } = this.loader.load(start, count);
      for (let i = 0; i < count; i++) {
        // an integer beyond 2^53 is compared exactly each time
        const big = Number.isNaN(approx[i]) && (why[i] as number) < 0;
        this.approx[start - from + i] = big ? this.slow(start + i) : (approx[i] as number);
        this.error[start - from + i] = big ? Infinity : this.loader.errorAt(i);
      }
    }
  }

  private slow(row: number): number {
    this.loader.read(row);
    return this.loader.node.load() === 1 ? this.loader.node.approx : NaN;
  }

  set(text: string): void {
    const { node } = this.loader;
    this.threshold = bounded(node.threshold(parseThreshold(text, node.shape)));
  }

  state(row: number): number {
    const value = this.approx[row - this.from] as number;
    if (value !== value) return -1;
    const { threshold } = this;
    const gap = value - threshold.approx;
    const doubt = (this.error[row - this.from] as number) + threshold.error;
    let sign = gap > doubt ? 1 : gap < -doubt ? -1 : 0;
    if (sign === 0 && doubt !== 0) {
      this.loader.read(row);
      this.loader.node.load();
      sign = compareMeasure(this.loader.node, threshold);
    }
    return holds(this.tunable.comparator, sign) ? HOLDS : FAILS;
  }

  distance(row: number): number {
    return Math.abs((this.approx[row - this.from] as number) - this.threshold.approx);
  }

  shown(row: number): string {
    const { node } = this.loader;
    this.loader.read(row);
    if (node.load() !== 1) return '';
    // compound growth is compared in another form, in which nobody reads it
    return node.source.kind === 'compoundGrowth' ? '' : displayMeasure(node.exact(), node.shape);
  }
}

/** By the points of a category or the total, which a line asks for. */
class LineSides implements Sides {
  private line = 0;
  constructor(
    private readonly min: Int32Array,
    private readonly max: Int32Array,
    private readonly from: number,
  ) {}
  set(text: string): void {
    this.line = parsePoints(text);
  }
  state(row: number): number {
    const { line } = this;
    // without a branch, which would be guessed wrong for every third row
    return OPEN - Number((this.min[row - this.from] as number) >= line) - 2 * Number((this.max[row - this.from] as number) < line); // prettier-ignore
  }
  distance(row: number): number {
    const max = this.max[row - this.from] as number;
    return Math.min(Math.abs((this.min[row - this.from] as number) - this.line), Math.abs(max - this.line));
  }
  shown(row: number): string {
    const [min, max] = [this.min[row - this.from] as number, this.max[row - this.from] as number];
    return min === max ? `${min / 10_000}分` : `${min / 10_000}–${max / 10_000}分`;
  }
}

/**
 * One threshold of a release moved over part of a population (门槛试调). Everything else being equal, the outcome of a
 * row depends only on which side of the threshold it lies; each side's outcome is worked out once by the evaluator
 * and remembered, so a step is one comparison and one look-up a row.
 */
export class Slider {
  readonly tunable: TunableThreshold;
  private readonly sides: Sides;
  /** Outcome by row and state; 0 where it isn't known yet. */
  private readonly known: Uint8Array;
  private readonly places = new Int32Array(BLOCK);

  /**
   * @param document the release with all other thresholds where they stand now
   * @param original outcomes of the release as published, by row; this slider answers for rows `from` … `to`
   */
  constructor(
    private readonly columnar: Columnar,
    private readonly document: StandardDocument,
    key: string,
    private readonly original: Uint8Array,
    private readonly from: number,
    private readonly to: number,
  ) {
    const tunable = tunableThresholds(document).find((one) => one.key === key);
    if (!tunable) throw new RangeError(`no threshold ${key}`);
    this.tunable = tunable;
    this.known = new Uint8Array((to - from) * STATES);
    this.sides = tunable.measure ? new MeasureSides(tunable, columnar, from, to) : this.lines(tunable);
    // each row on either side; a line may also leave rows open, of which those it doesn't meet here are met on the way
    for (const text of tunable.measure ? farthest(tunable.measure, tunable.suffix) : lines(tunable.value))
      this.settle(text);
  }

  /** Points of the category or total, by one pass over all rows. */
  private lines({ clauseId }: TunableThreshold): Sides {
    const composition = this.columnar.compose(this.document);
    const points = composition.pointsOf(clauseId);
    const [min, max] = [new Int32Array(this.to - this.from), new Int32Array(this.to - this.from)];
    composition.each(this.from, this.to, (start, count) => {
      min.set(points.min.subarray(0, count), start - this.from);
      max.set(points.max.subarray(0, count), start - this.from);
    });
    return new LineSides(min, max, this.from);
  }

  private at(text: string): Composition {
    return this.columnar.compose(withThresholds(this.document, new Map([[this.tunable.key, text]])));
  }

  /** The outcomes with the threshold there, each kept for the side on which its row then lies. */
  private settle(text: string): void {
    this.sides.set(text);
    const composition = this.at(text);
    composition.each(this.from, this.to, (start, count) => {
      for (let i = 0; i < count; i++) this.keep(start + i, composition.outcome[i] as OutcomeCode);
    });
  }

  private keep(row: number, outcome: OutcomeCode): void {
    const state = this.sides.state(row);
    const at = (row - this.from) * STATES;
    // a row whose value isn't known has one outcome wherever the threshold stands
    if (state < 0) this.known.fill(outcome, at, at + STATES);
    else this.known[at + state] = outcome;
  }

  /** Moves the threshold; answers with the counts and the `nearest` rows whose outcome is another one than published. */
  step(text: string, nearest = 20): StepResult {
    this.sides.set(text);
    const counts = new Array<number>(36).fill(0);
    const list = new Nearest(nearest);
    const stepped = new Stepped(() => this.at(text));
    for (let start = this.from; start < this.to; start += BLOCK) {
      const end = Math.min(start + BLOCK, this.to);
      this.learn(start, end, stepped);
      this.count(start, end, counts, list);
    }
    return { counts, nearest: list.rows.map((one) => ({ ...one, shown: this.sides.shown(one.row) })) };
  }

  /** Outcomes as the threshold stands after the last step, of rows `from` … `to`. */
  outcomes(into: Uint8Array): void {
    for (let row = this.from; row < this.to; row++) into[row] = this.known[this.placeOf(row)] as number;
  }

  private placeOf(row: number): number {
    const state = this.sides.state(row);
    return (row - this.from) * STATES + (state < 0 ? 0 : state);
  }

  /** Rows on a side of the threshold where they have not been yet are judged by the evaluator. */
  private learn(start: number, end: number, stepped: Stepped): void {
    const { known, places } = this;
    let strange = 0;
    for (let row = start; row < end; row++) {
      const place = this.placeOf(row);
      places[row - start] = place;
      if (known[place] === 0) strange++;
    }
    if (strange === 0) return;
    const together = strange > FEW ? stepped.block(start, end - start) : null;
    for (let row = start; row < end; row++) {
      const place = places[row - start] as number;
      if (known[place] === 0) known[place] = together ? (together[row - start] as number) : stepped.alone(row);
    }
  }

  private count(start: number, end: number, counts: number[], list: Nearest): void {
    const { known, original, places, sides } = this;
    for (let row = start; row < end; row++) {
      const outcome = known[places[row - start] as number] as number;
      const before = original[row] as number;
      const cell = before * 6 + outcome;
      counts[cell] = (counts[cell] as number) + 1;
      if (before !== outcome) list.offer(row, sides.distance(row), before, outcome);
    }
  }
}

/** Places of a threshold beyond every value, on both sides. */
function farthest(measure: Measure, suffix: string): string[] {
  // what grows by compounding cannot lose more than all
  return [measure.kind === 'compoundGrowth' ? `-100${suffix}` : `-${FAR}${suffix}`, `${FAR}${suffix}`];
}

/** Nothing, all that can be earned, where the line stands and a little to both sides. */
function lines(value: number): string[] {
  return ['0', '1000', ...[0.85, 1, 1.15].map((share) => String(Math.round(value * share * 100) / 100))];
}

/** Beyond any amount in 元, and so in any unit. */
const FAR = 10 ** 14;
/** Rows of a block beyond which the whole block is judged together. */
const FEW = 200;

/** The release with the threshold as it is now, composed when the first row asks. */
class Stepped {
  private composition: Composition | null = null;
  constructor(private readonly make: () => Composition) {}
  private get(): Composition {
    return (this.composition ??= this.make());
  }
  /** Outcomes of the rows `start` … `start + count`. */
  block(start: number, count: number): Uint8Array {
    const composition = this.get();
    composition.judge(start, count);
    return composition.outcome;
  }
  alone(row: number): number {
    return this.block(row, 1)[0] as number;
  }
}

/** The rows nearest to the threshold, the nearest first. */
class Nearest {
  readonly rows: Omit<NearestRow, 'shown'>[] = [];
  constructor(private readonly most: number) {}
  offer(row: number, distance: number, before: number, after: number): void {
    const { rows, most } = this;
    const last = rows[rows.length - 1];
    if (rows.length >= most && last && !(distance < last.distance)) return;
    let at = rows.length;
    while (at > 0 && (rows[at - 1]?.distance ?? 0) > distance) at--;
    rows.splice(at, 0, { row, distance, before: before as OutcomeCode, after: after as OutcomeCode });
    if (rows.length > most) rows.pop();
  }
}
