import fc from 'fast-check';
import { compareProducts, compareRatios, divRound, mulDivRound, pow10 } from './ratio';

const sign = (value: bigint) => (value > 0n ? 1 : value < 0n ? -1 : 0);

describe('compareProducts', () => {
  it('decides a threshold exactly where doubles cannot', () => {
    // 3 % of 10 000 000.00 元: 300 000.00 meets it, one 分 less does not
    expect(compareProducts(30_000_000, 100, 3, 1_000_000_000)).toBe(0);
    expect(compareProducts(29_999_999, 100, 3, 1_000_000_000)).toBe(-1);
    // beyond 2^53 the two products round to the same double
    const big = 999_999_999_999_999;
    expect(big * big).toBe((big - 1) * (big + 1));
    expect(compareProducts(big, big, big - 1, big + 1)).toBe(1);
    expect(compareProducts(-big, big, 1 - big, big + 1)).toBe(-1);
  });

  it('agrees with exact arithmetic for all safe integers', () => {
    const int = fc.maxSafeInteger();
    fc.assert(
      fc.property(int, int, int, int, (a, b, c, d) => {
        expect(compareProducts(a, b, c, d)).toBe(sign(BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d)));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with exact arithmetic for products that lie next to each other', () => {
    const near = fc.integer({ min: -3, max: 3 });
    const int = fc.integer({ min: 2 ** 40, max: Number.MAX_SAFE_INTEGER - 10 });
    fc.assert(
      fc.property(int, int, near, near, near, near, (x, y, e1, e2, e3, e4) => {
        const [a, b, c, d] = [x + e1, y + e2, x + e3, y + e4];
        expect(compareProducts(a, b, c, d)).toBe(sign(BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d)));
        expect(compareProducts(BigInt(a), b, c, BigInt(d))).toBe(compareProducts(a, b, c, d));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('compareRatios', () => {
  it('orders by value and is antisymmetric', () => {
    expect(compareRatios(1, 3, 2, 6)).toBe(0);
    expect(compareRatios(1, 3, 1, 2)).toBe(-1);
    expect(compareRatios(-1, 3, -1, 2)).toBe(1);
    const any = fc.maxSafeInteger();
    const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(any, positive, any, positive, (a, b, c, d) => {
        expect(compareRatios(a, b, c, d) + compareRatios(c, d, a, b)).toBe(0);
      }),
    );
  });

  it.each([
    [1, 0, 1, 1],
    [1, 1, 1, -2],
    [1n, 0n, 1n, 1n],
  ])('refuses denominators that are not positive', (a, b, c, d) => {
    expect(() => compareRatios(a, b, c, d)).toThrow(RangeError);
  });
});

describe('divRound', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
    [49999n, 100000n, 0n],
  ])('%s / %s = %s', (a, b, quotient) => expect(divRound(a, b)).toBe(quotient));

  it('is never further than a half from the true quotient, and a half goes away from zero', () => {
    const int = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(int, int, (a, b) => {
        fc.pre(b !== 0n);
        const rest = a - divRound(a, b) * b;
        const doubled = rest < 0n ? -2n * rest : 2n * rest;
        const size = b < 0n ? -b : b;
        expect(doubled <= size).toBe(true);
        expect(divRound(-a, b)).toBe(-divRound(a, b));
      }),
    );
  });

  it('refuses zero', () => expect(() => divRound(1n, 0n)).toThrow(RangeError));
});

describe('mulDivRound', () => {
  it('computes interest to the 分, rounding once', () => {
    // 1000万 × 1% × 180/365 = 49 315.07 元
    expect(mulDivRound(1_000_000_000n, 180n, 36_500n)).toBe(4_931_507n);
    // 1000万 × 3.5% × 35% × 365/365 = 122 500 元
    expect(mulDivRound(1_000_000_000n, 35n * 35n * 365n, pow10(5) * 365n)).toBe(12_250_000n);
  });
});
