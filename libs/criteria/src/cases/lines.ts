import type { Evaluator } from '../compile/compile-standard';
import type { Bounded } from '../compile/frame';
import { compareMeasure, compareMeasures, type MeasureNode } from '../compile/measure-node';
import type { ConditionNode, PointsNode } from '../compile/nodes';
import type { Comparator } from '../document';
import { COMPARATOR_SIGNS } from '../explain/display';
import type { FactValue } from '../fact';
import { MET } from '../outcome';
import type { Purpose } from '../purpose';

/** A line somewhere in a standard: what is compared with what, and where. */
export interface Line {
  /** The clause or indicator it stands in. */
  clause: string;
  /** Comparator and threshold as the standard writes them. */
  text: string;
  measure: MeasureNode;
  /** The threshold; a measure where a value is compared with another one. */
  limit: Bounded | MeasureNode;
  /** Above (1) or below (−1) the line another answer holds than on it. */
  beyond: -1 | 1;
  /** Whether the value is computed from several facts. */
  computed: boolean;
}

function line(clause: string, comparator: Comparator, right: string, measure: MeasureNode, limit: Line['limit']): Line {
  const lower = comparator === 'atLeast' || comparator === 'moreThan';
  const strict = comparator === 'moreThan' || comparator === 'lessThan';
  return {
    ...{ clause, text: `${COMPARATOR_SIGNS[comparator]} ${right}`, measure, limit },
    ...{ beyond: lower === strict ? 1 : -1, computed: measure.source.kind !== 'fact' || 'load' in limit },
  };
}

function linesOfPoints(clause: string, node: PointsNode): Line[] {
  const { measure, source } = node;
  const bounds = source.kind === 'bands' ? source.bands.flatMap((band) => band.bounds) : [];
  const steps = [...node.steps, ...node.tiles.flat()];
  const own = measure
    ? steps.map(({ comparator, threshold }, i) => line(clause, comparator, bounds[i]?.text ?? '', measure, threshold))
    : [];
  return [
    ...own,
    ...node.conditions.flatMap((condition) => linesOf(condition, clause)),
    ...node.options.flatMap((option) => linesOfPoints(clause, option)),
  ];
}

/** All lines of a compiled condition, with those of the clauses, scores and tables inside it. */
export function linesOf(node: ConditionNode, clause: string): Line[] {
  const { comparison } = node;
  const own = (comparison?.bounds ?? []).flatMap(({ source, threshold, other }): Line[] => {
    const limit = threshold ?? other;
    const right = source.threshold.kind === 'constant' ? source.threshold.text : '另一个数';
    return comparison && limit ? [line(clause, source.comparator, right, comparison.measure, limit)] : [];
  });
  const scored = (node.score?.categories ?? []).flatMap((category) =>
    category.indicators.flatMap((one) => linesOfPoints(one.source.id, one.points)),
  );
  const rows = (node.classify?.rows ?? []).flatMap(({ demands }) =>
    demands.flatMap((demand) => linesOf(demand, clause)),
  );
  const inner = node.clause ? linesOf(node.clause.rule, node.clause.source.id) : [];
  return [...own, ...inner, ...scored, ...rows, ...node.parts.flatMap((part) => linesOf(part, clause))];
}

/** On which side of a line the case at hand lies; null while the values are not known. */
function sideOf({ measure, limit }: Line): number | null {
  if (measure.load() !== MET) return null;
  if (!('load' in limit)) return Math.sign(compareMeasure(measure, limit));
  return limit.load() === MET ? Math.sign(compareMeasures(measure, limit)) : null;
}

/** Whether a case lies right beyond a line: one smallest step of one fact takes it onto the line or across. */
export function near(one: Line, evaluator: Evaluator, values: readonly FactValue[], purpose: Purpose): boolean {
  const out = evaluator.createResult();
  const side = (changed: readonly FactValue[]) => {
    evaluator.evaluateInto(changed, purpose, out);
    return sideOf(one);
  };
  if (side(values) !== one.beyond) return false;
  return values.some((value, slot) => {
    if (typeof value !== 'number') return false;
    return [value - 1, value + 1].some((next) => {
      const changed = side(values.with(slot, next));
      return changed !== null && changed !== one.beyond;
    });
  });
}
