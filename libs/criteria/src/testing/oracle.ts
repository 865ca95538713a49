/**
 * A second evaluator, written from the description of the standards and sharing nothing with the room: plain code per
 * standard, exact fractions, no compilation. The two are compared on thousands of random cases.
 */
export type Sheet = Readonly<Record<string, string | boolean | null>>;
type O = 'met' | 'unmet' | 'unknown' | 'manual' | 'notApplicable';
interface Answer {
  outcome: O;
  points?: { min: number; max: number };
}
export interface OracleResult {
  outcome: O;
  points: { min: number; max: number } | null;
  clauses: Record<string, Answer>;
}

/** Numerator and denominator, the latter positive. */
type Q = readonly [bigint, bigint];
type Value = Q | 'unknown' | 'manual';

function q(text: string): Q {
  const [whole = '0', fraction = ''] = text.split('.');
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
}
const times = (a: Q, b: Q): Q => [a[0] * b[0], a[1] * b[1]];
const plus = (a: Q, b: Q): Q => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
const minus = (a: Q, b: Q): Q => plus(a, [-b[0], b[1]]);
const over = (a: Q, b: Q): Q | 'manual' => (b[0] <= 0n ? 'manual' : [a[0] * b[1], a[1] * b[0]]);
const atLeast = (a: Q, b: Q): boolean => a[0] * b[1] >= b[0] * a[1];
const atMost = (a: Q, b: Q): boolean => atLeast(b, a);
const wan = (text: string): Q => times(q(text), [10000n, 1n]);
const percent = (text: string): Q => times(q(text), [1n, 100n]);

const all = (...outcomes: O[]): O => first(outcomes, ['unmet', 'unknown', 'manual', 'met']);
const any = (...outcomes: O[]): O => first(outcomes, ['met', 'unknown', 'manual', 'unmet']);
function first(outcomes: O[], order: O[]): O {
  return order.find((one) => outcomes.includes(one)) ?? 'notApplicable';
}

class Case {
  constructor(readonly sheet: Sheet) {}
  num(code: string): Value {
    const text = this.sheet[code] ?? null;
    return text === null ? 'unknown' : q(text as string);
  }
  /** Applies arithmetic to facts: unknown before undefined. */
  calc(codes: string[], work: (...values: Q[]) => Value): Value {
    const values = codes.map((code) => this.num(code));
    return values.includes('unknown') ? 'unknown' : work(...(values as Q[]));
  }
  ratio(a: string, b: string): Value {
    return this.calc([a, b], over);
  }
  growth(now: string, before: string): Value {
    return this.calc([now, before], (x, y) => {
      const quotient = over(x, y);
      return quotient === 'manual' ? quotient : minus(quotient, [1n, 1n]);
    });
  }
  test(value: Value, holds: (x: Q) => boolean): O {
    return typeof value === 'string' ? value : holds(value) ? 'met' : 'unmet';
  }
  is(code: string, wanted = true): O {
    const value = this.sheet[code] ?? null;
    return value === null ? 'unknown' : value === wanted ? 'met' : 'unmet';
  }
  judged(code: string): O {
    const value = this.sheet[code] ?? null;
    return value === null ? 'manual' : value === true ? 'met' : 'unmet';
  }
  oneOf(code: string, ...wanted: string[]): O {
    const value = this.sheet[code] ?? null;
    return value === null ? 'unknown' : wanted.includes(value as string) ? 'met' : 'unmet';
  }
  min(code: string, line: Q): O {
    return this.test(this.num(code), (x) => atLeast(x, line));
  }
}

interface Points {
  min: number;
  max: number;
  open: 'unknown' | 'manual' | null;
}
const known = (points: number): Points => ({ min: points, max: points, open: null });

/** Steps from best to worst; the last number is for everything else. */
function steps(value: Value, lines: [Q, number][], rest: number, holds = atLeast): Points {
  if (typeof value === 'string') {
    const possible = [...lines.map(([, points]) => points), rest];
    return { min: Math.min(...possible), max: Math.max(...possible), open: value };
  }
  return known(lines.find(([line]) => holds(value, line))?.[1] ?? rest);
}

function rungs(list: [O, number][], rest: number): Points {
  const sure = list.findIndex(([outcome]) => outcome === 'met');
  const reached = sure < 0 ? rest : (list[sure] as [O, number])[1];
  const open = list.slice(0, sure < 0 ? list.length : sure).filter(([o]) => o === 'unknown' || o === 'manual');
  const possible = [reached, ...open.map(([, points]) => points)];
  const kind = open.some(([o]) => o === 'unknown') ? 'unknown' : open.length > 0 ? 'manual' : null;
  return { min: Math.min(...possible), max: Math.max(...possible), open: kind };
}

function table(value: string | boolean | null, points: Record<string, number>): Points {
  if (value !== null) return known(points[String(value)] as number);
  const possible = Object.values(points);
  return { min: Math.min(...possible), max: Math.max(...possible), open: 'unknown' };
}

function better(...options: Points[]): Points {
  const unsettled = options.filter((one) => one.min !== one.max).map((one) => one.open);
  return {
    min: Math.max(...options.map((one) => one.min)),
    max: Math.max(...options.map((one) => one.max)),
    open: unsettled.includes('unknown') ? 'unknown' : unsettled.includes('manual') ? 'manual' : null,
  };
}

function indicator(points: Points): Answer {
  const { min, max, open } = points;
  const outcome: O = min === max ? (min > 0 ? 'met' : 'unmet') : (open as O);
  return { outcome, points: { min, max } };
}

/** Sums answers under a line; without one the sum only has to be known. */
function sum(parts: Answer[], line: number | null): Answer {
  // in ten-thousandths, so that no double spoils a sum
  const add = (end: 'min' | 'max') =>
    parts.reduce((total, part) => total + Math.round((part.points?.[end] ?? 0) * 10000), 0) / 10000;
  const [min, max] = [add('min'), add('max')];
  const open: O = parts.some((part) => part.outcome === 'unknown') ? 'unknown' : 'manual';
  const outcome: O = line === null ? (min === max ? 'met' : open) : min >= line ? 'met' : max < line ? 'unmet' : open;
  return { outcome, points: { min, max } };
}

function exclusions(c: Case): O {
  return all(
    c.is('registeredInChina'),
    c.oneOf('enterpriseSize', 'micro', 'small', 'medium'),
    ...['abnormalOperation', 'seriousDishonesty', 'prohibitedProduct', 'majorIncident3y'].map((f) => c.is(f, false)),
  );
}

const ONE = q('1');
const ipRungs = (c: Case, ...points: number[]): Points =>
  rungs(
    ['ipClass1HighValue', 'ipClass1SelfDeveloped', 'ipClass1', 'ipClass2'].map((code, i): [O, number] => [
      c.min(code, ONE),
      points[i] as number,
    ]),
    0,
  );

function innovative(c: Case): OracleResult {
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

function specialized2022(c: Case): OracleResult {
  const twoRates = c.calc(['mainRevenue', 'mainRevenueY1', 'mainRevenueY2'], (a, b, d) => {
    const [x, y] = [over(a, b), over(b, d)];
    return x === 'manual' || y === 'manual' ? 'manual' : minus(times(plus(x, y), [1n, 2n]), [1n, 1n]);
  });
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
  const total = sum(list, 60);
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

function conditionsOnly(outcomes: Record<string, O>): OracleResult {
  const clauses = Object.fromEntries(Object.entries(outcomes).map(([id, outcome]) => [id, { outcome }]));
  return { outcome: all(...Object.values(outcomes)), points: null, clauses };
}

function specialized2026(c: Case, renewal: boolean): OracleResult {
  const share = (a: string, b: string, line: string) => c.test(c.ratio(a, b), (x) => atLeast(x, percent(line)));
  const award = any(c.is('awardProvincialTop3In3y'), c.is('awardNationalTop3In3y'), c.oneOf('rdInstitutionLevel', 'nation', 'province')); // prettier-ignore
  const score = c.min('qualityScore', q('50'));
  return conditionsOnly({
    exclusions: exclusions(c),
    'base-title': any(c.is('titleTechSme'), c.is('titleInnovativeSme')),
    'niche-years': c.min('nicheYears', q('3')),
    revenue: any(c.min('revenue', wan('1500')), c.min('equityFinancing2y', wan('2000'))),
    'main-share': share('mainRevenue', 'revenue', '80'),
    'debt-ratio': c.test(c.ratio('totalLiabilities', 'totalAssets'), (x) => atMost(x, percent('80'))),
    rd: all(
      c.min('rdExpense', wan('100')),
      c.min('rdExpenseY1', wan('100')),
      share('rdExpense', 'revenue', '3'),
      share('rdExpenseY1', 'revenueY1', '3'),
    ),
    ip: any(c.min('ipClass1Applied', ONE), award),
    'market-position': c.judged('marketPositionLeading'),
    'quality-score': renewal ? any(score, c.min('qualityScoreY1', q('50'))) : score,
  });
}

function hiddenChampion(c: Case): OracleResult {
  return conditionsOnly({
    size: c.oneOf('enterpriseSize', 'micro', 'small', 'medium'),
    established: c.min('establishedYears', q('3')),
    revenue: c.min('revenue', wan('3000')),
    'product-share': c.min('mainProductShare', percent('50')),
    'own-ip': c.test(
      c.calc(['ipClass1', 'ipClass2'], (a, b) => plus(a, b)),
      (x) => atLeast(x, ONE),
    ),
    leading: c.judged('keyIndicatorsLeading'),
    market: c.test(c.num('nationalMarketRank'), (x) => atMost(x, ONE)),
  });
}

/** Judges a sheet of decimal texts (money in 元) under one of the standards described. */
export function oracle(standard: string, sheet: Sheet, renewal: boolean): OracleResult {
  const c = new Case(sheet);
  switch (standard) {
    case 'miit-2022-63-innovative':
      return innovative(c);
    case 'miit-2022-63-specialized':
      return specialized2022(c);
    case 'miit-2026-2-specialized':
      return specialized2026(c, renewal);
    case 'luoyang-2019-58-hidden-champion':
      return hiddenChampion(c);
    default:
      throw new Error(`the oracle does not know ${standard}`);
  }
}
