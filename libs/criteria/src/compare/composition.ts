import { compileCondition, compileMany } from '../compile/conditions';
import { type CompactResult, Frame } from '../compile/frame';
import type { ConditionNode, Inner, PointsNode } from '../compile/nodes';
import { givenPoints } from '../compile/points';
import { compileScore } from '../compile/score';
import type { Condition, Indicator, Score, StandardDocument } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { ALL_RANK, NOT_APPLICABLE, type OutcomeCode } from '../outcome';
import type { Purpose } from '../purpose';
import { BLOCK } from './classify';
import { holdsIds, type LeafSource } from './leaf';
import { FoldedCategory, give, isFoldable, Memo } from './memo';
import type { LeafColumn } from './leaf-column';
import type { Population } from './population';

const NONE = NOT_APPLICABLE;
/** Leaves whose combination is remembered together. */
const TOGETHER = 6;

const FRACTIONAL: ReadonlySet<string> = new Set(['benchmark', 'minMax']);
const isFractional = ({ categories }: Score) =>
  categories.some(({ indicators }) => indicators.some(({ points }) => FRACTIONAL.has(points.kind)));

/** Where the results of a leaf are found. */
export type SeatOf = (source: LeafSource) => LeafColumn;

/**
 * How a standard makes its outcome of the results of its leaves: the compiler's own groups, categories and totals with
 * the leaves' conditions taken out and their results put in. Evaluating a row costs no look at its facts.
 */
export class Composition {
  /** Result of the row evaluated last; of the clauses only categories and total are reported. */
  readonly result: CompactResult;
  /** Facts of conditions that stand without an id; nearly always none. */
  readonly facts: readonly string[];
  readonly leaves: readonly LeafColumn[];
  private readonly whole: ConditionNode;
  private readonly frame: Frame;
  private readonly given: { node: PointsNode; column: LeafColumn }[] = [];
  private readonly folded: FoldedCategory[] = [];
  /** Leaves met by what is being compiled. */
  private met: LeafColumn[] = [];
  private readonly read: ((row: number) => void) | null;
  private readonly byId = new Map<string, LeafColumn>();
  private at = 0;

  constructor(
    document: StandardDocument,
    dictionary: FactDictionary,
    purpose: Purpose,
    population: Population,
    seat: SeatOf,
  ) {
    const frame = new Frame(dictionary);
    const leaves = new Set<LeafColumn>();
    const seated = (source: LeafSource) => {
      const column = seat(source);
      leaves.add(column);
      this.met.push(column);
      this.byId.set(source.kind === 'clause' ? source.clause.id : source.indicator.id, column);
      return column;
    };
    const sums = new Map<Indicator, FoldedCategory>();
    const inner: Inner = {
      clause: (source) => {
        if (holdsIds(source.clause.rule)) return this.remembered([source.clause.rule], frame, inner);
        const { ids, results } = seated({ kind: 'clause', clause: source.clause });
        const { outcome } = results;
        return { source, run: () => outcome[ids[this.at] as number] as OutcomeCode, parts: [] };
      },
      // points that are exact fractions are summed as such, so they are computed row by row
      score: (source) =>
        isFractional(source.score)
          ? compileScore(source, frame, { ...inner, points: undefined })
          : compileScore({ kind: 'score', score: fold(source.score) }, frame, inner),
      points: (indicator) => {
        const sum = sums.get(indicator);
        if (sum) return sum.node;
        const node = givenPoints(indicator.points);
        this.given.push({ node, column: seated({ kind: 'indicator', indicator }) });
        return node;
      },
    };
    const fold = (score: Score): Score => ({
      ...score,
      categories: score.categories.map((category) => {
        if (!isFoldable(category)) return category;
        const columns = category.indicators.map((indicator) => seated({ kind: 'indicator', indicator }));
        const sum = new FoldedCategory(category, columns, dictionary);
        const whole = { ...category.indicators[0] } as Indicator;
        sums.set(whole, sum);
        this.folded.push(sum);
        return { ...category, indicators: [whole] };
      }),
    });
    const parts = chunks(document.requires).map((chunk) => this.remembered(chunk, frame, inner));
    this.whole = compileMany({ kind: 'all', of: document.requires }, parts, ALL_RANK, frame);
    this.frame = frame;
    frame.renewal = purpose === 'renewal';
    this.result = frame.createResult();
    frame.out = this.result;
    this.facts = frame.slots;
    this.leaves = [...leaves];
    const values: (typeof frame.values)[number][] = [];
    frame.values = values;
    this.read = frame.slots.length > 0 ? population.reader(frame.slots, values) : null;
  }

  /** Conditions of which all are asked, remembered by the results of their leaves where these alone decide. */
  private remembered(conditions: readonly Condition[], frame: Frame, inner: Inner): ConditionNode {
    const before = this.met;
    const facts = frame.slots.length;
    const points = this.given.length + this.folded.length;
    this.met = [];
    const parts = conditions.map((condition) => compileCondition(condition, frame, inner));
    const columns = [...new Set(this.met)];
    this.met = [...before, ...columns];
    const source: Condition = { kind: 'all', of: [...conditions] };
    const whole = compileMany(source, parts, ALL_RANK, frame);
    // conditions on facts of their own, and points, are not told by the leaves' outcomes alone
    const decides = frame.slots.length === facts && this.given.length + this.folded.length === points;
    if (!decides || columns.length < 2 || columns.length > TOGETHER) return whole;
    const memo = new Memo(columns);
    return { source, run: () => memo.at(this.at, whole.run) as OutcomeCode, parts: [] };
  }

  /** Place of a category or the total in the result's arrays; −1 for anything else. */
  placeOf(id: string): number {
    return this.frame.clauseIds.indexOf(id);
  }

  /** Judges rows `from` … `to`, block by block. */
  each(from: number, to: number, visit: (row: number, outcome: OutcomeCode) => void): void {
    for (let start = from; start < to; start += BLOCK) {
      const count = Math.min(BLOCK, to - start);
      for (const leaf of this.leaves) leaf.run(start, count);
      for (let i = 0; i < count; i++) visit(start + i, this.run(i, start + i));
    }
  }

  /** The column of a leaf by its id. */
  leafOf(id: string): LeafColumn | undefined {
    return this.byId.get(id);
  }

  /** The outcome of the row whose leaves' results stand at place `i` of their blocks. */
  run(i: number, row: number): OutcomeCode {
    const { given, folded, result } = this;
    this.at = i;
    for (let g = 0; g < given.length; g++) {
      const { node, column } = given[g] as (typeof given)[number];
      give(node, column, i);
    }
    for (let f = 0; f < folded.length; f++) (folded[f] as FoldedCategory).give(i);
    if (this.read) this.read(row);
    result.pointsMin = null;
    result.pointsMax = null;
    result.clauseOutcomes.fill(NONE);
    return (result.outcome = this.whole.run());
  }
}

/** Conditions that all must hold, a few together: what holds a score stands alone. */
function chunks(conditions: readonly Condition[]): Condition[][] {
  const all: Condition[][] = [];
  let open: Condition[] = [];
  let leaves = 0;
  for (const condition of conditions) {
    const own = leavesOf(condition);
    if (own > TOGETHER || leaves + own > TOGETHER) {
      if (open.length > 0) all.push(open);
      [open, leaves] = [[], 0];
    }
    open.push(condition);
    leaves += own;
  }
  return open.length > 0 ? [...all, open] : all;
}

/** How many clauses below a condition are judged by themselves; a score counts as more than can be remembered. */
function leavesOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + leavesOf(item), 0);
  if (value === null || typeof value !== 'object') return 0;
  const { kind } = value as { kind?: unknown };
  if (kind === 'score') return TOGETHER + 1;
  if (kind === 'clause' && !holdsIds((value as { clause: { rule: unknown } }).clause.rule)) return 1;
  return leavesOf(Object.values(value));
}
