import { uuidv7 } from '@tidu/kernel';
import type { Transaction } from '@tidu/platform';
import type { EvidenceKind } from './evidence-kind';
import type { EvidenceColumns } from './statement';

/** A row of a table of evidence, days as text. */
export type EvidenceRow = EvidenceColumns & {
  id: string;
  enterpriseId: string;
  version: number;
  validFrom: string | null;
  validUntil: string | null;
  source: string;
  document: string | null;
  note: string | null;
  fileId: string | null;
  recordedAt: string;
  recordedByName: string;
  changedAt: string;
  changedByName: string;
  withdrawnAt: string | null;
  withdrawnByName: string | null;
  withdrawnReason: string | null;
};

/** The columns a statement fills, in the order of the table. */
export const statedColumns = (kind: EvidenceKind): string[] => [
  ...kind.fields.map(({ name }) => name),
  ...['validFrom', 'validUntil', 'source', 'document', 'note', 'fileId'],
];

/** What makes two records the same thing: its number where there is one, otherwise all that its fields and days say. */
export function identifyingColumns(kind: EvidenceKind): string[] {
  const numbered = kind.fields.find(({ name, required }) => name === 'number' && required);
  if (!numbered) return [...kind.fields.map(({ name }) => name), 'validFrom', 'validUntil'];
  return kind.fields.some(({ name }) => name === 'howObtained') ? ['kind', 'number'] : ['number'];
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** What is stated in a row, without who recorded it when. */
export function statedOf(kind: EvidenceKind, row: EvidenceColumns): EvidenceColumns {
  return Object.fromEntries(statedColumns(kind).map((name) => [name, row[name] ?? null]));
}

/** The row, whether withdrawn or not, or null; also one of a record found to be the same enterprise. Days as text. */
export async function findRow(
  tx: Transaction,
  kind: EvidenceKind,
  enterpriseId: string,
  id: string,
): Promise<EvidenceRow | null> {
  const found = await tx.row<{ row: EvidenceRow }>(
    `select to_jsonb(r) as row from ${kind.table} r where id = $1 and "enterpriseId" in (select enterprise_family($2))`,
    [id, enterpriseId],
  );
  return found?.row ?? null;
}

export async function insertRow(
  tx: Transaction,
  kind: EvidenceKind,
  enterpriseId: string,
  stated: EvidenceColumns,
): Promise<EvidenceRow> {
  const names = statedColumns(kind);
  const values = names.map((name) => stated[name]);
  const found = await tx.row<{ row: EvidenceRow }>(
    `insert into ${kind.table} as r (id, "enterpriseId", "recordedByName", "changedByName", ${quoted(names)})
     values ($1, $2, $3, $3, ${names.map((_, at) => `$${at + 4}`).join(', ')}) returning to_jsonb(r) as row`,
    [uuidv7(), enterpriseId, tx.person.name, ...values],
  );
  return found?.row as EvidenceRow;
}

/** Puts a new statement in the place of version `version`; null when that isn't the present one. */
export async function replaceRow(
  tx: Transaction,
  kind: EvidenceKind,
  id: string,
  version: number,
  stated: EvidenceColumns,
): Promise<EvidenceRow | null> {
  const names = statedColumns(kind);
  const found = await tx.row<{ row: EvidenceRow }>(
    `update ${kind.table} r set version = version + 1, "changedAt" = now(), "changedBy" = acting_person(),
       "changedByName" = $3, ${names.map((name, at) => `"${name}" = $${at + 4}`).join(', ')}
     where id = $1 and version = $2 and "withdrawnAt" is null returning to_jsonb(r) as row`,
    [id, version, tx.person.name, ...names.map((name) => stated[name])],
  );
  return found?.row ?? null;
}

/** Marks version `version` as withdrawn; null when that isn't the present one. */
export async function withdrawRow(
  tx: Transaction,
  kind: EvidenceKind,
  id: string,
  version: number,
  reason: string,
): Promise<EvidenceRow | null> {
  const found = await tx.row<{ row: EvidenceRow }>(
    `update ${kind.table} r set version = version + 1, "changedAt" = now(), "changedBy" = acting_person(),
       "changedByName" = $3, "withdrawnAt" = now(), "withdrawnBy" = acting_person(), "withdrawnByName" = $3,
       "withdrawnReason" = $4
     where id = $1 and version = $2 and "withdrawnAt" is null returning to_jsonb(r) as row`,
    [id, version, tx.person.name, reason],
  );
  return found?.row ?? null;
}

/** Rows that count: of one enterprise and kind, but for `except`. */
export async function countingRows(
  tx: Transaction,
  kind: EvidenceKind,
  enterpriseId: string,
  except: string | null,
): Promise<EvidenceRow[]> {
  const rows = await tx.rows<{ row: EvidenceRow }>(
    `select to_jsonb(r) as row from ${kind.table} r
     where "enterpriseId" in (select enterprise_family($1)) and "withdrawnAt" is null and id is distinct from $2::uuid`,
    [enterpriseId, except],
  );
  return rows.map(({ row }) => row);
}

export interface EvidenceChange {
  kind: EvidenceKind;
  act: 'record' | 'correct' | 'withdraw';
  before: EvidenceColumns | null;
  row: EvidenceRow;
  reason: string;
}

/** Keeps a version for the history of the enterprise. */
export async function keepChange(tx: Transaction, { kind, act, before, row, reason }: EvidenceChange): Promise<void> {
  await tx.rows(
    `insert into evidence_change (id, "enterpriseId", kind, "recordId", version, act, before, after, reason, "changedByName")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[uuidv7(), row.enterpriseId, kind.kind, row.id, row.version, act],
      ...[before, statedOf(kind, row), reason, tx.person.name],
    ],
  );
}
