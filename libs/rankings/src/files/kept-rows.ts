import {
  countedLines,
  type Database,
  type ExportColumn,
  guardedSql,
  guardText,
  type Transaction,
} from '@tidu/platform';
import { canonicalJson } from '@tidu/criteria';
import { CopyReader } from '@tidu/scoring';
import { commonColumns, rowCheckHead } from './file-columns';

/** Whether the rows of a snapshot keep their cells: all of those made since they are kept. */
export async function keepsCells(tx: Transaction, id: string): Promise<boolean> {
  const row = await tx.row<{ kept: boolean }>(
    'select cells is not null as kept from ranking_snapshot_row where "snapshotId" = $1 and position = 1',
    [id],
  );
  return row?.kept ?? false;
}

interface Kept {
  id: string;
  /** Columns of the file. */
  columns: readonly ExportColumn[];
  /** What is the same on every row. */
  common: readonly string[];
}

/**
 * The rows of a file as the database sends them, of the cells they keep: a CSV, guarded against formulas, or the text
 * that `copyRows` reads. The check of each row is worked out by the database, as `rowChecker` does it.
 */
export class KeptRows {
  private readonly copy: CopyReader;
  readonly chunks: AsyncIterable<Buffer>;

  constructor(
    { database, tx }: { database: Database; tx: Transaction },
    { id, columns, common }: Kept,
    { isCsv, onRows }: { isCsv: boolean; onRows: (done: number) => void },
  ) {
    const literal = (text: string) => tx.client.escapeLiteral(text);
    const own = columns.slice(0, -commonColumns.length);
    const guarded = own.map(({ type }, i) => (isCsv && type === 'text' ? guardedSql(`c${i}`) : `c${i}`));
    const same = common.map((cell, i) => literal(isCsv && commonColumns[i]?.type === 'text' ? guardText(cell) : cell));
    const check = `encode(sha256(convert_to(${literal(rowCheckHead)} || encode(hash, 'hex') || ${literal(`\n${canonicalJson(common)}`)}, 'UTF8')), 'hex')`;
    // each cell is taken out of its array once, however often it is looked at: that is what `offset 0` is for
    const select = `select ${[...guarded, ...same, check].join(', ')} from (
      select hash, ${own.map((_, i) => `cells[${i + 1}] as c${i}`).join(', ')} from ranking_snapshot_row
      where "snapshotId" = ${literal(id)} order by position offset 0) as row`;
    this.copy = new CopyReader(database, tx, `copy (${select}) to stdout${isCsv ? ' (format csv)' : ''}`);
    this.chunks = countedLines(this.copy, onRows);
  }

  /** Rows sent; known at the end. */
  get count(): number {
    return this.copy.rowCount;
  }
}
