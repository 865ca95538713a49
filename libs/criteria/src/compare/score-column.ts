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
  readonly open = new Uint8Array(BLOCK);
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
    const { indicators } = this;
    // three at a time: going over the rows costs more than what is done with them
    for (let k = 0; k < indicators.length; k += 3)
      add(
        this,
        indicators[k] as LeafColumn,
        indicators[k + 1] ?? NO_INDICATOR,
        indicators[k + 2] ?? NO_INDICATOR,
        from,
        to,
      );
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
}

type Summand = Pick<LeafColumn, 'outcome' | 'min' | 'max'>;
/** Adds nothing. */
const NO_INDICATOR: Summand = {
  outcome: new Uint8Array(BLOCK),
  min: new Int32Array(BLOCK),
  max: new Int32Array(BLOCK),
};

interface Added {
  min: Int32Array;
  max: Int32Array;
  open: Uint8Array;
}

function add({ min, max, open }: Added, a: Summand, b: Summand, c: Summand, from: number, to: number): void {
  const { min: minA, max: maxA, outcome: outcomeA } = a;
  const { min: minB, max: maxB, outcome: outcomeB } = b;
  const { min: minC, max: maxC, outcome: outcomeC } = c;
  for (let i = from; i < to; i++) {
    min[i] = (min[i] as number) + (minA[i] as number) + (minB[i] as number) + (minC[i] as number);
    max[i] = (max[i] as number) + (maxA[i] as number) + (maxB[i] as number) + (maxC[i] as number);
    open[i] =
      (open[i] as number) |
      (UNKNOWN_BITS[outcomeA[i] as number] as number) |
      (UNKNOWN_BITS[outcomeB[i] as number] as number) |
      (UNKNOWN_BITS[outcomeC[i] as number] as number);
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
