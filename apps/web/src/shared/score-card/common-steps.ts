import type { AdviceStep, Alternative } from '@tidu/criteria';

/** Ways taken apart: what every one of them asks for alike, and what is left to choose. */
export interface ApartWays {
  common: AdviceStep[];
  /** The own steps of each way, in its order. */
  own: AdviceStep[][];
}

const same = (one: AdviceStep, other: AdviceStep) => one.fact === other.fact && one.text === other.text;

/** A single way has nothing in common with others: all its steps are its own. */
export function apartWays(ways: readonly Alternative[]): ApartWays {
  const [first, ...others] = ways;
  const shared = (step: AdviceStep) => others.every(({ steps }) => steps.some((one) => same(one, step)));
  const common = first && others.length > 0 ? first.steps.filter(shared) : [];
  const own = ways.map(({ steps }) => steps.filter((step) => !common.some((one) => same(one, step))));
  return { common, own };
}
