import type { Condition } from '../document';
import type { FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { ALL_RANK, NOT_APPLICABLE, type OutcomeCode } from '../outcome';
import type { Purpose } from '../purpose';
import type { Release } from '../release';
import { compileCondition, compileMany } from './conditions';
import { type CompactResult, Frame } from './frame';
import type { ConditionNode, Inner, PointsNode } from './nodes';
import { runPoints } from './run-points';
import type { ExactPoints } from './exact-points';
import { compileScore } from './score';
import { type Cohort, cohortFigures } from '../cohort';

/**
 * A release compiled to closures (no `eval`: the page's content security policy forbids it). It is pure but works in
 * buffers of its own, so one evaluator serves one thread and never two evaluations at once.
 */
export interface Evaluator {
  readonly release: Release;
  readonly dictionary: FactDictionary;
  /** The facts it needs, in the order in which `evaluateInto` expects them. */
  readonly slots: readonly string[];
  /** Ids of everything that is reported, in the order of the document. */
  readonly clauseIds: readonly string[];
  /** Which of them carry points. */
  readonly clauseHasPoints: readonly boolean[];
  /** Whether the standard has a total. */
  readonly scored: boolean;
  /** A result to be filled again and again. */
  createResult(): CompactResult;
  /** Judges one case: `values` by slot (null is missing). Overwrites every field of `out`. */
  evaluateInto(
    values: readonly FactValue[],
    purpose: Purpose,
    out: CompactResult,
    /** What measured items need of the others; absent: items that need it are unknown. Of another release: refused. */
    cohort?: Cohort | null,
  ): void;
  /** The items computed as exact fractions, for making a cohort. */
  readonly measured: readonly ExactPoints[];
  /** Whether it gives a value of a table by code (划型). */
  readonly classifies: boolean;
  /** The compiled conditions, for the explanation. */
  readonly requires: readonly ConditionNode[];
  /** Computes the points of one indicator for the case evaluated last, for the explanation. */
  runPoints(points: PointsNode): void;
}

/** A clause reports what its rule says under its own id. */
function compileClause(source: Condition & { kind: 'clause' }, frame: Frame, inner: Inner): ConditionNode {
  const index = frame.clause(source.clause.id, false);
  const rule = compileCondition(source.clause.rule, frame, inner);
  const run = (): OutcomeCode => {
    const outcome = rule.run();
    frame.out.clauseOutcomes[index] = outcome;
    return outcome;
  };
  return { source, run, parts: [], clause: { source: source.clause, index, rule } };
}

function exactOf(node: ConditionNode): ExactPoints[] {
  const own = (node.score?.categories ?? []).flatMap(({ indicators }) =>
    indicators.flatMap(({ points: { exact } }) => (exact ? [exact] : [])),
  );
  return [...own, ...(node.clause ? exactOf(node.clause.rule) : []), ...node.parts.flatMap(exactOf)];
}

/**
 * Compiles a checked release.
 * @throws DomainError or ThresholdError when the document does not fit the dictionary; a release that came through
 * `loadStandard` with the same dictionary always does.
 */
export function compileStandard(release: Release, dictionary: FactDictionary): Evaluator {
  const frame = new Frame(dictionary);
  let scored = false;
  const inner: Inner = {
    clause: (source) => compileClause(source, frame, inner),
    score: (source) => {
      scored = true;
      return compileScore(source, frame, inner);
    },
  };
  const requires = release.document.requires.map((condition) => compileCondition(condition, frame, inner));
  const whole = compileMany({ kind: 'all', of: release.document.requires }, requires, ALL_RANK, frame);

  const measured = requires.flatMap(exactOf);
  const isMeasured = frame.measured;
  return {
    release,
    dictionary,
    slots: frame.slots,
    clauseIds: frame.clauseIds,
    clauseHasPoints: frame.clauseHasPoints,
    scored,
    requires,
    runPoints: (points) => runPoints(points, frame),
    createResult: () => frame.createResult(),
    measured,
    classifies: frame.classifies,
    evaluateInto(values, purpose, out, cohort) {
      if (isMeasured) frame.cohort = cohort ? cohortFigures(cohort, release.hash) : null;
      frame.values = values;
      frame.renewal = purpose === 'renewal';
      frame.out = out;
      out.pointsMin = null;
      out.pointsMax = null;
      // a clause in the branch of the other purpose is not run; it must not keep the last case's answer
      out.clauseOutcomes.fill(NOT_APPLICABLE);
      out.outcome = whole.run();
    },
  };
}
