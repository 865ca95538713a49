import type { Writable } from 'node:stream';
import {
  badCell,
  batched,
  type ExportCell,
  type ExportColumn,
  type ExportResult,
  type ExportRows,
  numberText,
} from './export-table';
import { columnName, refused } from './table-errors';
import {
  contentTypes,
  rootRelations,
  sheetEnd,
  sheetStart,
  StyleTable,
  workbookRelations,
  workbookXml,
  xmlText,
} from './xlsx-parts';
import { ZipWriter } from './zip-writer';

const chunkLength = 32 * 1024;
const maxText = 32_767;
/** The same few thousand days come again and again. */
const serialsKept = 20_000;
const cutMark = '…（过长，已截断）';
/** What a sheet of Excel holds below its header. */
const sheetRows = 1_048_575;

export interface ExportSheet {
  name: string;
  columns: readonly ExportColumn[];
  rows: ExportRows;
  /** Rows after which it goes on in a further sheet; what Excel holds unless said. */
  maxRows?: number;
}

/** A sheet that says what the other one is: definition, filters, day, counts. */
export function definitionSheet(name: string, entries: readonly (readonly [string, string])[]): ExportSheet {
  const columns: ExportColumn[] = [
    { label: '项目', type: 'text', width: 24 },
    { label: '内容', type: 'text', width: 80 },
  ];
  return { name, columns, rows: batched(entries) };
}

/**
 * Writes a workbook row by row: texts as inline strings, numbers and days as numbers with a format, never a formula;
 * header bold and frozen, filters on. The same rows give the same bytes. `out` is not ended.
 *
 * @throws DomainError `PLATFORM.EXPORT_CELL` where a cell isn't what its column says.
 */
export async function writeXlsx(sheets: readonly ExportSheet[], out: Writable): Promise<ExportResult> {
  const zip = new ZipWriter(out);
  const part = (name: string, text: string) => zip.add(name, (write) => write(text));
  const styles = new StyleTable();
  const writers = sheets.map((sheet) => new SheetWriter(sheet, styles));
  await part('_rels/.rels', rootRelations);
  await part('xl/styles.xml', styles.xml());
  const names: string[] = [];
  const filters: (string | null)[] = [];
  let rows = 0;
  for (const writer of writers) {
    for (let piece = 1; piece === 1 || !writer.isDone; piece++) {
      await zip.add(`xl/worksheets/sheet${names.length + 1}.xml`, (write) => writer.write(write));
      names.push(sheetName(writer.sheet.name, piece, names));
      filters.push(writer.filter);
    }
    rows += writer.rows;
  }
  await part('xl/workbook.xml', workbookXml(names, filters));
  await part('xl/_rels/workbook.xml.rels', workbookRelations(names.length));
  await part('[Content_Types].xml', contentTypes(names.length));
  return { rows, bytes: await zip.end() };
}

/** Writes the rows of one export sheet into as many sheets of the workbook as they need. */
class SheetWriter {
  isDone = false;
  filter: string | null = null;
  rows = 0;
  private readonly cells: CellWriter[];
  private readonly source: AsyncIterator<readonly (readonly ExportCell[])[]>;
  private batch: readonly (readonly ExportCell[])[] = [];
  private next = 0;

  constructor(
    readonly sheet: ExportSheet,
    styles: StyleTable,
  ) {
    if (sheet.columns.length === 0) throw refused('EXPORT_COLUMNS', `工作表“${sheet.name}”没有列。`);
    this.cells = sheet.columns.map((column, i) => new CellWriter(column, columnName(i), styles.of(column)));
    this.source = sheet.rows[Symbol.asyncIterator]();
  }

  async write(write: (text: string) => Promise<void>): Promise<void> {
    let text = sheetStart(this.sheet.columns) + this.header();
    let row = 1;
    const lastRow = 1 + (this.sheet.maxRows ?? sheetRows);
    while (row < lastRow && (this.next < this.batch.length || (await this.refill()))) {
      text += this.row(this.batch[this.next++] ?? [], ++row);
      if (text.length >= chunkLength) {
        await write(text);
        text = '';
      }
    }
    if (!this.isDone && this.next >= this.batch.length) await this.refill();
    this.filter = `$A$1:$${columnName(this.cells.length - 1)}$${row}`;
    await write(text + sheetEnd(this.filter.replaceAll('$', '')));
  }

  private header(): string {
    const cells = this.cells.map(
      (cell) => `<c r="${cell.letter}1" s="1" t="inlineStr"><is><t>${xmlText(cell.column.label)}</t></is></c>`,
    );
    return `<row r="1">${cells.join('')}</row>`;
  }

  private row(row: readonly ExportCell[], number: number): string {
    this.rows++;
    let text = `<row r="${number}">`;
    for (let i = 0; i < this.cells.length; i++) {
      const cell = row[i];
      if (cell !== null && cell !== undefined && cell !== '')
        text += (this.cells[i] as CellWriter).xml(cell, number, this.rows);
    }
    return `${text}</row>`;
  }

  /** Fetches rows until there are some; false at the end. */
  private async refill(): Promise<boolean> {
    while (!this.isDone) {
      const next = await this.source.next();
      if (next.done === true) this.isDone = true;
      else if (next.value.length > 0) {
        this.batch = next.value;
        this.next = 0;
        return true;
      }
    }
    this.batch = [];
    this.next = 0;
    return false;
  }
}

/** Writes the cells of one column. */
class CellWriter {
  private readonly serials = new Map<string, number | null>();
  private readonly start: string;
  private readonly textTail: string;
  private readonly numberTail: string;

  constructor(
    readonly column: ExportColumn,
    readonly letter: string,
    style: number,
  ) {
    this.start = `<c r="${letter}`;
    this.textTail = `" s="${style}" t="inlineStr"><is><t`;
    this.numberTail = `" s="${style}"><v>`;
  }

  xml(cell: string | number, row: number, dataRow: number): string {
    if (this.column.type === 'text') {
      if (typeof cell === 'string') return this.text(cell, row);
      if (typeof cell === 'number') return this.text(String(cell), row);
      throw badCell(cell, this.column, dataRow);
    }
    if (this.column.type === 'date') {
      const serial = typeof cell === 'string' ? this.serial(cell) : null;
      if (serial === null) throw badCell(cell, this.column, dataRow);
      return serial > 60 ? this.number(String(serial), row) : this.text(cell as string, row);
    }
    const text = numberText(cell, this.column, dataRow);
    // Excel keeps 15 digits of a number: a longer one stays whole only as text
    return text.length > 15 && text.replace(/[-.]/g, '').replace(/^0+/, '').length > 15
      ? this.text(text, row)
      : this.number(text, row);
  }

  private serial(day: string): number | null {
    let serial = this.serials.get(day);
    if (serial === undefined) {
      serial = daySerial(day);
      if (this.serials.size < serialsKept) this.serials.set(day, serial);
    }
    return serial;
  }

  private text(text: string, row: number): string {
    const whole = text.length <= maxText ? text : text.slice(0, maxText - cutMark.length) + cutMark;
    const edge = /^\s|\s$|\n/.test(whole) ? ' xml:space="preserve">' : '>';
    return `${this.start}${row}${this.textTail}${edge}${xmlText(whole)}</t></is></c>`;
  }

  private number(text: string, row: number): string {
    return `${this.start}${row}${this.numberTail}${text}</v></c>`;
  }
}

/** Serial number of a day `YYYY-MM-DD`, or null where it is none. */
export function daySerial(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) return null;
  return ms / 86_400_000 + 25_569;
}

/** A name Excel accepts: at most 31 characters, none of `[]:*?/\`, not taken yet. */
function sheetName(wanted: string, piece: number, taken: readonly string[]): string {
  const clean =
    wanted
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || '数据';
  for (let number = piece; ; number++) {
    const tail = number === 1 ? '' : ` (${number})`;
    const name =
      [...clean]
        .slice(0, 31 - tail.length)
        .join('')
        .slice(0, 31 - tail.length) + tail;
    if (!taken.some((other) => other.toLowerCase() === name.toLowerCase())) return name;
  }
}
