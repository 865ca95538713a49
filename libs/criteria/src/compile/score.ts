import type { Category, Condition } from '../document';
import * as outcomes from '../outcome';
import type { OutcomeCode } from '../outcome';
import { parsePoints } from '../threshold';
import type { Frame } from './frame';
import { compileMeasuredScore, isMeasured } from './measured-score';
import type { CategoryNode, ConditionNode, IndicatorNode, Inner, ScoreNode } from './nodes';
import { compilePoints } from './points';
import * as running from './run-points';

// local names for what runs a million times a second; see run-points.ts
const { runPoints, pointsOutcome } = running;
const { combineAll, MANUAL, MET, NOT_APPLICABLE, UNKNOWN, UNMET } = outcomes;

/** The place of a group of indicators that is no category: nothing is reported for it. */
const NO_PLACE = -1;

/**
 * Whether an interval of points reaches a line: met when its low end does, unmet when its high end does not,
 * otherwise open as its indicators are. Without a line the points only have to be known.
 */
export function lineOutcome(min: number, max: number, line: number | null, open: OutcomeCode): OutcomeCode {
  if (line === null) return min === max ? MET : open;
  return min >= line ? MET : max < line ? UNMET : open;
}

/** What keeps a sum open until something in it is unknown. */
export const OPEN: OutcomeCode = MANUAL;

/** Sums intervals; `open` is unknown as soon as one summand is, manual when only manual ones are. */
class Sum {
  min = 0;
  max = 0;
  open: OutcomeCode = OPEN;
  reset(): void {
    this.min = 0;
    this.max = 0;
    this.open = OPEN;
  }
  add(min: number, max: number, unknown: boolean): void {
    this.min += min;
    this.max += max;
    if (unknown) this.open = UNKNOWN;
  }
}

function compileCategory(source: Category, frame: Frame, inner: Inner): CategoryNode {
  const index = source.id === '' ? NO_PLACE : frame.clause(source.id, true);
  const indicators = source.indicators.map((indicator): IndicatorNode => {
    const place = frame.clause(indicator.id, true);
    return {
      source: indicator,
      index: place,
      points: compilePoints(indicator.points, frame, inner),
    };
  });
  return { source, index, indicators };
}

/** Compiles a score: every indicator, category and the total are evaluated and reported, whatever the outcome. */
export function compileScore(source: Condition & { kind: 'score' }, frame: Frame, inner: Inner): ConditionNode {
  if (isMeasured(source)) return compileMeasuredScore(source, frame, inner);
  const categories = source.score.categories.map((category) => compileCategory(category, frame, inner));
  const totalIndex = frame.clause(source.score.total.id, true);
  const lineOf = (text: string | null) => (text === null ? null : parsePoints(text));
  const totalLine = lineOf(source.score.total.atLeast);
  const lines = source.score.categories.map((category) => lineOf(category.atLeast));
  const mustEarn = categories.flatMap(({ indicators }) =>
    indicators.flatMap(({ source: { mustEarn: must }, index }) => (must ? [index] : [])),
  );
  const total = new Sum();
  const sum = new Sum();
  const run = (): OutcomeCode => {
    const { clauseOutcomes, clauseMin, clauseMax } = frame.out;
    const report = (index: number, outcome: OutcomeCode, min: number, max: number): void => {
      clauseOutcomes[index] = outcome;
      clauseMin[index] = min;
      clauseMax[index] = max;
    };
    let outcome: OutcomeCode = NOT_APPLICABLE;
    total.reset();
    for (let c = 0; c < categories.length; c++) {
      const { index, indicators } = categories[c] as CategoryNode;
      sum.reset();
      for (let i = 0; i < indicators.length; i++) {
        const indicator = indicators[i] as IndicatorNode;
        const { points } = indicator;
        runPoints(points, frame);
        const one = pointsOutcome(points);
        report(indicator.index, one, points.min, points.max);
        sum.add(points.min, points.max, one === UNKNOWN);
      }
      const line = lines[c] ?? null;
      const reached = lineOutcome(sum.min, sum.max, line, sum.open);
      if (index !== NO_PLACE) report(index, reached, sum.min, sum.max);
      if (line !== null) outcome = combineAll(outcome, reached);
      total.add(sum.min, sum.max, sum.open === UNKNOWN);
    }
    for (let i = 0; i < mustEarn.length; i++)
      outcome = combineAll(outcome, clauseOutcomes[mustEarn[i] as number] as OutcomeCode);
    const reached = lineOutcome(total.min, total.max, totalLine, total.open);
    report(totalIndex, reached, total.min, total.max);
    frame.out.pointsMin = total.min;
    frame.out.pointsMax = total.max;
    return combineAll(outcome, reached);
  };
  const score: ScoreNode = { source: source.score, totalIndex, categories };
  return { source, run, parts: [], score };
}
