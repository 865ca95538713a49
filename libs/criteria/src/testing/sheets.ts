import { formatScaled } from '@tidu/kernel';
import fc from 'fast-check';
import type { FactDefinition } from '../fact';
import { dictionary } from './seeds';
import type { Sheet } from './oracle';

/** Amounts (分) and ratios that standards name, so that random sheets fall on lines and one step beside them. */
const AMOUNTS = [100, 200, 300, 400, 500, 1000, 1500, 2000, 3000, 5000, 6000, 10000].map(
  (wan) => BigInt(wan) * 1_000_000n,
);
const SHARES = [1n, 2n, 3n, 4n, 5n, 6n, 8n, 10n, 15n, 20n, 50n, 55n, 60n, 70n, 75n, 80n, 100n, 105n, 110n, 115n];
const SMALL = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 10n, 50n];

/** One scaled integer of a fact, often on a line or one unit beside it. */
function integers(fact: FactDefinition): fc.Arbitrary<bigint> {
  const [min, max] = [fact.min ?? 0n, fact.max ?? 0n];
  const unit = 10n ** BigInt(fact.scale);
  const lines =
    fact.unit === '元'
      ? AMOUNTS
      : fact.unit === '1'
        ? SHARES.map((s) => (s * unit) / 100n)
        : SMALL.map((n) => n * unit);
  const near = fc
    .tuple(fc.constantFrom(...lines), fc.constantFrom(-1n, 0n, 0n, 0n, 1n))
    .map(([line, step]) => line + step)
    .filter((value) => value >= min && value <= max);
  return fc.oneof(
    { weight: 6, arbitrary: near },
    { weight: 1, arbitrary: fc.bigInt({ min, max }) },
    { weight: 1, arbitrary: fc.constant(min) },
  );
}

/** A value of a fact in natural units: decimal text, enum code or boolean. */
export function factValue(fact: FactDefinition): fc.Arbitrary<string | boolean> {
  if (fact.type === 'boolean') return fc.boolean();
  if (fact.type === 'enum') return fc.constantFrom(...fact.values);
  return integers(fact).map((value) => formatScaled(value, fact.scale));
}

/** Makes one amount an exact share of another, or one 分 beside it, so that ratios fall on their lines too. */
function tie(
  sheet: Record<string, string | boolean | null>,
  part: string,
  whole: string,
  share: bigint,
  step: bigint,
): void {
  const base = sheet[whole];
  const fact = dictionary.get(part);
  if (typeof base !== 'string' || typeof sheet[part] !== 'string') return;
  const unit = 10n ** BigInt(fact.scale);
  const scaled = BigInt(Math.round(Number(base) * Number(unit)));
  const value = (scaled * share) / 100n + step;
  if (value >= (fact.min ?? 0n) && value <= (fact.max ?? 0n)) sheet[part] = formatScaled(value, fact.scale);
}

const TIES = [
  ['rdExpense', 'revenue'],
  ['rdExpenseY1', 'revenueY1'],
  ['mainRevenue', 'revenue'],
  ['netProfit', 'revenue'],
  ['totalLiabilities', 'totalAssets'],
  ['rdStaff', 'employees'],
  ['mainRevenueY1', 'mainRevenueY2'],
  ['mainRevenue', 'mainRevenueY1'],
] as const;

/** Random fact sheets over these facts, biased to thresholds, each fact missing with the given percentage. */
export function sheets(codes: readonly string[], missingPercent = 35): fc.Arbitrary<Sheet> {
  const values = codes.map((code) => factValue(dictionary.get(code)));
  const ties = TIES.map(() => fc.tuple(fc.boolean(), fc.constantFrom(...SHARES), fc.constantFrom(-1n, 0n, 0n, 0n, 1n)));
  const holes = codes.map(() => fc.integer({ min: 0, max: 99 }));
  return fc.tuple(fc.tuple(...values), fc.tuple(...ties), fc.tuple(...holes)).map(([given, tied, hole]) => {
    const sheet: Record<string, string | boolean | null> = {};
    codes.forEach((code, i) => (sheet[code] = given[i] ?? null));
    TIES.forEach(([part, whole], i) => {
      const [wanted, share, step] = tied[i] ?? [false, 0n, 0n];
      if (wanted) tie(sheet, part, whole, share, step);
    });
    codes.forEach((code, i) => {
      if ((hole[i] ?? 0) < missingPercent) sheet[code] = null;
    });
    return sheet;
  });
}
