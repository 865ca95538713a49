import { compileCondition, compileMany } from '../compile/conditions';
import { type CompactResult, Frame } from '../compile/frame';
import type { ConditionNode, Inner, PointsNode } from '../compile/nodes';
import { givenPoints } from '../compile/points';
import { compileScore } from '../compile/score';
import type { Score, StandardDocument } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { ALL_RANK, MET, NOT_APPLICABLE, type OutcomeCode } from '../outcome';
import type { Purpose } from '../purpose';
import { BLOCK } from './classify';
import { holdsIds, type LeafSource } from './leaf';
import type { LeafColumn } from './leaf-column';
import type { Population } from './population';

const [SETTLED, NONE] = [MET, NOT_APPLICABLE] as const;

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
      this.byId.set(source.kind === 'clause' ? source.clause.id : source.indicator.id, column);
      return column;
    };
    const inner: Inner = {
      clause: (source) => {
        if (holdsIds(source.clause.rule)) return compileCondition(source.clause.rule, frame, inner);
        const { ids, results } = seated({ kind: 'clause', clause: source.clause });
        const { outcome } = results;
        return { source, run: () => outcome[ids[this.at] as number] as OutcomeCode, parts: [] };
      },
      // points that are exact fractions are summed as such, so they are computed row by row
      score: (source) =>
        compileScore(source, frame, isFractional(source.score) ? { ...inner, points: undefined } : inner),
      points: (indicator) => {
        const node = givenPoints(indicator.points);
        this.given.push({ node, column: seated({ kind: 'indicator', indicator }) });
        return node;
      },
    };
    const parts = document.requires.map((condition) => compileCondition(condition, frame, inner));
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
    const { given, result } = this;
    this.at = i;
    for (let g = 0; g < given.length; g++) {
      const { node, column } = given[g] as (typeof given)[number];
      const { results } = column;
      const id = column.ids[i] as number;
      const min = results.min[id] as number;
      const max = results.max[id] as number;
      node.min = min;
      node.max = max;
      node.open = min === max ? SETTLED : (results.outcome[id] as OutcomeCode);
    }
    if (this.read) this.read(row);
    result.pointsMin = null;
    result.pointsMax = null;
    result.clauseOutcomes.fill(NONE);
    return (result.outcome = this.whole.run());
  }
}
