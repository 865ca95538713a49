import * as outcomes from '../outcome';
import type { Rational } from '../rational';
import type { OutcomeCode } from '../outcome';
import * as exactPoints from './exact-points';
import type { Frame } from './frame';
import * as measures from './measure-node';
import type { ConditionNode, PointsNode, Step } from './nodes';
import * as plain from './plain';

// Local names: in CommonJS every use of an imported binding goes through a getter, which here costs as much as the work.
const { MANUAL, MET, UNKNOWN, UNMET } = outcomes;
const { compareMeasure, holds, loadMeasure } = measures;
const { judge } = plain;

/** More than any points; an integer, so that intervals stay small integers for the engine too. */
const LARGE = 1_000_000_000;

function settle(node: PointsNode, points: number): void {
  node.min = points;
  node.max = points;
  node.open = MET;
}

/** Nothing is known of the value: anything between the lowest and the highest points may be right (§0.6). */
function leaveOpen(node: PointsNode, open: OutcomeCode): void {
  node.min = node.lowest;
  node.max = node.highest;
  node.open = open;
}

/** Runs a condition; those that are data are judged without a call. */
function ask(condition: ConditionNode, frame: Frame): OutcomeCode {
  return condition.plain ? judge(condition.plain, frame.values) : condition.run();
}

/** Bands read from the top: the first whose one threshold holds. */
function staircase(node: PointsNode, frame: Frame): void {
  const measure = node.measure as measures.MeasureNode;
  const known = loadMeasure(measure, frame.values);
  if (known !== MET) return leaveOpen(node, known);
  const { steps } = node;
  const { approx, error } = measure;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as Step;
    const gap = (approx - step.threshold.approx) * step.direction;
    const doubt = error + step.threshold.error;
    if (gap < -doubt) continue;
    if (gap > doubt || holds(step.comparator, compareMeasure(measure, step.threshold)))
      return settle(node, step.points);
  }
  settle(node, node.otherwise);
}

/** Bands between two thresholds, the better ones first. */
function tiles(node: PointsNode, frame: Frame): void {
  const measure = node.measure as measures.MeasureNode;
  const known = loadMeasure(measure, frame.values);
  if (known !== MET) return leaveOpen(node, known);
  const inside = (step: Step): boolean => holds(step.comparator, compareMeasure(measure, step.threshold));
  settle(node, node.tiles.find((tile) => tile.every(inside))?.[0]?.points ?? node.otherwise);
}

function values(node: PointsNode, frame: Frame): void {
  const value = frame.values[node.slot];
  if (value === null || value === undefined) return leaveOpen(node, node.missing);
  const { values: known, points } = node;
  for (let i = 0; i < known.length; i++) if (known[i] === value) return settle(node, points[i] as number);
  settle(node, node.otherwise);
}

/** The first rung known to hold counts; open rungs above it widen the interval; nothing is inferred between facts. */
function ladder(node: PointsNode, frame: Frame): void {
  const { conditions, points } = node;
  let min = LARGE;
  let max = 0;
  let open: OutcomeCode = MET;
  let reached = node.otherwise;
  for (let i = 0; i < conditions.length; i++) {
    const outcome = ask(conditions[i] as ConditionNode, frame);
    const rung = points[i] as number;
    if (outcome === MET) {
      reached = rung;
      break;
    }
    if (outcome !== UNKNOWN && outcome !== MANUAL) continue;
    if (rung < min) min = rung;
    if (rung > max) max = rung;
    if (open !== UNKNOWN) open = outcome;
  }
  node.min = reached < min ? reached : min;
  node.max = reached > max ? reached : max;
  node.open = open;
}

/** The better of several: [max of the lows, max of the highs]. */
function better(node: PointsNode, frame: Frame): void {
  let min = 0;
  let max = 0;
  let open: OutcomeCode = MET;
  for (let i = 0; i < node.options.length; i++) {
    const option = node.options[i] as PointsNode;
    runPoints(option, frame);
    if (option.min > min) min = option.min;
    if (option.max > max) max = option.max;
    if (option.min !== option.max && open !== UNKNOWN) open = option.open;
  }
  node.min = min;
  node.max = max;
  node.open = open;
}

function count(node: PointsNode, frame: Frame): void {
  const { conditions, each, cap } = node;
  let sure = 0;
  let possible = 0;
  let open: OutcomeCode = MET;
  for (let i = 0; i < conditions.length; i++) {
    const outcome = ask(conditions[i] as ConditionNode, frame);
    if (outcome === MET) sure++;
    else if (outcome === UNKNOWN || outcome === MANUAL) {
      possible++;
      if (open !== UNKNOWN) open = outcome;
    }
  }
  node.min = Math.min(cap, sure * each);
  node.max = Math.min(cap, (sure + possible) * each);
  node.open = open;
}

function itself(node: PointsNode, frame: Frame): void {
  const measure = node.measure as measures.MeasureNode;
  const known = loadMeasure(measure, frame.values);
  if (known !== MET) return leaveOpen(node, known);
  settle(node, Math.min(node.highest, Math.max(node.lowest, measure.approx * node.each)));
}

/** Exact fractions; what is settled stays above 0 when it rounds to 0, so that it is called earned. */
function measured(node: PointsNode): void {
  const exact = node.exact as exactPoints.ExactPoints;
  exact.run();
  const whole = (points: Rational) => Number(exactPoints.tenThousandths(points)) || (points.num > 0n ? 1 : 0);
  node.min = whole(exact.min);
  node.max = exact.max === null ? LARGE : whole(exact.max);
  node.open = exact.open;
}

/**
 * Computes the interval of points of an indicator for the case in the frame. A switch instead of closures: a call to
 * one of many closures cannot be predicted and costs several times the arithmetic.
 */
export function runPoints(node: PointsNode, frame: Frame): void {
  switch (node.shape) {
    case 'staircase':
      return staircase(node, frame);
    case 'tiles':
      return tiles(node, frame);
    case 'values':
      return values(node, frame);
    case 'ladder':
      return ladder(node, frame);
    case 'better':
      return better(node, frame);
    case 'count':
      return count(node, frame);
    case 'itself':
      return itself(node, frame);
    case 'measured':
      return measured(node);
  }
}

/** The outcome of an indicator: settled points above 0 are met, 0 unmet; otherwise what keeps it open (§0.10). */
export function pointsOutcome(node: PointsNode): OutcomeCode {
  if (node.min === node.max) return node.min > 0 ? MET : UNMET;
  return node.open;
}
