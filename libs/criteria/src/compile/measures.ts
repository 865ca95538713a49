import type { Measure } from '../document';
import { measureShape } from '../measure-shape';
import { MANUAL, MET, UNKNOWN } from '../outcome';
import { add, divide, power, type Rational, rational } from '../rational';
import type { Shape } from '../threshold';
import { bounded, exactOf, type Frame, missingOutcome, RELATIVE_ERROR } from './frame';
import { compareMeasure, type Known, loadMeasure, MeasureNode } from './measure-node';

/** The worse of two, unknown before undefined (§0.5). */
function worse(a: Known, b: Known): Known {
  return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : a === MANUAL ? a : b;
}

const ZERO = bounded(rational(0n));

class FactNode extends MeasureNode {
  private readonly missing: Known;
  constructor(
    private readonly frame: Frame,
    source: Measure & { kind: 'fact' },
    shape: Shape,
  ) {
    super(source, shape);
    this.shortcut = 1;
    this.slot = frame.slot(source.fact);
    this.missing = missingOutcome(frame.dictionary.get(source.fact)) as Known;
  }
  load(): Known {
    const value = this.frame.values[this.slot];
    if (typeof value === 'number') {
      this.approx = value;
      this.error = 0;
      return MET;
    }
    if (typeof value !== 'bigint') return this.missing;
    this.approx = Number(value);
    this.error = Math.abs(this.approx) * RELATIVE_ERROR;
    return MET;
  }
  exact(): Rational {
    return exactOf(this.frame.values[this.slot]);
  }
}

/** A sum, or with `divisor` the mean of its parts. */
class SumNode extends MeasureNode {
  constructor(
    private readonly frame: Frame,
    source: Measure,
    shape: Shape,
    private readonly parts: readonly MeasureNode[],
    private readonly divisor: number,
  ) {
    super(source, shape);
  }
  load(): Known {
    let known: Known = MET;
    let sum = 0;
    let error = 0;
    let size = 0;
    for (const part of this.parts) {
      known = worse(known, loadMeasure(part, this.frame.values));
      sum += part.approx;
      error += part.error;
      size += Math.abs(part.approx);
    }
    this.approx = sum / this.divisor;
    // sums of safe integers stay exact while their sizes together do
    const exact = error === 0 && this.divisor === 1 && size <= Number.MAX_SAFE_INTEGER;
    this.error = exact ? 0 : (error + size * RELATIVE_ERROR) * 2;
    return known;
  }
  exact(): Rational {
    const sum = this.parts.map((part) => part.exact()).reduce(add);
    return { num: sum.num, den: sum.den * BigInt(this.divisor) };
  }
  override reason(): string {
    return this.parts.find((part) => part.load() === MANUAL)?.reason() ?? super.reason();
  }
}

/** over / under, less `less` (a growth rate is now/before − 1). Undefined unless the denominator is positive. */
class QuotientNode extends MeasureNode {
  constructor(
    source: Measure,
    shape: Shape,
    protected readonly over: MeasureNode,
    protected readonly under: MeasureNode,
    less: 0 | 1,
  ) {
    super(source, shape);
    this.less = less;
    if (over.shortcut !== 1 || under.shortcut !== 1) return;
    this.shortcut = 2;
    this.slot = over.slot;
    this.underSlot = under.slot;
  }
  load(): Known {
    const known = worse(this.over.load(), this.under.load());
    if (known !== MET) return known;
    const { over, under } = this;
    if (under.approx <= under.error && compareMeasure(under, ZERO) <= 0) return MANUAL;
    const quotient = over.approx / under.approx;
    const size = Math.abs(quotient);
    this.approx = quotient - this.less;
    // first-order error of a quotient, doubled; a denominator as small as its own error leaves the decision to exact()
    const relative = under.error / Math.max(under.approx - under.error, Number.MIN_VALUE);
    this.error = 2 * (over.error / under.approx) * (1 + relative) + 2 * size * relative + (size + 1) * RELATIVE_ERROR;
    if (!(this.error < Infinity)) this.error = Infinity;
    return MET;
  }
  exact(): Rational {
    const quotient = divide(this.over.exact(), this.under.exact());
    return this.less === 0 ? quotient : add(quotient, rational(BigInt(-this.less)));
  }
  override reason(): string {
    if (this.over.load() === MANUAL) return this.over.reason();
    if (this.under.load() === MANUAL) return this.under.reason();
    return this.less === 0 ? '分母为零或负数，比率无法计算' : '基期为零或负数，增长率无法计算';
  }
}

/**
 * (now/before)^(1/years) − 1, compared without a root: now/before against (1 + threshold)^years. Undefined for a base
 * that is not positive and for the root of a negative number.
 */
class CompoundNode extends QuotientNode {
  constructor(
    source: Measure & { kind: 'compoundGrowth' },
    shape: Shape,
    over: MeasureNode,
    under: MeasureNode,
    private readonly years = source.years,
  ) {
    super(source, shape, over, under, 0);
    this.shortcut = 0; // its load checks the sign of the end value too
  }
  override load(): Known {
    const known = super.load();
    return known === MET && this.over.approx < 0 ? MANUAL : known;
  }
  override threshold(value: Rational): Rational {
    return power(add(value, rational(1n)), this.years);
  }
  override reason(): string {
    return this.under.load() === MET && compareMeasure(this.under, ZERO) > 0
      ? '期末值为负，复合增长率无法计算'
      : '基期为零或负数，复合增长率无法计算';
  }
}

/** Compiles a measure against the frame. @throws ThresholdError, DomainError for what does not fit the dictionary. */
export function compileMeasure(measure: Measure, frame: Frame): MeasureNode {
  const shape = measureShape(measure, frame.dictionary);
  const of = (part: Measure) => compileMeasure(part, frame);
  switch (measure.kind) {
    case 'fact':
      return new FactNode(frame, measure, shape);
    case 'sum':
      return new SumNode(frame, measure, shape, measure.of.map(of), 1);
    case 'mean':
      return new SumNode(frame, measure, shape, measure.of.map(of), measure.of.length);
    case 'ratio':
      return new QuotientNode(measure, shape, of(measure.over), of(measure.under), 0);
    case 'growth':
      return new QuotientNode(measure, shape, of(measure.now), of(measure.before), 1);
    case 'compoundGrowth':
      return new CompoundNode(measure, shape, of(measure.now), of(measure.before));
  }
}
