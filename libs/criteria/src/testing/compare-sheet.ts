import type { Evaluator } from '../compile/compile-standard';
import { evaluate, type EvaluationOptions, type EvaluationResult } from '../evaluate';
import type { Facts } from '../fact';
import type { Causes } from '../compare/causes';
import { type Change, CHANGES } from '../compare/change';
import { Columnar } from '../compare/columnar';
import { allocateCompared, Comparison } from '../compare/comparison';
import { factsOf } from '../compare/facts-of';
import { Population } from '../compare/population';

/** What two releases say of one fact sheet. A pre-assessment (预评估) only. */
export interface SheetComparison {
  old: EvaluationResult;
  new: EvaluationResult;
  change: Change;
  causes: Causes;
}

/** Compares two releases on one fact sheet as a rehearsal compares them on many. */
export function compareSheet(
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
