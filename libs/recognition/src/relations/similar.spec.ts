import fc from 'fast-check';
import { bareName, similarProducts } from './similar';

const rule = { digits: 3, words: ['系列', '产品', '制造', '高端'] };
const makes = (products: string[], industry: string | null = null) => ({ products, industry });

describe('similar main products', () => {
  it.each([
    ['the same name', makes(['轴承']), makes(['轴承']), 'yes'],
    ['one within the other', makes(['高端精密轴承系列产品']), makes(['轴承']), 'yes'],
    ['written otherwise', makes(['ＡＢＣ 减速机']), makes(['abc减速机']), 'yes'],
    ['one industry of three digits', makes(['轴承'], '3451'), makes(['齿轮'], '3459'), 'yes'],
    ['other industries and names', makes(['轴承'], '3451'), makes(['药品'], '2720'), 'no'],
    ['other names, industry of one not known', makes(['轴承'], '3451'), makes(['药品']), 'no'],
    ['nothing known of one', makes(['轴承'], '3451'), makes([]), 'unknown'],
    ['an industry too short to tell', makes([], '34'), makes([], '3451'), 'unknown'],
    ['nothing known', makes([]), makes([]), 'unknown'],
  ])('%s', (_, one, other, said) => {
    expect([similarProducts(one, other, rule), similarProducts(other, one, rule)]).toEqual([said, said]);
  });

  it('are told the same from both sides, and of oneself always where anything is known', () => {
    const drawn = fc.record({
      products: fc.array(fc.constantFrom('轴承', '高端轴承', '齿轮系列', '药品', '系列'), { maxLength: 3 }),
      industry: fc.option(fc.constantFrom('34', '3451', '3459', '2720'), { nil: null }),
    });
    fc.assert(
      fc.property(drawn, drawn, (one, other) => {
        expect(similarProducts(one, other, rule)).toBe(similarProducts(other, one, rule));
        const known = one.products.length > 0 || (one.industry ?? '').length >= 3;
        expect(similarProducts(one, one, rule)).toBe(known ? 'yes' : 'unknown');
      }),
    );
  });

  it('keep a name of which nothing would be left', () => {
    expect(bareName('系列产品', rule.words)).toBe('系列产品');
  });
});
