import type { Database } from '../database/database';

/** What an invariant may use, and where it tells what it found. */
export interface InvariantContext {
  database: Database;
  /** A violation: where, and what is wrong. */
  violated: (what: string) => void;
  /** Something the reader should know that is no violation: what could not be looked at, and why. */
  note: (what: string) => void;
}

/**
 * Something that must hold at any time (不变量), whatever happened before: a crash, a fault, a restore. Each room exports
 * its own; `apps/server/src/invariants.ts` lists them all.
 */
export interface Invariant {
  /** `I4`: the number in the plan; several rooms may each have a part of one. */
  id: string;
  room: string;
  /** What holds, in a sentence for people. */
  says: string;
  check: (context: InvariantContext) => Promise<void>;
}

/** How one invariant was found. */
export interface InvariantResult {
  id: string;
  room: string;
  says: string;
  holds: boolean;
  /** All of them counted; at most {@link shown} told. */
  violations: number;
  examples: string[];
  notes: string[];
  ms: number;
}

const shown = 20;

/** Checks one after the other; a check that fails itself counts as violated, with what it said. */
export async function checkInvariants(
  database: Database,
  invariants: readonly Invariant[],
  told: (result: InvariantResult) => void = () => undefined,
): Promise<InvariantResult[]> {
  const results: InvariantResult[] = [];
  for (const { id, room, says, check } of invariants) {
    const began = performance.now();
    const examples: string[] = [];
    const notes: string[] = [];
    let violations = 0;
    const violated = (what: string) => {
      if (++violations <= shown) examples.push(what);
    };
    try {
      await check({ database, violated, note: (what) => notes.push(what) });
    } catch (error) {
      violated(`没有查成：${(error as Error).message}`);
    }
    const ms = Math.round(performance.now() - began);
    const result = { id, room, says, holds: violations === 0, violations, examples, notes, ms };
    told(result);
    results.push(result);
  }
  return results;
}
