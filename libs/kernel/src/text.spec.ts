import fc from 'fast-check';
import { cleanText, findTextFault, stripInvisible, toHalfWidth } from './text';

describe('toHalfWidth', () => {
  it('exchanges full-width ASCII and the ideographic space, nothing else', () => {
    expect(toHalfWidth('９１４１０３０５ＭＡ　（％）')).toBe('91410305MA (%)');
    expect(toHalfWidth('（洛阳）轴承，有限公司。')).toBe('(洛阳)轴承,有限公司。');
    expect(toHalfWidth('¥＄￥')).toBe('¥$￥');
  });
});

describe('cleanText', () => {
  it('removes what is not seen and makes white space one', () => {
    expect(cleanText('\ufeff　洛阳\u200b轴承\u00a0\t 有限\n公司 ')).toBe('洛阳轴承 有限 公司');
    expect(stripInvisible('a\u00adb\u202ec\u2060d\u2067e\u061c')).toBe('abcde');
  });

  it('composes (NFC) but keeps full-width brackets, which belong to names', () => {
    expect(cleanText('e\u0301')).toBe('\u00e9');
    expect(cleanText('梯度（中国）有限公司')).toBe('梯度（中国）有限公司');
  });

  it('cleaning twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
      }),
    );
  });
});

describe('findTextFault', () => {
  it.each([
    ['好\u0000', 'nul', 2],
    ['\u0007', 'control', 1],
    ['ab\u001b[31m', 'control', 3],
    ['\u0085', 'control', 1],
    ['\u007f', 'control', 1],
    ['\ud800', 'surrogate', 1],
    ['a\udc00', 'surrogate', 2],
    ['\ud83d好', 'surrogate', 1],
    ['😀\ud83d', 'surrogate', 3],
  ] as const)('%j: %s at %i', (text, kind, position) => {
    expect(findTextFault(text)).toMatchObject({ kind, position });
    expect(findTextFault(text)?.message).toContain(`第 ${position} 个字符`);
  });

  it('names the control character by its number', () => {
    expect(findTextFault('\u001b')?.message).toContain('U+001B');
  });

  it.each(['', 'plain', '中文，标点。', '😀 𠮷野家', 'tab\tand\r\nlines', '\u00a0', '~'])('lets %j pass', (text) => {
    expect(findTextFault(text)).toBeNull();
  });

  it('passes exactly the texts that survive UTF-8 and hold no control character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)) }),
        (text) => {
          const survives = new TextDecoder().decode(new TextEncoder().encode(text)) === text.replace(/^\ufeff/, '');
          // oxlint-disable-next-line no-control-regex
          const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text);
          expect(findTextFault(text) === null).toBe(survives && !controls);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
