import { NOT_APPLICABLE, type OutcomeCode } from '../outcome';

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

  constructor(
    private readonly parts: readonly Column[],
    private readonly ranks: Uint8Array,
  ) {}

  run(start: number, from: number, to: number): void {
    const { parts, ranks, outcome } = this;
    outcome.fill(NONE, from, to);
    for (const part of parts) {
      part.run(start, from, to);
      win(outcome, part.outcome, ranks, from, to);
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

function win(outcome: Uint8Array, other: Uint8Array, ranks: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const one = other[i] as OutcomeCode;
    if ((ranks[one] as number) > (ranks[outcome[i] as number] as number)) outcome[i] = one;
  }
}
