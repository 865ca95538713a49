import type { Writable } from 'node:stream';
import { ByteSink } from './byte-sink';
import {
  badCell,
  type ExportCell,
  type ExportColumn,
  type ExportResult,
  type ExportRows,
  numberText,
} from './export-table';
import { guardText } from './formula-guard';

const chunkLength = 64 * 1024;
const needsQuotes = /[",\r\n]/;

/**
 * Writes rows as CSV that Chinese Excel opens right: UTF-8 with byte order mark, CRLF, quotes where needed, texts
 * that could start a formula with a leading apostrophe, numbers as they are. `out` is not ended.
 */
export async function writeCsv(
  columns: readonly ExportColumn[],
  rows: ExportRows,
  out: Writable,
): Promise<ExportResult> {
  const sink = new ByteSink(out);
  let text = csvHeader(columns, '\r\n');
  let count = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      count++;
      for (let i = 0; i < columns.length; i++) {
        if (i > 0) text += ',';
        const cell = row[i];
        if (cell !== null && cell !== undefined) text += csvCell(cell, columns[i] as ExportColumn, count);
      }
      text += '\r\n';
      if (text.length >= chunkLength) {
        await sink.write(Buffer.from(text));
        text = '';
      }
    }
  }
  await sink.write(Buffer.from(text));
  return { rows: count, bytes: sink.bytes };
}

/** Byte order mark and the line of labels. */
export function csvHeader(columns: readonly ExportColumn[], lineEnd: string): string {
  return `\ufeff${columns.map((column) => csvText(column.label)).join(',')}${lineEnd}`;
}

function csvCell(cell: ExportCell, column: ExportColumn, row: number): string {
  if (column.type === 'integer' || column.type === 'decimal')
    return cell === '' ? '' : numberText(cell as string | number, column, row);
  if (typeof cell === 'string') return csvText(cell);
  if (typeof cell === 'number' && column.type === 'text') return csvText(String(cell));
  throw badCell(cell, column, row);
}

/** One text as a field of CSV: guarded against formulas, in quotes where needed. */
export function csvText(text: string): string {
  const safe = guardText(text);
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
