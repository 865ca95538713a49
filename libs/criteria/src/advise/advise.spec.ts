import { compileStandard } from '../compile/compile-standard';
import { readFacts } from '../facts-reader';
import { createRelease } from '../release';
import { faultsOf, seedCosts } from '../testing/advice';
import { dictionary, seedEvaluator, seedRelease, trial } from '../testing/seeds';
import { advise, type AdviceOptions } from './advise';
import type { Advice } from './types';

const DATE = '2026-06-01';
const clean = {
  ...{ registeredInChina: true, enterpriseSize: 'small', abnormalOperation: false, seriousDishonesty: false },
  ...{ prohibitedProduct: false, majorIncident3y: false },
};
/** Passes the standard of 2026 but for what a test changes. */
const sound = {
  ...clean,
  ...{ titleTechSme: true, titleInnovativeSme: false, nicheYears: 5, revenue: 100000000, revenueY1: 90000000 },
  ...{ mainRevenue: 85000000, totalLiabilities: 50000000, totalAssets: 100000000, rdExpense: 3500000 },
  ...{ rdExpenseY1: 3000000, equityFinancing2y: 0, ipClass1Applied: 2, awardProvincialTop3In3y: false },
  ...{ awardNationalTop3In3y: false, rdInstitutionLevel: 'none', marketPositionLeading: true, qualityScore: 55 },
  qualityScoreY1: 40,
};
const S1 = 'miit-2022-63-innovative';
const S2 = 'miit-2022-63-specialized';
const S4 = 'miit-2026-2-specialized';
const S5 = 'miit-2026-2-little-giant';

/** The list for a sheet; whatever it says has been checked by the evaluator. */
function listFor(id: string, sheet: object, options: Partial<AdviceOptions> = {}): Advice {
  const evaluator = seedEvaluator(id);
  const facts = readFacts(JSON.stringify(sheet), dictionary);
  const advice = advise(evaluator, facts, { date: DATE, costs: seedCosts, ...options });
  if (!options.deadline) expect(faultsOf(advice, facts, evaluator)).toEqual([]);
  return advice;
}
const texts = ({ alternatives }: Advice): string[] => alternatives.map(({ text }) => text);
const codes = ({ alternatives }: Advice): string[][] =>
  alternatives.map(({ steps }) => steps.map(({ fact }) => fact).sort());

describe('值不够: the figure must change by so much', () => {
  it('names the amount exactly', () => {
    const advice = listFor(S4, { ...sound, rdExpense: 83890 });
    expect(advice).toMatchObject({ state: 'possible', outcome: 'unmet', exhaustive: true, refused: null });
    expect(texts(advice)).toEqual(['值不够：研发费用再增加 291.611万元（从 8.389万元 到 300万元）']);
    const [step] = advice.alternatives[0]?.steps ?? [];
    expect(step).toMatchObject({ fact: 'rdExpense', from: '83890', to: '3000000', change: '2916110', clauses: ['rd'] });
    expect(step).toMatchObject({
      kind: 'short',
      judgement: false,
      earliest: null,
      cost: 31.162,
      least: null,
      most: null,
    });
    expect(step?.how).toContain('研发');
  });

  it('rounds the limit of a ratio to the sufficient side, to the 分', () => {
    const advice = listFor(S4, { ...sound, revenue: '100000000.01', rdExpense: 2999999 });
    expect(advice.alternatives[0]?.steps[0]).toMatchObject({ to: '3000000.01', change: '1.01' });
  });

  it('one figure serves several clauses: more revenue drags the ratios along', () => {
    const advice = listFor(S4, { ...sound, revenue: 14000000, mainRevenue: 11200000, rdExpense: 1000000 });
    expect(texts(advice)[0]).toBe(
      '值不够：营业收入再增加 100万元（从 1,400万元 到 1,500万元）、主营业务收入再增加 80万元（从 1,120万元 到 1,200万元）',
    );
    expect(codes(advice)).toEqual([['mainRevenue', 'revenue'], ['equityFinancing2y']]);
  });

  it('an exemption is a way of its own', () => {
    const advice = listFor(S4, { ...sound, ipClass1Applied: 0 });
    expect(codes(advice)).toEqual([
      ...[['ipClass1Applied'], ['rdInstitutionLevel'], ['awardProvincialTop3In3y'], ['awardNationalTop3In3y']],
    ]);
    expect(texts(advice)[1]).toBe('值不够：研发机构级别：由“无”变为“省级”');
  });

  it('goes down where less is better', () => {
    const [first, second] = texts(listFor(S4, { ...sound, totalLiabilities: 81000000 }));
    expect(first).toBe('值不够：负债总额再减少 100万元（从 8,100万元 到 8,000万元）');
    expect(second).toBe('值不够：资产总额再增加 125万元（从 1亿元 到 1.0125亿元）');
  });

  it('a rank moves forward', () => {
    const step = trial(
      '- { id: x, label: 试, text: 试, article: 试, confidence: A, fact: nationalMarketRank, atMost: 3 }',
    );
    const advice = advise(step, readFacts('{"nationalMarketRank":137}', dictionary), { date: DATE });
    expect(texts(advice)).toEqual(['值不够：主导产品全国细分市场排名再前进 134名（从 137名 到 3名）']);
  });

  it('shares move by percentage points, and a part is told to stay within its whole', () => {
    const sheet = { ...sound, titleSpecializedSme: true, revenueY2: 80000000, rdExpense: 9000000 };
    const more = { nationalMarketShare: 0.08, nationalMarketRank: 9, keyProductField: true, ipClass1Applied: 4 };
    const advice = listFor(S5, { ...sheet, ...more, mainRevenue: 92000000, qualityScore: 61 });
    expect(texts(advice)).toContain('值不够：主导产品全国细分市场占有率再增加 2 个百分点（从 8% 到 10%）');
    const share = listFor(S4, { ...sound, mainRevenue: 78000000 }).alternatives[0]?.steps[0];
    expect(share).toMatchObject({ fact: 'mainRevenue', note: '' });
    const low = trial(
      '- { id: x, label: 试, text: 试, article: 试, confidence: A, all: [{ fact: mainRevenue, atLeast: 2亿 }, { fact: revenue, atLeast: 1亿 }] }',
    );
    const facts = readFacts(JSON.stringify(sound), dictionary);
    const [alternative] = advise(low, facts, { date: DATE, costs: seedCosts }).alternatives;
    expect(alternative?.steps[0]?.note).toBe('营业收入须相应不低于 2亿元');
  });
});

describe('scores', () => {
  const scored = {
    ...clean,
    ...{ ipClass1HighValue: 0, ipClass1SelfDeveloped: 0, ipClass1: 1, ipClass2: 0, rdExpense: 1990000 },
    ...{ revenue: 100000000, mainRevenue: 60000000, mainRevenueY1: 57000000, totalLiabilities: 70000000 },
    ...{ totalAssets: 100000000, strategicEmerging: true, titleHighTech: false, titleInnovationDemo: false },
    ...{
      titleIpAdvantage: false,
      awardProvincialOrNational3y: false,
      rdInstitutionLevel: 'none',
      equityFinancing3y: 0,
    },
  };

  it('创新型 at 55 points for want of 1万元', () => {
    const advice = listFor(S1, scored);
    expect(texts(advice)[0]).toBe('值不够：研发费用再增加 1万元（从 199万元 到 200万元）');
    expect(advice.alternatives[0]?.steps[0]?.clauses).toEqual(['scored', 'innovation', 'rd-ratio', 'total']);
    expect(codes(advice)).toEqual([
      ...[['rdExpense'], ['ipClass1SelfDeveloped'], ['titleHighTech'], ['rdInstitutionLevel'], ['equityFinancing3y']],
    ]);
  });

  it('a category below its minimum needs points of its own, however many the others have', () => {
    const advice = listFor(S1, { ...scored, ipClass1HighValue: 1, rdExpense: 5000000, mainRevenue: 50000000 });
    for (const { steps } of advice.alternatives)
      expect(steps.some(({ clauses }) => clauses.includes('growth') || clauses.includes('direct'))).toBe(true);
    expect(advice.alternatives.length).toBeGreaterThan(1);
  });

  it('many points short: a handful of sets, the cheapest first, in no more than a glance', () => {
    const advice = listFor(S2, {
      ...clean,
      ...{ nicheYears: 7, rdExpense: 3200000, rdExpenseY1: 3000000, revenue: 50000000, equityFinancing2y: 0 },
      ...{ mainRevenue: 45000000, mainRevenueY1: 43000000, mainRevenueY2: 42000000, mainProductField: 'other' },
      ...{ digitalLevel: 1, provincialQualityAward: false, qualitySystemCertified: false, ownBrand: false },
      ...{ standardsParticipated: false, netProfit: 1000000, totalLiabilities: 60000000, totalAssets: 100000000 },
      ...{ localFeatureScore: 5, ipClass1HighValue: 0, ipClass1SelfDeveloped: 0, ipClass1: 1, ipClass2: 3 },
      ...{ rdStaff: 8, employees: 100, rdInstitutionLevel: 'belowCity', awardProvincialTop3In3y: false },
      ...{ awardNationalTop5In3y: false, makerChina500In3y: false },
    });
    expect(advice.alternatives).toHaveLength(5);
    expect(advice.alternatives.map(({ cost }) => cost)).toEqual([109.73, 114.73, 115.73, 116.73, 119.73]);
    expect(texts(advice)[1]).toContain('地方特色指标得分再增加 6分（从 5分 到 11分）');
    expect(advice.looked).toBeLessThan(1000);
    expect(advice.exhaustive).toBe(true);
    expect(advice.held.map(({ fact, needed }) => [fact, needed])).toContainEqual(['nicheYears', '8']);
  });
});

describe('待补证明、待人工判断、缺数据', () => {
  it('keeps the kinds apart', () => {
    const advice = listFor(S4, {
      ...sound,
      ...{ rdExpense: 2000000, marketPositionLeading: null, titleTechSme: null, revenueY1: null, qualityScore: null },
    });
    const [first] = advice.alternatives;
    expect(first?.steps.map(({ fact, kind, judgement }) => [fact, kind, judgement])).toEqual([
      ...[
        ['rdExpense', 'short', false],
        ['titleTechSme', 'evidence', false],
      ],
      ...[
        ['marketPositionLeading', 'evidence', true],
        ['revenueY1', 'unknown', false],
        ['qualityScore', 'unknown', false],
      ],
    ]);
    expect(first?.text).toBe(
      '值不够：研发费用再增加 100万元（从 200万元 到 300万元）；' +
        '待补证明或判断：有效期内科技型中小企业：待补证明（应为“是”）、细分市场占有率较为靠前且有一定知名度：待人工判断（应为“是”）；' +
        '缺数据：营业收入(前一年)：缺数据（大于 0、不高于 1亿元 即可）、专精特新发展质量评价得分：缺数据（不低于 50分 即可）',
    );
    expect(first?.steps[3]).toMatchObject({
      from: null,
      fromText: '未知',
      least: '0.01',
      most: '100000000',
      change: null,
    });
  });

  it('only a judgement is missing', () => {
    const advice = listFor(S4, { ...sound, marketPositionLeading: null });
    expect([advice.outcome, advice.text]).toEqual(['manual', '有 1 种办法，最省的一种 1 步']);
    expect(advice.alternatives[0]?.steps).toMatchObject([{ fact: 'marketPositionLeading', to: true, judgement: true }]);
  });

  it('says which of several levels would do', () => {
    const advice = listFor(S4, { ...sound, enterpriseSize: null });
    expect(texts(advice)).toEqual(['缺数据：企业划型：缺数据（应为“微型”或“小型”或“中型”即可）']);
  });

  it('a figure of a past year cannot change, but it can be found', () => {
    const advice = listFor(S4, { ...sound, rdExpenseY1: null }, { deadline: '2026-12-31' });
    expect(texts(advice)).toEqual(['缺数据：研发费用(前一年)：缺数据（不低于 270万元 即可）']);
  });

  it('with nothing known at all it still gives sets that hold together', () => {
    for (const id of [S1, S2, S4, S5]) {
      const advice = listFor(id, {});
      expect(advice.alternatives.length).toBeGreaterThan(0);
      for (const { steps } of advice.alternatives) expect(steps.every(({ kind }) => kind !== 'short')).toBe(true);
    }
  });
});

describe('what cannot move before the deadline', () => {
  it('figures of a closed year', () => {
    const advice = listFor(S4, { ...sound, rdExpense: 83890 }, { deadline: '2026-12-31' });
    expect(advice).toMatchObject({ state: 'later', alternatives: [] });
    expect(advice.held).toMatchObject([
      { fact: 'rdExpense', reason: 'closed', from: '83890', needed: '3000000', earliest: 2027, clauses: ['rd'] },
    ]);
    expect(advice.later).toMatchObject([{ earliest: 2027, steps: [{ fact: 'rdExpense', earliest: 2027 }] }]);
    expect(advice.text).toBe('2026-12-31 之前能做的都不够，最早于 2027 年申报');
    expect(advice.held[0]?.text).toMatch(/^研发费用现为 8.389万元，需要 300万元/);
  });

  it('last year’s figures, also without a deadline', () => {
    const advice = listFor(S4, { ...sound, rdExpenseY1: 100000 });
    expect(advice).toMatchObject({ state: 'later', alternatives: [], later: [{ earliest: 2028 }] });
    expect(advice.text).toMatch(/^现在能改变的都不够，最早于 2028 年/);
  });

  it('years in the niche, and they pass', () => {
    const young = { ...sound, nicheYears: 1.5 };
    const advice = listFor(S4, young, { deadline: '2026-12-31' });
    expect(advice.held).toMatchObject([{ fact: 'nicheYears', reason: 'time', needed: '3', earliest: 2028 }]);
    expect(advice).toMatchObject({ state: 'later', later: [{ earliest: 2028 }] });
    expect(listFor(S4, young, { deadline: '2027-12-31' }).state).toBe('later');
    const then = listFor(S4, young, { deadline: '2028-01-01' });
    expect([then.state, then.text]).toEqual(['met', '到 2028-01-01 按现有数据已经达到，无需再做']);
    expect(then.carried.map(({ text }) => text)).toContain('从事特定细分市场年限：由 1.5年 变为 3.5年');
  });

  it('a later accounting year is open again, and this year’s figures become last year’s', () => {
    const sheet = { ...sound, rdExpense: 3100000, revenue: 120000000, mainRevenue: 100000000 };
    const advice = listFor(S4, sheet, { deadline: '2027-05-31' });
    expect(advice.carried).toContainEqual({
      ...{ fact: 'revenueY1', label: '营业收入(前一年)', from: '90000000', to: '120000000' },
      text: '营业收入(前一年)：由 9,000万元 变为 1.2亿元',
    });
    // 2.58 % of the year that becomes last year's: closed by then
    expect(advice.held.map(({ fact, earliest }) => [fact, earliest])).toEqual([['rdExpenseY1', 2028]]);
    expect(listFor(S4, sheet, { deadline: '2028-05-31' })).toMatchObject({
      state: 'possible',
      alternatives: [{ steps: [{ fact: 'rdExpense' }, { fact: 'rdExpenseY1' }] }],
    });
  });

  it('what nobody can change leaves no way', () => {
    const advice = listFor(S4, { ...sound, majorIncident3y: true });
    expect(advice).toMatchObject({ state: 'impossible', alternatives: [], later: [], exhaustive: true });
    expect(advice.held).toMatchObject([{ fact: 'majorIncident3y', reason: 'fixed', needed: false, earliest: null }]);
    expect(advice.text).toBe('按可以改变的指标无法达到');
    expect(advice.held.map(({ text }) => text)).toEqual(['近三年重大事故或违法现为 是，需要 否：不在可以改变之列']);
  });

  it('refuses dates that make no sense', () => {
    expect(() => listFor(S4, sound, { deadline: '2026-05-31' })).toThrow('截止日 2026-05-31 早于评价日 2026-06-01');
    expect(() => listFor(S4, sound, { deadline: '2026-02-30' })).toThrow('不是日期');
    expect(() => listFor(S4, sound, { date: '今天' })).toThrow('不是日期');
  });
});

describe('the rest', () => {
  it('nothing to do', () => {
    expect(listFor(S4, sound)).toMatchObject({
      state: 'met',
      outcome: 'met',
      alternatives: [],
      text: '按现有数据已经达到，无需再做',
    });
  });

  it('asks what the purpose asks', () => {
    const sheet = { ...sound, qualityScore: 45, qualityScoreY1: 52 };
    expect(listFor(S4, sheet).state).toBe('possible');
    expect(listFor(S4, sheet, { purpose: 'renewal' }).state).toBe('met');
  });

  it('without the bureau’s costs every step costs the same', () => {
    const advice = listFor(S4, { ...sound, ipClass1Applied: 0, rdExpense: 2000000 }, { costs: undefined });
    expect(new Set(advice.alternatives.map(({ cost }) => cost))).toEqual(new Set([80]));
  });

  it('gives as many alternatives as asked, and says when it was cut short', () => {
    const sheet = { ...sound, ipClass1Applied: 0 };
    expect(listFor(S4, sheet, { alternatives: 2 }).alternatives).toHaveLength(2);
    expect(listFor(S4, sheet, { work: 1 })).toMatchObject({ exhaustive: false, state: 'undecided', alternatives: [] });
  });

  it('says plainly when a standard asks for what cannot be reckoned back', () => {
    const advice = listFor('nbs-2011-300-size', { revenue: 1 });
    expect(advice).toMatchObject({ state: 'refused', exhaustive: false, alternatives: [] });
    expect(advice.refused).toMatch(/^本标准不能给出差一步清单：/);
    expect(listFor('huangyan-2022-per-mu-above-scale', {}).refused).toMatch(/^本标准不能给出差一步清单：/);
  });

  it('needs no more of the dictionary than the standard names, as in the page', () => {
    const release = seedRelease(S4);
    const { slots } = seedEvaluator(S4);
    const page = compileStandard(createRelease(release.document), dictionary.pick(slots));
    const facts = readFacts(JSON.stringify({ ...sound, rdExpense: 83890 }), dictionary);
    const options = { date: DATE, costs: JSON.parse(JSON.stringify(seedCosts)) };
    expect(advise(page, facts, options)).toEqual(advise(seedEvaluator(S4), facts, options));
  });

  it('leaves evaluator and facts as they were', () => {
    const evaluator = seedEvaluator(S4);
    const facts = readFacts(JSON.stringify({ ...sound, rdExpense: 83890 }), dictionary);
    const before = new Map(facts);
    const one = advise(evaluator, facts, { date: DATE, costs: seedCosts });
    expect(facts).toEqual(before);
    expect(advise(evaluator, facts, { date: DATE, costs: seedCosts })).toEqual(one);
  });
});
