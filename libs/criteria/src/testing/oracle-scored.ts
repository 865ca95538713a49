import {
  all,
  type Answer,
  any,
  atLeast,
  atMost,
  better,
  type Case,
  exclusions,
  indicator,
  known,
  type O,
  ONE,
  type OracleResult,
  percent,
  plus,
  type Points,
  type Q,
  q,
  rungs,
  steps,
  sum,
  table,
  type Value,
  wan,
} from './oracle-arithmetic';

/** The scored standards, each written out. */
const ipRungs = (c: Case, ...points: number[]): Points =>
  rungs(
    ['ipClass1HighValue', 'ipClass1SelfDeveloped', 'ipClass1', 'ipClass2'].map((code, i): [O, number] => [
      c.min(code, ONE),
      points[i] as number,
    ]),
    0,
  );

export function innovative(c: Case): OracleResult {
  const direct = {
    'direct-award': c.is('awardProvincialOrNational3y'),
    'direct-honour': any(c.is('titleHighTech'), c.is('titleInnovationDemo'), c.is('titleIpAdvantage')),
    'direct-institution': c.oneOf('rdInstitutionLevel', 'nation', 'province'),
    'direct-financing': c.min('equityFinancing3y', wan('500')),
  };
  const ip = indicator(ipRungs(c, 20, 15, 10, 5));
  const rd = c.ratio('rdExpense', 'revenue');
  const rdRatio = indicator(steps(rd, [[percent('5'), 20], [percent('3'), 15], [percent('2'), 10], [percent('1'), 5]], 0)); // prettier-ignore
  const rate = c.growth('mainRevenue', 'mainRevenueY1');
  const growing = indicator(steps(rate, [[percent('15'), 20], [percent('10'), 15], [percent('5'), 10], [q('0'), 5]], 0)); // prettier-ignore
  const debt = indicator(steps(c.ratio('totalLiabilities', 'totalAssets'), [[percent('55'), 10], [percent('75'), 5]], 0, atMost)); // prettier-ignore
  const field = indicator(table(c.sheet.strategicEmerging ?? null, { true: 10, false: 5 }));
  const share = indicator(steps(c.ratio('mainRevenue', 'revenue'), [[percent('70'), 20], [percent('60'), 15], [percent('55'), 10], [percent('50'), 5]], 0)); // prettier-ignore
  const innovation = sum([ip, rdRatio], 20);
  const growth = sum([growing, debt], 15);
  const specialisation = sum([field, share], 15);
  const total = sum([ip, rdRatio, growing, debt, field, share], 60);
  const scored = all(total.outcome, innovation.outcome, growth.outcome, specialisation.outcome);
  const excluded = exclusions(c);
  const directly = any(...Object.values(direct));
  return {
    outcome: all(excluded, any(directly, scored)),
    points: total.points ?? null,
    clauses: {
      exclusions: { outcome: excluded },
      direct: { outcome: directly },
      ...Object.fromEntries(Object.entries(direct).map(([id, outcome]) => [id, { outcome }])),
      scored: { outcome: scored },
      ...{ innovation, ip, 'rd-ratio': rdRatio, growth, 'main-growth': growing, 'debt-ratio': debt },
      ...{ specialisation, field, 'main-share': share, total },
    },
  };
}

/** From 10 % down to 4 % in steps of two, as S2 uses it again and again. */
const downFromTen = (last: [Q, number]): [Q, number][] => [
  [percent('10'), 10],
  [percent('8'), 8],
  [percent('6'), 6],
  [percent('4'), 4],
  last,
];

function fullYears(value: Value): Points {
  if (typeof value === 'string') return { min: 0, max: 5, open: value };
  return known(Math.min(5, Number(value[0] / (value[1] * 2n))));
}

function qualityItems(c: Case): Points {
  const outcomes = ['provincialQualityAward', 'qualitySystemCertified', 'ownBrand', 'standardsParticipated'].map((f) =>
    c.is(f),
  );
  const sure = outcomes.filter((o) => o === 'met').length;
  const maybe = outcomes.filter((o) => o === 'unknown').length;
  return { min: Math.min(5, 3 * sure), max: Math.min(5, 3 * (sure + maybe)), open: maybe > 0 ? 'unknown' : null };
}

function ownValue(value: Value): Points {
  if (typeof value === 'string') return { min: 0, max: 15, open: value };
  return known(Number((value[0] * 10000n) / value[1]) / 10000);
}

/** @param line least total; a province may ask for more */
export function specialized2022(c: Case, line: number): OracleResult {
  const twoRates = c.meanGrowth('mainRevenue', 'mainRevenueY1', 'mainRevenueY2');
  const rdShare = c.ratio('rdExpense', 'revenue');
  const amounts: [Q, number][] = [500, 400, 300, 200, 100].map((n, i) => [wan(String(n)), 10 - 2 * i]);
  const parts = {
    'main-share': steps(c.ratio('mainRevenue', 'revenue'), [[percent('80'), 5], [percent('70'), 3], [percent('60'), 1]], 0), // prettier-ignore
    'main-growth-2y': steps(twoRates, downFromTen([q('0'), 2]), 0),
    'niche-years-points': fullYears(c.num('nicheYears')),
    field: table(c.sheet.mainProductField ?? null, { gapFilling: 5, sixBases: 3, other: 0 }),
    digital: steps(c.num('digitalLevel'), [[q('3'), 5], [q('2'), 3]], 0), // prettier-ignore
    quality: qualityItems(c),
    'net-margin': steps(c.ratio('netProfit', 'revenue'), downFromTen([percent('2'), 2]), 0),
    'debt-ratio': steps(c.ratio('totalLiabilities', 'totalAssets'), [[percent('50'), 5], [percent('60'), 3], [percent('70'), 1]], 0, atMost), // prettier-ignore
    'local-feature': ownValue(c.num('localFeatureScore')),
    ip: ipRungs(c, 10, 8, 6, 2),
    'rd-input': better(steps(c.num('rdExpense'), amounts, 0), steps(rdShare, downFromTen([percent('3'), 2]), 0)),
    'rd-staff': steps(c.ratio('rdStaff', 'employees'), [[percent('20'), 5], [percent('10'), 3], [percent('5'), 1]], 0), // prettier-ignore
    'rd-institution': table(c.sheet.rdInstitutionLevel ?? null, { nation: 10, province: 8, city: 4, belowCity: 2, none: 0 }), // prettier-ignore
  };
  const answers = Object.fromEntries(Object.entries(parts).map(([id, points]) => [id, indicator(points)]));
  const list = Object.values(answers);
  const categories = {
    specialisation: sum(list.slice(0, 4), null),
    refinement: sum(list.slice(4, 8), null),
    distinctiveness: sum(list.slice(8, 9), null),
    innovation: sum(list.slice(9), null),
  };
  const total = sum(list, line);
  const merits: Record<string, O> = {
    'merit-award': any(c.is('awardProvincialTop3In3y'), c.is('awardNationalTop5In3y')),
    'merit-rd': c.test(c.calc(['rdExpense', 'rdExpenseY1'], (a, b) => plus(a, b)), (x) => atLeast(x, wan('2000'))), // prettier-ignore
    'merit-financing': c.min('equityFinancing2y', wan('6000')),
    'merit-maker': c.is('makerChina500In3y'),
  };
  const plain: Record<string, O> = {
    exclusions: exclusions(c),
    'niche-years': c.min('nicheYears', q('2')),
    rd: all(
      c.min('rdExpense', wan('100')),
      c.test(rdShare, (x) => atLeast(x, percent('3'))),
    ),
    revenue: any(c.min('revenue', wan('1000')), c.min('equityFinancing2y', wan('2000'))),
    merit: any(total.outcome, ...Object.values(merits)),
  };
  const outcomes = Object.entries({ ...plain, ...merits }).map(([id, outcome]) => [id, { outcome }]);
  return {
    outcome: all(...Object.values(plain)),
    points: total.points ?? null,
    clauses: { ...(Object.fromEntries(outcomes) as Record<string, Answer>), ...answers, ...categories, total },
  };
}

export function techSme(c: Case): OracleResult {
  const share = c.ratio('rdExpense', 'revenue');
  const cost = c.ratio('rdExpense', 'costExpense');
  const lines = (list: [string, number][]): [Q, number][] => list.map(([line, points]) => [percent(line), points]);
  const techStaff = indicator(steps(c.ratio('techStaff', 'employees'), lines([['30', 20], ['25', 16], ['20', 12], ['15', 8], ['10', 4]]), 0)); // prettier-ignore
  const rdInput = indicator(
    better(
      steps(share, lines([['6', 50], ['5', 40], ['4', 30], ['3', 20], ['2', 10]]), 0), // prettier-ignore
      steps(cost, lines([['30', 50], ['25', 40], ['20', 30], ['15', 20], ['10', 10]]), 0), // prettier-ignore
    ),
  );
  const class2 = [4, 3, 2, 1].map((n): [O, number] => [c.min('ipClass2', q(String(n))), n * 6]);
  const results = indicator(rungs([[c.min('ipClass1', ONE), 30], ...class2], 0));
  const total = sum([techStaff, rdInput, results], 60);
  const scored = all(total.outcome, techStaff.outcome);
  const direct = {
    'direct-title': c.is('titleHighTech'),
    'direct-award': c.is('awardNationalTop3In5y'),
    'direct-institution': c.oneOf('rdInstitutionLevel', 'nation', 'province'),
    'direct-standard': c.is('ledStandard5y'),
  };
  const directly = any(...Object.values(direct));
  const top = {
    limits: all(
      c.is('registeredInChina'),
      c.max('employees', q('500')),
      c.max('revenue', wan('20000')),
      c.max('totalAssets', wan('20000')),
    ),
    exclusions: all(
      ...['prohibitedProduct', 'abnormalOperation', 'seriousDishonesty', 'majorIncident3y'].map((f) => c.is(f, false)),
    ),
  };
  const plain = { ...top, direct: directly, ...direct, scored };
  return {
    outcome: all(...Object.values(top), any(directly, scored)),
    points: total.points ?? null,
    clauses: {
      ...Object.fromEntries(Object.entries(plain).map(([id, outcome]) => [id, { outcome }])),
      ...{ 'tech-staff': techStaff, 'rd-input': rdInput, results, total },
    },
  };
}
