import type { Evaluator } from '../compile/compile-standard';
import { evaluate, type EvaluationOptions, type EvaluationResult } from '../evaluate';
import type { Facts } from '../fact';
import type { Causes } from './causes';
import { type Change, CHANGES } from './change';
import { Columnar } from './columnar';
import { allocateCompared, Comparison } from './comparison';
import { Population } from './population';

/** What two releases say of one fact sheet. A pre-assessment (预评估) only. */
export interface SheetComparison {
  old: EvaluationResult;
  new: EvaluationResult;
  change: Change;
  causes: Causes;
}

/** The facts that several evaluators need, each once. */
export function factsOf(evaluators: readonly Evaluator[]): string[] {
  return [...new Set(evaluators.flatMap(({ slots }) => slots))];
}

/** Compares two releases on one fact sheet, and says which clauses make the difference. */
export function compareReleases(
  old: Evaluator,
  next: Evaluator,
  facts: Facts,
  options: EvaluationOptions = {},
): SheetComparison {
  const population = Population.allocate(factsOf([old, next]), next.dictionary, 1);
  for (const column of population.columns) population.write(column, 0, facts.get(column.code) ?? null);
  const columnar = new Columnar(population, next.dictionary, options.purpose ?? 'application');
  const comparison = new Comparison(columnar, old.release.document, next.release.document);
  const out = allocateCompared(1);
  comparison.run(0, 1, out);
  const causes = comparison.causes[out.cause[0] ?? -1] ?? { alone: [], together: [] };
  return {
    ...{ old: evaluate(old, facts, options), new: evaluate(next, facts, options) },
    ...{ change: CHANGES[out.change[0] ?? 0] ?? 'same', causes },
  };
}
