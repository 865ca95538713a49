import { uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { EvidenceKind } from './evidence-kind';
import { identifyingColumns, statedColumns } from './evidence-store';
import type { EvidenceColumns } from './statement';

/** A checked statement about one enterprise. */
export interface ListedStatement {
  enterpriseId: string;
  stated: EvidenceColumns;
}

/**
 * Records statements about many enterprises in one go, each with its first version in the history. Left out is what
 * is there already, what overlaps where only one may be, and enterprises the person doesn't see.
 *
 * @returns how many were recorded
 */
export async function insertList(
  tx: Transaction,
  kind: EvidenceKind,
  list: readonly ListedStatement[],
  reason: string,
): Promise<number> {
  const names = statedColumns(kind);
  const quoted = names.map((name) => `"${name}"`).join(', ');
  const rows = list.map(({ enterpriseId, stated }) => ({ id: uuidv7(), enterpriseId, ...stated }));
  const alike = identifyingColumns(kind).map((name) => `r."${name}" is not distinct from g."${name}"`);
  const overlapping = `coalesce(r."validFrom", '-infinity') < coalesce(g."validUntil", 'infinity')
    and coalesce(g."validFrom", '-infinity') < coalesce(r."validUntil", 'infinity')`;
  const standing = kind.exclusive ? overlapping : alike.join(' and ');
  const stated = names.map((name) => `'${name}', i."${name}"`).join(', ');
  const { rowCount } = await tx.client.query(
    `with given as materialized (select * from jsonb_populate_recordset(null::${kind.table}, $1)),
     inserted as (
       insert into ${kind.table} (id, "enterpriseId", "recordedByName", "changedByName", ${quoted})
       select g.id, g."enterpriseId", $2, $2, ${names.map((name) => `g."${name}"`).join(', ')}
       from given g join enterprise e on e.id = g."enterpriseId"
       where not exists (select from ${kind.table} r where r."enterpriseId" = g."enterpriseId" and r."withdrawnAt" is null
         and ${standing})
       on conflict do nothing returning *)
     insert into evidence_change (id, "enterpriseId", kind, "recordId", version, act, after, reason, "changedByName")
     select (c.id)::uuid, i."enterpriseId", $3, i.id, 1, 'record', jsonb_build_object(${stated}), $4, $2
     from inserted i join unnest($5::uuid[], $6::uuid[]) c (record, id) on c.record = i.id`,
    [
      ...[JSON.stringify(rows), tx.person.name, kind.kind, reason],
      ...[rows.map(({ id }) => id), rows.map(() => uuidv7())],
    ],
  );
  return rowCount ?? 0;
}
