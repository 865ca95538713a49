import fc from 'fast-check';
import { roundSteps } from './round-steps';

describe('roundSteps', () => {
  const score = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const near = fc
    .tuple(score, fc.bigInt({ min: 0n, max: 300n }))
    .map(([least, more]) => [least, least + more] as const);

  it('holds every total in at most ten steps of a round width', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(score, score), near), ([a, b]) => {
        const [least, most] = a < b ? [a, b] : [b, a];
        const { start, width, steps } = roundSteps(least, most);
        expect(String(width)).toMatch(/^[125]0*$/);
        expect(start % width).toBe(0n);
        expect(steps).toBeGreaterThanOrEqual(1);
        expect(steps).toBeLessThanOrEqual(10);
        expect(start <= least && least < start + width).toBe(true);
        const end = start + BigInt(steps) * width;
        expect(most <= end && (steps === 1 || most > end - width)).toBe(true);
      }),
    );
  });

  it.each([
    [0n, 100n, { start: 0n, width: 10n, steps: 10 }],
    [0n, 101n, { start: 0n, width: 20n, steps: 6 }],
    [37n, 37n, { start: 37n, width: 1n, steps: 1 }],
    [-3n, 4n, { start: -3n, width: 1n, steps: 7 }],
    [-15n, 81n, { start: -20n, width: 20n, steps: 6 }],
  ])('%s to %s', (least, most, expected) => expect(roundSteps(least, most)).toEqual(expected));
});
