import type { Transaction } from '@tidu/platform';

/** All records of one enterprise, whichever of them is named: the one that stands for it and those merged into it. */
export async function familyOf(tx: Transaction, enterpriseId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>('select enterprise_family(enterprise_survivor($1)) as id', [enterpriseId]);
  return rows.map(({ id }) => id);
}
