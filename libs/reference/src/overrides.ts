import type { Transaction } from '@tidu/platform';

/** National tables that the district may add to or say otherwise than. */
export const nationalTables = ['region', 'street', 'industry', 'strategicEmerging'] as const;
export type NationalTable = (typeof nationalTables)[number];

/** What the district says of one code, from a day on (本区更正). */
export interface CodeOverride {
  id: string;
  table: NationalTable;
  /** Of strategicEmerging: class, hyphen, field. */
  code: string;
  /** The code is not in use in this time. */
  retired: boolean;
  /** What differs from the table. */
  entry: OverrideEntry;
  validFrom: string | null;
  validUntil: string | null;
  source: string;
  reason: string;
  version: number;
  recordedAt: string;
  recordedByName: string;
  withdrawnAt: string | null;
  withdrawnByName: string | null;
  withdrawnReason: string | null;
}

/** The values an override may state; absent: as the table says. */
export interface OverrideEntry {
  name?: string;
  level?: 'province' | 'city' | 'district' | 1 | 2 | 3 | 4;
  parent?: string | null;
  partial?: boolean;
}

export const overrideColumns = `id, "table", code, retired, entry, "validFrom"::text, "validUntil"::text, source, reason,
  version, "recordedAt", "recordedByName", "withdrawnAt", "withdrawnByName", "withdrawnReason"`;

/** A row of a national table on a day, and whether the district said so. */
export type Overridden<Row> = Row & { district: boolean };

/** Lays what stands on the day over the rows of the table; of two overrides of one code the later one counts. */
export async function withOverrides<Row extends { code: string }>(
  tx: Transaction,
  table: NationalTable,
  rows: Row[],
  day: string,
): Promise<Overridden<Row>[]> {
  const overrides = await tx.rows<Pick<CodeOverride, 'code' | 'retired' | 'entry'>>(
    `select code, retired, entry from code_override
     where "table" = $1 and "withdrawnAt" is null and coalesce("validFrom" <= $2, true) and coalesce("validUntil" > $2, true)
     order by "recordedAt", id`,
    [table, day],
  );
  const national = rows.map((row) => ({ ...row, district: false }));
  if (overrides.length === 0) return national;
  const byCode = new Map(national.map((row) => [row.code, row]));
  for (const { code, retired, entry } of overrides) {
    if (retired) byCode.delete(code);
    else byCode.set(code, { ...byCode.get(code), ...entry, code, district: true } as unknown as Overridden<Row>);
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
