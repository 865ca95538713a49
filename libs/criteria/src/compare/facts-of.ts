import type { Evaluator } from '../compile/compile-standard';

/** The facts that several evaluators need, each once. */
export function factsOf(evaluators: readonly Evaluator[]): string[] {
  return [...new Set(evaluators.flatMap(({ slots }) => slots))];
}
