import { DomainError, uuidv7 } from '@tidu/kernel';
import { fieldOfColumn, maskName, staleVersion, type Transaction } from '@tidu/platform';
import { rowNotFound } from '../enterprises.errors';
import type { Act } from '../history';
import type { DatedTable } from './dated-tables';

/** A dated row to be written. */
export interface NewRow {
  /** First day on which it is so; null: as long as known. */
  validFrom: string | null;
  /** First day on which it no longer is; null: still so. */
  validUntil: string | null;
  values: Readonly<Record<string, unknown>>;
  act: Act;
}

/** A dated row as it is stored, with the columns of its table beside these. */
export interface DatedRow extends Record<string, unknown> {
  id: string;
  enterpriseId: string;
  validFrom: string | null;
  validUntil: string | null;
  version: number;
  source: string | null;
  reason: string | null;
  recordedAt: string;
  recordedByName: string;
}

/** The columns of a dated row, of the table with this short name. */
export const rowColumns = (of: string, { columns }: DatedTable) =>
  `${of}.id, ${of}."enterpriseId", ${of}."validFrom"::text as "validFrom", ${of}."validUntil"::text as "validUntil",
   ${of}.version, ${of}.source, ${of}.reason, ${of}."recordedAt", ${of}."recordedByName",
   ${columns.map((column) => (column.endsWith('On') ? `${of}."${column}"::text as "${column}"` : `${of}."${column}"`)).join(', ')}`;

/** The rows that hold on a day (all that stand, past ones too, when it is null), as a condition. */
export const heldOn = (of: string, day: string) =>
  `${of}."withdrawnAt" is null and (${day}::date is null
     or (${of}."validFrom" is null or ${of}."validFrom" <= ${day}) and (${of}."validUntil" is null or ${day} < ${of}."validUntil"))`;

/** Writes a row; returns its id. @throws DomainError `ENTERPRISES.ROW_EXISTS` when the same one stands already. */
export async function addRow(tx: Transaction, table: DatedTable, enterpriseId: string, row: NewRow, id = uuidv7()) {
  const { validFrom, validUntil, act, values } = row;
  const columns = table.columns.map((column) => `"${column}"`).join(', ');
  const sealed = tx.sealer.sealRow(table.table, values, id);
  await tx
    .rows(
      `insert into ${table.table} (id, "enterpriseId", "validFrom", "validUntil", source, reason, "recordedBy", "recordedByName",
              ${columns})
       values ($1, $2, $3, $4, $5, $6, $7, $8, ${table.columns.map((_, i) => `$${i + 9}`).join(', ')})`,
      [
        ...[id, enterpriseId, validFrom, validUntil, act.source, act.reason, tx.person.id, tx.person.name],
        ...table.columns.map((column) => sealed[column] ?? null),
      ],
    )
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== '23505') throw error;
      throw new DomainError('conflict', 'ENTERPRISES.ROW_EXISTS', `这条${table.word}已经登记过，没有重复登记。`);
    });
  return id;
}

/** One standing row of an enterprise. @throws DomainError `ENTERPRISES.ROW_NOT_FOUND`. */
export async function rowOf(tx: Transaction, table: DatedTable, enterpriseId: string, id: string): Promise<DatedRow> {
  const side = table.kind === 'link' ? `(r."enterpriseId" = $2 or r."otherId" = $2)` : `r."enterpriseId" = $2`;
  const row = await tx.row<DatedRow>(
    `select ${rowColumns('r', table)} from ${table.table} r where r.id = $1 and ${side} and r."withdrawnAt" is null`,
    [id, enterpriseId],
  );
  if (!row) throw rowNotFound(table.word);
  return tx.sealer.openRow(table.table, row);
}

/** Changes columns of a standing row that has this version. @throws DomainError `PLATFORM.STALE`. */
export async function updateRow(
  tx: Transaction,
  table: DatedTable,
  row: DatedRow,
  version: number,
  set: Readonly<Record<string, unknown>>,
  act: Act,
): Promise<void> {
  const names = Object.keys(set);
  const changed = await tx.rows(
    `update ${table.table} set version = version + 1, ${names.map((name, i) => `"${name}" = $${i + 3}`).join(', ')}
     where id = $1 and version = $2 and "withdrawnAt" is null returning id`,
    [row.id, version, ...Object.values(tx.sealer.sealRow(table.table, set, row.id))],
  );
  if (changed.length > 0) return;
  const now = await tx.row<{ version: number; by: string | null; at: Date }>(
    `select r.version, c."personName" as by, coalesce(c.at, r."recordedAt") as at
     from ${table.table} r left join lateral (
       select "personName", at from enterprise_change c
       where c."enterpriseId" = r."enterpriseId" and c."objectId" = r.id and c.id <> $2 order by at desc limit 1) c on true
     where r.id = $1`,
    [row.id, act.key],
  );
  throw now
    ? staleVersion(`这条${table.word}`, { version: now.version, who: now.by, at: now.at })
    : rowNotFound(table.word);
}

interface KeptColumn {
  name: string;
  masked: boolean;
}

/** The columns of a table as timeline and trail keep them: of what is personal only names, and those masked. */
export function keptColumns({ table, columns }: DatedTable): KeptColumn[] {
  return columns.flatMap((name): KeptColumn[] => {
    const field = fieldOfColumn(table, name);
    if (field?.label !== 'personal') return [{ name, masked: false }];
    return field.mask === 'name' ? [{ name, masked: true }] : [];
  });
}

/** What a row says, for timeline and trail: both are kept for good, and personal data must not be. */
export function shownRow(table: DatedTable, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  for (const { name, masked } of [...days, ...keptColumns(table)]) {
    const value = row[name] ?? null;
    if (value !== null) said[name] = masked ? maskName(value as string) : value;
  }
  return said;
}

const days = ['validFrom', 'validUntil'].map((name) => ({ name, masked: false }));
