import type { Finances } from './finances';
import type { Honours } from './honours';
import type { Innovation } from './innovation';
import type { Market } from './market';
import type { Standing } from './standing';

type Nullable<T> = { [K in keyof T]: T[K] | null };

/**
 * The facts of one enterprise and year by their codes; null is missing. Money is integer 分, other decimals are
 * integers by the dictionary's scale. Facts a person judges are never here, nor those that another year's row holds.
 */
export type DemoValues = Nullable<Finances & Innovation & Honours & Market & Standing>;

/**
 * Values with every fact missing, to be filled. All rows share one shape this way; spreading five objects into a new
 * one of 75 keys is seventy times slower (measured).
 */
export function emptyValues(): DemoValues {
  return {
    revenue: null,
    mainRevenue: null,
    netProfit: null,
    totalAssets: null,
    totalLiabilities: null,
    rdExpense: null,
    costExpense: null,
    employees: null,
    averageEmployees: null,
    taxPaid: null,
    valueAdded: null,
    rdStaff: null,
    techStaff: null,
    ipClass1: null,
    ipClass1SelfDeveloped: null,
    ipClass1HighValue: null,
    ipClass1Applied: null,
    ipClass2: null,
    inventionPatents: null,
    rdInstitutionLevel: null,
    digitalLevel: null,
    coreBusinessSystems: null,
    qualitySystemCertified: null,
    managementSystemCertified: null,
    overseasProductCertified: null,
    intlCertifications: null,
    provincialQualityAward: null,
    ownBrand: null,
    standardsParticipated: null,
    standardsCount: null,
    ledStandard5y: null,
    awardProvincialOrNational3y: null,
    awardProvincialTop3In3y: null,
    awardNationalTop5In3y: null,
    awardNationalTop3In3y: null,
    awardNationalTop3In5y: null,
    makerChina500In3y: null,
    makerChina50In3y: null,
    titleHighTech: null,
    titleInnovationDemo: null,
    titleIpAdvantage: null,
    titleTechSme: null,
    titleInnovativeSme: null,
    titleSpecializedSme: null,
    titleLittleGiant: null,
    titleSingleChampion: null,
    titleHiddenChampion: null,
    equityFinancing2y: null,
    equityFinancing3y: null,
    nicheYears: null,
    mainProductShare: null,
    mainProductCount: null,
    mainProductField: null,
    strategicEmerging: null,
    newProduct: null,
    nationalMarketShare: null,
    nationalMarketRank: null,
    provinceMarketRank: null,
    continentMarketRank: null,
    worldMarketShareRank: null,
    supplierToLeader: null,
    localFeatureScore: null,
    qualityScore: null,
    registeredInChina: null,
    abnormalOperation: null,
    seriousDishonesty: null,
    prohibitedProduct: null,
    majorIncident3y: null,
    creditSound: null,
    aboveScale: null,
    enterpriseSize: null,
    landArea: null,
    energyUse: null,
    electricityUse: null,
    pollutantEmission: null,
  };
}

/** The codes of the facts in a row, in their order. */
export const DEMO_FACTS = Object.keys(emptyValues()) as (keyof DemoValues)[];
