import { advise, type AdviceCosts, chooseStandard, evaluate, type OutcomeName } from '@tidu/criteria';
import type { Day } from '@tidu/kernel';
import type { FactSheet, PublishedStandard } from '@tidu/scoring';
import type { PoolRule } from './pool-rules';

/** How an enterprise stands to a title by its newest facts. */
export interface Near {
  standard: PublishedStandard;
  year: number;
  outcome: OutcomeName;
  /** Steps of the cheapest way there; 0: met; null: none is known. */
  steps: number | null;
  says: string;
}

/** The standard of a title that holds for applications of a region on a day; null: none, or several. */
export function standardOf(active: readonly PublishedStandard[], title: string, region: string, date: Day) {
  const documents = active.map(({ evaluator }) => evaluator.release.document);
  const { id } = chooseStandard(documents, { title, region, purpose: 'application', date });
  return active.find(({ standardId }) => standardId === id) ?? null;
}

/**
 * How near a sheet comes to a standard (五值预演 and 差一步清单); null where the rule has no use for it: too small, or not
 * asked of such an enterprise.
 */
export function nearOf(
  standard: PublishedStandard,
  sheet: FactSheet,
  rule: PoolRule,
  date: Day,
  costs: AdviceCosts,
): Near | null {
  const revenue = sheet.facts.get('revenue');
  const isKnown = typeof revenue === 'number' || typeof revenue === 'bigint';
  if (rule.revenueAtLeast !== null && (!isKnown || BigInt(revenue) < rule.revenueAtLeast)) return null;
  const { outcome } = evaluate(standard.evaluator, sheet.facts, { purpose: 'application', date });
  if (outcome === 'notApplicable') return null;
  // one way suffices, and a sheet that is far from it must not hold up the others
  const bounds = { alternatives: 1, work: 1000 };
  const advice = advise(standard.evaluator, sheet.facts, {
    purpose: 'application',
    date: sheet.asOf,
    costs,
    ...bounds,
  });
  const least = Math.min(...advice.alternatives.map(({ steps }) => steps.length));
  const steps = advice.state === 'met' ? 0 : Number.isFinite(least) ? least : null;
  return { standard, year: sheet.year, outcome, steps, says: advice.text };
}
