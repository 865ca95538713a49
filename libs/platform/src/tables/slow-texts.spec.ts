import fc from 'fast-check';
import { addRedStyles } from './annotate/styles-patch';
import { readDay } from './day-text';
import { trimCell } from './missing';
import { plainNumber } from './xlsx-numbers';
import { formatMeaning } from './xlsx-styles';

const blanks = '\t\n\v\f\r \u00a0\u1680\u2000\u200a\u200b\u200f\u2028\u202a\u202e\u202f\u205f\u2060\u3000\ufeff';

/** What a file may hold to keep us busy: quadratic, each of these took minutes, or would not end within the test. */
describe('texts made to keep a reader busy', () => {
  const long = 2_000_000;

  it('are read in the time their length takes', () => {
    const spaces = ' '.repeat(long);
    expect(trimCell(`x${spaces}x`)).toHaveLength(long + 2);
    expect(readDay(`2026年${spaces}x`)).toBeNull();
    expect(() => plainNumber(`${'1'.repeat(long)}x`)).toThrow();
    expect(formatMeaning('['.repeat(long))).toBe('number');
    expect(addRedStyles('<fills '.repeat(long / 10), [0])).toBeNull();
    expect(addRedStyles('<fills>'.repeat(long / 10), [0])).toBeNull();
    expect(addRedStyles(`<fills></fills><cellXfs>${'<xf '.repeat(long / 10)}</cellXfs>`, [0])?.red.size).toBe(0);
  });

  it('lose the blanks around them as an expression would take them', () => {
    const text = fc.string({ unit: fc.constantFrom(...blanks, 'a', '中', '0', '-') });
    const slow = (given: string) => given.replace(new RegExp(`^[${blanks}]+|[${blanks}]+$`, 'g'), '');
    fc.assert(fc.property(text, (given) => trimCell(given) === slow(given)));
    for (const blank of blanks)
      expect([blank.charCodeAt(0).toString(16), trimCell(`${blank}a${blank}`)]).toContain('a');
    for (const kept of '\u200a\u2010\u2027\u2030\u2061\u3001'.slice(1)) expect(trimCell(kept)).toBe(kept);
  });
});
