import { formatScaled } from '@tidu/kernel';
import fc from 'fast-check';
import type { Evaluator } from '../compile/compile-standard';
import type { FactDefinition } from '../fact';
import { type Aim, aimsOf, hit } from './aims';
import { Draw } from './draw';
import { dictionary } from './seeds';
import type { Sheet } from './oracle';

/** Amounts (万元) and percentages that standards name, so that random sheets fall on lines and one step beside them. */
const AMOUNTS = [
  ...[100, 200, 300, 400, 500, 600, 1000, 1200, 1500, 2000, 3000, 5000, 6000, 8000, 10000],
  ...[20000, 40000, 200000, 3594200],
];
const SHARES = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 50, 55, 60, 70, 75, 80, 90, 100, 105, 110, 115];
/** Industries of several rows of the size table, and one of none. */
const CODES = [
  '3412',
  '3412',
  '3412',
  '0610',
  '0111',
  '4710',
  '5111',
  '5211',
  '5431',
  '5910',
  '5920',
  '6513',
  '7010',
  '7020',
  '7211',
  '7320',
  '6621',
];
const SMALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 20, 50, 60, 300, 500, 1000];

/** One scaled integer of a fact, mostly on a line or one unit beside it, sometimes anywhere. */
function integer(fact: FactDefinition, draw: Draw): bigint {
  const [min, max] = [fact.min ?? 0n, fact.max ?? 0n];
  const unit = 10n ** BigInt(fact.scale);
  const kind = draw.below(8);
  if (kind === 0) return min;
  if (kind === 1) return min + ((max - min) * BigInt(draw.below(2 ** 32))) / 2n ** 32n;
  const line =
    fact.unit === '元'
      ? BigInt(draw.from(AMOUNTS)) * 1_000_000n
      : fact.unit === '1'
        ? (BigInt(draw.from(SHARES)) * unit) / 100n
        : BigInt(draw.from(SMALL)) * unit;
  const value = line + BigInt(draw.from([-1, 0, 0, 0, 1]));
  return value < min ? min : value > max ? max : value;
}

/** A value of a fact in natural units: decimal text, enum code or boolean. */
function value(fact: FactDefinition, draw: Draw): string | boolean {
  if (fact.type === 'boolean') return draw.below(2) === 0;
  if (fact.type === 'enum') return draw.from(fact.values);
  if (fact.type === 'code') return draw.from(CODES);
  return formatScaled(integer(fact, draw), fact.scale);
}

const TIES = [
  ...[['rdExpense', 'revenue'] as const, ['rdExpenseY1', 'revenueY1'] as const, ['mainRevenue', 'revenue'] as const],
  ...[
    ['netProfit', 'revenue'] as const,
    ['totalLiabilities', 'totalAssets'] as const,
    ['rdStaff', 'employees'] as const,
  ],
  ...[['mainRevenueY1', 'mainRevenueY2'] as const, ['mainRevenue', 'mainRevenueY1'] as const],
  ...[['revenueY1', 'revenueY2'] as const, ['revenue', 'revenueY1'] as const],
  ...[['netProfitY1', 'netProfitY2'] as const, ['netProfit', 'netProfitY1'] as const],
  ...[['taxPaid', 'landArea'] as const, ['rdExpense', 'mainRevenue'] as const],
  ...[['techStaff', 'employees'] as const, ['rdExpense', 'costExpense'] as const],
];

/** Makes one amount an exact share of another, or one unit beside it, so that ratios fall on their lines too. */
function tie(sheet: Record<string, string | boolean | null>, part: string, whole: string, draw: Draw): void {
  const base = sheet[whole];
  const fact = dictionary.get(part);
  if (typeof base !== 'string' || typeof sheet[part] !== 'string') return;
  const scaled = BigInt(Math.round(Number(base) * 10 ** fact.scale));
  const wanted = (scaled * BigInt(draw.from(SHARES))) / 100n + BigInt(draw.from([-1, 0, 0, 0, 1]));
  if (wanted >= (fact.min ?? 0n) && wanted <= (fact.max ?? 0n)) sheet[part] = formatScaled(wanted, fact.scale);
}

/** Thresholds a sheet is laid upon, if it knows any. */
const AIMS = 4;

function draw(
  codes: readonly string[],
  missingPercent: number,
  seed: number,
  aims: readonly Aim[] = [],
): Record<string, string | boolean | null> {
  const random = new Draw(seed);
  const sheet: Record<string, string | boolean | null> = {};
  for (const code of codes) sheet[code] = value(dictionary.get(code), random);
  for (const [part, whole] of TIES) if (random.below(2) === 0) tie(sheet, part, whole, random);
  if (aims.length > 0) for (let i = 0; i < AIMS; i++) hit(sheet, random.from(aims), random);
  for (const code of codes) if (random.below(100) < missingPercent) sheet[code] = null;
  return sheet;
}

const seeds = fc.noShrink(fc.integer());

/** Random fact sheets over these facts, biased to thresholds, each fact missing with the given percentage. */
export function sheets(codes: readonly string[], missingPercent = 35): fc.Arbitrary<Sheet> {
  return seeds.map((seed) => draw(codes, missingPercent, seed));
}

/** The same for a standard: each sheet lies on some of its very thresholds or one step beside them. */
export function sheetsFor({ slots, release }: Evaluator, missingPercent = 35): fc.Arbitrary<Sheet> {
  const aims = aimsOf(release.document);
  return seeds.map((seed) => draw(slots, missingPercent, seed, aims));
}

/** A whole sheet, and an order in which its facts become known one by one. */
export function growingSheets({ slots, release }: Evaluator): fc.Arbitrary<{ sheet: Sheet; order: string[] }> {
  const aims = aimsOf(release.document);
  return seeds.map((seed) => ({
    sheet: draw(slots, 0, seed, aims),
    order: new Draw(seed ^ 0x5bd1e995).shuffled(slots),
  }));
}
