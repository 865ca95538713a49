import fc from 'fast-check';
import {
  exactAmount,
  formatAmount,
  formatBoundedCount,
  formatCount,
  formatDecimal,
  formatPercent,
  formatPoints,
} from './amounts';

describe('formatAmount', () => {
  it.each([
    ['6805761615.72', '万元', '680,576.16'],
    ['6805761615.72', '亿元', '68.06'],
    ['6805761615.72', '元', '6,805,761,615.72'],
    ['0.00', '万元', '0.00'],
    ['50', '万元', '0.01'],
    ['-957130871.96', '万元', '−95,713.09'],
  ] as const)('%s in %s is %s', (yuan, unit, shown) => {
    expect(formatAmount(yuan, unit)).toBe(shown);
  });

  it('never shows a small figure as none', () => {
    expect(formatAmount('12.00', '万元')).toBe('不足 0.01');
    expect(formatAmount('-12.00', '万元')).toBe('不足 −0.01');
  });

  it('is off by at most half of the last shown digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 6n, max: 10n ** 15n }), (fen) => {
        const text = `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
        const shown = BigInt(formatAmount(text, '万元').replace(/[,.]/g, '')); // hundredths of 万元
        const distance = shown * 10_000n - fen;
        expect(distance < 0n ? -distance : distance).toBeLessThanOrEqual(5000n);
      }),
    );
  });
});

describe('the other numbers', () => {
  it('keeps the exact amount to the last 分', () => {
    expect(exactAmount('6805761615.7')).toBe('6,805,761,615.70 元');
    expect(exactAmount('-0.05')).toBe('−0.05 元');
  });

  it('cuts percentages, so that 2.9999 % never looks like 3 %', () => {
    expect(formatPercent('0.029999')).toBe('2.99%');
    expect(formatPercent('0.03')).toBe('3.00%');
    expect(formatPercent('1.25')).toBe('125.00%');
    expect(formatPercent('-0.0312')).toBe('−3.12%');
  });

  it('groups counts and says where counting stopped', () => {
    expect(formatCount(12345)).toBe('12,345');
    expect(formatBoundedCount({ value: 10000, exact: false })).toBe('10,000+');
    expect(formatBoundedCount({ value: 309, exact: true })).toBe('309');
    expect(formatDecimal('-1234.5')).toBe('−1,234.5');
    expect(formatDecimal('10.9400')).toBe('10.94');
    expect(formatDecimal('2000')).toBe('2,000');
    expect(formatDecimal('3.000')).toBe('3');
  });

  it('shows points without noise', () => {
    expect(formatPoints(58)).toBe('58');
    expect(formatPoints(103.3028)).toBe('103.3028');
    expect(formatPoints(0.1 + 0.2)).toBe('0.3');
  });

  it('shows what it cannot read as it came', () => {
    expect(formatAmount('abc', '万元')).toBe('abc');
    expect(formatPercent('x')).toBe('x');
  });
});
