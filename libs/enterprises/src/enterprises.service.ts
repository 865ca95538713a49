import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tidu/platform';

/**
 * Rows as SQL: a select that yields `id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership,
 * "registeredOn", demo`, one row a credit code, and its parameters.
 */
export interface EnterpriseSource {
  sql: string;
  parameters: unknown[];
}

/** Writes of the register. Everything happens in the caller's transaction, under the row security of its person. */
@Injectable()
export class EnterprisesService {
  /** Makes the enterprises whose code the register doesn't have; returns how many. Set-based, for imports. */
  async createMissing(tx: Transaction, source: EnterpriseSource): Promise<number> {
    const made = await tx.client.query(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership, "registeredOn", demo)
       select id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership, "registeredOn", demo
       from (${source.sql}) as given
       on conflict ("creditCode") do nothing`,
      source.parameters,
    );
    return made.rowCount ?? 0;
  }

  /**
   * Takes over what a source says about enterprises the person sees; returns how many changed. A missing value leaves
   * what is there; a region from the credit code never replaces a stated one. `onlyBlanks` fills in what isn't known
   * and changes nothing else. The name stays as it is: a new name is a change of the register with a history.
   */
  async takeOver(tx: Transaction, source: EnterpriseSource, onlyBlanks: boolean): Promise<number> {
    const value = (column: string) =>
      onlyBlanks ? `coalesce(e.${column}, given.${column})` : `coalesce(given.${column}, e.${column})`;
    const region = onlyBlanks
      ? `given."regionBasis" = 'given' and e."regionBasis" = 'creditCode'`
      : `given."regionBasis" = 'given'`;
    const changed = await tx.client.query(
      `update enterprise e
       set "regionCode" = new."regionCode", "regionBasis" = new."regionBasis", "industryCode" = new."industryCode",
           ownership = new.ownership, "registeredOn" = new."registeredOn", version = e.version + 1, "updatedAt" = now()
       from (
         select e.id,
           case when ${region} then given."regionCode" else e."regionCode" end as "regionCode",
           case when ${region} then 'given' else e."regionBasis" end as "regionBasis",
           ${value('"industryCode"')} as "industryCode",
           ${value('ownership')} as ownership,
           ${value('"registeredOn"')} as "registeredOn"
         from enterprise e join (${source.sql}) as given using ("creditCode")) as new
       where e.id = new.id
         and (e."regionCode", e."regionBasis", e."industryCode", e.ownership, e."registeredOn")
             is distinct from (new."regionCode", new."regionBasis", new."industryCode", new.ownership, new."registeredOn")`,
      source.parameters,
    );
    return changed.rowCount ?? 0;
  }
}
