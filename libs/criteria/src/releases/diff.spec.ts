import fc from 'fast-check';
import type { StandardDocument } from '../document';
import { loadStandard } from '../load/load-standard';
import { createRelease } from '../release';
import { dictionary, seedRelease, standardIds, standardText, standardWith } from '../testing/seeds';
import { type Difference, differenceText, diffStandards } from './diff';

const read = (text: string) => loadStandard(text, dictionary, 'a.yaml').document;
const of = (requires: string) => read(standardWith(requires));
const says = (before: string, after: string) =>
  diffStandards(of(before), of(after), dictionary).flatMap(differenceText);
const changedSeed = (id: string, ...replacements: [string, string][]): Difference[] => {
  const text = standardText(id);
  const other = replacements.reduce((whole, [from, to]) => {
    if (!whole.includes(from)) throw new Error(`no ${from} in ${id}`);
    return whole.replace(from, to);
  }, text);
  return diffStandards(read(text), read(other), dictionary);
};
const clause = (id: string, rest: string) =>
  `- { id: ${id}, label: 收入, text: 试, article: 试, confidence: A, ${rest} }`;

describe('the difference of two standards', () => {
  it.each(standardIds)('%s differs from itself in nothing', (id) => {
    const { document } = seedRelease(id);
    expect(diffStandards(document, { ...document, version: 7 }, dictionary)).toEqual([]);
  });

  it('the order of keys, as a database gives them back, is no difference', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries([...Object.entries(value)].reverse().map(([key, inner]) => [key, turned(inner)]));
    };
    for (const id of standardIds) {
      const { document } = seedRelease(id);
      expect(diffStandards(document, turned(document) as StandardDocument, dictionary)).toEqual([]);
    }
  });

  it('a threshold is said from what to what', () => {
    expect(says(clause('a', 'fact: revenue, atLeast: 1000万'), clause('a', 'fact: revenue, atLeast: 1500万'))).toEqual([
      '要求变了 收入（a）',
      '  营业收入：由 ≥ 1000万 改为 ≥ 1500万',
    ]);
  });

  it('an other comparator at the same number is a change too', () => {
    expect(says(clause('a', 'fact: revenue, atLeast: 1亿'), clause('a', 'fact: revenue, moreThan: 1亿'))).toContain(
      '  营业收入：由 ≥ 1亿 改为 ＞ 1亿',
    );
    expect(says(clause('a', 'fact: revenue, atLeast: 1亿'), clause('a', 'fact: revenue, atMost: 1亿'))).toContain(
      '  营业收入：由 ≥ 1亿 改为 ≤ 1亿',
    );
  });

  it('words alone are no change of the rule', () => {
    const found = changedSeed('miit-2026-2-specialized', ['label: 从业年限', 'label: 专业年限']);
    expect(found).toEqual([
      {
        ...{ kind: 'wording', id: 'niche-years', label: '专业年限' },
        lines: [{ what: '名称', before: '从业年限', after: '专业年限' }],
      },
    ]);
  });

  it('what came and what went is said as a whole', () => {
    const two = `${clause('a', 'fact: revenue, atLeast: 1亿')}\n${clause('b', 'fact: rdExpense, atLeast: 1万')}`;
    const one = clause('a', 'fact: revenue, atLeast: 1亿');
    expect(says(one, two)).toEqual(['新增 收入（b）', '  条文：试', '  研发费用：≥ 1万']);
    expect(says(two, one)).toEqual(['删去 收入（b）', '  条文：试', '  研发费用：≥ 1万']);
  });

  it('from all to any, and a part to another group, changes who passes', () => {
    const parts = '[{ fact: revenue, atLeast: 1亿 }, { fact: rdExpense, atLeast: 1万 }]';
    expect(says(clause('a', `all: ${parts}`), clause('a', `any: ${parts}`))).toContain(
      '  各项要求：由 全部满足 改为 满足任意一项',
    );
    const grouped = (first: string, second: string) => clause('a', `all: [{ any: [${first}] }, { any: [${second}] }]`);
    const [x, y, z] = ['{ fact: revenue, atLeast: 1亿 }', '{ fact: rdExpense, atLeast: 1万 }', '{ fact: employees, atLeast: 9 }']; // prettier-ignore
    const found = diffStandards(of(grouped(`${x}, ${y}`, z)), of(grouped(x, `${y}, ${z}`)), dictionary);
    expect(found).toMatchObject([{ kind: 'rule', id: 'a' }]);
  });

  it('a clause that moves from one place to another changes the rule of both', () => {
    const inner = clause('b', 'fact: revenue, atLeast: 1亿').slice(2);
    const other = clause('c', 'fact: rdExpense, atLeast: 1万').slice(2);
    const outer = (all: string, exempt: string) => clause('a', `all: [${all}], exempt: { any: [${exempt}] }`);
    const found = diffStandards(of(outer(inner, other)), of(outer(other, inner)), dictionary);
    expect(found.map(({ kind, id }) => [kind, id])).toEqual([['rule', 'a']]);
  });

  it('the order of parts changes nothing but the order', () => {
    const [a, b] = [clause('a', 'fact: revenue, atLeast: 1亿'), clause('b', 'fact: rdExpense, atLeast: 1万')];
    expect(diffStandards(of(`${a}\n${b}`), of(`${b}\n${a}`), dictionary).map(({ kind }) => kind)).toEqual(['wording']);
  });

  it('points: a band, a value, a line, a full score', () => {
    const id = 'miit-2022-63-innovative';
    const text = (found: Difference[]) => found.flatMap(differenceText).join('\n');
    expect(text(changedSeed(id, ['{ atLeast: 3%, points: 15 }', '{ atLeast: 4%, points: 15 }']))).toContain(
      '研发费用 ÷ 营业收入 得 15 分：由 ≥ 3% 改为 ≥ 4%',
    );
    expect(text(changedSeed(id, ['{ atLeast: 3%, points: 15 }', '{ atLeast: 3%, points: 16 }']))).toMatch(
      /删去 ≥ 3%[\s\S]*得 16 分：新增 ≥ 3%/,
    );
    expect(changedSeed(id, ['            atLeast: 60\n', '            atLeast: 65\n'])).toMatchObject([
      {
        kind: 'rule',
        id: 'total',
        lines: expect.arrayContaining([{ what: '最低分', before: '60 分', after: '65 分' }]),
      },
    ]);
  });

  it('the head: name, periods, region', () => {
    const found = changedSeed(
      'miit-2026-2-specialized',
      ['region: nation', 'region: "410000"'],
      ['renewal: { from: 2026-04-01, confidence: C }', 'renewal: { from: 2027-01-01, confidence: A }'],
    );
    expect(found.map(({ kind, id }) => [kind, id])).toEqual([
      ['head', 'region'],
      ['head', 'renewal'],
    ]);
    expect(found.flatMap(differenceText)).toContain(
      '  复核施行期：由 2026-04-01 至 今（把握 C） 改为 2027-01-01 至 今（把握 A）',
    );
  });

  it('a bare condition of the whole is not overlooked', () => {
    const found = diffStandards(
      of('- { fact: revenue, atLeast: 1亿 }'),
      of('- { fact: revenue, atLeast: 2亿 }'),
      dictionary,
    );
    expect(found).toMatchObject([{ kind: 'rule', id: 'requires', lines: [{ before: '≥ 1亿', after: '≥ 2亿' }] }]);
  });

  // whatever scalar of a checked document is another than before, some difference says so
  it('no change of content goes unseen', () => {
    const leavesOf = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) =>
            leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
          )
        : typeof value === 'string' &&
            !['kind', 'fact', 'id', 'version', 'comparator', 'confidence'].includes(String(path.at(-1)))
          ? [path]
          : [];
    const documents = standardIds.map((id) => seedRelease(id).document);
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.nat(), (document, pick) => {
        const paths = leavesOf(document.requires, ['requires']).filter((path) => !path.includes('value') && !path.includes('values') && !path.includes('prefixes')); // prettier-ignore
        const path = paths[pick % paths.length] ?? [];
        const other = structuredClone<StandardDocument>(document);
        let at = other as unknown as Record<string | number, unknown>;
        for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
        const key = path.at(-1) ?? '';
        at[key] = `${String(at[key])}9`;
        if (createRelease(other).hash === createRelease(document).hash) return;
        expect([path.join('.'), diffStandards(document, other, dictionary).length > 0]).toEqual([path.join('.'), true]);
      }),
    );
  });
});
