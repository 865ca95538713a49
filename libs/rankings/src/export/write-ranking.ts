import {
  copyRows,
  countedLines,
  type Database,
  definitionSheet,
  type ExportRows,
  type Transaction,
  writeCopiedCsv,
  writeXlsx,
} from '@tidu/platform';
import { CopyReader } from '@tidu/scoring';
import type { Writable } from 'node:stream';
import type { Ranking } from '../rankings.queries';
import { exportColumns, exportSelect } from './columns';

export interface WriteOptions {
  /** Entries of the second sheet of a workbook. */
  definition: [string, string][];
  /** Called with the rows written so far, where they can be told; may throw to stop. */
  onProgress: (rows: number) => void;
}

/**
 * Writes a ranking into a stream and returns its number of rows. CSV is what the server writes, passed on; a workbook
 * is built row by row. Neither ever holds the whole.
 */
export async function writeRanking(
  database: Database,
  tx: Transaction,
  ranking: Ranking,
  format: 'csv' | 'xlsx',
  out: Writable,
  { definition, onProgress }: WriteOptions,
): Promise<number> {
  const select = exportSelect(ranking, (text) => tx.client.escapeLiteral(text), format === 'csv');
  const copy = new CopyReader(database, tx, `copy (${select}) to stdout${format === 'csv' ? ' (format csv)' : ''}`);
  const chunks = countedLines(copy, onProgress);
  if (format === 'csv') {
    await writeCopiedCsv(exportColumns, chunks, out);
  } else {
    const rows: ExportRows = copyRows(chunks);
    await writeXlsx([{ name: '排名', columns: exportColumns, rows }, definitionSheet('说明', definition)], out);
  }
  return copy.rowCount;
}
