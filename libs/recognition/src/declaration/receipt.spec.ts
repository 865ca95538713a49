import { CREDIT_CODE_ALPHABET } from '@tidu/kernel';
import fc from 'fast-check';
import { isReceiptNumber, newReceiptNumber } from './receipt';

describe('a receipt number', () => {
  it('says its day and checks itself', () => {
    const number = newReceiptNumber('2026-11-28');
    expect(number).toMatch(/^20261128-[0-9A-Z]{8}-[0-9A-Z]$/);
    expect(isReceiptNumber(number)).toBe(true);
    expect(newReceiptNumber('2026-11-28')).not.toBe(number);
  });

  it('finds every slip of one character and every exchange of two neighbours', () => {
    const drawn = fc.constantFrom(...CREDIT_CODE_ALPHABET);
    fc.assert(
      fc.property(fc.nat(7), drawn, (i, other) => {
        const number = newReceiptNumber('2026-11-28');
        const at = 9 + i;
        const slip = number.slice(0, at) + other + number.slice(at + 1);
        expect(isReceiptNumber(slip)).toBe(slip === number);
        if (i === 7) return;
        const [a, b] = [number.charAt(at), number.charAt(at + 1)];
        const exchanged = number.slice(0, at) + b + a + number.slice(at + 2);
        expect(isReceiptNumber(exchanged)).toBe(a === b);
      }),
    );
  });

  it('is nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(isReceiptNumber(text)).toBe(false)));
  });
});
