import fc from 'fast-check';
import { failure } from './testing/table-files';
import { decodeEscapes, SharedStrings, TextCollector } from './xlsx-strings';

const MB = 1024 * 1024;

describe('SharedStrings', () => {
  it('gives every text back by its number, also again and across its segments', () => {
    const strings = new SharedStrings(10 * MB);
    const texts = Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? '洛'.repeat(i % 300) : `企业𠮷${i}`));
    for (const text of texts) strings.add(text);
    for (let round = 0; round < 2; round++) texts.forEach((text, i) => expect(strings.get(i)).toBe(text));
  });

  it('any texts, in any order of asking', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 100 })), fc.array(fc.nat(50)), (texts, asked) => {
        const strings = new SharedStrings(MB);
        const kept = texts.map((text) => text.replace(/\p{Surrogate}/gu, ''));
        for (const text of kept) strings.add(text);
        for (const i of asked) expect(strings.get(i)).toBe(kept[i]);
      }),
    );
  });

  it.each([-1, 1, 0.5, NaN, 1e20])('number %p is none', (index) => {
    const strings = new SharedStrings(MB);
    strings.add('eins');
    expect(strings.get(index)).toBeUndefined();
  });

  it('refuses more than it may hold, and a text longer than any cell', async () => {
    const error = await failure(() => {
      const strings = new SharedStrings(2 * MB);
      for (;;) strings.add('x'.repeat(10_000));
    });
    expect([error.kind, error.code]).toEqual(['tooLarge', 'PLATFORM.TABLE_STRINGS']);
    expect(error.message).toContain('CSV');
    expect((await failure(() => new SharedStrings(10 * MB).add('x'.repeat(MB + 1)))).code).toBe(
      'PLATFORM.TABLE_STRINGS',
    );
  });

  it('blank texts have their numbers too', () => {
    const strings = new SharedStrings(MB);
    for (let i = 0; i < 100_000; i++) strings.add('');
    expect([strings.get(99_999), strings.get(100_000)]).toEqual(['', undefined]);
  });
});

describe('TextCollector', () => {
  const collect = (pieces: string[], maxLength = 100) => {
    const collector = new TextCollector(maxLength);
    for (const piece of pieces) {
      if (piece.startsWith('</')) collector.close(piece.slice(2));
      else if (piece.startsWith('<')) collector.open(piece.slice(1));
      else collector.text(piece);
    }
    return collector.take();
  };

  it('joins runs, takes nothing from between them and nothing from hints', () => {
    expect(collect(['<r', ' ', '<t', '洛', '阳', '</t', '</r', '\n', '<r', '<t', ' 轴承', '</t', '</r'])).toBe(
      '洛阳 轴承',
    );
    expect(collect(['<t', '洛', '</t', '<rPh', '<t', 'ルオ', '</t', '</rPh', '<t', '阳', '</t'])).toBe('洛阳');
  });

  it('keeps one character over the limit, so that the row can be reported, and no more', () => {
    expect(collect(['<t', 'abc', 'def', 'ghi', '</t'], 5)).toBe('abcdef');
  });

  it('begins anew after each text', () => {
    const collector = new TextCollector(10);
    collector.open('t');
    collector.text('a');
    collector.close('t');
    expect([collector.take(), collector.take()]).toEqual(['a', '']);
  });
});

it.each([
  ['_x000D_', '\r'],
  ['a_x4E2D_b', 'a中b'],
  ['_x005F_x000D_', '_x000D_'],
  ['_x00G0_', '_x00G0_'],
  ['_X000D_', '_X000D_'],
  ['x000D', 'x000D'],
])('the escape %s means %j', (text, meant) => expect(decodeEscapes(text)).toBe(meant));
