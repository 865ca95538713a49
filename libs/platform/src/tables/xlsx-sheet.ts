import type { Problem } from '@tidu/kernel';
import type { TableLimits } from './limits';
import type { RowBuilder } from './row-builder';
import { cellProblem, columnName } from './table-errors';
import { damaged } from './xlsx-package';
import { BadNumber, hasLostDigits, percentText, plainNumber, serialDate } from './xlsx-numbers';
import { decodeEscapes, type SharedStrings, TextCollector } from './xlsx-strings';
import type { NumberMeaning } from './xlsx-styles';
import { type Attributes, type XmlHandler } from './xml-scanner';

const lastRow = 1_048_576;
const lastColumn = 16_384;
const mergedKept = 50;
const datesKept = 20_000;

export interface SheetContext {
  limits: TableLimits;
  strings: SharedStrings;
  styles: readonly NumberMeaning[];
  from1904: boolean;
}

/** Turns the parts of a sheet into rows. */
export class SheetHandler implements XmlHandler {
  private isData = false;
  private row = 0;
  private cells: string[] = [];
  private problems: Problem[] | undefined;
  private warnings: Problem[] | undefined;
  private column = -1;
  private type: string | undefined;
  private style = 0;
  private value = '';
  private isValue = false;
  private isCell = false;
  private hasFormula = false;
  private readonly dates = new Map<string, string>();
  private readonly inline: TextCollector;

  constructor(
    private readonly context: SheetContext,
    private readonly builder: RowBuilder,
  ) {
    this.inline = new TextCollector(context.limits.maxCellLength);
  }

  open(name: string, attributes: Attributes): void {
    if (!this.isData) {
      if (name === 'sheetData') this.isData = true;
      else if (name === 'mergeCell') this.merged(attributes);
      return;
    }
    if (name === 'c') this.startCell(attributes);
    else if (name === 'v') this.isValue = this.isCell;
    else if (name === 'row') this.startRow(attributes);
    else if (name === 'f') this.hasFormula = true;
    else if (this.isCell) this.inline.open(name);
  }

  close(name: string): void {
    if (!this.isData) return;
    if (name === 'v') this.isValue = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
    else if (name === 'sheetData') this.isData = false;
    else if (this.isCell) this.inline.close(name);
  }

  text(text: string): void {
    if (!this.isData) return;
    if (this.isValue) {
      if (this.value.length <= this.context.limits.maxCellLength) this.value += text;
    } else if (this.isCell) this.inline.text(text);
  }

  private merged(attributes: Attributes): void {
    const area = attributes.get('ref');
    const { merged } = this.builder.summary;
    if (area !== undefined && merged.length < mergedKept) merged.push(area.slice(0, 20));
  }

  private startRow(attributes: Attributes): void {
    const number = attributes.get('r');
    const row = number === undefined ? this.row + 1 : Number(number);
    if (!Number.isInteger(row) || row <= this.row || row > lastRow) throw damaged(`行号 ${number ?? row} 不合理`);
    this.row = row;
    this.column = -1;
    this.cells = [];
    this.problems = this.warnings = undefined;
    if (attributes.get('hidden') === '1') this.builder.summary.hiddenRows++;
  }

  private startCell(attributes: Attributes): void {
    const place = attributes.get('r');
    const column = place === undefined ? this.column + 1 : columnIndex(place);
    if (column <= this.column || column >= lastColumn)
      throw damaged(`第 ${this.row} 行的单元格 ${place ?? ''} 位置不合理`);
    this.column = column;
    this.style = Number(attributes.get('s') ?? 0);
    this.type = attributes.get('t');
    this.value = '';
    this.hasFormula = false;
    this.isCell = true;
  }

  private endCell(): void {
    this.isCell = false;
    const text = this.cellText();
    if (text === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells.push(text);
  }

  private endRow(): void {
    const row = { row: this.row, cells: this.cells };
    if (this.problems !== undefined) Object.assign(row, { problems: this.problems });
    if (this.warnings !== undefined) Object.assign(row, { warnings: this.warnings });
    this.builder.add(row);
    this.cells = [];
  }

  private cellText(): string {
    const inline = this.inline.take();
    const { type } = this;
    if (type === 'inlineStr') return inline;
    const { value } = this;
    if (value === '') {
      if (this.hasFormula && type !== 'str')
        this.problem('', 'TABLE_FORMULA', '是公式但没有保存计算结果，请在 Excel 中打开并保存后重新导入');
      return '';
    }
    if (type === 's') return this.shared(value);
    if (type === undefined || type === 'n') return this.number(value);
    if (type === 'e')
      return this.problem(value, 'TABLE_CELL_ERROR', `是 Excel 的错误值 ${value.slice(0, 20)}，请改正公式或填入数值`);
    if (type === 'b') return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.replace(/T(?:00:00:00(?:\.0+)?)?Z?/, (time) => (time.length > 2 ? '' : ' ')).trim();
    return value.includes('_x') ? decodeEscapes(value) : value;
  }

  private shared(value: string): string {
    const text = this.context.strings.get(Number(value));
    if (text === undefined) throw damaged(`第 ${this.row} 行 ${columnName(this.column)} 列指向不存在的文字`);
    return text;
  }

  private number(value: string): string {
    try {
      const plain = plainNumber(value);
      const meaning = this.context.styles[this.style];
      if (meaning === 'date') return this.date(plain);
      if (meaning === 'percent') return percentText(plain);
      if (hasLostDigits(plain)) this.warn(plain);
      return plain;
    } catch (error) {
      if (error instanceof BadNumber) return this.problem(value, 'TABLE_NUMBER', `${error.message}，请改正`);
      throw error;
    }
  }

  /** The same few thousand days come again and again. */
  private date(plain: string): string {
    let date = this.dates.get(plain);
    if (date === undefined) {
      date = serialDate(plain, this.context.from1904);
      if (this.dates.size < datesKept) this.dates.set(plain, date);
    }
    return date;
  }

  private problem(value: string, code: string, what: string): string {
    const message = `第 ${this.row} 行 ${columnName(this.column)} 列${what}。`;
    (this.problems ??= []).push(cellProblem(this.row, this.column, value, code, message));
    return value;
  }

  private warn(plain: string): void {
    const message = `第 ${this.row} 行 ${columnName(this.column)} 列是超过 15 位的数字，Excel 只保留前 15 位；代码请设为文本格式后重新填写。`;
    (this.warnings ??= []).push(cellProblem(this.row, this.column, plain, 'TABLE_DIGITS_LOST', message));
  }
}

/** Index of the column in a place such as `AB12`, from 0; -1 where there are no letters. */
function columnIndex(place: string): number {
  let index = 0;
  for (let i = 0; i < place.length; i++) {
    const char = place.charCodeAt(i);
    if (char < 65 || char > 90 || i > 3) break;
    index = index * 26 + char - 64;
  }
  return index - 1;
}
