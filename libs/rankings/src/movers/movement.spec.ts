import fc from 'fast-check';
import { movementsOf, type TwoYears } from './movement';
import { movementWords } from './movement-words';

const score = fc.integer({ min: 0, max: 12 });
const row = fc.oneof(
  fc.record({ before: score, reweighted: score, after: score }),
  fc.record({ before: score, reweighted: score, after: fc.constant(null) }),
  fc.record({ before: fc.constant(null), reweighted: fc.constant(null), after: score }),
);
const rankIn = (scores: (number | null)[], own: number) =>
  1 + scores.filter((other) => other !== null && other > own).length;

describe('why ranks changed', () => {
  it('the parts add up to the movement, and each is what the step alone does', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 15 }), (rows: TwoYears[]) => {
        const stayed = rows.filter(({ before, after }) => before !== null && after !== null);
        for (const [i, movement] of movementsOf(rows).entries()) {
          const own = rows[i] as { before: number; reweighted: number; after: number };
          if (movement === null) return expect(own.before === null || own.after === null).toBe(true);
          const { from, to, weights, own: performance, others, cohort } = movement;
          expect(weights + performance + others + cohort).toBe(to - from);
          expect(from).toBe(
            rankIn(
              rows.map(({ before }) => before),
              own.before,
            ),
          );
          expect(to).toBe(
            rankIn(
              rows.map(({ after }) => after),
              own.after,
            ),
          );
          expect(weights).toBe(
            rankIn(
              rows.map(({ reweighted }) => reweighted),
              own.reweighted,
            ) - from,
          );
          const old = stayed.map((one) => (one === rows[i] ? one.after : one.reweighted));
          expect(performance).toBe(
            rankIn(old, own.after) -
              rankIn(
                stayed.map(({ reweighted }) => reweighted),
                own.reweighted,
              ),
          );
        }
        return undefined;
      }),
      { numRuns: 1000 },
    );
  });

  it('who only was weighed otherwise is told so in one line', () => {
    const rows: TwoYears[] = Array.from({ length: 40 }, (_, i) => ({
      before: 100 - i,
      reweighted: 100 - i,
      after: 100 - i,
    }));
    rows[5] = { before: 95, reweighted: 65, after: 65 };
    const movement = movementsOf(rows)[5];
    expect(movement).toMatchObject({ from: 6, to: 35, weights: 29, own: 0, others: 0, cohort: 0 });
    expect(movementWords(movement!)).toBe('由第 6 名降到第 35 名（降 29 位）：因指标和权重调整降 29 位。');
  });

  it('what cancels out, and what did not change, is said', () => {
    expect(movementWords({ from: 3, to: 3, weights: 2, own: -2, others: 0, cohort: 0 })).toBe(
      '仍为第 3 名：因指标和权重调整降 2 位，因本企业数据变化升 2 位，相互抵消。',
    );
    expect(movementWords({ from: 3, to: 3, weights: 0, own: 0, others: 0, cohort: 0 })).toBe(
      '仍为第 3 名，各项都没有变动。',
    );
  });
});
