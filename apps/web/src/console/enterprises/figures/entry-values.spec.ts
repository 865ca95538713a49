import type { components } from '../../../shared/api/console.gen';
import { inFieldUnit, readEntry, slipHint, unitOf } from './entry-values';

type Fact = components['schemas']['FactDto'];
const fact = (over: Partial<Fact> = {}): Fact =>
  ({ code: 'revenue', type: 'money', unit: '元', scale: 2, min: '0', max: '10000000000000', ...over }) as Fact;
const share = fact({ code: 'mainProductShare', type: 'decimal', unit: '1', scale: 6, max: '1' });

describe('a typed figure', () => {
  it('is echoed in 亿 and 万, in the unit of the form', () => {
    expect(readEntry(fact(), '12,345.6', '万元')).toEqual({
      problem: null,
      echo: '约1.23亿元',
      scaled: 12_345_600_000n,
    });
    expect(readEntry(fact(), '１２３４.５', '元').echo).toBe('1,234.5元');
    expect(readEntry(fact(), '0.5', '亿元').echo).toBe('5,000万元');
    expect(readEntry(share, '62.5', '万元')).toEqual({ problem: null, echo: null, scaled: 625_000n });
    expect([unitOf(fact(), '亿元'), unitOf(share, '元')]).toEqual(['亿元', '%']);
  });

  it.each([
    ['12万', '只写数字'],
    ['1e5', '只写数字'],
    ['0.001', '小数位数太多'],
    ['-1', '可填 0 至'],
  ])('%s is refused in words', (text, words) => {
    expect(readEntry(fact(), text, '元').problem).toContain(words);
  });

  it('is nothing while nothing was typed', () => {
    expect(readEntry(fact(), ' ', '元')).toEqual({ problem: null, echo: null, scaled: null });
  });

  it('is asked about when it is ten thousand times another, or the same with another sign', () => {
    const beside = [{ words: '2022 年审计报告的 1,234 万元', scaled: 1_234_000_000n }];
    expect(slipHint(12_500_000_000_000n, beside)).toContain('一万倍');
    expect(slipHint(123_400n, beside)).toContain('一万倍');
    expect(slipHint(-1_234_000_000n, beside)).toContain('正负相反');
    expect(slipHint(1_300_000_000n, beside)).toBeNull();
    expect(slipHint(null, beside)).toBeNull();
    expect(slipHint(5n, [{ words: '零', scaled: 0n }])).toBeNull();
  });

  it('is shown in the unit of its field', () => {
    expect(inFieldUnit(fact(), '12345600.00', '万元')).toBe('1,234.56');
    expect(inFieldUnit(share, '0.625000', '元')).toBe('62.5');
  });
});
