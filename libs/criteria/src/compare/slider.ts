import type { Measure, StandardDocument } from '../document';
import type { OutcomeCode } from '../outcome';
import { BLOCK } from './column';
import type { Columnar } from './columnar';
import type { Composition } from './composition';
import { Nearest, type NearestRow } from './nearest';
import { LineSides, MeasureSides, type Sides, STATES as STATES_OF_ROW } from './threshold-sides';
import { tunableThresholds, type TunableThreshold, withThresholds } from './thresholds';

/** Hot loops read it here: a constant imported from another file is a getter under swc. */
const STATES = STATES_OF_ROW;

export interface StepResult {
  /** Rows by outcome before (of the release as published) × now: index `before * 6 + now`. */
  counts: number[];
  nearest: NearestRow[];
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
