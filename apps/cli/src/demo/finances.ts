import { clamp, exponential, type Random } from './random';
import { type Traits, USUAL_LOG_REVENUE } from './traits';

/** The books of one year: amounts in 分, people in heads. */
export interface Finances {
  revenue: number;
  mainRevenue: number;
  netProfit: number;
  totalAssets: number;
  totalLiabilities: number;
  rdExpense: number;
  costExpense: number;
  employees: number;
  /** Scaled by 10⁴. */
  averageEmployees: number;
  taxPaid: number;
  valueAdded: number;
}

/** The books of the years in order, each grown out of the one before. */
export function financesOf(
  traits: Traits,
  years: readonly number[],
  source: 'audit' | 'enterprise',
  random: Random,
): Finances[] {
  const { industry, management, quality } = traits;
  // what stays with the enterprise over the years
  const mainShare = 1 - 0.08 * Math.abs(random.normal()) - (random.chance(0.14) ? 0.45 * random.uniform() : 0);
  const assetTurn = 1.15 * exponential(0.4 * random.normal());
  const debtRatio = 0.53 - 0.08 * management + 0.15 * random.normal();
  const rdRatio = traits.researches ? industry.rdRatio * exponential(0.42 * random.normal() + 0.2 * quality) : 0;
  const headsNoise = exponential(0.35 * random.normal());
  const taxRatio = 0.035 * exponential(0.35 * random.normal());
  const valueShare = 0.2 + industry.netMargin + 0.04 * random.normal();
  const fen = source === 'audit' ? toFen : toHundredthWan;

  let level = exponential(traits.logRevenue);
  let logLevel = traits.logRevenue;
  let before = 0;
  return years.map((year) => {
    const growth = clamp(traits.growth + districtGrowth(year) + 0.08 * random.normal(), -0.4, 0.9);
    level *= 1 + growth;
    logLevel += growth - (growth * growth) / 2; // near enough for head counts
    const stands = year === traits.dormantYear;
    const turnover = stands ? 0 : level;
    const margin = clamp(industry.netMargin + 0.045 * management + 0.02 * random.normal(), -0.3, 0.32);
    const profit = stands ? -0.05 * level : level * margin;
    const heads = 38 * exponential(0.8 * (logLevel - USUAL_LOG_REVENUE)) * headsNoise;
    const employees = Math.max(3, Math.round(heads * (1 + 0.03 * random.normal())));
    const assets = level * assetTurn * (1 + 0.05 * random.normal());
    const revenue = fen(turnover);
    const finances: Finances = {
      revenue,
      mainRevenue: Math.min(revenue, fen(turnover * clamp(mainShare + 0.012 * random.normal(), 0.25, 1))),
      netProfit: fen(profit),
      totalAssets: fen(assets),
      totalLiabilities: fen(assets * clamp(debtRatio + 0.025 * random.normal(), 0.04, 1.2)),
      rdExpense: fen(turnover * clamp(rdRatio * (1 + 0.1 * random.normal()), 0, 0.3)),
      costExpense: fen(turnover - (profit > 0 ? profit * 1.15 : profit)),
      employees,
      averageEmployees: ((before || employees) + employees) * 5000,
      taxPaid: fen(turnover * taxRatio * (1 + 0.08 * random.normal()) + Math.max(0, profit) * 0.15),
      valueAdded: fen(turnover * clamp(valueShare + 0.02 * random.normal(), 0.06, 0.55)),
    };
    before = employees;
    return finances;
  });
}

/** How the district as a whole grew. */
function districtGrowth(year: number): number {
  return 0.005 + 0.01 * (year % 3);
}

const toFen = (yuan: number): number => Math.round(yuan * 100);
/** Enterprises declare in 万元 with two decimals. */
const toHundredthWan = (yuan: number): number => Math.round(yuan / 100) * 10_000;
