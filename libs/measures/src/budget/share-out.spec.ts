import fc from 'fast-check';
import { shareOut } from './share-out';

describe('同比例折算', () => {
  it('100 元 over three that ask for 100 each: 33.34, 33.33, 33.33', () => {
    expect(shareOut(10_000n, [10_000n, 10_000n, 10_000n])).toEqual({ amounts: [3334n, 3333n, 3333n], full: false });
    expect(shareOut(10_000n, [4_000n, 6_000n])).toEqual({ amounts: [4_000n, 6_000n], full: true });
    expect(shareOut(0n, [5n])).toEqual({ amounts: [0n], full: false });
  });

  it('adds up exactly, gives nobody more than asked, and is within a 分 of the proportion', () => {
    const asked = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(asked, fc.bigInt({ min: 0n, max: 10n ** 13n }), (wanted, available) => {
        const total = wanted.reduce((sum, one) => sum + one, 0n);
        const { amounts } = shareOut(available, wanted);
        expect(amounts.reduce((sum, one) => sum + one, 0n)).toBe(total < available ? total : available);
        wanted.forEach((one, i) => {
          const got = amounts[i] ?? -1n;
          expect(got >= 0n && got <= one).toBe(true);
          if (total > available) {
            const off = got * total - one * available;
            expect(off < total && off > -total).toBe(true);
          }
        });
      }),
    );
  });
});
