import fc from 'fast-check';
import { isSocialCreditCode } from 'util-helpers';
import {
  CREDIT_CODE_ALPHABET,
  creditCodeCheckCharacter,
  isCreditCodeCharacter,
  isCreditCodeShaped,
  makeCreditCode,
  normalizeCreditCode,
  organisationCheckCharacter,
} from './credit-code';

const letter = fc.constantFrom(...CREDIT_CODE_ALPHABET);
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const parts = fc.record({
  authority: letter,
  kind: letter,
  region: digits(6),
  organisation: fc.string({ unit: letter, minLength: 8, maxLength: 8 }),
});

describe('check characters', () => {
  it('0 is a valid check character', () => {
    expect(creditCodeCheckCharacter('91330100MA21101700'.slice(0, 17))).toBe('0');
  });

  it('of the organisation code: the published example, X and 0', () => {
    expect(organisationCheckCharacter('D2143569')).toBe('X');
    const seen = new Set(Array.from({ length: 500 }, (_, i) => organisationCheckCharacter(String(10_000_000 + i))));
    expect(seen).toEqual(new Set([...'0123456789X']));
  });
});

describe('makeCreditCode', () => {
  it('makes codes that another implementation accepts', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const code = makeCreditCode(given);
        expect(isSocialCreditCode(code)).toBe(true);
        expect(isCreditCodeShaped(code)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is of an enterprise unless said otherwise', () => {
    expect(makeCreditCode({ region: '410399', organisation: 'MA000001' })).toMatch(/^91410399MA000001.{2}$/);
  });

  it.each([
    { region: '4103', organisation: 'MA000001' },
    { region: '41030X', organisation: 'MA000001' },
    { region: '410399', organisation: 'MA00001' },
    { region: '410399', organisation: 'MAO00001' },
    { authority: 'I', region: '410399', organisation: 'MA000001' },
  ])('refuses %j', (given) => expect(() => makeCreditCode(given)).toThrow(RangeError));
});

describe('normalizeCreditCode', () => {
  const code = makeCreditCode({ region: '410305', organisation: 'MA44X7XX' });

  it('undoes what hands and programs do to a code', () => {
    const full = code.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    const grouped = code.replace(/(.{4})/g, '$1 ');
    for (const text of [
      code.toLowerCase(),
      full,
      grouped,
      grouped.replaceAll(' ', '-'),
      grouped.replaceAll(' ', '－'),
      `\ufeff\u3000${code}\u00a0\t`,
      code.replace(/(.)/g, '$1\u200b'),
      `'${code}`,
    ]) {
      expect(normalizeCreditCode(text)).toBe(code);
    }
  });

  it('never makes good letters of other characters', () => {
    expect(normalizeCreditCode('ﬀ')).toBe('ﬀ');
    expect(normalizeCreditCode('ß')).toBe('ß');
    expect(normalizeCreditCode('o')).toBe('O');
  });

  it('normalising twice changes nothing, however the text looks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normalizeCreditCode(text);
        fc.pre(!/^['’‘`]/.test(once));
        expect(normalizeCreditCode(once)).toBe(once);
      }),
    );
  });
});

describe('against another implementation', () => {
  it('agrees on any text of 18 characters of the right shape', () => {
    const shaped = fc.tuple(letter, letter, digits(6), fc.string({ unit: letter, minLength: 10, maxLength: 10 }));
    fc.assert(
      fc.property(shaped, (pieces) => {
        const code = pieces.join('');
        expect(isCreditCodeShaped(code)).toBe(true);
        expect(creditCodeCheckCharacter(code) === code.charAt(17)).toBe(isSocialCreditCode(code));
      }),
      { numRuns: 3000 },
    );
  });

  it('knows the same alphabet', () => {
    for (let i = 0; i < 128; i++) {
      const character = String.fromCharCode(i);
      expect(isCreditCodeCharacter(character)).toBe(CREDIT_CODE_ALPHABET.includes(character));
    }
    expect(isCreditCodeCharacter('Ａ')).toBe(false);
  });
});

describe('what the check character detects', () => {
  const made = parts.map(makeCreditCode);
  const passes = (code: string) => creditCodeCheckCharacter(code) === code.charAt(17);

  it('every exchange of one character', () => {
    fc.assert(
      fc.property(made, fc.nat(17), letter, (code, at, other) => {
        fc.pre(code.charAt(at) !== other);
        expect(passes(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('every exchange of two places but the first and the last, whose weights are equal', () => {
    fc.assert(
      fc.property(made, fc.nat(17), fc.nat(17), (code, i, j) => {
        fc.pre(code.charAt(i) !== code.charAt(j));
        const swapped = [...code];
        [swapped[i], swapped[j]] = [code.charAt(j), code.charAt(i)];
        expect(passes(swapped.join(''))).toBe(Math.min(i, j) === 0 && Math.max(i, j) === 17);
      }),
      { numRuns: 3000 },
    );
  });
});
