import type { Evaluator } from '../compile/compile-standard';
import type { CompactResult } from '../compile/frame';
import { valuesBySlot } from '../evaluate';
import type { Facts, FactValue } from '../fact';
import { MET, type OutcomeCode } from '../outcome';
import type { Purpose } from '../purpose';

/**
 * A fact sheet on the workbench: its values may be changed in place, and the evaluator's own conditions and points can
 * be asked about them one by one, because an evaluation leaves them bound to the array it was given.
 */
export class Bench {
  readonly values: FactValue[];
  /** The sheet as it was brought. */
  readonly base: readonly FactValue[];
  private readonly out: CompactResult;

  constructor(
    readonly evaluator: Evaluator,
    facts: Facts,
    readonly purpose: Purpose,
  ) {
    this.values = valuesBySlot(evaluator, facts);
    this.base = [...this.values];
    this.out = evaluator.createResult();
    this.run();
  }

  /** Judges the values as they stand now. */
  run(): OutcomeCode {
    this.evaluator.evaluateInto(this.values, this.purpose, this.out);
    return this.out.outcome;
  }

  passes(): boolean {
    return this.run() === MET;
  }

  /** Outcome and least points of every clause, as the values stand now. */
  clauses(): { outcome: number; min: number }[] {
    this.run();
    const { clauseOutcomes, clauseMin } = this.out;
    return this.evaluator.clauseIds.map((_, i) => ({ outcome: clauseOutcomes[i] ?? 0, min: clauseMin[i] ?? 0 }));
  }

  reset(): void {
    for (let slot = 0; slot < this.base.length; slot++) this.values[slot] = this.base[slot] ?? null;
  }

  /** Sets some values, does some work and puts the sheet back as it was. */
  with<T>(changes: Iterable<readonly [slot: number, value: FactValue]>, work: () => T): T {
    const kept: (readonly [number, FactValue])[] = [];
    for (const [slot, value] of changes) {
      kept.push([slot, this.values[slot] ?? null]);
      this.values[slot] = value;
    }
    try {
      return work();
    } finally {
      for (const [slot, value] of kept.reverse()) this.values[slot] = value;
    }
  }
}
