import { DomainError } from '@tidu/kernel';
import fc from 'fast-check';
import { createRelease } from '../release';
import { clause, dictionary, seedRelease, standardIds, standardText, standardWith } from '../testing/seeds';
import { loadStandard } from './load-standard';

const load = (text: string) => loadStandard(text, dictionary, 'x.yaml');
function refusal(text: string): DomainError {
  try {
    load(text);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('accepted');
}
const wrongClause = (rule: string) => refusal(standardWith(`- { ${clause('a')}, ${rule} }`));
const wrongPoints = (rule: string) =>
  refusal(
    standardWith(`
- ${clause('a').replaceAll(', ', '\n  ')}
  score:
    total: { id: total, label: 总分, full: 10 }
    categories:
      - id: c
        label: 类
        full: 10
        indicators:
          - { id: i, label: 项, text: 项, ${rule} }`),
  );

describe('the standards of the seeds', () => {
  it.each(standardIds)('%s is read, named and hashed', (id) => {
    const release = seedRelease(id);
    expect(release).toMatchObject({ id, version: 1 });
    expect(release.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('the hash is of the content: comments, layout and the order of keys do not count, a word does', () => {
    const id = 'luoyang-2019-58-hidden-champion';
    const text = standardText(id);
    const { hash } = seedRelease(id);
    expect(
      load(`# 注释\n${text.replace(/^version: 1\n/m, '').replace(/^name:/m, 'version:   1 # 一\nname:')}`).hash,
    ).toBe(hash);
    expect(load(text.replace('version: 1', 'version: 2')).hash).not.toBe(hash);
    expect(load(text.replace('3000 万元', '三千万元')).hash).not.toBe(hash);
  });

  it('a release is plain JSON: sent to a page and back it is the same', () => {
    for (const id of standardIds) {
      const release = seedRelease(id);
      expect(createRelease(JSON.parse(JSON.stringify(release.document)))).toEqual(release);
    }
  });

  it('inner clauses carry article and confidence of the outer one unless they say otherwise', () => {
    const text = JSON.stringify(seedRelease('miit-2022-63-specialized').document);
    expect(text).toContain(
      '"id":"merit-rd","label":"研发费用均值","text":"近两年研发费用的均值在 1000 万元以上。","article":"附件2，认定条件（四）","confidence":"A"',
    );
    expect(text).toMatch(/"id":"main-growth-2y".{0,200}"confidence":"C"/);
  });
});

describe('a wrong standard is refused with file, line and what to do', () => {
  it.each([
    ['fact: revenue', '没有写要求'],
    ['fact: revenu, atLeast: 1万', '没有“revenu”'],
    ['fact: revenue, atleast: 1万', '没有写要求'],
    ['fact: revenue, atLeast: 1万, foo: 1', '不认识“foo”'],
    ['fact: revenue, atLeast: 1万, atLeast: 2万', '同一个键写了两次'],
    ['fact: revenue, atLeast: 100', '金额请带单位'],
    ['ratio: [rdExpense, revenue], atLeast: 0.03', '百分数'],
    ['fact: nationalMarketShare, atLeast: 200%', '取值范围之外'],
    ['fact: revenue, atLeast: 2万, atMost: 1万', '永远不可能满足'],
    ['fact: revenue, moreThan: 1万, lessThan: 1万', '永远不可能满足'],
    ['fact: revenue, atLeast: 1万, moreThan: 1万', '同一方向'],
    ['fact: revenue, atLeast: { fact: employees }', '单位不同'],
    ['fact: revenue, atLeast: { foo: employees }', '门槛应是'],
    ['fact: ownBrand, atLeast: 1', '不是数值'],
    ['fact: ownBrand, is: 是', '没有“是”这个取值'],
    ['fact: enterpriseSize, oneOf: [micro, tiny]', '没有“tiny”'],
    ['fact: enterpriseSize, oneOf: [micro, micro]', '重复'],
    ['fact: enterpriseSize, oneOf: []', '至少有一项'],
    ['fact: revenue, is: 100', '是数值'],
    ['fact: ownBrand, is: true, oneOf: [true]', '不能写在一起'],
    ['fact: ownBrand, startsWith: [a]', '只用于代码'],
    ['fact: industryCode, startsWith: ["3-"]', '数字或字母'],
    ['judgement: ownBrand', '不是由人判断'],
    ['sum: [revenue], atLeast: 1万', '至少两项'],
    ['sum: [revenue, employees], atLeast: 1万', '单位不同'],
    ['ratio: [revenue, mainRevenue, totalAssets], atLeast: 1%', '正好 2 项'],
    ['growth: [revenue, employees], atLeast: 1%', '单位不同'],
    ['compoundGrowth: [revenue, revenueY2], atLeast: 1%', '缺少“years”'],
    ['compoundGrowth: [revenue, revenueY2], years: 1, atLeast: 1%', '2 至 9'],
    [
      'mean: [{ compoundGrowth: [revenue, revenueY2], years: 2 }, { growth: [revenue, revenueY1] }], atLeast: 1%',
      '不能再参与计算',
    ],
    ['sum: [{ foo: 1 }, revenue], atLeast: 1万', '此处应是指标代码'],
    ['all: []', '至少有一项'],
    ['all: [x]', '此处应是条件'],
    ['any: { fact: ownBrand }', '列表'],
    ['all: [{ fact: ownBrand, is: true }], any: [{ fact: ownBrand, is: true }]', '同时写了'],
    ['fact: ownBrand, is: true, exempt: x', '此处应是条件'],
    ['byPurpose: { application: notApplicable }', '缺少“renewal”'],
    ['byPurpose: { application: notApplicable, renewal: notApplicable, x: 1 }', '不认识“x”'],
    ['byPurpose: x', '键: 值'],
    ['score: x', '键: 值'],
    ['all: [*nothing]', '此处应是条件'],
  ])('clause %s', (rule, message) => {
    const error = wrongClause(rule);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/x\.yaml 第 1\d 行：/);
    expect(error.problems[0]?.where.row).toBeGreaterThan(8);
  });

  it.each([
    ['ratio: [rdExpense, revenue], bands: [{ atLeast: 3%, points: 10 }]', '缺少“else”'],
    [
      'ratio: [rdExpense, revenue], bands: [{ atLeast: 3%, points: 5 }, { atLeast: 5%, points: 10 }], else: 0',
      '永远不会用到',
    ],
    [
      'ratio: [rdExpense, revenue], bands: [{ atLeast: 5%, points: 10 }, { atLeast: 5%, points: 5 }], else: 0',
      '永远不会用到',
    ],
    [
      'ratio: [rdExpense, revenue], bands: [{ atLeast: 5%, points: 10 }, { moreThan: 5%, points: 5 }], else: 0',
      '永远不会用到',
    ],
    [
      'ratio: [rdExpense, revenue], bands: [{ atLeast: 5%, points: 10 }, { atMost: 3%, points: 5 }], else: 0',
      '方向要一致',
    ],
    [
      'ratio: [rdExpense, revenue], bands: [{ atLeast: 5%, points: 5 }, { atLeast: 3%, points: 10 }], else: 0',
      '比前一档低',
    ],
    ['ratio: [rdExpense, revenue], bands: [{ atLeast: 5%, points: 10 }], else: 10', '低于最低一档'],
    [
      'ratio: [rdExpense, revenue], bands: [{ atLeast: 3%, lessThan: 5%, points: 5 }, { atLeast: 6%, points: 10 }], else: 0',
      '空档',
    ],
    [
      'ratio: [rdExpense, revenue], bands: [{ moreThan: 3%, lessThan: 5%, points: 5 }, { moreThan: 5%, points: 10 }], else: 0',
      '空档',
    ],
    [
      'ratio: [rdExpense, revenue], bands: [{ atLeast: 3%, lessThan: 5%, points: 5 }, { atLeast: 4%, points: 10 }], else: 0',
      '重叠',
    ],
    ['ratio: [rdExpense, revenue], bands: [{ atLeast: 5%, lessThan: 3%, points: 10 }], else: 0', '没有任何值'],
    ['ratio: [rdExpense, revenue], bands: [{ points: 10 }], else: 0', '要有门槛'],
    ['ratio: [rdExpense, revenue], bands: [{ atLeast: 3, points: 10 }], else: 0', '百分数'],
    ['ratio: [rdExpense, revenue], bands: [{ atLeast: 3%, points: ten }], else: 0', '不是分值'],
    ['ratio: [rdExpense, revenue], bands: [{ atLeast: 3%, points: 10, x: 1 }], else: 0', '不认识“x”'],
    ['ratio: [rdExpense, revenue], bands: [x], else: 0', '每一档应写成'],
    ['fact: digitalLevel, bands: [{ atLeast: 9, points: 10 }], else: 0', '取值范围之外'],
    [
      'fact: digitalLevel, bands: [{ atLeast: 3, points: 10 }, { atLeast: 0, points: 5 }], else: 0',
      '“else”永远不会用到',
    ],
    ['bands: [{ atLeast: 9, points: 10 }], else: 0', '按什么计分'],
    ['fact: mainProductField, byValue: { gapFilling: 10, sixBases: 3 }', 'other 没有写分值'],
    ['fact: mainProductField, byValue: { gapFilling: 10, sixBases: 3, other: 0, none: 0 }', '没有“none”'],
    ['fact: ownBrand, byValue: { true: 10 }', 'false 没有写分值'],
    ['fact: revenue, byValue: { true: 10 }', '不是选项'],
    [
      'ladder: [{ fact: ipClass1, atLeast: 1, points: 5 }, { fact: ipClass2, atLeast: 1, points: 10 }], else: 0',
      '比前一级低',
    ],
    ['ladder: [{ fact: ipClass1, atLeast: 1, points: 10 }], else: 10', '低于最低一级'],
    ['ladder: [x], else: 0', '每一级应写成'],
    ['ladder: [{ points: 10 }], else: 0', '没有写规则'],
    ['betterOf: [{ fact: ownBrand, byValue: { true: 10, false: 0 } }]', '至少要有两项'],
    ['betterOf: [x, y]', '每一项应是'],
    ['count: { of: [revenue], each: 10, atMost: 10 }', '不是是非型'],
    ['count: { of: [ownBrand], each: 3, atMost: 10 }', '封顶分值超过'],
    ['fact: nicheYears, perFull: { every: 0年, points: 1, atMost: 10 }', '大于 0'],
    ['fact: nicheYears, perFull: { every: 2年, points: 0, atMost: 10 }', '应大于 0'],
    ['fact: nicheYears, perFull: { every: 2元, points: 1, atMost: 10 }', '年'],
    ['fact: localFeatureScore, asPoints: { from: 0, to: 10 }', '超出 0 至 10 分'],
    ['fact: nationalMarketShare, asPoints: { from: 0, to: 10 }', '不是分值'],
    ['fact: ownBrand, byValue: { true: 9, false: 0 }', '各项合计却是 9'],
    ['fact: ownBrand', '没有写计分办法'],
    ['fact: ownBrand, byValue: { true: 10, false: 0 }, asPoints: { from: 0, to: 1 }', '同时写了'],
    ['fact: ownBrand, byValue: { true: 10, false: 0 }, foo: 1', '不认识“foo”'],
  ])('indicator %s', (rule, message) => {
    const error = wrongPoints(rule);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/x\.yaml 第 \d+ 行：/);
  });

  const good = standardWith(`- { ${clause('a')}, fact: ownBrand, is: true }`);
  it.each([
    ['id: trial', 'id: Trial_1', '编号“Trial_1”'],
    ['version: 1', 'version: 0', '从 1 起的整数'],
    ['name: 试验标准', 'title: 试验标准', '缺少“name”'],
    ['title: innovativeSme', 'title: bestSme', 'innovativeSme'],
    ['level: province', 'level: planet', 'planet'],
    ['level: province', 'level: province, years: 0', '1 至 9 年'],
    ['issuer: 试验', 'issuers: 试验', 'issuer'],
    ['region: nation', 'region: 洛阳', '六位行政区划代码'],
    ['from: 2026-01-01', 'from: 2026-02-30', '不是日期'],
    ['from: 2026-01-01', 'from: 2027-01-01', '晚于'],
    ['confidence: A }\n', 'confidence: D }\n', 'A、B、C'],
    ['application:', 'applications:', '至少写一种用途'],
    ['requires:', 'require:', '缺少“requires”|“requires”应是'],
    ['id: a', 'id: A', '编号“A”'],
    ['article: 试, ', '', '缺少“article”'],
    ['region: nation', 'region: nation\nregion: nation', '同一个键写了两次'],
    ['region: nation', 'region: nation\n\t bad', '缩进|YAML|制表符'],
    ['region: nation', 'region: [nation', '第 \\d+ 行'],
    ['requires:', '---\nrequires:', '只能写一份文档'],
  ])('head: %s → %s', (from, to, message) => {
    expect(refusal(good.replace(from, to)).message).toMatch(new RegExp(message));
  });

  it('an id names one clause, and the message says where it was used first', () => {
    const twice = standardWith(
      `- { ${clause('a')}, fact: ownBrand, is: true }\n- { ${clause('a')}, fact: ownBrand, is: true }`,
    );
    expect(refusal(twice).message).toMatch(/第 12 行：编号“a”在第 11 行已经用过/);
  });

  it('a standard has one score', () => {
    const one = (id: string) => `
- score:
    total: { ${clause(`${id}-total`)}, full: 10 }
    categories:
      - { ${clause(`${id}-c`)}, full: 10, indicators: [{ ${clause(`${id}-i`)}, fact: ownBrand, byValue: { true: 10, false: 0 } }] }`;
    expect(load(standardWith(one('a'))).document.requires).toHaveLength(1);
    expect(refusal(standardWith(one('a') + one('b'))).message).toContain('只能有一套计分');
  });

  it('a line above the full points can never be reached', () => {
    const text = standardText('miit-2022-63-innovative');
    expect(refusal(text.replace('atLeast: 20', 'atLeast: 41')).message).toContain('最低 41 分超过了满分 40 分');
    expect(refusal(text.replace('full: 100', 'full: 99')).message).toContain('各项合计却是 100');
  });

  it('names all problems in one go', () => {
    const text = good.replace('version: 1', 'version: x').replace('fact: ownBrand', 'fact: ownBrands');
    expect(refusal(text).problems).toHaveLength(2);
  });

  it.each([
    '',
    '[]',
    'x',
    'a: *a',
    'a: &a [*a]',
    '{'.repeat(20_000),
    '- '.repeat(3000),
    'x'.repeat(600_000),
    '%YAML 9.9\n---\na: 1',
  ])('is not thrown off by garbage (%#)', (text) => {
    expect(refusal(text).code).toBe('CRITERIA.BAD_STANDARD');
  });
});

describe('mutations of good standards', () => {
  const lines = standardIds.flatMap((id) =>
    standardText(id)
      .split('\n')
      .map((_, i) => ({ id, i })),
  );
  const mutate = (line: string, kind: number): string => {
    if (kind === 0) return ''; // a line lost
    if (kind === 1) return `${line}\n${line}`; // a line twice
    if (kind === 2) return line.replace(/:/, ''); // a colon lost
    if (kind === 3) return line.replace(/[a-z]{3,}/, (word) => `${word}x`); // a word misspelt
    if (kind === 4) return ` ${line}`; // indented wrongly
    return line.replace(/\d+/, (n) => `${n}00000000`); // a number out of all proportion
  };

  it('either still make a standard or are refused with a line; nothing crashes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.integer({ min: 0, max: 5 }), ({ id, i }, kind) => {
        const broken = standardText(id)
          .split('\n')
          .map((line, n) => (n === i ? mutate(line, kind) : line))
          .join('\n');
        try {
          expect(load(broken).hash).toHaveLength(64);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect((error as DomainError).message).toMatch(/x\.yaml 第 \d+ 行：/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
