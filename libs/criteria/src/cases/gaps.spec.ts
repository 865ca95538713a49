import { loadStandard } from '../load/load-standard';
import { casesText, clause, dictionary, seedBase, seedRelease, standardIds, standardWith } from '../testing/seeds';
import { type CaseGap, caseGaps } from './gaps';

const told = (gaps: CaseGap[]) => gaps.map((one) => `${one.clause}: ${one.message}`);

it.each(standardIds)('the cases beside %s leave nothing unshown', (id) => {
  expect(told(caseGaps(seedRelease(id), dictionary, casesText(id), `${id}.cases.yaml`))).toEqual([]);
});

const standard = standardWith(`
- { ${clause('share')}, ratio: [rdExpense, revenue], atLeast: 3%, exempt: { fact: ownBrand, is: true } }
- { ${clause('rank')}, any: [{ fact: nationalMarketRank, atMost: 3 }, { fact: rdInstitutionLevel, oneOf: [nation] }] }
- score:
    indicators: [{ ${clause('staff')}, fact: rdStaff, bands: [{ atLeast: 20人, points: 10 }, { moreThan: 10人, points: 4 }], else: 0 }]
    total: { ${clause('total')}, full: 10, atLeast: 4 }`);
const days = 'days: { application: { 2025-12-31: 未施行, 2026-01-01: 施行, 2026-12-31: 施行, 2027-01-01: 已停止 } }';
const whole = `standard: trial
${days}
series:
  - { clause: share, vary: rdExpense, facts: { revenue: 100万, ownBrand: 否 }, steps: { 3万: 满足, 29999.99元: 不满足, 缺: 缺数据 } }
  - { clause: share, vary: revenue, facts: { rdExpense: 3万, ownBrand: 否 }, steps: { 0元: 需人工判断, 缺: 缺数据 } }
  - { clause: share, vary: ownBrand, facts: { revenue: 100万, rdExpense: 0元 }, steps: { 是: 满足, 否: 不满足, 缺: 缺数据 } }
  - { clause: rank, vary: nationalMarketRank, facts: { rdInstitutionLevel: 无 }, steps: { 3: 满足, 4: 不满足, 缺: 缺数据 } }
  - { clause: rank, vary: rdInstitutionLevel, facts: { nationalMarketRank: 9 }, steps: { 国家级: 满足, 省级: 不满足, 市级: 不满足, 市级以下: 不满足, 无: 不满足, 缺: 缺数据 } }
  - { clause: staff, vary: rdStaff, steps: { 20人: 10, 19人: 4, 11人: 4, 10人: 0, 缺: 0~10 缺数据 } }
  - { clause: total, vary: rdStaff, steps: { 11人: 4 满足, 10人: 0 不满足 } }
`;
const gapsOf = (cases: string, text = standard) =>
  told(caseGaps(loadStandard(text, dictionary, 'trial.yaml', seedBase), dictionary, cases, 'trial.cases.yaml'));

describe('what cases leave unshown', () => {
  it('is nothing where each line, path, day and open fact has its case', () => {
    expect(gapsOf(whole)).toEqual([]);
  });

  it.each([
    ['29999.99元: 不满足', '2万: 不满足', ['share: 研发费用 ÷ 营业收入 ≥ 3%：没有用例紧挨在线外（差一个最小单位）']],
    ['3万: 满足, 2', '4万: 满足, 2', ['share: 研发费用 ÷ 营业收入 ≥ 3%：没有用例恰好在线上']],
    ['{ 是: 满足, 否: 不满足, 缺', '{ 否: 不满足, 缺', ['share: 没有用例免予要求']],
    ['0元: 需人工判断, ', '', ['share: 研发费用 ÷ 营业收入：没有用例的分母或基期为零']],
    ['4: 不满足, 缺', '5: 不满足, 缺', ['rank: 主导产品全国细分市场排名 ≤ 3：没有用例紧挨在线外']],
    [
      '{ 国家级: 满足, 省级',
      '{ 省级',
      ['rank: 研发机构级别：国家级：没有用例表明只靠它也满足', 'rank: 国家级：没有用例表明它算'],
    ],
    ['市级: 不满足, ', '', ['rank: 市级：没有用例表明它不算']],
    ['20人: 10, 1', '1', ['staff: 研发人员数 ≥ 20人：没有用例恰好在线上']],
    [', 10人: 0', ', 9人: 0', ['staff: 研发人员数 ＞ 10人：没有用例恰好在线上']],
    ['11人: 4', '12人: 4', ['staff: 研发人员数 ＞ 10人：没有用例紧挨在线外']],
    ['11人: 4 满足, ', '', ['total: ≥ 4 分：没有用例恰好在线上']],
    [', 10人: 0 不满足 }', ' }', ['total: ≥ 4 分：没有用例紧挨在线外（0 分）']],
    [', 缺: 0~10 缺数据', '', ['staff: 研发人员数(上年末)：没有用例缺这个数据']],
    ['2026-12-31: 施行, ', '', [': 新申报 2026-12-31：没有写明这一天是否施行（days）']],
  ])('%s → %s is named', (good, less, gaps) => {
    expect(whole).toContain(good);
    expect(gapsOf(whole.replaceAll(good, less))).toEqual(expect.arrayContaining(gaps));
  });

  it('of a supplement is only what it changes', () => {
    const id = 'guangdong-2022-specialized';
    const text = casesText(id).replaceAll('9.9999分', '9分').replaceAll('69.9999', '69');
    expect(told(caseGaps(seedRelease(id), dictionary, text, id))).toEqual([
      'total: ≥ 70 分：没有用例紧挨在线外（69.9999 分）',
    ]);
  });
});
