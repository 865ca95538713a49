import type { Category, Condition, Indicator } from '../document';
import { combineAll, MANUAL, MET, NOT_APPLICABLE, type OutcomeCode, UNKNOWN, UNMET } from '../outcome';
import { add, compare, type Rational, rational } from '../rational';
import { parsePoints } from '../threshold';
import { tenThousandths } from './exact-points';
import type { Frame } from './frame';
import type { CategoryNode, ConditionNode, IndicatorNode, Inner, PointsNode } from './nodes';
import { compilePoints } from './points';
import { pointsOutcome, runPoints } from './run-points';

const ZERO = rational(0n);
/** More cannot be kept in the compact form of a result; the exact form has no such end. */
const MOST = 2n ** 31n - 1n;

/** Whether a score has items that are computed as fractions. */
export function isMeasured(source: Condition & { kind: 'score' }): boolean {
  return source.score.categories.some(({ indicators }) => indicators.some((one) => isMeasuredItem(one)));
}

const isMeasuredItem = ({ points: { kind } }: Indicator): boolean => kind === 'benchmark' || kind === 'minMax';

/** Sums of fractions; `max` is null once a summand has no highest. */
interface Range {
  min: Rational;
  max: Rational | null;
}

const plus = (a: Range, b: Range): Range => ({ min: add(a.min, b.min), max: a.max && b.max && add(a.max, b.max) });

function rangeOf(points: PointsNode): Range {
  if (points.exact) return { min: points.exact.min, max: points.exact.max };
  return { min: rational(BigInt(points.min), 10_000n), max: rational(BigInt(points.max), 10_000n) };
}

function reach({ min, max }: Range, line: Rational | null, open: OutcomeCode): OutcomeCode {
  if (line === null) return max && compare(min, max) === 0 ? MET : open;
  if (compare(min, line) >= 0) return MET;
  return max && compare(max, line) < 0 ? UNMET : open;
}

const compact = (value: bigint): number => Number(value > MOST ? MOST : value);

/**
 * A score with items computed as exact fractions (weighted benchmark, min–max). Apart from `compileScore`, which
 * runs a million times a second on whole ten-thousandths.
 */
export function compileMeasuredScore(source: Condition & { kind: 'score' }, frame: Frame, inner: Inner): ConditionNode {
  frame.measured = true;
  const categories = source.score.categories.map((category) => compileCategory(category, frame, inner));
  const totalIndex = frame.clause(source.score.total.id, true);
  const lineOf = (text: string | null) => (text === null ? null : rational(BigInt(parsePoints(text)), 10_000n));
  const totalLine = lineOf(source.score.total.atLeast);

  const report = (index: number, outcome: OutcomeCode, { min, max }: Range): void => {
    const { out } = frame;
    const least = tenThousandths(min);
    const most = max && tenThousandths(max);
    out.clauseOutcomes[index] = outcome;
    out.clauseMin[index] = most === null ? 0 : compact(least);
    out.clauseMax[index] = most === null ? 0 : compact(most);
    if (out.exact) out.exact[index] = most === null ? null : [least, most];
  };
  const run = (): OutcomeCode => {
    let outcome: OutcomeCode = NOT_APPLICABLE;
    let total: Range = { min: ZERO, max: ZERO };
    let totalOpen: OutcomeCode = MANUAL;
    for (const { source: category, index, indicators } of categories) {
      let sum: Range = { min: ZERO, max: ZERO };
      let open: OutcomeCode = MANUAL;
      for (const { source: indicator, index: place, points } of indicators) {
        runPoints(points, frame);
        const one = pointsOutcome(points);
        const range = rangeOf(points);
        report(place, one, range);
        sum = plus(sum, range);
        if (one === UNKNOWN) open = UNKNOWN;
        if (indicator.mustEarn) outcome = combineAll(outcome, one);
      }
      const line = lineOf(category.atLeast);
      if (index >= 0) report(index, reach(sum, line, open), sum);
      if (line !== null) outcome = combineAll(outcome, reach(sum, line, open));
      total = plus(total, sum);
      if (open === UNKNOWN) totalOpen = UNKNOWN;
    }
    const reached = reach(total, totalLine, totalOpen);
    report(totalIndex, reached, total);
    const known = total.max !== null;
    frame.out.pointsMin = known ? (frame.out.clauseMin[totalIndex] ?? null) : null;
    frame.out.pointsMax = known ? (frame.out.clauseMax[totalIndex] ?? null) : null;
    if (frame.out.exact) frame.out.exactTotal = frame.out.exact[totalIndex] ?? null;
    return combineAll(outcome, reached);
  };
  return { source, run, parts: [], score: { source: source.score, totalIndex, categories } };
}

function compileCategory(source: Category, frame: Frame, inner: Inner): CategoryNode {
  const index = source.id === '' ? -1 : frame.clause(source.id, true);
  const indicators = source.indicators.map((indicator): IndicatorNode => {
    const place = frame.clause(indicator.id, true);
    return { source: indicator, index: place, points: compilePoints(indicator.points, frame, inner, indicator.id) };
  });
  return { source, index, indicators };
}
