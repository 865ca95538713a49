import fc from 'fast-check';
import { compare, floor, ceil, rational, reduce } from './rational';
import { parsePoints, parseThreshold, ThresholdError } from './threshold';

const money = { unit: '元', scale: 2 };
const ratio = { unit: '1', scale: 0 };
const share = { unit: '1', scale: 6 };
const years = { unit: '年', scale: 4 };
const count = { unit: '', scale: 0 };

describe('parseThreshold', () => {
  it.each([
    ['500万', money, 500_000_000n, 1n],
    ['500万元', money, 500_000_000n, 1n],
    ['1亿', money, 10_000_000_000n, 1n],
    ['0.5 亿元', money, 5_000_000_000n, 1n],
    ['300元', money, 30_000n, 1n],
    ['-0.01元', money, -1n, 1n],
    ['3%', ratio, 3n, 100n],
    ['0%', ratio, 0n, 1n],
    ['50%', share, 500_000n, 1n],
    ['2年', years, 20_000n, 1n],
    ['2', years, 20_000n, 1n],
    ['4', count, 4n, 1n],
    ['24.097万元/亩', { unit: '元/亩', scale: -2 }, 240_970n, 100n],
  ])('%s', (text, shape, num, den) => {
    expect(compare(parseThreshold(text, shape), rational(num, den))).toBe(0);
  });

  it.each([
    ['500', money, '金额请带单位'],
    ['500千', money, '金额请带单位'],
    ['5%', money, '金额请带单位'],
    ['0.03', ratio, '百分数'],
    ['3 万', ratio, '百分数'],
    ['3元', years, '年'],
    ['三年', years, '年'],
    ['', count, '请写数字'],
    ['1e3', count, '请写数字'],
    ['Infinity', count, '请写数字'],
    ['0.0000000000001', count, '位数过多'],
    ['1'.repeat(60), count, '位数过多'],
  ])('refuses %s', (text, shape, message) => {
    expect(() => parseThreshold(text, shape)).toThrow(ThresholdError);
    expect(() => parseThreshold(text, shape)).toThrow(message);
  });
});

describe('parsePoints', () => {
  it('counts ten-thousandths of a point', () => {
    expect([parsePoints('20'), parsePoints('0.5'), parsePoints('59.9999'), parsePoints('0')]).toEqual([
      200_000, 5000, 599_999, 0,
    ]);
  });
  it.each(['-1', '1.00001', '1001', 'x', '', '1e2', '1.'])('refuses %s', (text) => {
    expect(() => parsePoints(text)).toThrow('不是分值');
  });
});

describe('fractions', () => {
  const fraction = fc.tuple(
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    fc.bigInt({ min: 1n, max: 10n ** 12n }),
  );

  it('floor and ceil enclose the value', () => {
    fc.assert(
      fc.property(fraction, ([num, den]) => {
        const value = rational(num, den);
        expect(floor(value) * den).toBeLessThanOrEqual(num);
        expect((floor(value) + 1n) * den).toBeGreaterThan(num);
        expect(ceil(value) - floor(value)).toBe(num % den === 0n ? 0n : 1n);
      }),
    );
  });

  it('reducing changes nothing, a negative denominator is turned', () => {
    fc.assert(fc.property(fraction, ([num, den]) => compare(reduce(rational(num, den)), rational(-num, -den)) === 0));
    expect(() => rational(1n, 0n)).toThrow(RangeError);
  });
});
