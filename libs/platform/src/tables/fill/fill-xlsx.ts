import type { Writable } from 'node:stream';
import { requireAllRows } from '../../exports/exported-files';
import type { ExportCell, ExportResult, ExportRows } from '../export-table';
import type { TableLimits } from '../limits';
import { columnName, refused, tooLarge } from '../table-errors';
import { damaged, XlsxPackage } from '../xlsx-package';
import { readWorkbook } from '../xlsx-workbook';
import { ZipWriter } from '../zip-writer';
import type { FilledColumn } from './fill-cells';
import { templateLimits } from './read-template';
import { RowFiller } from './row-filler';
import { attribute, cutSheet, type SheetXml, tagEnd } from './sheet-xml';
import type { ReportShape } from './report-shape';

/** A sheet larger than this is no form to be filled. */
const largestSheet = 16 * 1024 * 1024;
const chunkLength = 32 * 1024;

/** What is put into a template. */
export interface Filling {
  shape: ReportShape;
  /** In the order of the cells of `rows`. */
  columns: readonly FilledColumn[];
  rows: ExportRows;
  /** Rows that must come: with another number nothing is left. */
  count: number;
}

/**
 * A copy of a superior's workbook with our rows in it. Every other part is copied as it is packed; of the one sheet only
 * the cells that take a value change, and formulas forget results of other values. Where there are formulas the workbook
 * says that they are to be worked out on opening. `out` is not ended.
 *
 * @throws DomainError `PLATFORM.TEMPLATE_ROOM`, `TEMPLATE_PRINT_AREA`, `TEMPLATE_FORMULA` where the rows have no place,
 *   `EXPORT_CELL`, `ROW_COUNT`.
 */
export async function fillXlsx(
  file: string,
  filling: Filling,
  out: Writable,
  limits: TableLimits = templateLimits,
): Promise<ExportResult> {
  const { shape, count, columns } = filling;
  requirePlace(shape, columns, count);
  const pack = await XlsxPackage.open(file, limits);
  try {
    const book = await readWorkbook(pack, shape.sheet);
    const sheet = cutSheet(await textOf(pack, book.sheetPart));
    const workbook = shape.formulas ? workedOut(await textOf(pack, book.workbookPart)) : null;
    const styles = columnStyles(sheet);
    const filler = new RowFiller(
      columns,
      { p: sheet.p, from1904: book.from1904 },
      (column) => styles.find(({ from, to }) => from <= column && column <= to)?.style ?? 0,
    );
    const zip = new ZipWriter(out);
    let written = 0;
    for (const part of pack.parts()) {
      const is = (name: string) => part.name.toLowerCase() === name.toLowerCase();
      if (is(book.sheetPart))
        await zip.add(part.name, async (send) => {
          written = await writeSheet(sheet, filler, filling, send);
        });
      else if (is(book.workbookPart) && workbook !== null) await zip.add(part.name, (send) => send(workbook));
      else await zip.copy(part, await pack.packed(part.name));
    }
    requireAllRows(count, written);
    return { rows: written, bytes: await zip.end() };
  } finally {
    pack.close();
  }
}

async function writeSheet(
  sheet: SheetXml,
  filler: RowFiller,
  { shape, rows, count }: Filling,
  send: (text: string) => Promise<void>,
): Promise<number> {
  let text = grown(sheet.head, shape.firstRow + count - 1, sheet.p);
  let [next, at, written] = [0, shape.firstRow, 0];
  const flush = async () => {
    if (text.length < chunkLength) return;
    await send(text);
    text = '';
  };
  const upTo = async (row: number) => {
    for (; (sheet.rows[next]?.number ?? Infinity) < row; next++) {
      const one = sheet.rows[next];
      if (one) text += filler.untouched(one);
      await flush();
    }
  };
  await upTo(at);
  for await (const batch of rows)
    for (const values of batch) {
      if (++written > count) break;
      await upTo(at);
      text += rowText(sheet, filler, { next, at, values });
      if (sheet.rows[next]?.number === at) next++;
      at++;
      await flush();
    }
  await upTo(Infinity);
  await send(text + sheet.tail);
  return written;
}

function rowText(
  { rows }: SheetXml,
  filler: RowFiller,
  { next, at, values }: { next: number; at: number; values: readonly ExportCell[] },
): string {
  const row = rows[next];
  return row?.number === at ? filler.prepared(row, values) : filler.added(at, values);
}

/** @throws DomainError where the rows don't fit into what the template leaves, or a column is its own. */
function requirePlace(shape: ReportShape, columns: readonly FilledColumn[], count: number): void {
  const { firstRow, room, printTo } = shape;
  const last = firstRow + count - 1;
  if (room !== null && count > room)
    throw refused(
      'TEMPLATE_ROOM',
      `模板从第 ${firstRow} 行起只预留 ${room} 行，要填 ${count} 行，下面另有内容（第 ${firstRow + room} 行）。请在 Excel 里在第 ${firstRow + room} 行之前插入至少 ${count - room} 行，核对合计公式后另存，作为新版本上传。`,
      firstRow + room,
    );
  if (printTo !== null && last > printTo)
    throw refused(
      'TEMPLATE_PRINT_AREA',
      `模板的打印区域只到第 ${printTo} 行，要填到第 ${last} 行，后面的打印不出来。请在 Excel 里扩大打印区域，另存为新版本后上传。`,
    );
  for (const { index, label } of columns) {
    const column = shape.columns.find((one) => one.index === index);
    if (!column || column.formula)
      throw refused(
        'TEMPLATE_COLUMN',
        `模板的 ${columnName(index)} 列“${label}”${column ? '是公式' : '没有表头'}，不能填写。`,
      );
  }
}

/** The used area named at the head of the sheet, as it is after filling. */
function grown(head: string, lastRow: number, p: string): string {
  return head.replace(
    new RegExp(`(<${p}dimension\\b[^>]*\\bref="[A-Z]+\\d+:[A-Z]+)(\\d+)"`),
    (_, before: string, row: string) => `${before}${Math.max(Number(row), lastRow)}"`,
  );
}

function columnStyles({ head, p }: SheetXml): { from: number; to: number; style: number }[] {
  return [...head.matchAll(new RegExp(`<${p}col\\b[^>]*>`, 'g'))].map(([tag]) => {
    const number = (name: string) => Number(attribute(tag, name) ?? 0);
    return { from: number('min') - 1, to: number('max') - 1, style: number('style') };
  });
}

/** The workbook part with the wish that everything is worked out on opening. */
function workedOut(xml: string): string {
  const found = /<(\w+:)?calcPr\b/.exec(xml);
  if (found) {
    const end = tagEnd(xml, found.index);
    const tag = xml
      .slice(found.index, xml.charAt(end - 1) === '/' ? end - 1 : end)
      .replace(/\sfullCalcOnLoad="[^"]*"/, '');
    return `${xml.slice(0, found.index)}${tag} fullCalcOnLoad="1"${xml.slice(xml.charAt(end - 1) === '/' ? end - 1 : end)}`;
  }
  // the order of elements in a workbook is fixed: it stands behind sheets, functions, external references and names
  const p = /<(\w+:)?workbook\b/.exec(xml)?.[1] ?? '';
  const behind = [`</${p}definedNames>`, `</${p}functionGroups>`, `</${p}sheets>`].find((mark) => xml.includes(mark));
  if (behind === undefined) throw damaged('工作簿部件没有工作表目录');
  return xml.replace(behind, `${behind}<${p}calcPr fullCalcOnLoad="1"/>`);
}

async function textOf(pack: XlsxPackage, part: string): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for await (const chunk of pack.bytes(part)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > largestSheet)
      throw tooLarge(
        'TABLE_UNPACKED',
        `模板的工作表展开后超过 ${largestSheet / 1024 / 1024} MB。请删掉空白的行列与格式后再上传。`,
      );
  }
  return text + decoder.decode();
}
