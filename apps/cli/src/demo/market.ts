import type { Finances } from './finances';
import { clamp, exponential, type Random } from './random';
import { sinceYear, type Traits } from './traits';

/** Product and market, standing with the authorities, land and energy of one year. Ratios by 10⁶, other decimals by 10⁴. */
export interface Market {
  nicheYears: number;
  mainProductShare: number;
  mainProductCount: number;
  mainProductField: 'gapFilling' | 'sixBases' | 'other';
  strategicEmerging: boolean;
  newProduct: boolean;
  nationalMarketShare: number;
  nationalMarketRank: number;
  provinceMarketRank: number;
  continentMarketRank: number;
  worldMarketShareRank: number;
  supplierToLeader: boolean;
  localFeatureScore: number;
  qualityScore: number;
}

export function marketOf(
  traits: Traits,
  years: readonly number[],
  finances: readonly Finances[],
  registeredOn: string,
  random: Random,
): Market[] {
  const { quality, industry } = traits;
  const registered = Number(registeredOn.slice(0, 4)) + Number(registeredOn.slice(5, 7)) / 12;
  const nicheSince = registered + random.uniform() * random.uniform() * ((years[0] ?? 0) - registered);
  const focus = 0.97 - 0.5 * random.uniform() * random.uniform() * (random.chance(0.85) ? 0.5 : 1.4);
  const at = random.uniform() - 0.04 * quality;
  const field = at < 0.06 ? 'gapFilling' : at < 0.34 ? 'sixBases' : 'other';
  const strategic = random.chance(industry.strategicShare);
  const count = 1 + random.poisson(1);
  const fresh = random.chance(0.08);
  const share = exponential(-3.5 + 0.95 * random.normal() + 0.45 * quality);
  const crowd = exponential(0.4 * random.normal());
  const abroad = 1.5 + 3 * random.uniform();
  const leader = sinceYear(0.3 + 0.08 * quality, years[0] ?? 0, random);
  const local = clamp(7 + 2.5 * random.normal() + 1.2 * quality, 0, 15);
  const score = 54 + 9 * quality + 6 * random.normal();

  return years.map((year, index) => {
    const { revenue, mainRevenue } = finances[index] as Finances;
    const now = clamp(share * (1 + 0.06 * random.normal()), 0.0004, 0.78);
    const rank = clamp(Math.round((0.35 / now) * crowd), 1, 5000);
    const continent = rank + Math.floor((rank - 1) * 0.3 * abroad + abroad - 1.5);
    return {
      nicheYears: Math.max(0, Math.round((year + 1 - nicheSince) * 100) * 100),
      mainProductShare: revenue === 0 ? 0 : Math.floor((mainRevenue / revenue) * focus * 10_000) * 100,
      mainProductCount: count,
      mainProductField: field,
      strategicEmerging: strategic,
      newProduct: fresh,
      nationalMarketShare: Math.round(now * 10_000) * 100,
      nationalMarketRank: rank,
      provinceMarketRank: Math.max(1, Math.round(rank / 7)),
      continentMarketRank: continent,
      worldMarketShareRank: continent + Math.floor(continent * 0.2 * abroad),
      supplierToLeader: year >= leader,
      localFeatureScore: Math.round(clamp(local + 0.5 * random.normal(), 0, 15) * 2) * 5000,
      qualityScore: Math.round(clamp(score + 1.5 * index + random.normal(), 5, 98) * 100) * 100,
    };
  });
}
