import fc from 'fast-check';
import { compileStandard } from './compile/compile-standard';
import { evaluate, insidePeriod } from './evaluate';
import { explain } from './explain/explain';
import type { FactValue } from './fact';
import { createRelease } from './release';
import { readNatural } from './cases/read-cases';
import { outcomeCode } from './outcome';
import { clause, dictionary, seedEvaluator, seedRelease, trial } from './testing/seeds';

/** Facts in natural units: `{ revenue: '1亿' }`; what is not named is missing. */
const given = (facts: Record<string, string>) =>
  new Map(
    Object.entries(facts).map(([code, text]): [string, FactValue] => [code, readNatural(text, dictionary.get(code))]),
  );

/** The outcome of one clause with this rule. */
function outcomeOf(rule: string, facts: Record<string, string>, purpose: 'application' | 'renewal' = 'application') {
  return evaluate(trial(`- { ${clause('a')}, ${rule} }`), given(facts), { purpose }).clauses.a?.outcome;
}

/** Points of one indicator with this rule, as `min~max outcome`. */
function pointsOf(rule: string, full: number, facts: Record<string, string>) {
  const evaluator = trial(`
- score:
    total: { ${clause('total')}, full: ${full} }
    categories: [{ ${clause('c')}, full: ${full}, indicators: [{ ${clause('i')}, ${rule} }] }]`);
  const { outcome, points } = evaluate(evaluator, given(facts)).clauses.i ?? {};
  return `${points?.min}~${points?.max} ${outcome}`;
}

describe('the words of conditions', () => {
  it.each([
    ['fact: revenue, atLeast: 1亿', { revenue: '1亿' }, 'met'],
    ['fact: revenue, moreThan: 1亿', { revenue: '1亿' }, 'unmet'],
    ['fact: revenue, moreThan: 1亿', { revenue: '10000.000001万' }, 'met'],
    ['fact: revenue, atMost: 1亿', { revenue: '1亿' }, 'met'],
    ['fact: revenue, lessThan: 1亿', { revenue: '1亿' }, 'unmet'],
    ['fact: revenue, atLeast: 5000万, atMost: 20亿', { revenue: '20亿' }, 'met'],
    ['fact: revenue, atLeast: 5000万, atMost: 20亿', { revenue: '4999万' }, 'unmet'],
    ['fact: revenue, atLeast: 5000万, lessThan: 1亿', {}, 'unknown'],
    ['fact: revenue, moreThan: { fact: revenueY1 }', { revenue: '2万', revenueY1: '1万' }, 'met'],
    ['fact: revenue, moreThan: { fact: revenueY1 }', { revenue: '1万', revenueY1: '1万' }, 'unmet'],
    ['fact: revenue, moreThan: { fact: revenueY1 }', { revenue: '1万' }, 'unknown'],
    [
      'fact: revenue, atLeast: { mean: [revenueY1, revenueY2] }',
      { revenue: '2万', revenueY1: '1万', revenueY2: '3万' },
      'met',
    ],
    [
      'fact: nationalMarketShare, atLeast: { ratio: [netProfit, revenue] }',
      { nationalMarketShare: '10%', netProfit: '1万', revenue: '0元' },
      'manual',
    ],
    ['sum: [rdExpense, rdExpenseY1], atLeast: 1200万', { rdExpense: '600万', rdExpenseY1: '600万' }, 'met'],
    ['sum: [rdExpense, rdExpenseY1], atLeast: 1200万', { rdExpense: '9999万' }, 'unknown'],
    [
      'mean: [mainRevenue, mainRevenueY1, mainRevenueY2], atLeast: 1万',
      { mainRevenue: '10000元', mainRevenueY1: '10000元', mainRevenueY2: '9999.99元' },
      'unmet',
    ],
    ['ratio: [rdExpense, revenue], atLeast: 3%', { rdExpense: '300万', revenue: '1亿' }, 'met'],
    ['ratio: [rdExpense, revenue], atLeast: 3%', { rdExpense: '0元', revenue: '0元' }, 'manual'],
    ['ratio: [rdExpense, revenue], atLeast: 3%', { revenue: '0元' }, 'unknown'],
    ['ratio: [rdStaff, employees], atLeast: 50%', { rdStaff: '1', employees: '3' }, 'unmet'],
    ['ratio: [taxPaid, landArea], atLeast: 24.097万元/亩', { taxPaid: '240970元', landArea: '1亩' }, 'met'],
    ['ratio: [taxPaid, landArea], atLeast: 24.097万元/亩', { taxPaid: '240969.99元', landArea: '1亩' }, 'unmet'],
    ['growth: [netProfit, netProfitY1], atLeast: 10%', { netProfit: '11万', netProfitY1: '10万' }, 'met'],
    ['growth: [netProfit, netProfitY1], atLeast: 10%', { netProfit: '11万', netProfitY1: '-10万' }, 'manual'],
    [
      'compoundGrowth: [revenue, revenueY2], years: 2, atLeast: 5%',
      { revenue: '5512.5万', revenueY2: '5000万' },
      'met',
    ],
    [
      'compoundGrowth: [revenue, revenueY2], years: 2, atLeast: 5%',
      { revenue: '5512.4万', revenueY2: '5000万' },
      'unmet',
    ],
    ['compoundGrowth: [revenue, revenueY2], years: 2, atLeast: 5%', { revenue: '1万', revenueY2: '0元' }, 'manual'],
    [
      'compoundGrowth: [netProfit, netProfitY2], years: 2, atLeast: 5%',
      { netProfit: '-1万', netProfitY2: '1万' },
      'manual',
    ],
    ['fact: ownBrand, is: false', { ownBrand: '否' }, 'met'],
    ['fact: ownBrand, is: false', {}, 'unknown'],
    ['fact: mainProductField, is: gapFilling', { mainProductField: 'other' }, 'unmet'],
    ['fact: rdInstitutionLevel, oneOf: [nation, province]', { rdInstitutionLevel: '省级' }, 'met'],
    ['fact: industryCode, startsWith: ["34", "35"]', { industryCode: '3512' }, 'met'],
    ['fact: industryCode, startsWith: ["34", "35"]', { industryCode: '3612' }, 'unmet'],
    ['fact: industryCode, startsWith: ["34", "35"]', {}, 'unknown'],
    ['judgement: governanceSound', {}, 'manual'],
    ['judgement: governanceSound', { governanceSound: '是' }, 'met'],
    ['judgement: governanceSound', { governanceSound: '否' }, 'unmet'],
    ['all: [{ judgement: governanceSound }, { fact: ownBrand, is: true }]', { ownBrand: '是' }, 'manual'],
    ['all: [{ judgement: governanceSound }, { fact: ownBrand, is: true }]', {}, 'unknown'],
    ['any: [{ judgement: governanceSound }, { fact: ownBrand, is: true }]', { ownBrand: '否' }, 'manual'],
    ['any: [{ judgement: governanceSound }, { fact: ownBrand, is: true }]', { ownBrand: '是' }, 'met'],
    ['fact: ownBrand, is: true, exempt: { fact: newProduct, is: true }', { ownBrand: '否', newProduct: '是' }, 'met'],
    ['fact: ownBrand, is: true, exempt: { fact: newProduct, is: true }', { ownBrand: '否' }, 'unknown'],
    ['fact: ownBrand, is: true, exempt: { fact: newProduct, is: true }', { ownBrand: '否', newProduct: '否' }, 'unmet'],
    ['all: [notApplicable, notApplicable]', {}, 'notApplicable'],
    ['all: [notApplicable, { fact: ownBrand, is: true }]', { ownBrand: '是' }, 'met'],
  ])('%s with %o is %s', (rule, facts, outcome) => {
    expect(outcomeOf(rule, facts as Record<string, string>)).toBe(outcome);
  });

  it('byPurpose asks each purpose its own', () => {
    const rule = 'byPurpose: { application: { fact: ownBrand, is: true }, renewal: notApplicable }';
    expect(outcomeOf(rule, { ownBrand: '否' })).toBe('unmet');
    expect(outcomeOf(rule, { ownBrand: '否' }, 'renewal')).toBe('notApplicable');
  });

  it('a clause of the other purpose is reported as not applicable, not with the last case’s answer', () => {
    const evaluator = trial(`
- byPurpose:
    application: { ${clause('first')}, fact: ownBrand, is: true }
    renewal: { ${clause('again')}, fact: newProduct, is: true }`);
    const facts = given({ ownBrand: '是', newProduct: '是' });
    const out = evaluator.createResult();
    const values = evaluator.slots.map((code) => facts.get(code) ?? null);
    evaluator.evaluateInto(values, 'application', out);
    evaluator.evaluateInto(values, 'renewal', out);
    expect([...out.clauseOutcomes]).toEqual([outcomeCode('notApplicable'), outcomeCode('met')]);
  });
});

describe('the words of points', () => {
  const bands =
    'ratio: [rdExpense, revenue], bands: [{ atLeast: 5%, points: 20 }, { atLeast: 3%, points: 15 }], else: 1';
  const tiles = 'fact: employees, bands: [{ atLeast: 10, atMost: 20, points: 2 }, { atLeast: 20, atMost: 30, points: 5 }, { moreThan: 30, points: 3 }], else: 0'; // prettier-ignore
  const ladder = 'ladder: [{ fact: ipClass1, atLeast: 1, points: 10 }, { judgement: governanceSound, points: 6 }, { fact: ipClass2, atLeast: 1, points: 2 }], else: 0'; // prettier-ignore
  const better = `betterOf: [{ fact: rdExpense, bands: [{ atLeast: 100万, points: 4 }], else: 0 }, { ratio: [rdExpense, revenue], bands: [{ atLeast: 3%, points: 10 }], else: 0 }]`; // prettier-ignore
  const count = 'count: { of: [ownBrand, newProduct, { fact: ipClass1, atLeast: 1 }], each: 3, atMost: 5 }';
  const perFull = 'fact: nicheYears, perFull: { every: 2年, points: 1.5, atMost: 5 }';
  const byValue = 'fact: strategicEmerging, byValue: { true: 10, false: 5 }';
  const asPoints = 'fact: localFeatureScore, asPoints: { from: 0, to: 15 }';

  it.each([
    [bands, 20, { rdExpense: '5万', revenue: '100万' }, '20~20 met'],
    [bands, 20, { rdExpense: '1元', revenue: '100万' }, '1~1 met'],
    [bands, 20, { rdExpense: '1元' }, '1~20 unknown'],
    [bands, 20, { rdExpense: '1元', revenue: '0元' }, '1~20 manual'],
    [tiles, 5, { employees: '9' }, '0~0 unmet'],
    [tiles, 5, { employees: '10' }, '2~2 met'],
    [tiles, 5, { employees: '20' }, '5~5 met'],
    [tiles, 5, { employees: '30' }, '5~5 met'],
    [tiles, 5, { employees: '31' }, '3~3 met'],
    [tiles, 5, {}, '0~5 unknown'],
    [ladder, 10, { ipClass1: '1' }, '10~10 met'],
    [ladder, 10, { ipClass2: '1' }, '2~10 unknown'],
    [ladder, 10, { ipClass1: '0', ipClass2: '1' }, '2~6 manual'],
    [ladder, 10, { ipClass1: '0', governanceSound: '否', ipClass2: '0' }, '0~0 unmet'],
    [ladder, 10, { ipClass1: '0', governanceSound: '是' }, '6~6 met'],
    [better, 10, { rdExpense: '100万', revenue: '0元' }, '4~10 manual'],
    [better, 10, { rdExpense: '100万', revenue: '1亿' }, '4~4 met'],
    [better, 10, { rdExpense: '3万', revenue: '100万' }, '10~10 met'],
    [better, 10, {}, '0~10 unknown'],
    [count, 5, { ownBrand: '是', newProduct: '是' }, '5~5 met'],
    [count, 5, { ownBrand: '是', newProduct: '否' }, '3~5 unknown'],
    [count, 5, { ownBrand: '否', newProduct: '否', ipClass1: '0' }, '0~0 unmet'],
    [perFull, 5, { nicheYears: '3.9999年' }, '1.5~1.5 met'],
    [perFull, 5, { nicheYears: '4年' }, '3~3 met'],
    [perFull, 5, { nicheYears: '6年' }, '4.5~4.5 met'],
    [perFull, 5, { nicheYears: '8年' }, '5~5 met'],
    [perFull, 5, {}, '0~5 unknown'],
    [byValue, 10, { strategicEmerging: '否' }, '5~5 met'],
    [byValue, 10, {}, '5~10 unknown'],
    [asPoints, 15, { localFeatureScore: '7.2501分' }, '7.2501~7.2501 met'],
    [asPoints, 15, { localFeatureScore: '0分' }, '0~0 unmet'],
  ])('%s', (rule, full, facts, expected) => {
    expect(pointsOf(rule, full, facts as Record<string, string>)).toBe(expected);
  });
});

describe('exactness', () => {
  const evaluator = trial(`
- { ${clause('ratio')}, ratio: [rdExpense, revenue], atLeast: 3% }
- { ${clause('growth')}, mean: [{ growth: [mainRevenue, mainRevenueY1] }, { growth: [mainRevenueY1, mainRevenueY2] }], atLeast: 10% }
- { ${clause('compound')}, compoundGrowth: [revenue, revenueY2], years: 3, moreThan: 7% }
- { ${clause('mean')}, mean: [revenue, revenueY1, revenueY2], lessThan: 33.33元 }
- { ${clause('sum')}, sum: [revenue, revenueY1, revenueY2, mainRevenue, mainRevenueY1, mainRevenueY2, totalAssets, totalLiabilities, taxPaid, valueAdded], atMost: { sum: [equityFinancing2y, equityFinancing3y] } }`);
  const amount = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 400n }), fc.bigInt({ min: 10n ** 15n - 9n, max: 10n ** 15n })); // prettier-ignore
  const close = fc.bigInt({ min: -2n, max: 2n });

  it('the answer is the one of whole-number arithmetic, however close and however large', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 12, maxLength: 12 }), close, fc.boolean(), (amounts, step, tie) => {
        const codes = evaluator.slots;
        const facts = new Map<string, bigint>(codes.map((code, i) => [code, amounts[i % 12] ?? 0n]));
        const clamp = (value: bigint) => (value < 0n ? 0n : value > 10n ** 15n ? 10n ** 15n : value);
        const value = (code: string) => facts.get(code) ?? 0n;
        if (tie) {
          facts.set('rdExpense', clamp((value('revenue') * 3n) / 100n + step));
          facts.set('mainRevenue', clamp((value('mainRevenueY1') * 12n) / 10n + step));
          facts.set('mainRevenueY1', clamp(value('mainRevenueY2') + step));
        }
        const result = evaluate(evaluator, new Map([...facts].map(([code, fen]) => [code, Number(fen)])));
        const [r, r1, r2] = [value('revenue'), value('revenueY1'), value('revenueY2')];
        const [m, m1, m2] = [value('mainRevenue'), value('mainRevenueY1'), value('mainRevenueY2')];
        const say = (defined: boolean, met: boolean) => ({ outcome: defined ? (met ? 'met' : 'unmet') : 'manual' });
        const rest = ['totalAssets', 'totalLiabilities', 'taxPaid', 'valueAdded'].reduce(
          (sum, code) => sum + value(code),
          0n,
        );
        expect(result.clauses).toEqual({
          ratio: say(r > 0n, value('rdExpense') * 100n >= 3n * r),
          // m/m1 + m1/m2 − 2 ≥ 2/10
          growth: say(m1 > 0n && m2 > 0n, 10n * (m * m2 + m1 * m1) >= 22n * m1 * m2),
          compound: say(r2 > 0n, r * 1000000n > r2 * 1225043n),
          mean: say(true, r + r1 + r2 < 9999n),
          sum: say(true, r + r1 + r2 + m + m1 + m2 + rest <= value('equityFinancing2y') + value('equityFinancing3y')),
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('values beyond 2^53 count by every unit', () => {
    const land = trial(`- { ${clause('a')}, fact: landArea, atLeast: 999999999999.9999亩 }`);
    const outcome = (value: bigint) => evaluate(land, new Map([['landArea', value]])).clauses.a?.outcome;
    expect([outcome(9_999_999_999_999_999n), outcome(9_999_999_999_999_998n)]).toEqual(['met', 'unmet']);
    const share = trial(`- { ${clause('a')}, ratio: [electricityUse, landArea], moreThan: 0.9999999999 }`);
    const of = (a: bigint) => evaluate(share, new Map([['electricityUse', a], ['landArea', 10n ** 16n]])).clauses; // prettier-ignore
    expect([of(9_999_999_999_000_001n).a, of(9_999_999_999_000_000n).a]).toEqual([
      { outcome: 'met' },
      { outcome: 'unmet' },
    ]);
  });
});

describe('a result', () => {
  it('has exactly the shape the contract names', () => {
    const result = evaluate(seedEvaluator('luoyang-2019-58-hidden-champion'), given({ revenue: '1亿' }));
    expect(JSON.stringify(result)).toBe(
      '{"standard":"luoyang-2019-58-hidden-champion","outcome":"unknown","points":null,"clauses":{"size":{"outcome":"unknown"},"established":{"outcome":"unknown"},"revenue":{"outcome":"met"},"product-share":{"outcome":"unknown"},"own-ip":{"outcome":"unknown"},"leading":{"outcome":"manual"},"market":{"outcome":"unknown"}}}',
    );
  });

  it('says when the day lies outside the dates of the purpose; without a day it says nothing', () => {
    const evaluator = seedEvaluator('miit-2022-63-specialized');
    const on = (date?: string, purpose: 'application' | 'renewal' = 'application') =>
      evaluate(evaluator, new Map(), date === undefined ? { purpose } : { purpose, date }).outsidePeriod;
    expect([on(), on('2022-07-31'), on('2022-08-01'), on('2026-03-31'), on('2026-04-01')]).toEqual([undefined, true, undefined, undefined, true]); // prettier-ignore
    expect(on('2026-04-01', 'renewal')).toBe(true);
    const open = seedEvaluator('luoyang-2019-58-hidden-champion');
    expect(evaluate(open, new Map(), { date: '1999-01-01' }).outsidePeriod).toBeUndefined();
    expect(insidePeriod(undefined, '2026-01-01')).toBe(false);
  });

  it('is provisional past the day of review, and says so only then', () => {
    const release = seedRelease('miit-2026-2-specialized');
    const evaluator = compileStandard(createRelease({ ...release.document, reviewBy: '2027-06-30' }), dictionary);
    const on = (date?: string) => evaluate(evaluator, new Map(), date === undefined ? {} : { date });
    expect([on('2027-06-30').provisional, on('2027-07-01').provisional, on().provisional]).toEqual([
      ...[undefined, true, undefined],
    ]);
    expect('provisional' in on('2027-06-30')).toBe(false);
    expect(explain(evaluator, new Map(), { date: '2027-07-01' }).provisional).toBe(true);
    expect(explain(evaluator, new Map(), { date: '2027-06-30' }).provisional).toBe(false);
    expect(evaluate(seedEvaluator('miit-2026-2-specialized'), new Map(), { date: '2199-01-01' })).not.toHaveProperty(
      'provisional',
    );
  });

  it('needs a positive outcome of all that is asked: the whole is the `all` of its clauses', () => {
    const evaluator = seedEvaluator('miit-2026-2-specialized');
    expect(evaluate(evaluator, new Map()).outcome).toBe('unknown');
    expect(evaluate(evaluator, given({ nicheYears: '1年' })).outcome).toBe('unmet');
  });

  it('reused buffers carry nothing over from the case before', () => {
    const evaluator = seedEvaluator('miit-2022-63-innovative');
    const out = evaluator.createResult();
    const full = evaluator.slots.map((code) => (dictionary.get(code).type === 'boolean' ? true : 1));
    const none = evaluator.slots.map(() => null);
    evaluator.evaluateInto(none, 'application', out);
    const first = structuredClone(out);
    evaluator.evaluateInto(full, 'application', out);
    evaluator.evaluateInto(none, 'application', out);
    expect(out).toEqual(first);
    expect(evaluator.scored).toBe(true);
    expect(evaluator.clauseHasPoints.filter(Boolean)).toHaveLength(10);
  });

  it('a page needs only the facts of its standard', () => {
    const release = seedRelease('miit-2022-63-innovative');
    const { slots } = compileStandard(release, dictionary);
    const small = compileStandard(release, dictionary.pick(slots));
    expect(small.slots).toEqual(slots);
    expect(() => compileStandard(release, dictionary.pick(slots.slice(1)))).toThrow('指标字典里没有');
  });
});
