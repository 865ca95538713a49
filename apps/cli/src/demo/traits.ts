import { logarithm, type Random } from './random';
import type { DemoIndustry } from './words';

/** What makes one invented enterprise differ from the next and stay itself over the years; mostly standard normal. */
export interface Traits {
  industry: DemoIndustry;
  /** Drive to invent: R&D, patents, titles, a little of everything else. */
  quality: number;
  /** Natural logarithm of the revenue (元) before the first year. */
  logRevenue: number;
  /** How well it is led: margin up, debt down. */
  management: number;
  /** Its own yearly growth beside the district's. */
  growth: number;
  /** It spends on R&D at all. */
  researches: boolean;
  /** A year in which it stood still, or 0. */
  dormantYear: number;
}

/** 3000万元: the size that counts as usual where something grows with size. */
export const USUAL_LOG_REVENUE = logarithm(30_000_000);

export function traitsOf(industry: DemoIndustry, years: readonly number[], random: Random): Traits {
  const quality = random.normal();
  const size = random.normal();
  return {
    industry,
    quality,
    logRevenue: logarithm(industry.medianRevenue) + 1.25 * size + 0.15 * quality,
    management: 0.3 * quality + 0.95 * random.normal(),
    growth: 0.04 + 0.02 * quality + 0.07 * random.normal(),
    researches: random.chance(0.8 + 0.09 * quality + 0.05 * size),
    dormantYear: random.chance(0.012) ? (years[random.below(years.length)] ?? 0) : 0,
  };
}

/**
 * The first year in which something holds that, once reached, stays: for a share of enterprises long ago or within the
 * years shown, for the others never (Infinity).
 */
export function sinceYear(share: number, firstYear: number, random: Random): number {
  if (!random.chance(share)) return Infinity;
  return random.chance(0.7) ? firstYear - 1 - random.below(3) : firstYear + random.below(3);
}
