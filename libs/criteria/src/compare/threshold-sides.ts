import { bounded, type Bounded } from '../compile/frame';
import * as measures from '../compile/measure-node';
import { displayMeasure } from '../explain/display';
import { parsePoints, parseThreshold } from '../threshold';
import { BLOCK } from './column';
import type { Columnar } from './columnar';
import { MeasureLoader } from './measure-loader';
import type { TunableThreshold } from './thresholds';

const { compareMeasure, holds } = measures;

/** States of a row towards one threshold: fails it, holds it, or (points that are still open) neither, in this order. */
const [FAILS, HOLDS, OPEN] = [0, 1, 2] as const;
export const STATES = 3;

/**
 * What a row's value is compared with: a measure or the points of a category or total. `state` says on which side of a
 * threshold each row lies; where doubles can't tell, the evaluator's exact comparison does.
 */
export interface Sides {
  set(text: string): void;
  /** −1 … a state the row cannot leave, because its value isn't known. */
  state(row: number): number;
  distance(row: number): number;
  shown(row: number): string;
}

/** By a measure of the facts. */
export class MeasureSides implements Sides {
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
export class LineSides implements Sides {
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
