import type { Transaction } from '@tidu/platform';
import type { KnownMeasure } from '../catalogue/measure-row';
import type { Measure } from '../rules/measure';
import { familySql } from './case';

/** What an enterprise was paid, or is about to be, by other measures of the same matter, in 分; 0 without a matter. */
export async function receivedInMatter(
  tx: Transaction,
  enterpriseId: string,
  { code, matter }: Measure,
  all: readonly KnownMeasure[],
): Promise<bigint> {
  if (!matter) return 0n;
  const alike = all.filter(({ measure }) => measure.matter?.code === matter.code && measure.code !== code);
  const row = await tx.row<{ sum: string }>(
    `select coalesce(sum(amount), 0)::text as sum from measure_case
     where "enterpriseId" in (${familySql}) and "measureCode" = any($2) and held <> 'none'`,
    [enterpriseId, alike.map(({ measure }) => measure.code)],
  );
  return BigInt(row?.sum ?? 0);
}
