import fc from 'fast-check';
import { atLine, settlingValue } from './cut-line';
import { rankBands, type ScoreRange } from './rank-band';
import { type WeighedRow, weightBands } from './weight-band';

/** Ranks the plain way: 1, 2, 2, 4. */
const ranksOf = (scores: readonly number[]) => scores.map((own) => 1 + scores.filter((other) => other > own).length);
const range = fc
  .tuple(fc.integer({ min: -30, max: 30 }), fc.nat(12))
  .map(([low, width]): ScoreRange => ({ low, high: low + width }));
const ranges = fc.array(range, { minLength: 1, maxLength: 14 });
const at = ({ low, high }: ScoreRange, part: number) => low + Math.round((high - low) * part);
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

  it('who is in or out is so for every choice, and every undecided one can be either or tied', () => {
    fc.assert(
      fc.property(decided, ([scores, places, part]) => {
        const standings = atLine(scores, places);
        const drawn = scores.map((one) => at(one, part.next().value as number));
        for (const [i, { standing }] of standings.entries()) {
          const own = drawn[i] ?? 0;
          const betters = drawn.filter((other) => other > own).length;
          const equals = drawn.filter((other) => other === own).length;
          if (standing === 'in') expect(betters + equals).toBeLessThanOrEqual(places);
          if (standing === 'out') expect(betters).toBeGreaterThanOrEqual(places);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('from the score that settles it somebody is in for sure, one less and they may not be; alike outside', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 13 }), fc.nat(13), (scores, places, which) => {
        const i = which % scores.length;
        const line = atLine(scores, places)[i];
        const having = (score: number) =>
          atLine(
            scores.map((one, j) => (i === j ? { low: score, high: score } : one)),
            places,
          )[i]?.standing;
        if (line?.sureFrom == null || line.outUpTo === null) return expect(scores.length).toBeLessThanOrEqual(places);
        expect([having(line.sureFrom), having(line.outUpTo)]).toEqual(['in', 'out']);
        expect([having(line.sureFrom - 1), having(line.outUpTo + 1)]).not.toEqual(expect.arrayContaining(['in']));
        expect(having(line.outUpTo + 1)).not.toBe('out');
      }),
    );
  });

  it('a figure reaches the missing points with no unit to spare, whichever way it counts', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-99n, 99n),
        fc.bigInt(-999n, 999n),
        fc.bigInt(-50n, 50n),
        fc.bigInt(1n, 50n),
        (value, missing, num, den) => {
          const found = settlingValue(value, missing, { num, den });
          if (found === null) return expect(num).toBe(0n);
          const gained = (at: bigint) => (at - value) * num >= missing * den;
          expect(gained(found)).toBe(true);
          expect(gained(num > 0n ? found - 1n : found + 1n)).toBe(false);
        },
      ),
    );
  });
});

describe('ranks that are possible within ± weights', () => {
  const rows = (clamped: fc.Arbitrary<boolean>) =>
    fc.array(fc.record({ points: fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: -20, max: 40 }))), clamped }), {
      minLength: 1,
      maxLength: 10,
    });
  const spread = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 0, max: 300 })));

  it('no drawn weights lead outside; equal weights lead to the ranks within', () => {
    fc.assert(
      fc.property(rows(fc.constant(false)), spread, parts, (all, widths, part) => {
        const bands = weightBands(all, widths);
        const factors = widths.map((width) => 1000 + Math.round(width * (2 * (part.next().value as number) - 1)));
        const scoresBy = (by: readonly number[]) =>
          all.map(({ points }) => points.reduce((sum, point, k) => sum + point * (by[k] ?? 0), 0));
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
      fc.property(
        rows(fc.constant(true)),
        spread,
        parts,
        fc.infiniteStream(fc.boolean()),
        (all, widths, part, kept) => {
          const bands = weightBands(all, widths);
          const factors = widths.map((width) => 1000 + Math.round(width * (2 * (part.next().value as number) - 1)));
          const scores = all.map(({ points }) =>
            points.reduce(
              (sum, point, k) => sum + point * ((kept.next().value as boolean) ? 1000 : (factors[k] ?? 0)),
              0,
            ),
          );
          ranksOf(scores).forEach((rank, i) => {
            expect(rank).toBeGreaterThanOrEqual(bands[i]?.best ?? 0);
            expect(rank).toBeLessThanOrEqual(bands[i]?.worst ?? 0);
          });
        },
      ),
    );
  });

  it('comparing pairs is never wider than comparing ranges, and narrower where one is better in everything', () => {
    const twins: WeighedRow[] = [
      { points: [100, 100], clamped: false },
      { points: [101, 101], clamped: false },
    ];
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
