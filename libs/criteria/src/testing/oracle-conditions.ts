import {
  above,
  all,
  any,
  atLeast,
  type Case,
  conditionsOnly,
  exclusions,
  ONE,
  type OracleResult,
  over,
  percent,
  plus,
  q,
  times,
  wan,
} from './oracle-arithmetic';

/** The standards of conditions alone, each written out clause by clause. */
export function specialized2026(c: Case, renewal: boolean): OracleResult {
  const award = any(c.is('awardProvincialTop3In3y'), c.is('awardNationalTop3In3y'), c.oneOf('rdInstitutionLevel', 'nation', 'province')); // prettier-ignore
  const score = c.min('qualityScore', q('50'));
  return conditionsOnly({
    exclusions: exclusions(c),
    'base-title': any(c.is('titleTechSme'), c.is('titleInnovativeSme')),
    'niche-years': c.min('nicheYears', q('3')),
    revenue: any(c.min('revenue', wan('1500')), c.min('equityFinancing2y', wan('2000'))),
    'main-share': c.share('mainRevenue', 'revenue', '80'),
    'debt-ratio': c.debt('80'),
    rd: all(
      c.min('rdExpense', wan('100')),
      c.min('rdExpenseY1', wan('100')),
      c.share('rdExpense', 'revenue', '3'),
      c.share('rdExpenseY1', 'revenueY1', '3'),
    ),
    ip: any(c.min('ipClass1Applied', ONE), award),
    'market-position': c.judged('marketPositionLeading'),
    'quality-score': renewal ? any(score, c.min('qualityScoreY1', q('50'))) : score,
  });
}

export function littleGiant2022(c: Case): OracleResult {
  const both = (line: string) => all(c.share('rdExpense', 'revenue', line), c.share('rdExpenseY1', 'revenueY1', line));
  const bySize = any(
    all(c.min('revenue', wan('10000')), both('3')),
    all(c.min('revenue', wan('5000')), c.below('revenue', wan('10000')), both('6')),
    all(
      c.below('revenue', wan('5000')),
      c.min('equityFinancing2y', wan('8000')),
      c.min('rdExpense', wan('3000')),
      c.share('rdStaff', 'employees', '50'),
    ),
  );
  const general = {
    'rd-by-size': bySize,
    institution: c.oneOf('rdInstitutionLevel', 'nation', 'province', 'city', 'belowCity'),
    ip: c.min('ipClass1Applied', q('2')),
  };
  const paths = {
    'innovation-direct': any(c.is('awardNationalTop3In3y'), c.is('makerChina50In3y')),
    'innovation-general': all(...Object.values(general)),
  };
  const growth = c.meanGrowth('mainRevenue', 'mainRevenueY1', 'mainRevenueY2');
  const top = {
    exclusions: exclusions(c),
    years: any(
      c.min('nicheYears', q('3')),
      all(c.oneOf('mainProductField', 'gapFilling'), c.min('nicheYears', q('2'))),
    ),
    'main-share': c.share('mainRevenue', 'revenue', '70'),
    'main-growth-2y': c.test(growth, (x) => atLeast(x, percent('5'))),
    governance: c.judged('governanceSound'),
    'info-system': c.min('coreBusinessSystems', ONE),
    certified: any(c.is('managementSystemCertified'), c.is('overseasProductCertified')),
    'debt-ratio': c.debt('70'),
    'market-share': c.min('nationalMarketShare', percent('10')),
    'own-brand': c.is('ownBrand'),
    innovation: any(...Object.values(paths)),
    chain: c.judged('keyChainLink'),
    'product-field': c.judged('keyProductField'),
  };
  return conditionsOnly(top, { ...paths, ...general });
}

export function littleGiant2026(c: Case, renewal: boolean): OracleResult {
  // (revenue / revenueY2) ≥ 1.05², which is revenue × 400 ≥ revenueY2 × 441
  const cagr = c.calc(['revenue', 'revenueY2'], over);
  const score = c.min('qualityScore', q('60'));
  return conditionsOnly({
    exclusions: exclusions(c),
    'base-title': c.is('titleSpecializedSme'),
    'niche-years': c.min('nicheYears', q('3')),
    revenue: c.min('revenue', wan('5000')),
    'main-share': c.share('mainRevenue', 'revenue', '90'),
    'revenue-cagr': renewal ? 'notApplicable' : c.test(cagr, (x) => atLeast(times(x, q('400')), q('441'))),
    'debt-ratio': c.debt('75'),
    rd: all(
      c.test(c.calc(['rdExpense', 'rdExpenseY1'], plus), (x) => atLeast(x, wan('1200'))),
      c.share('rdExpense', 'revenue', '3'),
      c.share('rdExpenseY1', 'revenueY1', '3'),
    ),
    ip: any(c.min('ipClass1Applied', q('4')), c.is('awardNationalTop3In3y')),
    'market-share': any(c.min('nationalMarketShare', percent('10')), c.max('nationalMarketRank', q('3'))),
    'product-field': c.judged('keyProductField'),
    'quality-score': renewal ? any(score, c.min('qualityScoreY1', q('60'))) : score,
  });
}

export function zhejiang2026(c: Case): OracleResult {
  const higher = (a: string, b: string) => c.test(c.calc([a, b], (x, y) => plus(x, times(y, q('-1')))), (x) => x[0] > 0n); // prettier-ignore
  const profit = c.meanGrowth('netProfit', 'netProfitY1', 'netProfitY2');
  return conditionsOnly({
    years: c.min('establishedYears', q('10')),
    revenue: all(c.min('revenue', wan('5000')), c.max('revenue', wan('200000'))),
    growth: all(higher('revenue', 'revenueY1'), higher('revenueY1', 'revenueY2')),
    'profit-growth': c.test(profit, (x) => atLeast(x, percent('10'))),
    'debt-ratio': c.debt('75'),
    credit: c.is('creditSound'),
    'niche-years': c.min('nicheYears', q('10')),
    products: c.max('mainProductCount', q('3')),
    'main-share': c.share('mainRevenue', 'revenue', '70'),
    market: any(c.max('worldMarketShareRank', q('10')), c.max('nationalMarketRank', q('3'))),
    rd: all(c.share('rdExpense', 'revenue', '4'), c.share('rdExpenseY1', 'revenueY1', '4')),
    ip: c.min('inventionPatents', q('4')),
    institution: all(
      c.oneOf('rdInstitutionLevel', 'nation', 'province', 'city', 'belowCity'),
      c.min('coreBusinessSystems', ONE),
    ),
    'standard-brand': all(c.min('standardsCount', ONE), c.is('ownBrand'), c.min('intlCertifications', ONE)),
    'not-held': all(c.is('titleSingleChampion', false), c.is('titleLittleGiant', false)),
    exclusions: all(...['abnormalOperation', 'seriousDishonesty', 'majorIncident3y'].map((f) => c.is(f, false))),
  });
}

/** 洛阳: the champion itself, or the step before, which asks another place in the market. */
export function luoyang(c: Case, cultivation: boolean): OracleResult {
  return conditionsOnly({
    size: c.oneOf('enterpriseSize', 'micro', 'small', 'medium'),
    established: c.min('establishedYears', q('3')),
    revenue: c.min('revenue', wan('3000')),
    'product-share': c.min('mainProductShare', percent('50')),
    'own-ip': c.test(c.calc(['ipClass1', 'ipClass2'], plus), (x) => atLeast(x, ONE)),
    leading: c.judged('keyIndicatorsLeading'),
    market: cultivation
      ? any(c.max('provinceMarketRank', q('3')), c.is('supplierToLeader'))
      : c.max('nationalMarketRank', ONE),
  });
}

export function singleChampion(c: Case): OracleResult {
  const threeYears = c.calc(['mainRevenue', 'mainRevenueY1', 'mainRevenueY2'], (x, y, z) => plus(plus(x, y), z));
  return conditionsOnly({
    years: any(c.min('nicheYears', q('10')), all(c.is('newProduct'), c.min('nicheYears', q('5')))),
    revenue: c.test(threeYears, (x) => atLeast(x, wan('120000'))),
    market: c.max('worldMarketShareRank', q('3')),
    leading: c.judged('keyIndicatorsLeading'),
    governance: c.judged('governanceSound'),
  });
}

export function shandong(c: Case): OracleResult {
  const growth = c.meanGrowth('revenue', 'revenueY1', 'revenueY2');
  return conditionsOnly({
    established: c.min('establishedYears', q('3')),
    revenue: c.min('revenue', wan('1000')),
    growth: c.test(growth, (x) => above(x, percent('10'))),
    market: all(c.max('nationalMarketRank', q('10')), c.max('provinceMarketRank', q('3'))),
    rd: c.share('rdExpense', 'revenue', '3'),
  });
}

export function hubei(c: Case): OracleResult {
  return conditionsOnly({
    market: any(
      c.max('worldMarketShareRank', q('10')),
      c.max('nationalMarketRank', q('5')),
      c.max('provinceMarketRank', q('3')),
    ),
  });
}

/** @param yuan 元 per dollar, as the release states it */
export function simon(c: Case, yuan: string): OracleResult {
  return conditionsOnly({
    market: any(c.max('worldMarketShareRank', q('3')), c.max('continentMarketRank', ONE)),
    revenue: c.below('revenue', times(q('5000000000'), q(yuan))),
    awareness: c.judged('lowPublicAwareness'),
  });
}
