import type { StandardDocument } from '../document';
import { loadStandard } from '../load/load-standard';
import { dictionary, standardWith } from '../testing/seeds';
import { changeOf, checkChange, checkEntry } from './check-change';

const clause = (id: string, rest: string) =>
  `- { id: ${id}, label: 条款${id}, text: 试, article: 试, confidence: A, ${rest} }`;
const first = `${clause('revenue', 'fact: revenue, atLeast: 1000万')}\n${clause('rd', 'fact: rdExpense, atLeast: 100万')}`;
const entry = (clauses: string, more = '') => `changes:
  - version: 2
    day: 2026-11-24
    titles: [innovativeSme${more}]
    regions: [nation]
    periods: { application: { from: 2026-12-01 } }
    text: 按更正通知调整部分条款的门槛。
    clauses: ${clauses}
`;
const version = (n: number, requires: string, head = ''): StandardDocument =>
  loadStandard(
    standardWith(requires).replace('version: 1', `version: ${n}`).replace('requires:', `${head}requires:`),
    dictionary,
    'a.yaml',
  ).document;
const before = version(1, first);
const problems = (after: StandardDocument, base: StandardDocument | null = before) =>
  checkChange(base, after, dictionary).problems.map(({ message }) => message);
const raised = first.replace('1000万', '1500万');
const good = version(2, raised, entry('{ revenue: 提高到 1500 万元 }'));

describe('the entry of a new version', () => {
  it('passes when it names what changed', () => {
    const { problems: none, differences } = checkChange(before, good, dictionary);
    expect([none, differences.map(({ id }) => id)]).toEqual([[], ['revenue']]);
    expect(changeOf(good)?.clauses).toEqual({ revenue: '提高到 1500 万元' });
  });

  it('is required after the first version, also where the version before is not at hand', () => {
    expect(problems(version(2, raised))).toEqual([expect.stringContaining('缺少第 2 版的变更记录')]);
    expect(checkEntry(version(2, raised))).toHaveLength(1);
    expect(checkEntry(before)).toEqual([]);
    expect(changeOf(before)).toBeNull();
  });

  it('a changed threshold that no entry names is refused, with from what to what', () => {
    const sly = version(2, raised.replace('100万 ', '101万 '), entry('{ revenue: 提高到 1500 万元 }'));
    expect(problems(sly)).toEqual(['条款 rd（条款rd）变了，变更记录没有提到：研发费用 ≥ 100万 → ≥ 101万。']);
  });

  it('clauses that came or went are named too', () => {
    const more = `${raised}\n${clause('debt', 'ratio: [totalLiabilities, totalAssets], atMost: 70%')}`;
    expect(problems(version(2, more, entry('{ revenue: 提高到 1500 万元 }')))[0]).toContain('条款 debt');
    const [only = ''] = raised.split('\n');
    expect(problems(version(2, only, entry('{ revenue: 提高到 1500 万元 }')))[0]).toContain('条款 rd');
    expect(problems(version(2, only, entry('{ revenue: 提高到 1500 万元, rd: 不再要求 }')))).toEqual([]);
  });

  it('what is named but did not change is refused', () => {
    expect(problems(version(2, raised, entry('{ revenue: 提高到 1500 万元, rd: 也改了一点 }')))).toEqual([
      expect.stringContaining('提到条款 rd，但它与上一版相同'),
    ]);
  });

  it('another wording needs an entry, not its clause', () => {
    const reworded = first.replace('label: 条款rd', 'label: 研发');
    expect(problems(version(2, reworded, entry('{}')))).toEqual([]);
    expect(problems(version(2, reworded))).toHaveLength(1);
  });

  it.each([
    ['another title', (d: StandardDocument) => ({ ...d, grants: { ...d.grants, title: 'specializedSme' } }), '涉及的称号 specializedSme'], // prettier-ignore
    ['another region', (d: StandardDocument) => ({ ...d, region: '410000' }), '涉及的地区 410000'],
    ['another period', (d: StandardDocument) => ({ ...d, periods: { ...d.periods, renewal: { confidence: 'A' as const } } }), '涉及的用途 复核'], // prettier-ignore
  ])('%s is named', (_, change, message) => {
    expect(problems(change(good))).toEqual([expect.stringContaining(message)]);
  });

  it('a purpose that the standard does not serve is refused', () => {
    const change = changeOf(good)!;
    const renewal = {
      ...good,
      changes: [{ ...change, periods: { ...change.periods, renewal: { from: '2026-12-01' } } }],
    };
    expect(problems(renewal)).toEqual([expect.stringContaining('标准不用于这一用途')]);
  });
});

describe('the number of a new version', () => {
  it('is the next one', () => {
    expect(problems(before, null)).toEqual([]);
    expect(problems(good, null)).toEqual([expect.stringContaining('第一个版本应为 1')]);
    expect(problems({ ...good, version: 3 })).toEqual([
      expect.stringContaining('版本应接着上一版写 2，现在是 3'),
      expect.stringContaining('缺少第 3 版的变更记录'),
    ]);
  });

  it('needs something that changed', () => {
    expect(problems(version(2, first, entry('{}')))).toEqual([expect.stringContaining('内容与第 1 版相同')]);
    expect(problems(before)).toEqual([
      expect.stringContaining('版本应接着上一版写 2'),
      expect.stringContaining('内容与第 1 版相同'),
    ]);
  });

  it('a version published twice is told that nothing changed, not what its changelog names', () => {
    expect(problems(good, good)).toEqual([
      expect.stringContaining('版本应接着上一版写 3，现在是 2'),
      expect.stringContaining('内容与第 2 版相同'),
    ]);
  });

  it('what was said of earlier versions stays', () => {
    const third = (changes: string) => version(3, raised.replace('1500万', '1600万'), changes);
    const newer = entry('{ revenue: 提高到 1600 万元 }').replace('version: 2', 'version: 3');
    const older = entry('{ revenue: 提高到 1500 万元 }').replace('changes:\n', '');
    expect(problems(third(newer + older), good)).toEqual([]);
    expect(problems(third(newer), good)).toEqual([expect.stringContaining('第 2 版的变更记录已经发布')]);
    expect(problems(third(newer + older.replace('1500', '1501')), good)).toHaveLength(1);
  });
});
