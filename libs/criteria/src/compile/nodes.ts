import type { Bound, Category, Clause, ClassRow, Comparator, Condition, Indicator, Points, Score } from '../document';
import type { FactValue } from '../fact';
import type { OutcomeCode } from '../outcome';
import type { ExactPoints } from './exact-points';
import type { Bounded } from './frame';
import type { MeasureNode } from './measure-node';
import type { PlainTest } from './plain';

/** A compiled condition: `run` judges the case in the frame. `parts` let the explanation ask each part alone. */
export interface ConditionNode {
  readonly source: Condition;
  readonly run: () => OutcomeCode;
  readonly parts: readonly ConditionNode[];
  /** The same as data, where the condition is that simple. */
  readonly plain?: PlainTest;
  /** Of a comparison: what is compared, and each bound alone. */
  readonly comparison?: { measure: MeasureNode; bounds: readonly CompiledBound[] };
  /** Of a clause or a score: what reports under an id of its own. */
  readonly clause?: ClauseNode;
  /** Of a table by code: the row that holds for the case at hand. */
  readonly classify?: { rowOf: () => ClassNode | null; rows: readonly ClassNode[] };
  readonly score?: ScoreNode;
}

/** One bound of a comparison. */
export interface CompiledBound {
  readonly source: Bound;
  readonly run: () => OutcomeCode;
  /** The threshold in the measure's own form; null when the threshold is a measure itself. */
  readonly threshold: Bounded | null;
  readonly other: MeasureNode | null;
}

/** A row of a table by code with what each class but the last asks. */
export interface ClassNode {
  readonly row: ClassRow;
  readonly demands: readonly ConditionNode[];
}

/** A clause and its place in the result arrays. */
export interface ClauseNode {
  readonly source: Clause;
  readonly index: number;
  readonly rule: ConditionNode;
}

/** One threshold of a band with the points it leads to; `direction` is 1 for a lower end, −1 for an upper one. */
export interface Step {
  readonly comparator: Comparator;
  readonly threshold: Bounded;
  readonly direction: 1 | -1;
  readonly points: number;
}

/** How points are computed: which of the fields of {@link PointsNode} matter. */
export type PointsShape = 'staircase' | 'tiles' | 'values' | 'ladder' | 'better' | 'count' | 'itself' | 'measured';

/**
 * Compiled points of an indicator, as data. Running it leaves the interval of points in `min` and `max`
 * (ten-thousandths) and in `open` what keeps it from being settled: UNKNOWN, MANUAL, or MET for nothing.
 */
export interface PointsNode {
  readonly source: Points;
  readonly shape: PointsShape;
  min: number;
  max: number;
  open: OutcomeCode;
  readonly lowest: number;
  readonly highest: number;
  readonly otherwise: number;
  readonly measure: MeasureNode | null;
  readonly steps: readonly Step[];
  readonly tiles: readonly (readonly Step[])[];
  /** Of `values`: the fact, what its absence means, its values and their points. */
  readonly slot: number;
  readonly missing: OutcomeCode;
  readonly values: readonly FactValue[];
  /** Points by value or by rung. */
  readonly points: readonly number[];
  /** Of a ladder or a count: its conditions in order. */
  readonly conditions: readonly ConditionNode[];
  readonly options: readonly PointsNode[];
  readonly each: number;
  readonly cap: number;
  /** Of `measured`: the points as fractions, of which `min` and `max` are the rounded ones. */
  readonly exact: ExactPoints | null;
}

export interface IndicatorNode {
  readonly source: Indicator;
  readonly index: number;
  readonly points: PointsNode;
}

export interface CategoryNode {
  readonly source: Category;
  readonly index: number;
  readonly indicators: readonly IndicatorNode[];
}

export interface ScoreNode {
  readonly source: Score;
  readonly totalIndex: number;
  readonly categories: readonly CategoryNode[];
}

/** How clauses and scores, which conditions may contain, are compiled; handed in to keep the files free of cycles. */
export interface Inner {
  clause: (source: Condition & { kind: 'clause' }) => ConditionNode;
  score: (source: Condition & { kind: 'score' }) => ConditionNode;
}
