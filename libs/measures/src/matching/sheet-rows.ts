import type { FactDefinition, FactValue } from '@tidu/criteria';
import type { Day } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { FactCatalogue } from '@tidu/reference';
import { factColumn, factValue, sqlType } from '@tidu/scoring';

/** The newest fact sheet of an enterprise in business, with the facts that were asked for. */
export interface SheetRow {
  id: string;
  regionCode: string;
  year: number;
  asOf: Day;
  version: number;
  values: FactValue[];
}

export const firstId = '00000000-0000-0000-0000-000000000000';

const inBusiness = `enterprise e where e.status = 'active'
  and exists (select from fact_sheet s where s."enterpriseId" = e.id and s."supersededAt" is null)`;

/** How many enterprises in business have facts, of those in sight. */
export async function countSheets(tx: Transaction): Promise<number> {
  return (await tx.row<{ n: number }>(`select count(*)::int as n from ${inBusiness}`))?.n ?? 0;
}

/** The next enterprises after one, by id. */
export async function sheetRows(
  tx: Transaction,
  catalogue: FactCatalogue,
  codes: readonly string[],
  { after, limit }: { after: string; limit: number },
): Promise<SheetRow[]> {
  const facts = codes.map((code): FactDefinition => catalogue.dictionary.get(code));
  const columns = facts.map((fact) => `, ${factColumn('s', fact, catalogue.district.has(fact.code), sqlType(fact))}`);
  // rows as arrays: of thousands of rows the names of the columns would be most of the work
  const { rows } = await tx.client.query<[string, string, number, Day, number, ...unknown[]]>({
    text: `select e.id, e."regionCode", s.year, s."asOf"::text, s.version${columns.join('')}
      from (select id, "regionCode" from ${inBusiness} and e.id > $1 order by e.id limit ${limit}) e
      cross join lateral (select * from fact_sheet s where s."enterpriseId" = e.id and s."supersededAt" is null
        order by s.year desc limit 1) s
      order by e.id`,
    values: [after],
    rowMode: 'array',
  });
  return rows.map(([id, regionCode, year, asOf, version, ...values]) => ({
    ...{ id, regionCode, year, asOf, version },
    values: facts.map((fact, i) => factValue(fact, values[i])),
  }));
}
