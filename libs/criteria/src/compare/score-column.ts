import * as scores from '../compile/score';
import type { Score } from '../document';
import { ALL_RANK, NOT_APPLICABLE, UNKNOWN } from '../outcome';
import { parsePoints } from '../threshold';
import { BLOCK, type Column, type Points, winners } from './column';
import type { LeafColumn } from './leaf-column';

// local names for what runs a million times a second; see compile/run-points.ts
const { lineOutcome, OPEN } = scores;
const [NONE, LACKING, WORSE] = [NOT_APPLICABLE, UNKNOWN, winners(ALL_RANK)] as const;
/** What an outcome adds to OPEN (binary 10) so that it says unknown (11). */
const UNKNOWN_BITS = Uint8Array.from([0, 1, 2, 3, 4, 5], (outcome) => (outcome === UNKNOWN ? OPEN ^ UNKNOWN : 0));

/** What a line says by whether the low end reaches it (1), the high end fails it (2), and what keeps it open. */
function lineTable(line: number | null): Uint8Array {
  const table = new Uint8Array(16);
  const [low, high] = [(line ?? 0) - 1, line ?? 0];
  for (const open of [OPEN, LACKING]) {
    table[open] = lineOutcome(low, high, line, open);
    table[4 + open] = table[12 + open] = lineOutcome(high, high, line, open);
    table[8 + open] = lineOutcome(low, low, line, open);
  }
  return table;
}

/** Points added up over columns, and whether something is unknown in them. */
class Sum implements Points {
  readonly min = new Int32Array(BLOCK);
  readonly max = new Int32Array(BLOCK);
  private readonly open = new Uint8Array(BLOCK);
  private readonly line: number | null;
  private readonly table: Uint8Array;

  constructor(
    readonly id: string,
    line: string | null,
    private readonly indicators: readonly LeafColumn[],
  ) {
    this.line = line === null ? null : parsePoints(line);
    this.table = lineTable(this.line);
  }

  /** Adds up, and puts what the line says to the outcomes. */
  run(outcome: Uint8Array, from: number, to: number): void {
    const { min, max, open } = this;
    min.fill(0, from, to);
    max.fill(0, from, to);
    open.fill(OPEN, from, to);
    for (const indicator of this.indicators) this.add(indicator, from, to);
    if (this.line === null) this.settle(outcome, from, to);
    else this.reach(this.line, outcome, from, to);
  }

  private reach(line: number, outcome: Uint8Array, from: number, to: number): void {
    const { min, max, open, table } = this;
    for (let i = from; i < to; i++) {
      const side = 4 * Number((min[i] as number) >= line) + 8 * Number((max[i] as number) < line);
      outcome[i] = WORSE[8 * (outcome[i] as number) + (table[side + (open[i] as number)] as number)] as number;
    }
  }

  /** Without a line the points only have to be known. */
  private settle(outcome: Uint8Array, from: number, to: number): void {
    const { min, max, open, table } = this;
    for (let i = from; i < to; i++) {
      const side = 4 * Number(min[i] === max[i]);
      outcome[i] = WORSE[8 * (outcome[i] as number) + (table[side + (open[i] as number)] as number)] as number;
    }
  }

  private add(indicator: LeafColumn, from: number, to: number): void {
    const { min, max, open } = this;
    const { min: ownMin, max: ownMax, outcome } = indicator;
    for (let i = from; i < to; i++) {
      min[i] = (min[i] as number) + (ownMin[i] as number);
      max[i] = (max[i] as number) + (ownMax[i] as number);
      open[i] = (open[i] as number) | (UNKNOWN_BITS[outcome[i] as number] as number);
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
      for (let i = from; i < to; i++) outcome[i] = WORSE[8 * (outcome[i] as number) + (own[i] as number)] as number;
    for (const sum of sums) sum.run(outcome, from, to);
  }

  /** Points of the total, or of a category that has a line. */
  pointsOf(id: string): Points | null {
    return this.sums.find((sum) => sum.id === id) ?? null;
  }
}
