import type { Transaction } from '@tidu/platform';
import type { FactCatalogue } from '@tidu/reference';
import { type FactSheet, readSheets, type SheetKey } from './sheet-reader';

/** The fact sheet in force of the newest year of each of these enterprises that has one in the person's scope. */
export async function newestSheets(
  tx: Transaction,
  catalogue: FactCatalogue,
  enterpriseIds: readonly string[],
): Promise<Map<string, FactSheet>> {
  const keys = await tx.rows<SheetKey>(
    `select distinct on ("enterpriseId") "enterpriseId", year, "asOf"::text as "asOf", version from fact_sheet
     where "enterpriseId" = any($1::uuid[]) and "supersededAt" is null order by "enterpriseId", year desc`,
    [enterpriseIds],
  );
  const sheets = await readSheets(tx, catalogue, keys);
  return new Map(sheets.map((sheet) => [sheet.enterpriseId, sheet]));
}

/** The sheets in force of an enterprise, the newest year first, at most six. */
export async function sheetsOfYears(
  tx: Transaction,
  catalogue: FactCatalogue,
  enterpriseId: string,
): Promise<FactSheet[]> {
  const keys = await tx.rows<SheetKey>(
    `select "enterpriseId", year, "asOf"::text as "asOf", version from fact_sheet
     where "enterpriseId" = $1 and "supersededAt" is null order by year desc limit 6`,
    [enterpriseId],
  );
  return (await readSheets(tx, catalogue, keys)).sort((a, b) => b.year - a.year);
}
