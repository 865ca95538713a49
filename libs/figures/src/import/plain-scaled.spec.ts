import { readScaledNumber } from '@tidu/kernel';
import { normaliseNumber } from '@tidu/platform';
import fc from 'fast-check';
import { plainScaled } from './plain-scaled';

/** What the full readers say: the scaled integer, or null where they find a fault or a percentage. */
function full(cell: string, scale: number, shift: number): number | null {
  const number = normaliseNumber(cell);
  if (!number.ok || number.isPercent) return null;
  const value = readScaledNumber(number.text, scale, { shift });
  return typeof value === 'number' ? value : null;
}

const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength });
const written = fc
  .tuple(fc.constantFrom('', '-'), digits(18), fc.constantFrom('', '.'), digits(9), fc.constantFrom('', '0', '000'))
  .map((parts) => parts.join(''));
const units = fc.constantFrom<[number, number]>([0, 0], [2, 0], [2, 4], [2, 8], [4, 0], [6, -2], [6, 0], [0, -2]);

describe('plainScaled', () => {
  it('agrees with the full readers wherever it answers', () => {
    fc.assert(
      fc.property(written, units, (cell, [scale, shift]) => {
        const value = plainScaled(cell, scale + shift);
        if (value !== null) expect(value).toBe(full(cell, scale, shift));
      }),
      { numRuns: 2000 },
    );
  });

  it('answers for every number of at most 15 characters that fits', () => {
    const number = fc.tuple(fc.boolean(), fc.nat(10 ** 9 - 1), digits(4)).map(([negative, whole, fraction]) => {
      return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
    });
    fc.assert(fc.property(number, (cell) => expect(plainScaled(cell, 4)).toBe(full(cell, 4, 0))));
  });

  it.each([
    ['0', 2, 0],
    ['-0', 2, 0],
    ['-0.00', 2, 0],
    ['007.5', 1, 75],
    ['842.0000', 0, 842],
    ['-957130871.9600', 2, -95_713_087_196],
    ['9007199254740', 3, 9_007_199_254_740_000],
  ])('%j with %d decimals is %d', (cell, places, value) => expect(plainScaled(cell, places)).toBe(value));

  it.each([
    ...['', '-', '.', '-.', '.5', '5.', '-5.', '1.2.3', '--1', '+1', '1e5', '1,234', '１２', ' 1', '1 ', '3%', '1\n'],
    ...['Infinity', 'NaN', '0x10', '1-2', '1234567890123456'],
  ])('leaves %j to the full readers', (cell) => expect(plainScaled(cell, 2)).toBeNull());

  it.each([
    ['0.001', 2],
    ['1', -2],
    ['9007199254741', 3],
    ['1', 16],
  ])('leaves %j with %d decimals to the full readers', (cell, places) => expect(plainScaled(cell, places)).toBeNull());
});
