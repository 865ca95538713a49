import type { TableLimits } from '../limits';
import { portalLimits } from '../limits';
import { columnName, refused } from '../table-errors';
import { damaged, XlsxPackage } from '../xlsx-package';
import { readSharedStrings } from '../xlsx-strings';
import { readStyles } from '../xlsx-styles';
import { readWorkbook, type Workbook } from '../xlsx-workbook';
import { columnsOf, findHeaderArea, headerRows, unitOfTitle } from './header-area';
import { refuseOutsideContent } from './outside-content';
import { type SheetRows, TemplateHandler } from './template-handler';
import { areaOf, type Area, type HeaderPlace, type ReportColumn, type ReportShape } from './report-shape';

const MB = 1024 * 1024;

/** What a template may cost: a form with some hundred prepared rows. */
export const templateLimits: Readonly<TableLimits> = {
  ...portalLimits,
  maxFileBytes: 10 * MB,
  maxUnpackedBytes: 50 * MB,
};

/**
 * Looks at a superior's workbook that is to be filled in place: where its header stands, which columns it names, which
 * rows it leaves for us. Nothing is guessed beyond the header: what isn't clear is a note or a refusal.
 *
 * @throws DomainError `PLATFORM.TEMPLATE_HEADER`, `PLATFORM.TEMPLATE_OUTSIDE` for macros, links and objects,
 *   `PLATFORM.TEMPLATE_ROWS` where the rows below the header can't be filled, and what reading a table throws.
 */
export async function readReportTemplate(
  file: string,
  place: HeaderPlace = {},
  limits: TableLimits = templateLimits,
): Promise<ReportShape> {
  const pack = await XlsxPackage.open(file, limits);
  try {
    await refuseOutsideContent(pack);
    const book = await readWorkbook(pack, place.sheet);
    const strings = await readSharedStrings(pack, book.stringsPart, limits);
    const styles = await readStyles(pack, book.stylesPart);
    const handler = new TemplateHandler(strings, limits);
    await pack.read(book.sheetPart, handler);
    const { from, to } = headerOf(handler.rows, place);
    const body = bodyOf(handler.rows, to);
    const first = handler.rows.body.get(body.firstRow);
    const columns = columnsOf(handler.rows, { from, to }).map((column): ReportColumn => ({
      ...column,
      hidden: handler.rows.isHidden(column.index),
      format: styles[first?.styles.get(column.index) ?? handler.rows.styleOf(column.index)] ?? 'number',
      formula: first?.formulas.has(column.index) ?? false,
      choices: handler.rows.choicesFor(body.firstRow, column.index),
    }));
    const formulas = handler.rows.hasFormulas || pack.has('xl/calcChain.xml');
    return {
      ...{ sheet: book.sheet, headerFrom: from, headerTo: to, ...body, columns, formulas },
      amountUnit: unitOfTitle(handler.rows, from),
      printTo: await printedTo(pack, book),
    };
  } finally {
    pack.close();
  }
}

function headerOf(rows: SheetRows, { headerFrom, headerTo }: HeaderPlace): { from: number; to: number } {
  if (headerFrom === undefined) return findHeaderArea(rows);
  const to = headerTo ?? headerFrom;
  if (to < headerFrom || to > headerRows)
    throw refused('TEMPLATE_HEADER', `表头应在前 ${headerRows} 行之内，止行不能在起行之前。`);
  return { from: headerFrom, to };
}

/** The rows that are left to be filled: those without content below the header, down to the next with content. */
function bodyOf(rows: SheetRows, headerTo: number): { firstRow: number; room: number | null; notes: string[] } {
  const notes: string[] = [];
  let firstRow = headerTo + 1;
  const filled: number[] = [];
  for (; rows.hasContent(firstRow); firstRow++) filled.push(firstRow);
  if (filled.length > 0) {
    const which = filled.length === 1 ? `第 ${filled[0]} 行` : `第 ${filled[0]} 行到第 ${filled.at(-1)} 行`;
    notes.push(`${which}紧接表头，已有内容（示例或合计），保留不动，从第 ${firstRow} 行开始填。`);
  }
  const below = rows.contentBelow(firstRow);
  const room = below === null ? null : below - firstRow;
  if (room !== null)
    notes.push(`预留第 ${firstRow} 行到第 ${firstRow + room - 1} 行，共 ${room} 行；下面另有内容，不增加行。`);
  const merged = rows.merged.find((area) => touches(area, firstRow, below));
  if (merged)
    throw refused(
      'TEMPLATE_ROWS',
      `表头下面第 ${merged.top} 行 ${columnName(merged.left)} 列起有合并单元格，填不进去。请在模板里取消合并后再上传。`,
      merged.top,
    );
  const hidden = [...rows.body].find(([row, one]) => row >= firstRow && (below === null || row < below) && one.hidden);
  if (hidden)
    throw refused('TEMPLATE_ROWS', `要填的第 ${hidden[0]} 行是隐藏的。请在模板里取消隐藏后再上传。`, hidden[0]);
  return { firstRow, room, notes };
}

const touches = ({ top, bottom }: Area, from: number, below: number | null) =>
  bottom >= from && (below === null || top < below);

/** The last row of the sheet's print area, where it has one: rows below it would not be printed. */
async function printedTo(pack: XlsxPackage, book: Workbook): Promise<number | null> {
  let [isArea, text, sheets, position] = [false, '', -1, -1];
  const names: { sheet: number; text: string }[] = [];
  await pack.read(book.workbookPart, {
    open(name, attributes) {
      if (name === 'sheet' && (sheets++, attributes.get('name') === book.sheet)) position = sheets;
      isArea = name === 'definedName' && attributes.get('name') === '_xlnm.Print_Area';
      if (isArea) names.push({ sheet: Number(attributes.get('localSheetId') ?? -1), text: '' });
    },
    close() {
      const last = names.at(-1);
      if (isArea && last) last.text = text;
      isArea = false;
      text = '';
    },
    text: (piece) => void (isArea && (text += piece)),
  });
  if (position < 0) throw damaged('找不到工作表');
  const area = names.find(({ sheet }) => sheet === position)?.text;
  const bottoms = (area ?? '').split(',').map((part) => areaOf(part.slice(part.lastIndexOf('!') + 1))?.bottom ?? null);
  return area === undefined || bottoms.includes(null) ? null : Math.max(...bottoms.map(Number));
}
