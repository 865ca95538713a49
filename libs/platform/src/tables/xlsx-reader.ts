import type { TableLimits } from './limits';
import { RowBuilder } from './row-builder';
import type { TableEvent } from './table-events';
import { XlsxPackage } from './xlsx-package';
import { SheetHandler } from './xlsx-sheet';
import { readSharedStrings } from './xlsx-strings';
import { readStyles } from './xlsx-styles';
import { readWorkbook } from './xlsx-workbook';

/** Reads one sheet of an XLSX workbook, row by row; what it unpacks is never in memory as a whole. */
export async function* readXlsx(file: string, limits: TableLimits, sheet?: string): AsyncGenerator<TableEvent> {
  const pack = await XlsxPackage.open(file, limits);
  try {
    const book = await readWorkbook(pack, sheet);
    yield { kind: 'start', info: { format: 'xlsx', sheet: book.sheet, sheets: book.sheets } };
    const styles = await readStyles(pack, book.stylesPart);
    const strings = await readSharedStrings(pack, book.stringsPart, limits);
    const builder = new RowBuilder(limits);
    const handler = new SheetHandler({ limits, strings, styles, from1904: book.from1904 }, builder);
    yield* pack.scan(book.sheetPart, handler, () => builder.take());
    yield* builder.take(true);
    yield { kind: 'end', summary: builder.summary };
  } finally {
    pack.close();
  }
}
