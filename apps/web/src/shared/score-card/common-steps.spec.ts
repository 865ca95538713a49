import type { AdviceStep, Alternative } from '@tidu/criteria';
import { apartWays } from './common-steps';

const step = (fact: string, text = fact) => ({ fact, text }) as AdviceStep;
const way = (...steps: AdviceStep[]) => ({ steps }) as Alternative;
const facts = (steps: AdviceStep[]) => steps.map(({ text }) => text);

describe('what several ways ask for alike', () => {
  it('stands once, and each way keeps the rest in its order', () => {
    const { common, own } = apartWays([
      way(step('revenue', '到 1000'), step('brand'), step('rd', '到 100')),
      way(step('brand'), step('rd', '到 200'), step('revenue', '到 1000')),
    ]);
    expect(facts(common)).toEqual(['到 1000', 'brand']);
    expect(own.map(facts)).toEqual([['到 100'], ['到 200']]);
  });

  it('is nothing where there is one way, none, or none alike', () => {
    expect(apartWays([])).toEqual({ common: [], own: [] });
    expect(apartWays([way(step('rd'))])).toEqual({ common: [], own: [[step('rd')]] });
    expect(apartWays([way(step('rd')), way(step('brand'))]).common).toEqual([]);
  });
});
