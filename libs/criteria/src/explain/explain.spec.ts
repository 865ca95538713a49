import { DomainError } from '@tidu/kernel';
import fc from 'fast-check';
import { readNatural } from '../cases/read-cases';
import { evaluate } from '../evaluate';
import type { FactValue } from '../fact';
import { readFacts } from '../facts-reader';
import { clause, dictionary, seedEvaluator, standardIds, trial } from '../testing/seeds';
import { sheets } from '../testing/sheets';
import { displayFact, displayMoney } from './display';
import { explain } from './explain';
import type { Check, ClauseExplanation } from './types';

/** Random sheets of each standard; the nightly run tries more. */
const rounds = Number(process.env.TIDU_TEST_ROUNDS ?? 1);

const given = (facts: Record<string, string>) =>
  new Map(
    Object.entries(facts).map(([code, text]): [string, FactValue] => [code, readNatural(text, dictionary.get(code))]),
  );
const innovative = seedEvaluator('miit-2022-63-innovative');
const specialized = seedEvaluator('miit-2022-63-specialized');
const of2026 = seedEvaluator('miit-2026-2-specialized');

function line(clauses: readonly ClauseExplanation[], id: string): ClauseExplanation {
  const found = clauses.find((one) => one.id === id);
  if (!found) throw new Error(`no line ${id}`);
  return found;
}
/** The one check of a trial clause. */
function check(rule: string, facts: Record<string, string>): Check {
  const [only] = line(explain(trial(`- { ${clause('a')}, ${rule} }`), given(facts)).clauses, 'a').checks;
  if (!only) throw new Error('no check');
  return only;
}

describe('explain', () => {
  it('says of a ratio that is just short: value cut, threshold, distance in money', () => {
    const { clauses } = explain(specialized, given({ revenue: '1亿', rdExpense: '299.999999万' }));
    const rd = line(clauses, 'rd');
    expect(rd).toMatchObject({
      outcome: 'unmet',
      outcomeText: '不满足',
      article: '附件2，认定条件（二）',
      confidence: 'A',
      reason: null,
    });
    expect(rd.checks).toEqual([
      {
        kind: 'compare',
        outcome: 'met',
        text: '研发费用 ≥ 100万',
        measure: '299.999999万元',
        threshold: '≥ 100万',
        reason: null,
        distance: null,
        parts: [],
      },
      {
        kind: 'compare',
        outcome: 'unmet',
        text: '研发费用 ÷ 营业收入 ≥ 3%',
        measure: '2.99%',
        threshold: '≥ 3%',
        reason: null,
        distance: { fact: 'rdExpense', change: '0.01', text: '研发费用再增加 0.01元' },
        parts: [],
      },
    ]);
    expect(rd.facts).toEqual([
      { code: 'rdExpense', label: '研发费用(上年度)', unit: '元', value: '2999999.99', display: '299.999999万元' },
      { code: 'revenue', label: '营业收入(上年度)', unit: '元', value: '100000000', display: '1亿元' },
    ]);
  });

  it('draws the ladder with the step the value stands on, and the way to the next', () => {
    const { clauses } = explain(innovative, given({ revenue: '1亿', rdExpense: '200万' }));
    const indicator = line(clauses, 'rd-ratio');
    expect(indicator).toMatchObject({
      kind: 'indicator',
      parent: 'innovation',
      outcomeText: '10 分',
      maxPoints: 20,
      points: { min: 10, max: 10 },
    });
    expect(indicator.measure).toEqual({ text: '研发费用 ÷ 营业收入', value: '2%' });
    expect(indicator.bands).toEqual([
      { label: '≥ 5%', points: 20, reached: false },
      { label: '≥ 3%', points: 15, reached: false },
      { label: '≥ 2%', points: 10, reached: true },
      { label: '≥ 1%', points: 5, reached: false },
      { label: '其他', points: 0, reached: false },
    ]);
    expect(indicator.distance).toEqual({
      fact: 'rdExpense',
      change: '1000000',
      text: '研发费用再增加 100万元，可得 15 分',
    });
  });

  it('an open ladder leaves the steps open that may still hold', () => {
    const { clauses } = explain(innovative, given({ ipClass1SelfDeveloped: '0', ipClass1: '1' }));
    const ip = line(clauses, 'ip');
    expect(ip.bands.map(({ points, reached }) => [points, reached])).toEqual([[20, null], [15, false], [10, null], [5, false], [0, false]]); // prettier-ignore
    expect(ip).toMatchObject({
      outcomeText: '10–20 分',
      missing: ['ipClass1HighValue'],
      reason: '缺少 Ⅰ类高价值知识产权数',
    });
  });

  it('gives the tree: every line knows its parent and its children', () => {
    const { clauses } = explain(innovative, new Map());
    expect(clauses.filter(({ parent }) => parent === null).map(({ id, kind }) => [id, kind])).toEqual([['exclusions', 'condition'], ['direct', 'group'], ['scored', 'score']]); // prettier-ignore
    expect(line(clauses, 'scored').children).toEqual(['innovation', 'growth', 'specialisation', 'total']);
    expect(line(clauses, 'growth')).toMatchObject({ kind: 'category', line: 15, maxPoints: 30, children: ['main-growth', 'debt-ratio'], text: '成长性满分 30 分，不低于 15 分' }); // prettier-ignore
    expect(line(clauses, 'total')).toMatchObject({ kind: 'total', line: 60, maxPoints: 100 });
  });

  it('lists what is missing with the clauses that wait for it, each once, and not what can no longer matter', () => {
    const { missing } = explain(of2026, given({ revenue: '1500万', ipClass1Applied: '1' }));
    const waiting = Object.fromEntries(missing.map(({ code, clauses }) => [code, clauses]));
    expect(waiting.rdExpenseY1).toEqual(['rd']);
    expect(waiting.marketPositionLeading).toEqual(['market-position']);
    expect(missing.find(({ code }) => code === 'marketPositionLeading')?.judged).toBe(true);
    // the revenue suffices and the patent is there: financing and awards are not asked for
    expect(Object.keys(waiting)).not.toContain('equityFinancing2y');
    expect(Object.keys(waiting)).not.toContain('awardNationalTop3In3y');
    // the year before counts for renewals only
    expect(Object.keys(waiting)).not.toContain('qualityScoreY1');
    expect(explain(of2026, new Map(), { purpose: 'renewal' }).missing.map(({ code }) => code)).toContain(
      'qualityScoreY1',
    );
  });

  it('says why a person must look', () => {
    const facts = given({ totalAssets: '0元', totalLiabilities: '1元', mainRevenue: '1元', mainRevenueY1: '0元' });
    const { clauses } = explain(innovative, facts);
    expect(line(clauses, 'debt-ratio').reason).toBe('分母为零或负数，比率无法计算');
    expect(line(clauses, 'main-growth').reason).toBe('基期为零或负数，增长率无法计算');
    expect(line(explain(of2026, new Map()).clauses, 'market-position').reason).toBe(
      '尚无人对 细分市场占有率较为靠前且有一定知名度 作出判断',
    );
    expect(line(explain(specialized, given({ mainRevenue: '1元', mainRevenueY1: '1元', mainRevenueY2: '0元' })).clauses, 'main-growth-2y').reason).toBe('基期为零或负数，增长率无法计算'); // prettier-ignore
  });

  it('says when an exemption made the clause', () => {
    const { clauses } = explain(of2026, given({ ipClass1Applied: '0', awardNationalTop3In3y: '是' }));
    const ip = line(clauses, 'ip');
    expect(ip).toMatchObject({ outcome: 'met', reason: '符合免予要求的情形' });
    expect(ip.checks[0]).toMatchObject({ kind: 'exempt', outcome: 'met' });
    expect(ip.checks[0]?.parts.map(({ kind, outcome }) => [kind, outcome])).toEqual([['compare', 'unmet'], ['any', 'met']]); // prettier-ignore
  });

  it.each([
    ['fact: revenue, atLeast: 1亿', { revenue: '9000万' }, '营业收入再增加 1,000万元'],
    ['fact: revenue, moreThan: 1亿', { revenue: '1亿' }, '营业收入再增加 0.01元'],
    ['fact: nationalMarketRank, atMost: 3', { nationalMarketRank: '5' }, '主导产品全国细分市场排名再前进 2名'],
    ['fact: revenue, lessThan: 1亿', { revenue: '1亿' }, '营业收入再减少 0.01元'],
    [
      'fact: nationalMarketShare, atLeast: 10%',
      { nationalMarketShare: '8.5%' },
      '主导产品全国细分市场占有率再增加 1.5 个百分点',
    ],
    [
      'ratio: [totalLiabilities, totalAssets], atMost: 70%',
      { totalLiabilities: '80万', totalAssets: '100万' },
      '负债总额再减少 10万元',
    ],
    [
      'growth: [mainRevenue, mainRevenueY1], atLeast: 5%',
      { mainRevenue: '100万', mainRevenueY1: '100万' },
      '主营业务收入再增加 5万元',
    ],
    [
      'compoundGrowth: [revenue, revenueY2], years: 2, atLeast: 5%',
      { revenue: '5500万', revenueY2: '5000万' },
      '营业收入再增加 12.5万元',
    ],
    ['sum: [ipClass1, ipClass2], atLeast: 3', { ipClass1: '1', ipClass2: '1' }, 'Ⅰ类知识产权数再增加 1项'],
    ['mean: [rdExpense, rdExpenseY1], atLeast: 1000万', { rdExpense: '1万', rdExpenseY1: '1万' }, undefined],
    [
      'fact: nationalMarketShare, atLeast: { ratio: [netProfit, revenue] }',
      { nationalMarketShare: '0%', netProfit: '1万', revenue: '2万' },
      undefined,
    ],
  ])('the distance of %s', (rule, facts, text) => {
    const found = check(rule, facts);
    expect([found.outcome, found.distance?.text]).toEqual(['unmet', text]);
  });

  it('going the distance meets the clause, one unit less does not', () => {
    const evaluator = trial(`- { ${clause('a')}, ratio: [rdExpense, revenue], atLeast: 3% }`);
    const fen = fc.integer({ min: 1, max: 10 ** 12 });
    fc.assert(
      fc.property(fen, fc.integer({ min: 0, max: 10 ** 9 }), (revenue, rdExpense) => {
        const facts = new Map([['revenue', revenue], ['rdExpense', rdExpense]]); // prettier-ignore
        const change = line(explain(evaluator, facts).clauses, 'a').distance?.change;
        if (change === undefined) return;
        const more = rdExpense + Math.round(Number(change) * 100);
        const outcome = (value: number) => evaluate(evaluator, new Map([...facts, ['rdExpense', value]])).outcome;
        expect([outcome(more), outcome(more - 1)]).toEqual(['met', 'unmet']);
      }),
    );
  });

  it('the value shown never belies the outcome', () => {
    expect(check('ratio: [totalLiabilities, totalAssets], atMost: 70%', { totalLiabilities: '700.000001万', totalAssets: '1000万' }).measure).toBe('70.01%'); // prettier-ignore
    expect(check('ratio: [rdExpense, revenue], atLeast: 3%', { rdExpense: '299.999999万', revenue: '1亿' }).measure).toBe('2.99%'); // prettier-ignore
    expect(check('growth: [revenue, revenueY1], atLeast: 0%', { revenue: '99.9999万', revenueY1: '100万' }).measure).toBe('-0.01%'); // prettier-ignore
  });

  it('shows a threshold that is itself a figure', () => {
    const found = check('fact: revenue, moreThan: { fact: revenueY1 }', { revenue: '1万', revenueY1: '2万' });
    expect(found).toMatchObject({ text: '营业收入 ＞ 营业收入(前一年)', measure: '1万元', threshold: '＞ 2万元' });
    expect(check('fact: revenue, moreThan: { fact: revenueY1 }', { revenue: '1万' })).toMatchObject({ threshold: '＞ 营业收入(前一年)', reason: '缺少 营业收入(前一年)' }); // prettier-ignore
  });

  it('names the source, the notice and what lies outside the period', () => {
    const explained = explain(specialized, new Map(), { date: '2026-11-01' });
    expect(explained).toMatchObject({
      notice: '预评估，非认定',
      outsidePeriod: true,
      maxPoints: 100,
      outcomeText: '缺数据',
    });
    expect(explained.standard).toMatchObject({
      id: 'miit-2022-63-specialized',
      number: '工信部企业〔2022〕63号',
      hash: specialized.release.hash,
    });
  });

  it.each(standardIds)(
    '%s: outcomes and points are those of the evaluation, for any sheet, and the answer is plain JSON',
    (id) => {
      const evaluator = seedEvaluator(id);
      const purposes = fc.constantFrom('application' as const, 'renewal' as const);
      fc.assert(
        fc.property(sheets(evaluator.slots), purposes, (sheet, purpose) => {
          const facts = readFacts(JSON.stringify(sheet), dictionary);
          const explained = explain(evaluator, facts, { purpose });
          const result = evaluate(evaluator, facts, { purpose });
          expect(explained.clauses.map(({ id: one }) => one).sort()).toEqual([...evaluator.clauseIds].sort());
          for (const one of explained.clauses) {
            expect([one.id, one.outcome, one.points]).toEqual([one.id, result.clauses[one.id]?.outcome, result.clauses[one.id]?.points ?? null]); // prettier-ignore
            if (one.outcome === 'unknown' && one.kind !== 'group' && one.facts.length > 0)
              expect(one.missing).not.toEqual([]);
          }
          expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
          expect(explain(evaluator, facts, { purpose })).toEqual(explained);
        }),
        { numRuns: 25 * rounds },
      );
    },
  );
});

describe('how values are shown', () => {
  it.each([
    [0n, '0元'],
    [1n, '0.01元'],
    [-123_456n, '-1,234.56元'],
    [1_000_000n, '1万元'],
    [12_400_000n, '12.4万元'],
    [299_999_999n, '299.999999万元'],
    [9_999_000_000n, '9,999万元'],
    [10_000_000_000n, '1亿元'],
    [12_345_000_000n, '1.2345亿元'],
    [12_345_670_000n, '12,345.67万元'],
    [-10_000_000_000n, '-1亿元'],
    [10n ** 15n, '100,000亿元'],
  ])('%s 分 is %s', (fen, text) => {
    expect(displayMoney(fen)).toBe(text);
  });

  it('facts: 未知 is never 0 or a dash', () => {
    const show = (code: string, value: FactValue) => displayFact(dictionary.get(code), value);
    expect(show('revenue', null)).toBe('未知');
    expect(show('ownBrand', false)).toBe('否');
    expect(show('rdInstitutionLevel', 'belowCity')).toBe('市级以下');
    expect(show('industryCode', '3412')).toBe('3412');
    expect(show('nationalMarketShare', 123456)).toBe('12.34%');
    expect(show('landArea', 1_234_567_890)).toBe('123,456.789亩');
    expect(show('electricityUse', 25_000_000)).toBe('2,500 千瓦时');
  });

  it('an unknown fact is an error of the caller', () => {
    expect(() => dictionary.get('x')).toThrow(DomainError);
  });
});
