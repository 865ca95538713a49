import { compileStandard } from '../compile/compile-standard';
import { createRelease } from '../release';
import { faultsOf } from '../testing/advice';
import { everyChange, passes } from '../testing/every-change';
import { smallCase, smallDictionary } from '../testing/small-standards';
import { advise } from './advise';
import type { Advice } from './types';

/** Random small standards tried with each kind; set ADVICE_RUNS for a longer search. */
const RUNS = Number(process.env.ADVICE_RUNS ?? 100);

const seeds = Array.from({ length: RUNS }, (_, seed) => seed);

function adviceFor(seed: number, kind: { missing: number; tame: boolean }, alternatives: number) {
  const small = smallCase(seed, kind);
  const evaluator = compileStandard(createRelease(small.document), smallDictionary);
  const facts = new Map(Object.entries(small.sheet));
  const advice = advise(evaluator, facts, { date: '2026-06-01', costs: small.costs, alternatives });
  return { small, evaluator, facts, advice };
}

const told = ({ alternatives }: Advice): string[] =>
  alternatives
    .map(
      ({ cost, steps }) =>
        `${cost} ${steps
          .map(({ fact }) => fact)
          .sort()
          .join('')}`,
    )
    .sort();

describe.each([0, 30])('brute force over every value of every fact, %i %% of the facts missing', (missing) => {
  it('finds the same sets at the same costs, all of them', () => {
    let [possible, alternatives] = [0, 0];
    for (const seed of seeds) {
      const { small, advice } = adviceFor(seed, { missing, tame: true }, 99);
      if (passes(small, small.sheet)) {
        expect([seed, advice.state]).toEqual([seed, 'met']);
        continue;
      }
      const theirs = everyChange(small).map(({ facts, cost }) => `${cost / 1000} ${facts.sort().join('')}`);
      expect([seed, ...told(advice)]).toEqual([seed, ...theirs.sort()]);
      expect([seed, advice.exhaustive]).toEqual([seed, true]);
      possible += theirs.length > 0 ? 1 : 0;
      alternatives += theirs.length;
    }
    // the cases are worth something: most can be mended, many in several ways
    expect(possible).toBeGreaterThan(RUNS * 0.3);
    expect(alternatives).toBeGreaterThan(possible);
  }, 600_000);

  it('of five alternatives it gives the five cheapest, each minimal and passing', () => {
    for (const seed of seeds) {
      const { small, evaluator, facts, advice } = adviceFor(seed, { missing, tame: true }, 5);
      if (advice.state === 'met') continue;
      expect([seed, ...faultsOf(advice, facts, evaluator)]).toEqual([seed]);
      const cheapest = everyChange(small).slice(0, 5);
      const costs = advice.alternatives.map(({ cost }) => cost * 1000);
      expect([seed, ...costs.map(Math.round)]).toEqual([seed, ...cheapest.map(({ cost }) => cost)]);
    }
  }, 600_000);

  it('is never wrong where lines cross and figures can be traded, and never cheaper than possible', () => {
    let [best, some] = [0, 0];
    for (const seed of seeds) {
      const { small, evaluator, facts, advice } = adviceFor(seed, { missing, tame: false }, 5);
      if (advice.state === 'met') continue;
      expect([seed, ...faultsOf(advice, facts, evaluator)]).toEqual([seed]);
      const [theirs] = everyChange(small);
      const [ours] = advice.alternatives;
      if (!theirs) expect([seed, ours]).toEqual([seed, undefined]);
      if (!ours || !theirs) continue;
      expect(Math.round(ours.cost * 1000)).toBeGreaterThanOrEqual(theirs.cost);
      some++;
      if (Math.round(ours.cost * 1000) === theirs.cost) best++;
    }
    expect(best / some).toBeGreaterThan(0.95);
  }, 600_000);
});
