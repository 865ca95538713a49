import type { Comparator, Measure } from '../document';
import type { FactValue } from '../fact';
import { MANUAL, MET, UNKNOWN } from '../outcome';
import { compare, type Rational, shift } from '../rational';
import type { Shape } from '../threshold';
import { type Bounded, RELATIVE_ERROR } from './frame';

// read through a getter when imported; see run-points.ts
const RELATIVE = RELATIVE_ERROR;
const KNOWN = MET;

/** Whether a measure could be computed: MET, or UNKNOWN (a fact is missing) or MANUAL (undefined arithmetic). */
export type Known = typeof MET | typeof UNKNOWN | typeof MANUAL;

/**
 * A compiled measure. `load` computes the double `approx` and a bound on its error from the facts of the case;
 * comparisons decide by these alone where the distance to the threshold exceeds the bound, which is proven, and by
 * the exact fraction otherwise. So no double ever decides a case it could get wrong.
 */
export abstract class MeasureNode {
  approx = 0;
  error = 0;
  /** For the short way of `loadMeasure`: 1 a fact, 2 a quotient of two facts, with their slots. */
  shortcut: 0 | 1 | 2 = 0;
  slot = -1;
  underSlot = -1;
  less: 0 | 1 = 0;
  constructor(
    readonly source: Measure,
    readonly shape: Shape,
  ) {}
  abstract load(): Known;
  /** The exact value in the measure's own integers; only after `load` gave MET. */
  abstract exact(): Rational;
  /** The threshold to compare with, where the comparison takes place in another form (compound growth). */
  threshold(value: Rational): Rational {
    return value;
  }
  /** Why the arithmetic is undefined, when `load` gave MANUAL. */
  reason(): string {
    return '需由人判断';
  }
}

/**
 * Loads a measure. Facts and quotients of two facts, nearly all there is, take a short way while they are plain
 * numbers; the result is the one `load` gives.
 */
export function loadMeasure(measure: MeasureNode, values: readonly FactValue[]): Known {
  if (measure.shortcut === 2) {
    const over = values[measure.slot];
    const under = values[measure.underSlot];
    if (typeof over === 'number' && typeof under === 'number' && under > 0) {
      const quotient = over / under;
      measure.approx = quotient - measure.less;
      measure.error = (Math.abs(quotient) + 1) * RELATIVE;
      return KNOWN;
    }
  } else if (measure.shortcut === 1) {
    const value = values[measure.slot];
    if (typeof value === 'number') {
      measure.approx = value;
      measure.error = 0;
      return KNOWN;
    }
  }
  return measure.load();
}

/** The sign of measure − threshold, exactly. */
export function compareMeasure(measure: MeasureNode, threshold: Bounded): number {
  const gap = measure.approx - threshold.approx;
  const error = measure.error + threshold.error;
  if (gap > error) return 1;
  if (gap < -error) return -1;
  return error === 0 ? 0 : compare(measure.exact(), threshold.exact);
}

/** The sign of a − b, exactly, both already loaded and counted in the same unit; their scales may differ. */
export function compareMeasures(a: MeasureNode, b: MeasureNode): number {
  const places = a.shape.scale - b.shape.scale;
  const factor = 10 ** places;
  const [approx, error] = [b.approx * factor, b.error * factor];
  const gap = a.approx - approx;
  const doubt = a.error + error + (places === 0 ? 0 : Math.abs(approx) * RELATIVE);
  if (gap > doubt) return 1;
  if (gap < -doubt) return -1;
  return doubt === 0 ? 0 : compare(a.exact(), shift(b.exact(), places));
}

/** Whether a sign of (value − threshold) satisfies a comparator; 以上 and 以下 include the number itself. */
export function holds(comparator: Comparator, sign: number): boolean {
  switch (comparator) {
    case 'atLeast':
      return sign >= 0;
    case 'moreThan':
      return sign > 0;
    case 'atMost':
      return sign <= 0;
    case 'lessThan':
      return sign < 0;
  }
}
