import fs from 'node:fs';
import path from 'node:path';
import { parseScaled } from '@tidu/kernel';
import type { Advice, AdviceStep } from '../advise/types';
import { loadAdviceCosts } from '../advise/load-costs';
import type { Evaluator } from '../compile/compile-standard';
import { evaluate } from '../evaluate';
import type { Facts, FactValue } from '../fact';
import { dictionary } from './seeds';

const file = path.resolve(__dirname, '../../../../seeds/advice-costs.yaml');
export const seedCostsText = fs.readFileSync(file, 'utf8');
export const seedCosts = loadAdviceCosts(seedCostsText, dictionary, 'seeds/advice-costs.yaml');

/** The facts after some steps, read from what the advice says and nothing else. */
export function after(facts: Facts, steps: readonly AdviceStep[], { dictionary: facts_ }: Evaluator): Facts {
  const changed = new Map<string, FactValue>(facts);
  for (const { fact, to } of steps) {
    const { min, scale } = facts_.get(fact);
    changed.set(fact, typeof to === 'string' && min !== null ? Number(parseScaled(to, scale)) : to);
  }
  return changed;
}

/** Every proper part of a set; of a large one those without one, two or three of the steps. */
function partsOf(steps: readonly AdviceStep[]): AdviceStep[][] {
  if (steps.length <= 9)
    return Array.from({ length: 2 ** steps.length - 1 }, (_, bits) => steps.filter((_, place) => (bits >> place) & 1));
  const without = (sets: AdviceStep[][]) => sets.flatMap((set) => set.map((step) => set.filter((one) => one !== step)));
  const one = without([[...steps]]);
  const two = without(one);
  return [...one, ...two, ...without(two).filter((_, i) => i % 7 === 0)];
}

/**
 * What is wrong with a list, judged by the evaluator alone: a set that does not pass, a part of a set that does, costs
 * out of order or not the sum of the steps, a set that contains another one's facts.
 */
export function faultsOf(advice: Advice, facts: Facts, evaluator: Evaluator): string[] {
  const { purpose, alternatives } = advice;
  const passes = (steps: readonly AdviceStep[]) =>
    evaluate(evaluator, after(facts, steps, evaluator), { purpose }).outcome === 'met';
  const faults: string[] = [];
  alternatives.forEach(({ steps, cost }, i) => {
    const name = steps.map(({ fact, to }) => `${fact}=${to}`).join(' ');
    if (!passes(steps)) faults.push(`${name}: does not pass`);
    for (const part of partsOf(steps))
      if (passes(part)) faults.push(`${name}: ${part.map(({ fact }) => fact).join()} pass alone`);
    const sum = steps.reduce((all, step) => all + step.cost, 0);
    if (Math.abs(sum - cost) > 1e-6) faults.push(`${name}: ${cost} is not the sum ${sum}`);
    if (i > 0 && cost < (alternatives[i - 1]?.cost ?? 0)) faults.push(`${name}: cheaper than the one before`);
    const codes = new Set(steps.map(({ fact }) => fact));
    if (codes.size !== steps.length) faults.push(`${name}: a fact twice`);
    for (const other of alternatives.slice(0, i))
      if (other.steps.every(({ fact }) => codes.has(fact))) faults.push(`${name}: contains a cheaper one`);
  });
  return faults;
}
