import type { Points } from '../document';
import { MANUAL, MET, type OutcomeCode, UNKNOWN } from '../outcome';
import { add, compare, divide, multiply, type Rational, rational, shift } from '../rational';
import { parsePoints, parseThreshold } from '../threshold';
import type { Frame } from './frame';
import type { MeasureNode } from './measure-node';
import { compileMeasure } from './measures';

export type MeasuredSource = Points & { kind: 'benchmark' | 'minMax' };

const ZERO = rational(0n);
const HUNDRED = rational(100n);
const pointsOf = (text: string): Rational => rational(BigInt(parsePoints(text)), 10_000n);

/** Why a measured item is open or took something else than its own value. */
export type MeasuredReason = 'average' | 'noCohort' | 'flatCohort' | null;

/**
 * Points of a measured item (weighted benchmark, min–max over the cohort) as exact fractions: the total is rounded once,
 * when it leaves the evaluator. A highest of null has no end.
 */
export abstract class ExactPoints {
  min: Rational = ZERO;
  max: Rational | null = ZERO;
  open: OutcomeCode = MET;
  reason: MeasuredReason = null;
  protected readonly weight: Rational;
  private readonly waiverSlot: number;

  protected constructor(
    readonly id: string,
    source: MeasuredSource,
    readonly measure: MeasureNode,
    protected readonly frame: Frame,
  ) {
    this.weight = pointsOf(source.weight);
    this.waiverSlot = source.whenMissing ? frame.slot(source.whenMissing.fact) : -1;
  }

  /** The range while nothing is known. */
  abstract readonly lowest: Rational;
  abstract readonly highest: Rational | null;
  /** The points of a known value, or why there are none. */
  protected abstract score(value: Rational): Rational | MeasuredReason;

  /** Computes the points for the case in the frame. */
  run(): void {
    this.reason = null;
    const known = this.measure.load();
    if (known === MET) {
      const score = this.score(this.measure.exact());
      if (score !== null && typeof score === 'object') return this.settle(score);
      return this.leaveOpen(score === 'flatCohort' ? MANUAL : UNKNOWN, score);
    }
    if (known === UNKNOWN && this.waiverSlot >= 0 && (this.frame.values[this.waiverSlot] ?? null) === null) {
      const average = this.frame.cohort?.get(this.id)?.average ?? null;
      if (average === null) return this.leaveOpen(UNKNOWN, 'noCohort');
      this.settle(average);
      this.reason = 'average';
      return;
    }
    this.leaveOpen(known, null);
  }

  private settle(points: Rational): void {
    this.min = points;
    this.max = points;
    this.open = MET;
  }

  private leaveOpen(open: OutcomeCode, reason: MeasuredReason): void {
    this.min = this.lowest;
    this.max = this.highest;
    this.open = open;
    this.reason = reason;
  }
}

/** weight × value / benchmark, at least 0 and at most the cap. */
export class BenchmarkPoints extends ExactPoints {
  readonly lowest = ZERO;
  readonly highest: Rational | null;
  private readonly factor: Rational;

  constructor(id: string, source: Points & { kind: 'benchmark' }, measure: MeasureNode, frame: Frame) {
    super(id, source, measure, frame);
    this.factor = divide(this.weight, parseThreshold(source.benchmark, measure.shape));
    this.highest = source.atMost === null ? null : pointsOf(source.atMost);
  }

  /** The points of a value, which need nothing of the cohort. */
  score(value: Rational): Rational {
    const points = multiply(value, this.factor);
    if (points.num < 0n) return ZERO;
    return this.highest && compare(points, this.highest) > 0 ? this.highest : points;
  }
}

/** weight × [from + (to − from) × (value − min)/(max − min)] / 100; a value outside the cohort counts as its end. */
export class MinMaxPoints extends ExactPoints {
  readonly lowest: Rational;
  readonly highest: Rational;

  constructor(id: string, source: Points & { kind: 'minMax' }, measure: MeasureNode, frame: Frame) {
    super(id, source, measure, frame);
    const end = (text: string) => divide(multiply(this.weight, pointsOf(text)), HUNDRED);
    this.lowest = end(source.from);
    this.highest = end(source.to);
  }

  score(value: Rational): Rational | MeasuredReason {
    const cohort = this.frame.cohort?.get(this.id);
    if (!cohort?.min || !cohort.max) return 'noCohort';
    return this.between(shift(value, -this.measure.shape.scale), cohort.min, cohort.max) ?? 'flatCohort';
  }

  /** Points of a value in natural units between two ends; null when the ends are one. */
  between(value: Rational, from: Rational, to: Rational): Rational | null {
    if (compare(to, from) <= 0) return null;
    if (compare(value, from) <= 0) return this.lowest;
    if (compare(value, to) >= 0) return this.highest;
    const part = divide(minus(value, from), minus(to, from));
    return add(this.lowest, multiply(minus(this.highest, this.lowest), part));
  }
}

const minus = (a: Rational, b: Rational): Rational => add(a, { num: -b.num, den: b.den });

export function compileExact(source: MeasuredSource, id: string, frame: Frame): BenchmarkPoints | MinMaxPoints {
  const measure = compileMeasure(source.measure, frame);
  return source.kind === 'benchmark'
    ? new BenchmarkPoints(id, source, measure, frame)
    : new MinMaxPoints(id, source, measure, frame);
}

/** A fraction of points as ten-thousandths, rounded half up. */
export function tenThousandths(points: Rational): bigint {
  const { num, den } = points;
  const doubled = num * 20_000n + den;
  const quotient = doubled / (2n * den);
  return doubled < 0n && quotient * 2n * den !== doubled ? quotient - 1n : quotient;
}
