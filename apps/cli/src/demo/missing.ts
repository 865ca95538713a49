import { clamp, type Random } from './random';
import type { DemoValues } from './values';

/**
 * How often each fact is missing at an enterprise of usual size: what the books hold seldom, what somebody must find
 * out (markets, shares) often. Facts that are not named are always there.
 */
const MISSING: Partial<Record<keyof DemoValues, number>> = {
  revenue: 0.015,
  mainRevenue: 0.05,
  netProfit: 0.03,
  totalAssets: 0.03,
  totalLiabilities: 0.04,
  rdExpense: 0.05,
  costExpense: 0.08,
  employees: 0.02,
  averageEmployees: 0.08,
  rdStaff: 0.08,
  techStaff: 0.1,
  taxPaid: 0.05,
  valueAdded: 0.1,
  landArea: 0.09,
  energyUse: 0.12,
  electricityUse: 0.06,
  pollutantEmission: 0.25,
  ipClass1: 0.04,
  ipClass1SelfDeveloped: 0.06,
  ipClass1HighValue: 0.12,
  ipClass1Applied: 0.09,
  ipClass2: 0.04,
  inventionPatents: 0.05,
  rdInstitutionLevel: 0.03,
  digitalLevel: 0.25,
  coreBusinessSystems: 0.15,
  qualitySystemCertified: 0.05,
  managementSystemCertified: 0.07,
  overseasProductCertified: 0.08,
  intlCertifications: 0.1,
  ownBrand: 0.06,
  standardsParticipated: 0.06,
  standardsCount: 0.1,
  nicheYears: 0.06,
  mainProductShare: 0.1,
  mainProductCount: 0.1,
  mainProductField: 0.12,
  strategicEmerging: 0.04,
  newProduct: 0.1,
  nationalMarketShare: 0.5,
  nationalMarketRank: 0.45,
  provinceMarketRank: 0.35,
  continentMarketRank: 0.85,
  worldMarketShareRank: 0.8,
  supplierToLeader: 0.15,
  localFeatureScore: 0.5,
  qualityScore: 0.6,
  creditSound: 0.12,
  equityFinancing2y: 0.06,
  equityFinancing3y: 0.06,
  majorIncident3y: 0.01,
};
const ENTRIES = Object.entries(MISSING) as [keyof DemoValues, number][];

/**
 * Takes facts away, more of them from small enterprises and from careless ones; mostly the same facts every year. A
 * size class is not known without what it is made of.
 */
export function takeAway(rows: DemoValues[], logSize: number, random: Random): void {
  const care = clamp(1.3 - 0.26 * logSize + 0.35 * random.normal(), 0.15, 3);
  for (const [fact, share] of ENTRIES) {
    const likely = share > 0.3 ? share : share * care;
    let missing = random.chance(likely);
    for (const values of rows) {
      const at = random.uniform();
      if (at < 0.25) missing = at < 0.25 * likely; // a quarter of the years decides anew
      if (missing) (values as Record<keyof DemoValues, unknown>)[fact] = null;
    }
  }
  for (const values of rows) {
    if (values.employees === null || values.revenue === null) values.enterpriseSize = null;
  }
}
