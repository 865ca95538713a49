import { Injectable } from '@nestjs/common';
import { systemClock, today } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';

/**
 * Rows as SQL: a select that yields `id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership,
 * "registeredOn", demo`, one row a credit code, and its parameters.
 */
export interface EnterpriseSource {
  sql: string;
  parameters: unknown[];
}

/** Where the rows of a bulk write come from, for the history. */
export interface BulkOrigin {
  jobId?: string;
  /** Who says so: the name of the file. */
  source?: string;
  /** First day on which what replaces something is so; today unless said. */
  effectiveOn?: string;
}

const columns = ['regionCode', 'regionBasis', 'industryCode', 'ownership', 'registeredOn'] as const;
const list = (of: string, names: readonly string[] = columns) => names.map((name) => `${of}."${name}"`).join(', ');

/** What a past state holds, of the row as it was. */
const stateColumns = [
  ...['creditCode', 'name', 'shortName', 'regionCode', 'regionBasis', 'streetCode', 'industryCode', 'ownership'],
  ...['registeredOn', 'registeredCapital', 'registeredAddress', 'productionAddress', 'legalRepresentative', 'status'],
  ...['mergedInto', 'officerId', 'officerName'],
];

/** Writes of the register in sets. Everything happens in the caller's transaction, under the row security of its person. */
@Injectable()
export class EnterprisesService {
  /** Makes the enterprises whose code the register doesn't have; returns how many. Set-based, for imports. */
  async createMissing(tx: Transaction, source: EnterpriseSource): Promise<number> {
    const by = source.parameters.length;
    const made = await tx.client.query(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership, "registeredOn", demo,
                               "changedBy", "changedByName")
       select id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership, "registeredOn", demo,
              $${by + 1}::uuid, $${by + 2}::text
       from (${source.sql}) as given
       on conflict ("creditCode") do nothing`,
      [...source.parameters, tx.person.id, tx.person.name],
    );
    return made.rowCount ?? 0;
  }

  /**
   * Takes over what a source says about enterprises the person sees; returns how many changed. A missing value leaves
   * what is there; a region from the credit code never replaces a stated one. `onlyBlanks` fills in what isn't known
   * and changes nothing else. The name stays as it is: a new name is a change of the register with a history.
   *
   * What fills a blank was so all along and only became known. What replaces a value is so from a day on: the state
   * before it is kept, in the same statement.
   */
  async takeOver(
    tx: Transaction,
    source: EnterpriseSource,
    onlyBlanks: boolean,
    origin: BulkOrigin = {},
  ): Promise<number> {
    const value = (column: string) =>
      onlyBlanks ? `coalesce(e."${column}", given."${column}")` : `coalesce(given."${column}", e."${column}")`;
    const region = onlyBlanks
      ? `given."regionBasis" = 'given' and e."regionBasis" = 'creditCode'`
      : `given."regionBasis" = 'given'`;
    const n = source.parameters.length;
    const [day, by, byName, jobId, said] = [1, 2, 3, 4, 5].map((i) => `$${n + i}`);
    const changed = await tx.client.query(
      `with new as materialized (
         select e.id, e.since, ${list('e', stateColumns)}, ${given}
           ${replaces} as replaces
         from (
           select e.*,
             case when ${region} then given."regionCode" else e."regionCode" end as "newRegionCode",
             case when ${region} then 'given' else e."regionBasis" end as "newRegionBasis",
             ${['industryCode', 'ownership', 'registeredOn'].map((one) => `${value(one)} as "${newName(one)}"`).join(', ')}
           from enterprise e join (${source.sql}) as given using ("creditCode")) as e
         where (${list('e')}) is distinct from (${list('e', columns.map(newName))})),
       kept as (
         insert into enterprise_version ("enterpriseId", "validFrom", "validUntil", source, "jobId", "recordedBy", "recordedByName",
                ${stateColumns.map((name) => `"${name}"`).join(', ')})
         select id, since, ${day}::date, ${said}, ${jobId}::uuid, ${by}::uuid, ${byName}, ${list('new', stateColumns)}
         from new where replaces and (since is null or since < ${day}::date)),
       noted as (
         insert into enterprise_change ("enterpriseId", kind, "effectiveOn", before, after, source, "jobId", "personId", "personName")
         select id, case when replaces then 'identity.change' else 'identity.complete' end,
                case when replaces then ${day}::date end, ${differing('')}, ${differing('new')},
                ${said}, ${jobId}::uuid, ${by}::uuid, ${byName}
         from new)
       update enterprise e
       set ${columns.map((name) => `"${name}" = new."${newName(name)}"`).join(', ')},
           since = case when replaces then greatest(new.since, ${day}::date) else e.since end,
           version = e.version + 1, "updatedAt" = now(), "changedBy" = ${by}::uuid, "changedByName" = ${byName}
       from new where e.id = new.id`,
      [
        ...source.parameters,
        ...[origin.effectiveOn ?? today(systemClock), tx.person.id, tx.person.name],
        ...[origin.jobId ?? null, origin.source ?? null],
      ],
    );
    return changed.rowCount ?? 0;
  }
}

function newName(column: string): string {
  return `new${column.charAt(0).toUpperCase()}${column.slice(1)}`;
}

const given = columns.map((column) => `e."${newName(column)}",`).join(' ');

/**
 * A value gives way to another one. A region from the credit code was only a guess and gives way as a blank does; another
 * day of registration is a correction, for that day never changes.
 */
const replaces = `(e."regionBasis" = 'given' and e."regionCode" <> e."newRegionCode" or ${['industryCode', 'ownership']
  .map((column) => `coalesce(e."${column}" <> e."${newName(column)}", false)`)
  .join(' or ')})`;

/** What differs, as a JSON object: before (`''`) or after (`'new'`). */
function differing(side: '' | 'new'): string {
  const pairs = columns.flatMap((column) => {
    const name = side === '' ? column : newName(column);
    return [`'${column}'`, `case when "${column}" is distinct from "${newName(column)}" then "${name}" end`];
  });
  return `jsonb_strip_nulls(jsonb_build_object(${pairs.join(', ')}))`;
}
