import fc from 'fast-check';
import { formatYuan, formatYuanShort, groupDigits, parseYuan } from './money';

describe('parseYuan', () => {
  it.each([
    ['6805761615.7200', '元', 680_576_161_572n],
    ['200', '万元', 200_000_000n],
    ['0.123456', '万元', 123_456n],
    ['1.5', '亿元', 15_000_000_000n],
    ['-957130871.9600', '元', -95_713_087_196n],
  ] as const)('%s %s', (text, unit, fen) => expect(parseYuan(text, unit)).toBe(fen));

  it('never rounds to the 分', () => {
    expect(() => parseYuan('0.005')).toThrow('最多保留 2 位小数');
    expect(() => parseYuan('0.0000001', '万元')).toThrow('最多保留 2 位小数');
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (fen) => {
        expect(parseYuan(formatYuan(fen))).toBe(fen);
      }),
    );
  });
});

describe('formatYuanShort', () => {
  it.each([
    [0n, '0元'],
    [1n, '0.01元'],
    [98_050n, '980.5元'],
    [999_999n, '9,999.99元'],
    [1_000_000n, '1万元'],
    [1_234_500n, '约1.23万元'],
    [1_235_000n, '约1.24万元'],
    [3_456_789_000n, '约3,456.79万元'],
    [9_999_990_000n, '9,999.99万元'],
    [9_999_999_999n, '约1亿元'],
    [10_000_000_000n, '1亿元'],
    [12_000_000_000n, '1.2亿元'],
    [-12_000_000_000n, '-1.2亿元'],
    [100_000_000_000_000_0n, '100,000亿元'],
  ])('%s 分 is said %s', (fen, words) => expect(formatYuanShort(fen)).toBe(words));

  it('says 约 exactly when digits were left out', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (fen) => {
        const words = formatYuanShort(fen);
        const match = /^(约?)([\d,.]+)(元|万元|亿元)$/.exec(words);
        const said = parseYuan((match?.[2] ?? '').replaceAll(',', ''), match?.[3] as '元' | '万元' | '亿元');
        expect(said === fen).toBe(match?.[1] === '');
      }),
    );
  });
});

describe('groupDigits', () => {
  it.each([
    ['1', '1'],
    ['123', '123'],
    ['1234', '1,234'],
    ['-1234567.8901', '-1,234,567.8901'],
    ['0.123456', '0.123456'],
  ])('%s → %s', (plain, grouped) => expect(groupDigits(plain)).toBe(grouped));
});
