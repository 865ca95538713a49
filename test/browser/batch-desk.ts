import { systemActor } from '@tidu/platform';
import { asOwner, inDatabase } from '@tidu/test/product';
import { goodFacts, plantIn } from '../../libs/recognition/src/testing/plant';
import type { Desk } from './support';

/** An enterprise that declared. */
export interface Declared {
  id: string;
  creditCode: string;
  name: string;
}

/** How many of the 120 declarations are of which kind, in the order in which they are planted. */
const kinds: readonly { count: number; facts: object }[] = [
  // research costs of 6 %: before the line
  { count: 78, facts: { rdExpense: '4900000' } },
  // all alike: five of them for the last two places
  { count: 5, facts: { rdExpense: '2500000' } },
  { count: 28, facts: { rdExpense: '1700000' } },
  { count: 6, facts: { seriousDishonesty: true } },
  // not known to anybody: neither met nor failed
  { count: 3, facts: { rdExpense: undefined } },
];

/** 120 declarations in the batch, each of an enterprise that holds no title yet. */
export async function declareAll(desk: Desk, batchId: string): Promise<Declared[]> {
  const wanted = kinds.flatMap(({ count, facts }) => Array.from({ length: count }, () => facts));
  return inDatabase(desk.home, (database) =>
    database.write(systemActor, async (tx) => {
      const firms = await tx.rows<Declared>(
        `select e.id, e."creditCode", e.name from enterprise e where e.status = 'active' and e."regionCode" like '4103%'
           and not exists (select from title_held t where t."enterpriseId" = e.id) order by e.id limit $1`,
        [wanted.length],
      );
      for (const [i, { id: enterpriseId }] of firms.entries()) {
        const facts = JSON.parse(JSON.stringify({ ...goodFacts, ...wanted[i] })) as typeof goodFacts;
        await plantIn(tx, { batchId, enterpriseId, facts });
      }
      return firms;
    }),
  );
}

/** How many of the batch's cases stand in which state, by its own page's operation. */
export async function countsOf(desk: Desk, batchId: string): Promise<Record<string, number>> {
  const answer = await desk.ask(`/api/console/recognition/batches/${batchId}`);
  const { counts } = (await answer.json()) as { counts: { state: string; count: number }[] };
  return Object.fromEntries(counts.map(({ state, count }) => [state, count]));
}

/** The public notices of the batch began so long ago that their period is over. */
export function letNoticesEnd(desk: Desk, batchId: string): Promise<void> {
  const end = `update recognition_notice set "opensOn" = current_date - 20, "closesOn" = current_date - 2 where "batchId" = $1`;
  return asOwner(desk.home, end, [batchId]);
}
