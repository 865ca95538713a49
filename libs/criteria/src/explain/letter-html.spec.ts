import { readFacts } from '../facts-reader';
import { dictionary, seedEvaluator } from '../testing/seeds';
import { explain } from './explain';
import { type Letter, letterOf } from './letter';
import { type Block, letterBlocks } from './letter-blocks';
import { letterHtml } from './letter-html';

const explanation = explain(
  seedEvaluator('miit-2022-63-specialized'),
  readFacts(
    '{"revenue":100000000,"rdExpense":2876000,"nicheYears":7,"totalAssets":0,"totalLiabilities":1}',
    dictionary,
  ),
  { date: '2025-06-01' },
);
const write = (name: string): Letter =>
  letterOf(explanation, {
    ...{
      enterprise: { name, creditCode: '91410305MA9EXAMPLE' },
      purpose: 'application',
      day: '2025-06-01',
      year: 2024,
    },
    ...{ sources: { revenue: '审计报告 2024' }, sheet: null },
  });

const texts = (part: Block | string): string[] => (typeof part === 'string' ? [part] : part.parts.flatMap(texts));
/** What a reader sees of the exported file. */
const read = (html: string): string[] =>
  (html.split('<body>')[1] ?? '')
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) =>
      text
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&'),
    );
/** Every text of the data, keys and codes left out. */
function words(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return ['id', 'outcome', 'mark'].includes(key) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((one) => words(one));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, one]) => words(one, name));
}

describe('the letter as a file', () => {
  const letter = write('洛阳某某轴承有限公司');
  const html = letterHtml(letter);

  it('shows what the page shows, in the same order: one layout, one wording', () => {
    expect(read(html)).toEqual(texts(letterBlocks(letter)).map((text) => text.trim()));
  });

  it('leaves out nothing that the data say', () => {
    const shown = texts(letterBlocks(letter)).join('\n');
    const quiet = new Set(letter.clauses.filter(({ confidence }) => confidence.mark === 'A').map(({ confidence }) => confidence.words)); // prettier-ignore
    for (const text of words(letter)) if (!quiet.has(text)) expect(shown).toContain(text);
    expect(shown).toContain('还差：研发费用再增加 12.4万元');
    expect(shown).toContain('审计报告 2024');
  });

  it('opens without a network and runs nothing', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<script|<img|<link|https?:|url\(|@import| on\w+=| style="/);
  });

  it('says on each page of paper what it is', () => {
    expect(html).toMatch(/@bottom-center \{ content: '预评估，非认定/);
    expect(html).toContain("counter(page) ' 页，共 ' counter(pages)");
  });

  it('a name is text, whatever it looks like', () => {
    const evil = letterHtml(write('</p><script>alert("1")</script>&amp;公司'));
    expect(evil).not.toContain('<script');
    expect(evil).toContain('&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;公司');
    expect(read(evil)).toContain('</p><script>alert("1")</script>&amp;公司：');
  });

  it('marks outcomes by word, and by class for the colour', () => {
    expect(html).toContain('class="letter__result letter__result--unmet">不满足<');
    expect(html).toContain('<p class="letter__notice">预评估，非认定</p>');
  });
});
