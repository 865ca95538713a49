import { advise, type Advice, type AdviceOptions, type Evaluator, type Facts } from '@tidu/criteria';
import { useDeferredValue, useMemo } from 'react';

/** The cheapest ways for the facts as they stand; typing goes before, the list follows when there is a moment. */
export function useAdvice(evaluator: Evaluator, facts: Facts, { purpose, date, costs }: AdviceOptions): Advice {
  const settled = useDeferredValue(facts);
  return useMemo(
    () => advise(evaluator, settled, { purpose, date, costs }),
    [evaluator, settled, purpose, date, costs],
  );
}
