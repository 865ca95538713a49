import { DomainError } from '@tidu/kernel';

/** A column of an export; its type decides how a spreadsheet takes the cells. */
export interface ExportColumn {
  label: string;
  /** `text` for names and for every code; `date` is a day `YYYY-MM-DD`. */
  type: 'text' | 'integer' | 'decimal' | 'date';
  /** Decimals shown of a `decimal`; 2 unless said. */
  scale?: number;
  /** Width in characters; found from type and label unless said. */
  width?: number;
}

/** Text, number, or nothing. Numbers too long or exact for a double come as decimal text. */
export type ExportCell = string | number | null;

/** Rows in batches (a few hundred each): one wait a row would cost more than the writing. */
export type ExportRows = AsyncIterable<readonly (readonly ExportCell[])[]>;

/** What was written. */
export interface ExportResult {
  rows: number;
  bytes: number;
}

const plain = /^-?\d+(?:\.\d+)?$/;

/** Decimal text of a number cell; anything else would be a mistake of the caller, and is never written as it is. */
export function numberText(cell: string | number, column: ExportColumn, row: number): string {
  const text = typeof cell === 'number' ? String(cell) : cell;
  if (typeof text === 'string' && plain.test(text)) return text;
  // 1e-7 has no exponent in a file; 1e21 is no number of ours
  const long = typeof cell === 'number' && Math.abs(cell) < 1 ? cell.toFixed(20).replace(/\.?0+$/, '') : '';
  if (!plain.test(long)) throw badCell(cell, column, row);
  return long;
}

/** A cell that isn't what its column says: the export stops rather than write something doubtful. */
export function badCell(cell: unknown, column: ExportColumn, row: number): DomainError {
  const shown = typeof cell === 'string' ? cell.slice(0, 50) : typeof cell === 'number' ? String(cell) : typeof cell;
  const message = `导出第 ${row} 行“${column.label}”的值“${shown}”不符合列的类型（${column.type}）。`;
  const where = { row, column: column.label };
  return new DomainError('invalid', 'PLATFORM.EXPORT_CELL', message, [
    { where, value: shown, code: 'PLATFORM.EXPORT_CELL', message },
  ]);
}

/** Rows that are already in memory, as a source. */
export async function* batched(rows: readonly (readonly ExportCell[])[], size = 500): ExportRows {
  for (let at = 0; at < rows.length; at += size) yield await Promise.resolve(rows.slice(at, at + size));
}
