import * as scores from '../compile/score';
import type { Score } from '../document';
import { ALL_RANK, NOT_APPLICABLE, type OutcomeCode, UNKNOWN } from '../outcome';
import { parsePoints } from '../threshold';
import { BLOCK, type Column, type Points } from './column';
import type { LeafColumn } from './leaf-column';

// local names for what runs a million times a second; see compile/run-points.ts
const { lineOutcome, OPEN } = scores;
const [NONE, LACKING, RANK] = [NOT_APPLICABLE, UNKNOWN, ALL_RANK] as const;

/** Points added up over columns, and whether something is unknown in them. */
class Sum implements Points {
  readonly min = new Int32Array(BLOCK);
  readonly max = new Int32Array(BLOCK);
  private readonly open = new Uint8Array(BLOCK);
  private readonly line: number | null;

  constructor(
    readonly id: string,
    line: string | null,
    private readonly indicators: readonly LeafColumn[],
  ) {
    this.line = line === null ? null : parsePoints(line);
  }

  /** Adds up, and puts what the line says to the outcomes. */
  run(outcome: Uint8Array, from: number, to: number): void {
    this.min.fill(0, from, to);
    this.max.fill(0, from, to);
    this.open.fill(OPEN, from, to);
    for (const indicator of this.indicators) this.add(indicator, from, to);
    const { min, max, open, line } = this;
    for (let i = from; i < to; i++) {
      const reached = lineOutcome(min[i] as number, max[i] as number, line, open[i] as OutcomeCode);
      if ((RANK[reached] as number) > (RANK[outcome[i] as number] as number)) outcome[i] = reached;
    }
  }

  private add(indicator: LeafColumn, from: number, to: number): void {
    const { min, max, open } = this;
    const { min: ownMin, max: ownMax, outcome } = indicator;
    for (let i = from; i < to; i++) {
      min[i] = (min[i] as number) + (ownMin[i] as number);
      max[i] = (max[i] as number) + (ownMax[i] as number);
      if (outcome[i] === LACKING) open[i] = LACKING;
    }
  }
}

/** A score over a block: the lines of its categories and total, and the indicators that must earn something. */
export class ScoreColumn implements Column {
  readonly outcome = new Uint8Array(BLOCK);
  readonly points: Points;
  private readonly sums: readonly Sum[];
  private readonly mustEarn: readonly LeafColumn[];

  /** @param leaves the indicators' columns, category by category */
  constructor({ total, categories }: Score, leaves: readonly (readonly LeafColumn[])[]) {
    const lines = categories.flatMap(({ id, atLeast }, c) =>
      atLeast === null ? [] : [new Sum(id, atLeast, leaves[c] ?? [])],
    );
    const whole = new Sum(total.id, total.atLeast, leaves.flat());
    this.sums = [...lines, whole];
    this.points = whole;
    this.mustEarn = categories.flatMap(({ indicators }, c) =>
      indicators.flatMap(({ mustEarn }, i) => (mustEarn ? [leaves[c]?.[i] as LeafColumn] : [])),
    );
  }

  run(_start: number, from: number, to: number): void {
    const { outcome, sums, mustEarn } = this;
    outcome.fill(NONE, from, to);
    for (const { outcome: own } of mustEarn)
      for (let i = from; i < to; i++)
        if ((RANK[own[i] as number] as number) > (RANK[outcome[i] as number] as number)) outcome[i] = own[i] as number;
    for (const sum of sums) sum.run(outcome, from, to);
  }

  /** Points of the total, or of a category that has a line. */
  pointsOf(id: string): Points | null {
    return this.sums.find((sum) => sum.id === id) ?? null;
  }
}
