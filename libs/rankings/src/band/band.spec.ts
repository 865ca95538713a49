import fc from 'fast-check';
import { RankBands } from './rank-band';
import { type ScoreRange, type WeighedRow, weightBands } from './weight-band';

/** Ranks the plain way: 1, 2, 2, 4. */
const ranksOf = (scores: readonly number[]) => scores.map((own) => 1 + scores.filter((other) => other > own).length);
const range = fc
  .tuple(fc.integer({ min: -30, max: 30 }), fc.nat(12))
  .map(([low, width]): ScoreRange => ({ low, high: low + width }));
const ranges = fc.array(range, { minLength: 1, maxLength: 14 });
const at = ({ low, high }: ScoreRange, part: number) => low + Math.round((high - low) * part);
const bandsOf = (scores: readonly ScoreRange[], parted = false) =>
  new RankBands(
    Float64Array.from(scores, ({ low }) => low),
    Float64Array.from(scores, ({ high }) => high),
    parted,
  );
const rankBands = (scores: readonly ScoreRange[]) => {
  const bands = bandsOf(scores);
  return scores.map((_, i) => bands.of(i));
};
const parts = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

describe('ranks that are possible within ranges of scores', () => {
  it('no choice of scores leads outside', () => {
    fc.assert(
      fc.property(ranges, parts, (scores, part) => {
        const bands = rankBands(scores);
        const drawn = ranksOf(scores.map((one) => at(one, part.next().value as number)));
        return drawn.every((rank, i) => rank >= (bands[i]?.best ?? 0) && rank <= (bands[i]?.worst ?? 0));
      }),
      { numRuns: 2000 },
    );
  });

  it('both ends are reached by a choice', () => {
    fc.assert(
      fc.property(ranges, (scores) => {
        const bands = rankBands(scores);
        for (const [i, { best, worst }] of bands.entries()) {
          expect(ranksOf(scores.map(({ low, high }, j) => (i === j ? high : low)))[i]).toBe(best);
          expect(ranksOf(scores.map(({ low, high }, j) => (i === j ? low : high)))[i]).toBe(worst);
        }
      }),
    );
  });

  it('without any range they are the ranks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), (scores) => {
        const bands = rankBands(scores.map((score) => ({ low: score, high: score })));
        expect(bands).toEqual(ranksOf(scores).map((rank) => ({ best: rank, worst: rank })));
      }),
    );
  });
});

describe('the line', () => {
  const decided = fc.tuple(ranges, fc.nat(15), parts);

  it('who is in or out is so for every choice', () => {
    fc.assert(
      fc.property(decided, ([scores, places, part]) => {
        const bands = bandsOf(scores);
        const drawn = scores.map((one) => at(one, part.next().value as number));
        for (const i of scores.keys()) {
          const own = drawn[i] ?? 0;
          const betters = drawn.filter((other) => other > own).length;
          const equals = drawn.filter((other) => other === own).length;
          if (bands.standing(i, places) === 'in') expect(betters + equals).toBeLessThanOrEqual(places);
          if (bands.standing(i, places) === 'out') expect(betters).toBeGreaterThanOrEqual(places);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('who is undecided can be before it or tied, and past it or tied', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 13 }), (scores, places) => {
        const bands = bandsOf(scores);
        for (const [i, { low, high }] of scores.entries()) {
          if (bands.standing(i, places) !== 'undecided') continue;
          expect(scores.filter((other) => other.low > high).length).toBeLessThan(places);
          expect(scores.filter((other, j) => j !== i && other.high >= low).length).toBeGreaterThanOrEqual(places);
        }
      }),
    );
  });
});

describe('ranks that are possible within ± weights', () => {
  const rows = fc.array(fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: -20, max: 40 }))), {
    minLength: 1,
    maxLength: 10,
  });
  const weighed = (points: readonly number[], widths: readonly number[], clamped = false): WeighedRow => {
    const ends = points.map((point, k) => [1000 - (widths[k] ?? 0), 1000 + (widths[k] ?? 0)].map((by) => point * by));
    const sum = (pick: (...ends: number[]) => number) => ends.reduce((all, one) => all + pick(...one), 0);
    return { points: clamped ? null : points, range: { low: sum(Math.min), high: sum(Math.max) } };
  };
  const spread = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 0, max: 300 })));

  it('no drawn weights lead outside; equal weights lead to the ranks within', () => {
    fc.assert(
      fc.property(rows, spread, parts, (all, widths, part) => {
        const bands = weightBands(
          all.map((points) => weighed(points, widths)),
          widths,
        );
        const factors = widths.map((width) => 1000 + Math.round(width * (2 * (part.next().value as number) - 1)));
        const scoresBy = (by: readonly number[]) =>
          all.map((points) => points.reduce((sum, point, k) => sum + point * (by[k] ?? 0), 0));
        for (const ranks of [ranksOf(scoresBy(factors)), ranksOf(scoresBy([1000, 1000, 1000]))])
          ranks.forEach((rank, i) => {
            expect(rank).toBeGreaterThanOrEqual(bands[i]?.best ?? 0);
            expect(rank).toBeLessThanOrEqual(bands[i]?.worst ?? 0);
          });
      }),
      { numRuns: 1500 },
    );
  });

  it('caps that keep points from growing with the weight are within too', () => {
    fc.assert(
      fc.property(rows, spread, parts, fc.infiniteStream(fc.boolean()), (all, widths, part, kept) => {
        const bands = weightBands(
          all.map((points) => weighed(points, widths, true)),
          widths,
        );
        const factors = widths.map((width) => 1000 + Math.round(width * (2 * (part.next().value as number) - 1)));
        const scores = all.map((points) =>
          points.reduce(
            (sum, point, k) => sum + point * ((kept.next().value as boolean) ? 1000 : (factors[k] ?? 0)),
            0,
          ),
        );
        ranksOf(scores).forEach((rank, i) => {
          expect(rank).toBeGreaterThanOrEqual(bands[i]?.best ?? 0);
          expect(rank).toBeLessThanOrEqual(bands[i]?.worst ?? 0);
        });
      }),
    );
  });

  it('comparing pairs is never wider than comparing ranges, and narrower where one is better in everything', () => {
    const twins = [
      [100, 100],
      [101, 101],
    ].map((points) => weighed(points, [100, 100]));
    expect(weightBands(twins, [100, 100])).toEqual([
      { best: 2, worst: 2 },
      { best: 1, worst: 1 },
    ]);
  });

  it('a million rows take an n log n way', () => {
    const scores = Array.from({ length: 1_000_000 }, (_, i) => ({
      low: (i * 7919) % 1_000_003,
      high: ((i * 7919) % 1_000_003) + 5,
    }));
    const bands = rankBands(scores);
    expect(bands).toHaveLength(1_000_000);
    expect(bands.every(({ best, worst }) => best <= worst && worst - best <= 11)).toBe(true);
  });
});
