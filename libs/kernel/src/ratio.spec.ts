import fc from 'fast-check';
import { divRound } from './ratio';

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
