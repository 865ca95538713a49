import type { FactDefinition } from '@tidu/criteria';

/** Share of the facts that a sheet lacks. */
const missingShare = 0.2;

/**
 * SQL that draws a plausible value of a fact for one row of `r (revenue, assets, staff)`, a fifth of them missing.
 * Amounts hang together: costs, profits and earlier years are shares of the revenue, as thresholds expect.
 */
export function drawnValue(fact: FactDefinition): string {
  return `case when random() >= ${missingShare} then ${value(fact)} end`;
}

const between = (from: number, to: number) => `(${from} + ${to - from} * random())`;

/** Amounts as shares of another amount of the row. */
const shares: Record<string, [of: 'revenue' | 'assets' | 'staff', from: number, to: number]> = {
  ...{ revenue: ['revenue', 1, 1], revenueY1: ['revenue', 0.75, 1.1], revenueY2: ['revenue', 0.6, 1.1] },
  ...{ mainRevenue: ['revenue', 0.6, 1], mainRevenueY1: ['revenue', 0.5, 1], mainRevenueY2: ['revenue', 0.4, 1] },
  ...{ netProfit: ['revenue', -0.05, 0.15], netProfitY1: ['revenue', -0.05, 0.15] },
  ...{ netProfitY2: ['revenue', -0.05, 0.15], totalAssets: ['assets', 1, 1], totalLiabilities: ['assets', 0.2, 0.9] },
  ...{ rdExpense: ['revenue', 0, 0.12], rdExpenseY1: ['revenue', 0, 0.12], costExpense: ['revenue', 0.7, 1] },
  ...{ employees: ['staff', 1, 1], rdStaff: ['staff', 0, 0.4], techStaff: ['staff', 0, 0.5] },
};

function value(fact: FactDefinition): string {
  const share = shares[fact.code];
  if (share) return `(r.${share[0]} * ${between(share[1], share[2])})::bigint`;
  const text = (values: readonly string[]) =>
    `(array[${values.map((one) => `'${one}'`).join(',')}])[1 + floor(random() * ${values.length})::int]`;
  switch (fact.type) {
    case 'boolean':
      return 'random() < 0.3';
    case 'enum':
      return text(fact.values);
    case 'code':
      return fact.code === 'regionCode' ? `'410305'` : text(['3451', '3511', '3525', '3484']);
    case 'money':
      return `(r.revenue * ${between(0, 0.3)})::bigint`;
    case 'integer':
    case 'decimal':
      return whole(fact);
  }
}

/** Counts and decimals crowd at the lower end, and never leave the range of the dictionary. */
function whole({ min, max, scale }: FactDefinition): string {
  const [least, most] = [Number(min ?? 0n), Number(max ?? 0n)];
  const usual = Math.min(most - least, 20 * 10 ** scale);
  return `(${least} + floor(${usual} * random() * random()))::bigint`;
}
