import fc from 'fast-check';
import { aimsOf, sideOf, sidesOf } from './aims';
import type { Sheet } from './oracle';
import { seedEvaluator, standardIds } from './seeds';
import { sheetsFor } from './sheets';

describe('random fact sheets', () => {
  it.each(standardIds)('lie on every threshold of %s, one step below and one step above, 35 % missing', (id) => {
    const evaluator = seedEvaluator(id);
    const wanted = new Map(
      aimsOf(evaluator.release.document).flatMap((aim) => sidesOf(aim).map((side) => [`${side} ${aim.shown}`, aim])),
    );
    const drawn: Sheet[] = [];
    while (drawn.length < 10_000 && (wanted.size > 0 || drawn.length < 500)) {
      const more = fc.sample(sheetsFor(evaluator), { numRuns: 100, seed: drawn.length });
      for (const sheet of more) {
        for (const aim of new Set(wanted.values())) {
          const side = sideOf(aim, sheet);
          if (side) wanted.delete(`${side} ${aim.shown}`);
        }
      }
      drawn.push(...more);
    }
    expect([...wanted.keys()]).toEqual([]);
    const values = drawn.flatMap((sheet) => Object.values(sheet));
    const missing = values.filter((value) => value === null).length / values.length;
    expect(Math.round(missing * 100)).toBeGreaterThanOrEqual(33);
    expect(Math.round(missing * 100)).toBeLessThanOrEqual(37);
  });
});
