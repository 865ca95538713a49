import { Exact, type Rational } from '@tidu/criteria';
import { divRound } from '@tidu/kernel';
import fc from 'fast-check';
import { type FigureRange, provisionalFigure, type RangedIndicator, roundedFigure, rowRange } from './score-range';

const whole = (n: bigint): Rational => ({ num: n, den: 1n });
const of = (figures: ReadonlyMap<string, bigint>, fact: string) => whole(figures.get(fact) ?? 0n);
const capped = (points: Rational, cap: bigint) => (Exact.compare(points, whole(cap)) > 0 ? whole(cap) : points);

const settled = (points: Rational) => ({ least: points, most: points });

/** Tax per mu, value added per mu, value added per ton: two share the land, two the value added. */
const perMu: RangedIndicator[] = [
  {
    facts: ['tax', 'land'],
    points: (figures) => settled(capped(Exact.divide(of(figures, 'tax'), of(figures, 'land')), 40n)),
  },
  { facts: ['added', 'land'], points: (figures) => settled(Exact.divide(of(figures, 'added'), of(figures, 'land'))) },
  {
    facts: ['added', 'energy'],
    points: (figures) => settled(Exact.divide(of(figures, 'added'), of(figures, 'energy'))),
  },
];
const round = ({ num, den }: Rational) => Number(divRound(num * 10_000n, den));
const totalOf = (figures: ReadonlyMap<string, bigint>) =>
  round(perMu.map(({ points }) => points(figures)?.least ?? whole(0n)).reduce(Exact.add));
const scoreRange = (indicators: RangedIndicator[], given: ReadonlyMap<string, FigureRange>) => {
  const { low, high, kind } = rowRange(indicators, given);
  return { low: round(low.reduce(Exact.add)), high: round(high.reduce(Exact.add)), kind };
};
const range = (least: bigint) =>
  fc.tuple(fc.bigInt(least, 500n), fc.bigInt(0n, 80n)).map(([low, width]): FigureRange => ({ low, high: low + width }));
const ranges = fc.record({ tax: range(-50n), added: range(-50n), land: range(1n), energy: range(1n) });
const drawn = fc.infiniteStream(fc.bigInt(0n, 1000n));

describe('the score a row may have while its figures vary', () => {
  it('no choice of figures leads outside', () => {
    fc.assert(
      fc.property(ranges, drawn, (given, part) => {
        const all = new Map(Object.entries(given));
        const { low, high } = scoreRange(perMu, all);
        const figures = new Map(
          [...all].map(([fact, one]) => [
            fact,
            one.low + ((one.high - one.low) * (part.next().value as bigint)) / 1000n,
          ]),
        );
        return totalOf(figures) >= low && totalOf(figures) <= high;
      }),
      { numRuns: 2000 },
    );
  });

  it('what is called exact is reached at both ends', () => {
    let exact = 0;
    fc.assert(
      fc.property(ranges, (given) => {
        const all = new Map(Object.entries(given));
        const { low, high, kind } = scoreRange(perMu, all);
        if (kind === 'bound') return;
        exact++;
        const ends = [...all].reduce<Map<string, bigint>[]>(
          (corners, [fact, one]) =>
            corners.flatMap((corner) => [one.low, one.high].map((end) => new Map([...corner, [fact, end]]))),
          [new Map()],
        );
        const totals = ends.map(totalOf);
        expect([Math.min(...totals), Math.max(...totals)]).toEqual([low, high]);
      }),
      { numRuns: 500 },
    );
    expect(exact).toBeGreaterThan(100);
  });

  it('a figure wanted high by one indicator and low by another gives a bound, and says so', () => {
    const land: RangedIndicator[] = [
      { facts: ['land'], points: (figures) => settled(of(figures, 'land')) },
      { facts: ['land'], points: (figures) => settled(Exact.multiply(of(figures, 'land'), whole(-1n))) },
    ];
    expect(scoreRange(land, new Map([['land', { low: 1n, high: 3n }]]))).toEqual({
      low: -20_000,
      high: 20_000,
      kind: 'bound',
    });
  });

  it('rounding half up and provisional figures know their ranges', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 6n), 10n ** 6n), fc.bigInt(1n, 1000n), (value, unit) => {
        const told = divRound(value, unit) * unit;
        const { low, high } = roundedFigure(told, unit);
        expect(value >= low && value <= high).toBe(true);
        expect([divRound(low, unit) * unit, divRound(high, unit) * unit]).toEqual([told, told]);
      }),
    );
    expect(provisionalFigure(-1001n, 100n)).toEqual({ low: -1102n, high: -900n });
  });
});
