import type { Holders } from '@tidu/access';
import type { ActingPerson, Database, Transaction } from '@tidu/platform';
import { checkRules } from '../rules/check-rules';
import type { Excluded, Sent } from './draw';

/** A case that may be drawn. */
export interface Candidate {
  applicationId: string;
  enterpriseId: string;
  receiptNumber: string;
}

/** SQL: an application `a` in a state that is drawn from; `$1` the batch, `$2` the states. */
const eligible = `select a.id as "applicationId", a."enterpriseId", a."receiptNumber" from application a
  where a."batchId" = $1 and a.state = any($2) and a."receiptNumber" is not null`;

/** Cases of a batch in sight that no draw that stands had among its own. */
export function newCandidates(tx: Transaction, batchId: string): Promise<Candidate[]> {
  return tx.rows<Candidate>(
    `${eligible} and not exists (select from recognition_draw_case c where c."applicationId" = a.id
       and not exists (select from recognition_draw n where n.replaces = c."drawId"))
     order by a."receiptNumber"`,
    [batchId, checkRules().states],
  );
}

/** Cases that were among those of a draw and may still be drawn. */
export function candidatesOf(tx: Transaction, { id, batchId }: { id: string; batchId: string }): Promise<Candidate[]> {
  return tx.rows<Candidate>(
    `${eligible} and exists (select from recognition_draw_case c where c."applicationId" = a.id and c."drawId" = $3)
     order by a."receiptNumber"`,
    [batchId, checkRules().states, id],
  );
}

/** Who may be sent, and what each of them sees of a batch. */
export interface Staff {
  officers: Sent[];
  sees: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Everybody who may review cases, with those of the batch in their own sight. */
export async function staffFor(
  database: Database,
  holders: Holders,
  person: ActingPerson,
  batchId: string,
): Promise<Staff> {
  const all = await database.read(person, (tx) => holders.of(tx, 'recognition.review'));
  const sees = new Map<string, ReadonlySet<string>>();
  for (const one of all) {
    const rows = await database.read(one, (tx) =>
      tx.rows<{ id: string }>('select id from application where "batchId" = $1', [batchId]),
    );
    sees.set(one.id, new Set(rows.map(({ id }) => id)));
  }
  return { officers: all.map(({ id, name }) => ({ id, name })), sees };
}

/** Who may not be sent to each case, and why, openly. */
export async function exclusions(
  tx: Transaction,
  { officers, sees }: Staff,
  candidates: readonly Candidate[],
): Promise<Map<string, Excluded[]>> {
  const conflicts = await tx.rows<{ enterpriseId: string; personId: string }>(
    'select "enterpriseId", "personId" from recognition_conflict where "enterpriseId" = any($1::uuid[]) and "liftedAt" is null',
    [candidates.map(({ enterpriseId }) => enterpriseId)],
  );
  const away = new Set(conflicts.map(({ enterpriseId, personId }) => `${enterpriseId} ${personId}`));
  return new Map(
    candidates.map(({ applicationId, enterpriseId }) => [
      applicationId,
      officers.flatMap((one): Excluded[] => {
        if (away.has(`${enterpriseId} ${one.id}`)) return [{ ...one, why: 'conflict' }];
        return sees.get(one.id)?.has(applicationId) ? [] : [{ ...one, why: 'scope' }];
      }),
    ]),
  );
}
