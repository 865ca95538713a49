import type { Comparator } from '../document';
import type { FactValue } from '../fact';
import { MET, type OutcomeCode, UNMET } from '../outcome';
import { type Frame, missingOutcome } from './frame';

// read through getters when imported; see run-points.ts
const [HOLDS, FAILS] = [MET, UNMET] as const;

/**
 * The commonest conditions as data instead of closures: one fact against one value, a few values or an integer. A
 * standard asks dozens of these; judging them in a loop is several times faster than calling a closure for each.
 */
export interface PlainTest {
  readonly slot: number;
  readonly missing: OutcomeCode;
  /** Values it may have; empty for a comparison with the threshold. */
  readonly wanted: readonly FactValue[];
  readonly threshold: number;
  /** Outcomes below, at and above the threshold. */
  readonly below: OutcomeCode;
  readonly at: OutcomeCode;
  readonly above: OutcomeCode;
}

/** A test for being one of a few values. */
export function plainOneOf(fact: string, wanted: readonly FactValue[], frame: Frame): PlainTest {
  const missing = missingOutcome(frame.dictionary.get(fact));
  return { slot: frame.slot(fact), missing, wanted, threshold: 0, below: UNMET, at: UNMET, above: UNMET };
}

/** A comparison with a safe integer. */
export function plainBound(fact: string, comparator: Comparator, threshold: number, frame: Frame): PlainTest {
  const upward = comparator === 'atLeast' || comparator === 'moreThan';
  return {
    slot: frame.slot(fact),
    missing: missingOutcome(frame.dictionary.get(fact)),
    wanted: [],
    threshold,
    below: upward ? UNMET : MET,
    at: comparator === 'atLeast' || comparator === 'atMost' ? MET : UNMET,
    above: upward ? MET : UNMET,
  };
}

/** The outcome of a plain test. A number and a bigint compare exactly in either order. */
export function judge(test: PlainTest, values: readonly FactValue[]): OutcomeCode {
  const value = values[test.slot];
  if (value === null || value === undefined) return test.missing;
  const { wanted } = test;
  if (wanted.length > 0) {
    for (let i = 0; i < wanted.length; i++) if (value === wanted[i]) return HOLDS;
    return FAILS;
  }
  const { threshold } = test;
  return (value as number) > threshold ? test.above : (value as number) < threshold ? test.below : test.at;
}
