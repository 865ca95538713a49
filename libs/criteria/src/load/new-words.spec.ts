import { DomainError } from '@tidu/kernel';
import { clause, dictionary, standardWith } from '../testing/seeds';
import { loadStandard } from './load-standard';

const load = (text: string) => loadStandard(text, dictionary, 'x.yaml');
function refusal(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
  throw new Error('accepted');
}
const withHead = (lines: string, requires = `- { ${clause('a')}, fact: ownBrand, is: true }`) =>
  standardWith(requires).replace('requires:', `${lines}\nrequires:`);

describe('a measured item', () => {
  const item = (rule: string) =>
    standardWith(`
- score:
    indicators: [{ ${clause('i')}, ${rule} }]
    total: { ${clause('total')}, full: 10 }`);

  it.each([
    ['ratio: [taxPaid, landArea], weight: 0, benchmark: 1万元/亩', '权重应大于 0'],
    ['ratio: [taxPaid, landArea], weight: 10, benchmark: 1万元', '不合这里的单位'],
    ['ratio: [taxPaid, landArea], weight: 10, benchmark: 0元/亩', '基准值应大于 0'],
    ['ratio: [taxPaid, landArea], weight: 10, benchmark: 1万元/亩, atMost: 5', '封顶 5 分低于权重'],
    ['ratio: [taxPaid, landArea], weight: 10', '没有写计分办法'],
    ['ratio: [taxPaid, landArea], benchmark: 1万元/亩', '缺少“weight”'],
    ['weight: 10, benchmark: 1万元/亩', '按什么计分'],
    ['ratio: [taxPaid, landArea], weight: 10, minMax: { from: 100, to: 20 }', '“from”应小于“to”'],
    ['ratio: [taxPaid, landArea], weight: 10, minMax: { from: 0, to: 100, by: 1 }', '不认识“by”'],
    ['ratio: [taxPaid, landArea], weight: 9, benchmark: 1万元/亩', '各项合计却是 9'],
    [
      'ratio: [taxPaid, landArea], weight: 10, benchmark: 1万元/亩, whenMissing: { fact: revenue, takes: cohortAverage }',
      '不在这一项的算式里',
    ],
    [
      'ratio: [taxPaid, landArea], weight: 10, benchmark: 1万元/亩, whenMissing: { fact: taxPaid, takes: zero }',
      'cohortAverage',
    ],
    ['fact: ownBrand, byValue: { true: 10, false: 0 }, mustEarn: yes', 'mustEarn'],
  ])('%s is refused', (rule, message) => {
    expect(refusal(item(rule))).toContain(message);
    expect(refusal(item(rule))).toMatch(/x\.yaml 第 \d+ 行：/);
  });

  it('a score needs indicators', () => {
    expect(refusal(standardWith(`- score:\n    total: { ${clause('total')}, full: 10 }`))).toContain('categories');
  });
});

describe('a table by code', () => {
  const row = (more = '', limits = '{ fact: employees, atLeast: [1000, 300, 20] }') =>
    `{ id: industry, label: 工业, startsWith: ['34', '35'], limits: [${limits}]${more} }`;
  const table = (
    rows: string,
    more = 'gives: enterpriseSize, classes: [large, medium, small, micro], by: industryCode',
  ) =>
    // prettier-ignore
    standardWith(`- { ${clause('size')}, classify: { ${more}, rows: [${rows}] } }`);
  const usual = 'classes: [large, medium, small, micro], by: industryCode';

  it('is read', () => {
    expect(load(table(row())).document.requires).toHaveLength(1);
  });

  it.each([
    [table(`${row()}, ${row().replace('industry', 'other').replace("'34', '35'", "'351'")}`), '重叠'],
    [table(`${row()}, ${row().replace("'34', '35'", "'36'")}`), '前面已经用过'],
    [table(row('', '{ fact: employees, atLeast: [1000, 300] }')), '应有 3 个下限'],
    [table(row('', '{ fact: employees, atLeast: [1000, 20, 300] }')), '从高到低'],
    [table(row('', '{ fact: revenue, atLeast: [4, 3, 2] }')), '金额请带单位'],
    [table(row('', '{ fact: ownBrand, atLeast: [4, 3, 2] }')), '不是数值'],
    [table(row('', 'x')), '每项下限应写成'],
    [table(row(', colour: red')), '不认识“colour”'],
    [table('x'), '每一行应写明'],
    [table(row(), `gives: revenue, ${usual}`), 'revenue 不是选项'],
    [table(row(), `gives: enterpriseSize, whenMissing: shop, ${usual}`), '“rows”里没有“shop”'],
    [table(row(), 'gives: enterpriseSize, classes: [large, tiny], by: industryCode'), '没有“tiny”'],
    [table(row(), 'gives: enterpriseSize, classes: [large, medium, small, micro], by: revenue'), '不是代码'],
    [table(row().replace("'35'", "'3-'")), '数字或字母'],
  ])('%# is refused', (text, message) => {
    expect(refusal(text)).toContain(message);
  });
});

describe('parameters and grades', () => {
  const rate = 'parameters: { rate: { label: 汇率, value: 7, source: 试, confidence: C } }';
  const use = (amount: string) => `- { ${clause('a')}, fact: revenue, lessThan: ${amount} }`;

  it('an amount is multiplied exactly and stays readable', () => {
    const text = withHead(rate.replace('value: 7', 'value: 7.188401'), use('{ amount: 50亿, times: rate }'));
    expect(JSON.stringify(load(text).document.requires)).toContain(
      '"text":"359.42005亿","amount":"50亿","times":"rate"',
    );
  });

  it.each([
    [withHead(rate, use('{ amount: 50亿, times: rates }')), '没有参数“rates”，现有 rate'],
    [standardWith(use('{ amount: 50亿, times: rate }')), '请先写 parameters'],
    [withHead(rate, use('{ amount: fifty, times: rate }')), '“fifty”不是大于 0 的数'],
    [withHead(rate, use('{ amount: 999999999亿, times: rate }')), '取值范围之外'],
    [withHead(rate, use('{ amount: 50亿, times: rate, plus: 1 }')), '不认识“plus”'],
    [withHead(rate.replace('value: 7', 'value: 0')), '大于 0'],
    [withHead(rate.replace('source: 试, ', '')), '缺少“source”'],
    [withHead(rate.replace('confidence: C', 'confidence: C, date: 2024-02-30')), '不是日期'],
    [withHead('parameters: { Rate: x }'), '参数名“Rate”'],
    [withHead('grades: { shares: [{ name: A, upTo: 25% }, { name: B, upTo: 90% }], confidence: C }'), '应到 100%'],
    [withHead('grades: { shares: [{ name: A, upTo: 50% }, { name: B, upTo: 50% }], confidence: C }'), '永远不会用到'],
    [withHead('grades: { shares: [{ name: A, upTo: 50% }, { name: A, upTo: 100% }], confidence: C }'), '档名重复'],
    [withHead('grades: { shares: [{ name: A, upTo: 100% }], unmet: D, confidence: C }'), '没有“D”这一档'],
    [withHead('grades: { shares: [x], confidence: C }'), '每一档应写成'],
  ])('%# is refused', (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('what grants nothing says so in one word', () => {
    const text = standardWith(`- { ${clause('a')}, fact: ownBrand, is: true }`).replace(/grants: .*/, 'grants: none');
    expect(load(text).document.grants).toEqual({ title: 'none', level: 'none', years: null });
  });
});
