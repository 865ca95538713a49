import type { Problem } from '@tidu/kernel';
import type { TableLimits } from './limits';
import type { RowBuilder } from './row-builder';
import { cellProblem, columnName } from './table-errors';
import { damaged } from './xlsx-package';
import { BadNumber, hasLostDigits, percentText, plainNumber, serialDate } from './xlsx-numbers';
import { decodeEscapes, type SharedStrings, TextCollector } from './xlsx-strings';
import type { NumberMeaning } from './xlsx-styles';
import type { Attributes } from './xml-tokens';
import type { XmlHandler } from './xml-scanner';

const lastRow = 1_048_576;
const lastColumn = 16_384;
const mergedKept = 50;
const datesKept = 20_000;
/** Names of the attributes of a cell. */
const [place, style, type] = [...'rst'].map((letter) => letter.charCodeAt(0));

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
    let column = this.column + 1;
    this.style = 0;
    this.type = undefined;
    while (attributes.next()) {
      const letter = attributes.letter();
      if (letter === place) column = columnIndex(attributes);
      else if (letter === style) this.style = Number(attributes.value());
      else if (letter === type) this.type = attributes.value();
    }
    if (column <= this.column || column >= lastColumn) throw damaged(`第 ${this.row} 行的单元格位置不合理`);
    this.column = column;
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
    if (this.type === 'inlineStr') return inline;
    const { value, type: kind } = this;
    if (value === '') {
      if (this.hasFormula && kind !== 'str')
        this.problem('', 'TABLE_FORMULA', '是公式但没有保存计算结果，请在 Excel 中打开并保存后重新导入');
      return '';
    }
    if (kind === 's') return this.shared(value);
    if (kind === undefined || kind === 'n') return this.number(value);
    if (kind === 'e')
      return this.problem(value, 'TABLE_CELL_ERROR', `是 Excel 的错误值 ${value.slice(0, 20)}，请改正公式或填入数值`);
    if (kind === 'b') return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    if (kind === 'd') return value.replace(/T(?:00:00:00(?:\.0+)?)?Z?/, (time) => (time.length > 2 ? '' : ' ')).trim();
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
function columnIndex({ bytes, valueFrom, valueTo }: Attributes): number {
  let index = 0;
  for (let at = valueFrom; at < valueTo && at < valueFrom + 4; at++) {
    const byte = bytes[at] as number;
    if (byte < 65 || byte > 90) break;
    index = index * 26 + byte - 64;
  }
  return index - 1;
}
