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
const MAX_BITS = 16_384;
const PLACES = 40;

/**
 * A sum of fractions: exact while the common denominator is of bearable size (hundreds of sheets with arbitrary
 * figures, any number with round ones); beyond that each summand is cut after 40 decimals, which no order of the
 * sheets changes and no result shows but at the very middle between two ten-thousandths.
 */
class Sum {
  private exact: Rational | null = rational(0n);
  private cut = 0n;

  add(value: Rational): void {
    this.cut += floor(shift(value, PLACES));
    if (!this.exact) return;
    const sum = add(this.exact, value);
    this.exact = sum.den.toString(16).length * 4 > 512 ? this.shorten(sum) : sum;
  }

  private shorten(sum: Rational): Rational | null {
    const short = reduce(sum);
    return short.den.toString(16).length * 4 > MAX_BITS ? null : short;
  }

  value(): Rational {
    return this.exact ?? { num: this.cut, den: 10n ** BigInt(PLACES) };
  }
}

/** Gathers what one item needs. */
class Gatherer {
  private count = 0;
  private readonly sum = new Sum();
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
