import type { Finances } from './finances';
import { clamp, exponential, type Random } from './random';
import type { Traits } from './traits';

/** Standing with the authorities, and what land and nature carry for it, of one year. Decimals are scaled by 10⁴. */
export interface Standing {
  registeredInChina: boolean;
  abnormalOperation: boolean;
  seriousDishonesty: boolean;
  prohibitedProduct: boolean;
  majorIncident3y: boolean;
  creditSound: boolean;
  aboveScale: boolean;
  enterpriseSize: 'micro' | 'small' | 'medium' | 'large';
  /** 亩 */
  landArea: number;
  /** 吨标煤 */
  energyUse: number;
  /** 千瓦时 */
  electricityUse: number;
  /** 吨 */
  pollutantEmission: number;
}

/** 分 */
const WAN = 1_000_000;

/** 工信部联企业〔2011〕300号, industry: both lower limits must hold, otherwise the next class down. */
export function sizeClass(employees: number, revenue: number): Standing['enterpriseSize'] {
  if (employees >= 1000 && revenue >= 40_000 * WAN) return 'large';
  if (employees >= 300 && revenue >= 2_000 * WAN) return 'medium';
  if (employees >= 20 && revenue >= 300 * WAN) return 'small';
  return 'micro';
}

export function standingOf(
  traits: Traits,
  years: readonly number[],
  finances: readonly Finances[],
  random: Random,
): Standing[] {
  const abnormalYear = random.chance(0.03) ? (years[random.below(years.length)] ?? 0) : 0;
  const dishonest = random.chance(0.005);
  const prohibited = random.chance(0.006);
  const incidentYear = random.chance(0.02) ? (years[0] ?? 0) - 3 + random.below(6) : -Infinity;
  const sound = random.chance(0.86 + 0.06 * traits.management);
  const taxes = finances.reduce((sum, { taxPaid }) => sum + taxPaid, 0) / finances.length / 100;
  const land = clamp((taxes / 240_000) * exponential(0.7 * random.normal()), 0.6, 900);
  const intensity = traits.industry.energyIntensity * exponential(0.35 * random.normal());
  const electric = clamp(0.7 + 0.12 * random.normal(), 0.2, 0.98);
  const dirt = random.chance(0.25) ? 0 : (intensity / 0.35) * exponential(0.8 * random.normal());

  return years.map((year, index) => {
    const { employees, revenue, mainRevenue, valueAdded } = finances[index] as Finances;
    const before = finances[Math.max(0, index - 1)] as Finances;
    const energy = ((valueAdded * intensity) / 100) * (1 + 0.05 * random.normal());
    return {
      registeredInChina: true,
      abnormalOperation: year === abnormalYear,
      seriousDishonesty: dishonest,
      prohibitedProduct: prohibited,
      majorIncident3y: incidentYear >= year - 2 && incidentYear <= year + 1,
      creditSound: sound && !dishonest,
      // the official list follows last year's figure and lags at its edge
      aboveScale: Math.min(mainRevenue || before.mainRevenue, before.mainRevenue) >= 2_000 * WAN,
      enterpriseSize: sizeClass(employees, revenue),
      landArea: Math.round(land * 100) * 100,
      energyUse: Math.round(energy * 100) * 100,
      electricityUse: Math.round((energy * electric) / 0.0003) * 10_000,
      pollutantEmission: Math.round((valueAdded / WAN / 4930) * 1e4 * dirt * 10_000),
    };
  });
}
