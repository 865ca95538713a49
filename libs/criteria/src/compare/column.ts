import { NOT_APPLICABLE } from '../outcome';

// a local name for what runs a million times a second; see compile/run-points.ts
const NONE = NOT_APPLICABLE;

/** Rows looked at together: what is found of them stays in the processor's cache. */
export const BLOCK = 4096;

/** Points where there are none. */
export const NO_POINTS = -1;

/** What the rows of a block come to, by their place in the block. */
export interface Column {
  readonly outcome: Uint8Array;
  /** Judges the places `from` … `to` of the block that begins at row `start`; the leaves must have been loaded. */
  run(start: number, from: number, to: number): void;
}

/** Intervals of points in ten-thousandths, by place in the block. */
export interface Points {
  readonly min: Int32Array;
  readonly max: Int32Array;
}

/** Columns of which the one of highest rank wins, as the compiler combines the parts of an `all` or an `any`. */
export class Group implements Column {
  readonly outcome = new Uint8Array(BLOCK);

  private readonly table: Uint8Array;

  constructor(
    private readonly parts: readonly Column[],
    ranks: Uint8Array,
  ) {
    this.table = winners(ranks);
  }

  run(start: number, from: number, to: number): void {
    const { parts, table, outcome } = this;
    for (const part of parts) part.run(start, from, to);
    outcome.fill(NONE, from, to);
    // two at a time: going over the rows costs more than what is done with them
    for (let p = 0; p < parts.length; p += 2) {
      const [one, other] = [parts[p] as Column, parts[p + 1] ?? (parts[p] as Column)];
      win(outcome, one.outcome, other.outcome, table, from, to);
    }
  }
}

/** What does not apply anywhere. */
export class Nothing implements Column {
  readonly outcome = new Uint8Array(BLOCK).fill(NONE);
  run(): void {
    // it says the same of every row
  }
}

/** Which of two outcomes wins, by `8 × one + other`: read, because a branch on it would often be guessed wrong. */
export function winners(ranks: Uint8Array): Uint8Array {
  const table = new Uint8Array(64);
  for (let one = 0; one < ranks.length; one++)
    for (let other = 0; other < ranks.length; other++)
      table[8 * one + other] = (ranks[other] as number) > (ranks[one] as number) ? other : one;
  return table;
}

function win(outcome: Uint8Array, a: Uint8Array, b: Uint8Array, table: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const better = table[8 * (outcome[i] as number) + (a[i] as number)] as number;
    outcome[i] = table[8 * better + (b[i] as number)] as number;
  }
}
