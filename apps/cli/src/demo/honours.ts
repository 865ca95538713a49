import type { Finances } from './finances';
import { clamp, exponential, type Random } from './random';
import { sinceYear, type Traits } from './traits';

/** Awards, contests, titles and paid-in equity as they stand when a year's figures are judged, in the year after. */
export interface Honours {
  awardProvincialOrNational3y: boolean;
  awardProvincialTop3In3y: boolean;
  awardNationalTop5In3y: boolean;
  awardNationalTop3In3y: boolean;
  awardNationalTop3In5y: boolean;
  makerChina500In3y: boolean;
  makerChina50In3y: boolean;
  titleHighTech: boolean;
  titleInnovationDemo: boolean;
  titleIpAdvantage: boolean;
  titleTechSme: boolean;
  titleInnovativeSme: boolean;
  titleSpecializedSme: boolean;
  titleLittleGiant: boolean;
  titleSingleChampion: boolean;
  titleHiddenChampion: boolean;
  /** 分 */
  equityFinancing2y: number;
  equityFinancing3y: number;
}

/** Ceilings of 科技型中小企业: 500 people, 2亿元 of revenue and of assets (分). */
const TECH_SME = { employees: 500, amount: 20_000_000_000 };

export function honoursOf(
  traits: Traits,
  years: readonly number[],
  finances: readonly Finances[],
  random: Random,
): Honours[] {
  const first = years[0] ?? 0;
  const keen = traits.researches ? traits.quality : traits.quality - 2;
  const since = (share: number) => sinceYear(share, first, random);
  const awardYear = random.chance(0.05 + 0.04 * keen) ? first - 4 + random.below(8) : -Infinity;
  const national = random.chance(0.12);
  const rank = 1 + random.below(8);
  const contestYear = random.chance(0.02 + 0.015 * keen) ? first - 2 + random.below(6) : -Infinity;
  const top50 = random.chance(0.12);
  const highTech = since(0.22 + 0.17 * keen);
  const innovationDemo = since(0.005 + 0.004 * keen);
  const ipAdvantage = since(0.02 + 0.02 * keen);
  const techSme = since(0.26 + 0.16 * keen);
  const innovative = since(0.18 + 0.13 * keen);
  const specialized = Math.max(innovative, since(0.45 + 0.1 * keen));
  const giant = Math.max(specialized, since(0.08 + 0.05 * keen));
  const champion = since(0.002 + 0.003 * keen);
  const hidden = since(0.012 + 0.012 * keen);
  const equity = equityByYear(years, 0.05 + 0.04 * keen, random);

  return years.map((year, index) => {
    const judged = year + 1;
    const within = (event: number, span: number) => event >= judged - span && event <= judged;
    const { employees, revenue, totalAssets } = finances[index] as Finances;
    const small = employees <= TECH_SME.employees && Math.max(revenue, totalAssets) <= TECH_SME.amount;
    return {
      awardProvincialOrNational3y: within(awardYear, 3),
      awardProvincialTop3In3y: within(awardYear, 3) && !national && rank <= 3,
      awardNationalTop5In3y: within(awardYear, 3) && national && rank <= 5,
      awardNationalTop3In3y: within(awardYear, 3) && national && rank <= 3,
      awardNationalTop3In5y: within(awardYear, 5) && national && rank <= 3,
      makerChina500In3y: within(contestYear, 3),
      makerChina50In3y: within(contestYear, 3) && top50,
      titleHighTech: year >= highTech,
      titleInnovationDemo: year >= innovationDemo,
      titleIpAdvantage: year >= ipAdvantage,
      titleTechSme: year >= techSme && small,
      titleInnovativeSme: year >= innovative,
      titleSpecializedSme: year >= specialized,
      titleLittleGiant: year >= giant,
      titleSingleChampion: year >= champion,
      titleHiddenChampion: year >= hidden,
      equityFinancing2y: (equity[index + 1] ?? 0) + (equity[index + 2] ?? 0),
      equityFinancing3y: (equity[index] ?? 0) + (equity[index + 1] ?? 0) + (equity[index + 2] ?? 0),
    };
  });
}

/** Equity paid in, 分, from two years before the first to the last; rounds of some 15 million 元, mostly none. */
function equityByYear(years: readonly number[], share: number, random: Random): number[] {
  const seeks = random.chance(clamp(share, 0, 1));
  const amounts = [];
  for (let i = 0; i < years.length + 2; i++) {
    const round = seeks && random.chance(0.35) ? Math.round(150 * exponential(random.normal())) * 10_000_000 : 0;
    amounts.push(round);
  }
  return amounts;
}
