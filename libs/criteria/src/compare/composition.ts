import type { Condition, Score, StandardDocument } from '../document';
import { ALL_RANK, ANY_RANK, type OutcomeCode } from '../outcome';
import { ByRow, type Case } from './by-row';
import { BLOCK, type Column, Group, Nothing, type Points } from './column';
import { idOf } from './differences';
import { holdsIds, type LeafSource } from './leaf';
import type { LeafColumn } from './leaf-column';
import { ScoreColumn } from './score-column';

const FRACTIONAL: ReadonlySet<string> = new Set(['benchmark', 'minMax']);
const isFractional = ({ categories }: Score) =>
  categories.some(({ indicators }) => indicators.some(({ points }) => FRACTIONAL.has(points.kind)));

/** Where the results of a leaf are found. */
export type SeatOf = (source: LeafSource) => LeafColumn;

/**
 * How a standard makes its outcome of the results of its leaves, a block of rows at a time: its groups, sums and lines
 * over whole columns, and rows by themselves only where the evaluator must see their facts.
 */
export class Composition {
  readonly leaves: readonly LeafColumn[];
  /** Outcomes of the rows judged last, by their place in the block. */
  readonly outcome: Uint8Array;
  /** Their points, or null for a standard without. */
  readonly points: Points | null;
  private readonly whole: Group;
  private readonly demands: readonly { id: string | null; column: Column }[];
  private readonly scored: (ScoreColumn | ByRow)[] = [];
  private readonly byId = new Map<string, LeafColumn>();

  constructor(
    document: StandardDocument,
    private readonly one: Case,
    private readonly seat: SeatOf,
  ) {
    this.demands = document.requires.map((condition) => ({ id: idOf(condition), column: this.columnOf(condition) }));
    this.whole = new Group(
      this.demands.map(({ column }) => column),
      ALL_RANK,
    );
    this.outcome = this.whole.outcome;
    this.points = this.scored.at(-1)?.points ?? null;
    this.leaves = [...new Set(this.byId.values())];
  }

  private readonly columnOf = (condition: Condition): Column => {
    const group = (parts: readonly Condition[], ranks: Uint8Array) => new Group(parts.map(this.columnOf), ranks);
    switch (condition.kind) {
      case 'clause':
        return holdsIds(condition.clause.rule) ? this.columnOf(condition.clause.rule) : this.leaf(condition);
      case 'score':
        return this.score(condition);
      case 'all':
        return group(condition.of, ALL_RANK);
      case 'any':
        return group(condition.of, ANY_RANK);
      case 'exempt':
        return group([condition.rule, condition.exemption], ANY_RANK);
      case 'byPurpose':
        return this.columnOf(this.one.purpose === 'renewal' ? condition.renewal : condition.application);
      case 'notApplicable':
        return new Nothing();
      case 'compare':
      case 'is':
      case 'oneOf':
      case 'startsWith':
      case 'judgement':
      case 'classify':
        return new ByRow(condition, this.one, this.columnOf);
    }
  };

  private leaf(source: LeafSource): LeafColumn {
    const column = this.seat(source);
    this.byId.set(source.kind === 'clause' ? source.clause.id : source.indicator.id, column);
    return column;
  }

  private score(condition: Condition & { kind: 'score' }): Column {
    const { score } = condition;
    const leaves = () =>
      score.categories.map(({ indicators }) =>
        indicators.map((indicator) => this.leaf({ kind: 'indicator', indicator })),
      );
    const column = isFractional(score)
      ? new ByRow(condition, this.one, this.columnOf)
      : new ScoreColumn(score, leaves());
    this.scored.push(column);
    return column;
  }

  /** The column of a leaf by its id. */
  leafOf(id: string): LeafColumn | undefined {
    return this.byId.get(id);
  }

  /** What a demand comes to, by its id. */
  demandOf(id: string): Column | undefined {
    return this.demands.find((demand) => demand.id === id)?.column;
  }

  /** What all demands but these come to. */
  demandsBut(ids: ReadonlySet<string>): Column[] {
    return this.demands.filter(({ id }) => id === null || !ids.has(id)).map(({ column }) => column);
  }

  /** Points of the total or of a category with a line, by place in the block. @throws RangeError for any other id */
  pointsOf(id: string): Points {
    for (const column of this.scored) {
      const points = column.pointsOf(id);
      if (points) return points;
    }
    throw new RangeError(`no line ${id}`);
  }

  /** Reads the facts of the rows `start` … `start + count` into its leaves, and judges them. */
  judge(start: number, count: number): void {
    for (const leaf of this.leaves) leaf.load(start, count);
    this.combine(start, 0, count);
  }

  /** Judges the places `from` … `to` of the block at `start`, whose leaves have been loaded. */
  combine(start: number, from: number, to: number): void {
    this.whole.run(start, from, to);
  }

  /** The outcome of the row at place `i` of the block at `start`, whose leaves have been loaded. */
  outcomeAt(start: number, i: number): OutcomeCode {
    this.combine(start, i, i + 1);
    return this.outcome[i] as OutcomeCode;
  }

  /** Judges rows `from` … `to`, block by block; `visit` finds each in `outcome` and `points`. */
  each(from: number, to: number, visit: (start: number, count: number) => void): void {
    for (let start = from; start < to; start += BLOCK) {
      const count = Math.min(BLOCK, to - start);
      this.judge(start, count);
      visit(start, count);
    }
  }
}
