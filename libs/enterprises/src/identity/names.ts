import type { Transaction } from '@tidu/platform';
import { invalidField } from '../enterprises.errors';
import type { Identity } from './identity.store';
import type { States } from './states';

/** A name an enterprise bore before the one of today, or before another former one. */
export interface FormerName {
  name: string;
  validFrom: string | null;
  validUntil: string;
}

/** Since when the name of today has been borne; null: as long as known. */
export function nameSince(states: States<Identity>): string | null {
  const name = states.at(-1)?.state.name;
  let first = states.length - 1;
  while (first > 0 && states[first - 1]?.state.name === name) first--;
  return states[first]?.from ?? null;
}

/**
 * Makes room for a former name: one of which nobody knew since when it was borne begins where the new one ends.
 * @throws DomainError `ENTERPRISES.NAME_OVERLAPS` when another name is recorded for the same days.
 */
export async function freeTheSpan(tx: Transaction, enterpriseId: string, { validFrom, validUntil }: FormerName) {
  await tx.rows(
    `update enterprise_name set "validFrom" = $2, version = version + 1
     where "enterpriseId" = $1 and kind = 'former' and "withdrawnAt" is null
       and "validFrom" is null and "validUntil" > $2::date`,
    [enterpriseId, validUntil],
  );
  const other = await tx.row<{ name: string }>(
    `select name from enterprise_name
     where "enterpriseId" = $1 and kind = 'former' and "withdrawnAt" is null
       and daterange("validFrom", "validUntil") && daterange($2, $3) limit 1`,
    [enterpriseId, validFrom, validUntil],
  );
  if (!other) return;
  const message = `这段时间已经记有曾用名“${other.name}”，请核对起止日期。`;
  throw invalidField('validFrom', validFrom, 'ENTERPRISES.NAME_OVERLAPS', message);
}
