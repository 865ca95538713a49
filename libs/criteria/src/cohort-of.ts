import type { Cohort, CohortItem } from './cohort';
import type { Evaluator } from './compile/compile-standard';
import { BenchmarkPoints, type ExactPoints, MinMaxPoints } from './compile/exact-points';
import { valuesBySlot } from './evaluate';
import type { Facts, FactValue } from './fact';
import { MET } from './outcome';
import { add, compare, divide, floor, type Rational, rational, reduce, shift } from './rational';
import { canonicalJson } from './release';
import { sha256Hex } from './sha256';

/** Up to so many binary digits the common denominator of a sum is kept; then it goes on with `PLACES` decimals. */
const LARGEST = 1n << 16_384n;
const PLACES = 40;
/** Summands that are added together before their sum is reduced. */
const BATCH = 32;

/**
 * A sum of fractions: exact while the common denominator is of bearable size (hundreds of sheets with arbitrary
 * figures, any number with round ones); beyond that each summand is cut after 40 decimals, which no order of the
 * sheets changes and no result shows but at the very middle between two ten-thousandths.
 */
export class FractionSum {
  private exact: Rational | null = rational(0n);
  private cut = 0n;
  private waiting: Rational[] = [];

  add(value: Rational): void {
    this.cut += floor(shift(value, PLACES));
    if (!this.exact) return;
    this.waiting.push(value);
    if (this.waiting.length === BATCH) this.gather();
  }

  /** Takes in what waits: reducing costs most, so it is done once for many. */
  private gather(): void {
    if (!this.exact) return;
    const sum = reduce(add(this.exact, reduce(together(this.waiting))));
    this.waiting = [];
    this.exact = sum.den < LARGEST ? sum : null;
  }

  value(): Rational {
    this.gather();
    return this.exact ?? { num: this.cut, den: 10n ** BigInt(PLACES) };
  }
}

/** The sum of fractions by halves, so that numbers stay as short as they can. */
function together(values: readonly Rational[]): Rational {
  if (values.length <= 1) return values[0] ?? rational(0n);
  const half = values.length >> 1;
  return add(together(values.slice(0, half)), together(values.slice(half)));
}

/** Gathers what one item needs. */
class Gatherer {
  private count = 0;
  private readonly sum = new FractionSum();
  private min: Rational | null = null;
  private max: Rational | null = null;

  constructor(readonly item: ExactPoints) {}

  take(): void {
    const { item } = this;
    if (item.measure.load() !== MET) return;
    const own = item.measure.exact();
    const value = shift(own, -item.measure.shape.scale);
    this.count++;
    this.sum.add(item instanceof BenchmarkPoints ? item.score(own) : value);
    if (!this.min || compare(value, this.min) < 0) this.min = value;
    if (!this.max || compare(value, this.max) > 0) this.max = value;
  }

  result(): CohortItem {
    if (this.count === 0) return { count: 0, average: null, min: null, max: null };
    const mean = divide(this.sum.value(), rational(BigInt(this.count)));
    return { count: this.count, average: text(this.average(mean)), min: text(this.min), max: text(this.max) };
  }

  /** A min–max score is linear in the value, so the average of the scores is the score of the average. */
  private average(mean: Rational): Rational | null {
    if (!(this.item instanceof MinMaxPoints)) return mean;
    return this.min && this.max && this.item.between(mean, this.min, this.max);
  }
}

function text(value: Rational | null): string | null {
  if (!value) return null;
  const { num, den } = reduce(value);
  return `${num}/${den}`;
}

/** Makes a cohort of sheets that come one by one, each as values by the evaluator's slots. */
export class CohortBuilder {
  private readonly gatherers: Gatherer[];
  private readonly spare;
  private sheets = 0;

  constructor(private readonly evaluator: Evaluator) {
    this.gatherers = evaluator.measured.map((item) => new Gatherer(item));
    this.spare = evaluator.createResult();
  }

  add(values: readonly FactValue[]): void {
    this.sheets++;
    // sets the facts of the case; what comes out without a cohort is of no interest
    this.evaluator.evaluateInto(values, 'application', this.spare);
    for (const gatherer of this.gatherers) gatherer.take();
  }

  finish(): Cohort {
    const { id, hash } = this.evaluator.release;
    const items = Object.fromEntries(this.gatherers.map((one) => [one.item.id, one.result()]));
    const content = { standard: id, releaseHash: hash, sheets: this.sheets, items };
    return { ...content, hash: sha256Hex(canonicalJson(content)) };
  }
}

/**
 * What a release needs of all that are judged together: average, smallest, largest and count of each measured item,
 * in exact arithmetic, whatever the order of the sheets.
 */
export function cohortOf(evaluator: Evaluator, sheets: Iterable<Facts>): Cohort {
  const builder = new CohortBuilder(evaluator);
  for (const facts of sheets) builder.add(valuesBySlot(evaluator, facts));
  return builder.finish();
}
