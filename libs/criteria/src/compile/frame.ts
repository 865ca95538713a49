import type { FactDefinition, FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { MANUAL, type OutcomeCode, UNKNOWN } from '../outcome';
import { rational, type Rational } from '../rational';

/**
 * The result of one evaluation as small numbers; its arrays are made once and used again. Points are ten-thousandths
 * of a point. A clause without points has 0 in both arrays.
 */
export interface CompactResult {
  outcome: OutcomeCode;
  /** Total of a scored standard; null for a standard without points. */
  pointsMin: number | null;
  pointsMax: number | null;
  /** Aligned with the evaluator's `clauseIds`. */
  clauseOutcomes: Uint8Array;
  clauseMin: Int32Array;
  clauseMax: Int32Array;
  /** What a table by code gave; null where there is none or it is open. */
  value: string | null;
  /**
   * Of a standard with measured items: least and most ten-thousandths by clause, however large; null while a clause has
   * no highest points. The arrays above end at 2^31 − 1 and hold 0 for such a clause.
   */
  exact: ([least: bigint, most: bigint] | null)[] | null;
  exactTotal: [least: bigint, most: bigint] | null;
}

/** What an item needs of the cohort: its average score in points, the smallest and largest value in natural units. */
export interface CohortFigures {
  average: Rational | null;
  min: Rational | null;
  max: Rational | null;
}

/** What all closures of one evaluator share: the facts and purpose of the case at hand, and where results go. */
export class Frame {
  values: readonly FactValue[] = [];
  renewal = false;
  /** Figures of the cohort by item; null: there is no cohort. */
  cohort: ReadonlyMap<string, CohortFigures> | null = null;
  /** Set while compiling: whether there are measured items, and a table by code. */
  measured = false;
  classifies = false;
  out: CompactResult;
  readonly slots: string[] = [];
  readonly clauseIds: string[] = [];
  readonly clauseHasPoints: boolean[] = [];

  constructor(readonly dictionary: FactDictionary) {
    this.out = this.createResult();
  }

  /** The slot of a fact, added on first use. */
  slot(code: string): number {
    const known = this.slots.indexOf(code);
    return known >= 0 ? known : this.slots.push(code) - 1;
  }

  /** The place of a clause in the result arrays; ids are handed out in the order of the document. */
  clause(id: string, hasPoints: boolean): number {
    this.clauseHasPoints.push(hasPoints);
    return this.clauseIds.push(id) - 1;
  }

  createResult(): CompactResult {
    const size = this.clauseIds.length;
    return {
      outcome: UNKNOWN,
      pointsMin: null,
      pointsMax: null,
      clauseOutcomes: new Uint8Array(size),
      clauseMin: new Int32Array(size),
      clauseMax: new Int32Array(size),
      value: null,
      exact: this.measured ? new Array<null>(size).fill(null) : null,
      exactTotal: null,
    };
  }
}

/** What is said of a fact that is missing: a person must judge what only a person can. */
export function missingOutcome(fact: FactDefinition): OutcomeCode {
  return fact.origin === 'judged' ? MANUAL : UNKNOWN;
}

/** An exact number together with its nearest double and how far that may be off (0: not at all). */
export interface Bounded {
  approx: number;
  error: number;
  exact: Rational;
}

/** Generous for any quotient of two rounded integers: each step of the arithmetic adds at most one part in 2^53. */
export const RELATIVE_ERROR = 2 ** -49;

export function bounded(exact: Rational): Bounded {
  const approx = Number(exact.num) / Number(exact.den);
  const safe = exact.den === 1n && Number.isSafeInteger(approx);
  return { approx, error: safe ? 0 : Math.abs(approx) * RELATIVE_ERROR, exact };
}

/** A fact's integer as an exact fraction. */
export function exactOf(value: FactValue | undefined): Rational {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new TypeError('exactOf: the fact is not a number');
  return rational(BigInt(value));
}
