import fc from 'fast-check';
import { entryPoints, type Question, toFact } from './breakpoints';

const blind = (holds: (value: bigint) => boolean): Question => ({ holds, gap: () => NaN });
const range = { min: 0n, max: 1000n };

/** All places where the answer becomes yes on the way up or on the way down, found by asking every number. */
function slowly(holds: (value: bigint) => boolean, from: bigint | null): bigint[] {
  const found: bigint[] = [];
  for (let value = 0n; value < 1000n; value++) {
    const [low, high] = [holds(value), holds(value + 1n)];
    if (!low && high && (from === null || value + 1n > from)) found.push(value + 1n);
    if (low && !high && (from === null || value < from)) found.push(value);
  }
  return found;
}

describe('entry points', () => {
  it('agrees with asking every number, for one line and either direction', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.boolean(),
        (line, from, up) => {
          const holds = (value: bigint) => (up ? value >= BigInt(line) : value <= BigInt(line));
          for (const start of [BigInt(from), null])
            expect(entryPoints(blind(holds), range, start, [])).toEqual(slowly(holds, start));
        },
      ),
    );
  });

  it('finds what lies between two probes, however often the answer changes', () => {
    const holds = (value: bigint) => (value >= 100n && value <= 200n) || value >= 700n;
    expect(entryPoints(blind(holds), range, null, [150n, 400n])).toEqual([100n, 200n, 700n]);
    expect(entryPoints(blind(holds), range, 400n, [150n])).toEqual([200n, 700n]);
    expect(entryPoints(blind(holds), range, 150n, [400n])).toEqual([700n]);
  });

  it('is guided by the distance, and few questions are asked of huge numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n, max: 10n ** 13n }), fc.bigInt({ min: 1n, max: 99n }), (whole, percent) => {
        let [last, asked] = [0n, 0];
        const question = (gap: (value: bigint) => number, holds: (value: bigint) => boolean): Question => ({
          gap: () => gap(last),
          holds: (value) => {
            [last, asked] = [value, asked + 1];
            return holds(value);
          },
        });
        // beyond every line: the furthest lies at 10¹³ × 100
        const huge = { min: 0n, max: 10n ** 16n };
        const part = question(
          (value) => Number(value) / Number(whole) - Number(percent) / 100,
          (value) => value * 100n >= percent * whole,
        );
        expect(entryPoints(part, huge, 0n, [])).toEqual([(percent * whole + 99n) / 100n].filter((value) => value > 0n));
        expect(asked).toBeLessThan(20);
        asked = 0;
        const under = question(
          (value) => Number(whole) / Number(value) - Number(percent) / 100,
          (value) => value > 0n && whole * 100n >= percent * value,
        );
        expect(entryPoints(under, huge, huge.max, [])).toEqual([(whole * 100n) / percent]);
        expect(asked).toBeLessThan(60);
      }),
      { examples: [[10n ** 13n, 1n]] },
    );
  });

  it('knows that nothing changes, and stays within the range', () => {
    expect(
      entryPoints(
        blind(() => true),
        range,
        null,
        [],
      ),
    ).toEqual([]);
    expect(
      entryPoints(
        blind(() => false),
        range,
        5n,
        [],
      ),
    ).toEqual([]);
    expect(
      entryPoints(
        blind((value) => value >= 2000n),
        range,
        0n,
        [5000n],
      ),
    ).toEqual([]);
    expect(
      entryPoints(
        blind((value) => value <= -3n),
        { min: -10n, max: 10n },
        4n,
        [],
      ),
    ).toEqual([-3n]);
  });
});

it('a whole number is a number while it is exact', () => {
  expect([toFact(5n), toFact(-(2n ** 53n) + 1n), toFact(2n ** 53n)]).toEqual([5, -(2 ** 53) + 1, 2n ** 53n]);
});
