import type { TableLimits } from '../limits';
import { tooLarge } from '../table-errors';
import { damaged } from '../xlsx-package';
import { type SharedStrings, TextCollector } from '../xlsx-strings';
import type { XmlHandler } from '../xml-scanner';
import type { Attributes } from '../xml-tokens';
import { headerRows, type TopRows } from './header-area';
import { fetching, outside } from './outside-content';
import { isOfRow } from './row-formula';
import { areaOf, type Area } from './report-shape';

/** A row below the first ones, as far as filling it needs to know. */
export interface BodyRow {
  hidden: boolean;
  /** It says something by itself: more than a number in the first column of its cells. */
  content: boolean;
  formulas: ReadonlySet<number>;
  styles: ReadonlyMap<number, number>;
}

interface ColumnRange {
  from: number;
  to: number;
  hidden: boolean;
  style: number;
}

/** The rows of a sheet, and what stands around them. */
export class SheetRows implements TopRows {
  readonly texts = new Map<number, Map<number, string>>();
  readonly merged: Area[] = [];
  readonly body = new Map<number, BodyRow>();
  readonly ranges: ColumnRange[] = [];
  readonly lists: { areas: Area[]; choices: string[] }[] = [];
  hasFormulas = false;

  isHidden = (column: number) => this.range(column)?.hidden ?? false;
  styleOf = (column: number) => this.range(column)?.style ?? 0;
  hasContent = (row: number) => this.body.get(row)?.content ?? false;

  contentBelow(row: number): number | null {
    const rows = [...this.body].filter(([at, one]) => at >= row && one.content).map(([at]) => at);
    const areas = this.merged.filter(({ top }) => top >= row && this.hasContent(top)).map(({ top }) => top);
    return rows.length + areas.length === 0 ? null : Math.min(...rows, ...areas);
  }

  choicesFor(row: number, column: number): string[] | null {
    const list = this.lists.find(({ areas }) => areas.some((area) => holds(area, row, column)));
    return list?.choices ?? null;
  }

  private range = (column: number) => this.ranges.find(({ from, to }) => from <= column && column <= to);
}

const holds = ({ top, bottom, left, right }: Area, row: number, column: number) =>
  top <= row && row <= bottom && left <= column && column <= right;

const mostMerged = 2000;

/** Reads a sheet for what it prepares; keeps texts of its first rows only. */
export class TemplateHandler implements XmlHandler {
  readonly rows = new SheetRows();
  private row = 0;
  private column = -1;
  private hidden = false;
  private isNumberedOnly = true;
  private filled = 0;
  private formulas = new Set<number>();
  private styles = new Map<number, number>();
  private inside: 'v' | 'f' | 'list' | null = null;
  private type: string | undefined;
  private value = '';
  private hasFormula = false;
  private isTotal = false;
  private list: { areas: Area[]; choices: string[] } | null = null;
  private isCell = false;
  private readonly inline: TextCollector;

  constructor(
    private readonly strings: SharedStrings,
    private readonly limits: TableLimits,
  ) {
    this.inline = new TextCollector(limits.maxCellLength);
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.startCell(attributes);
    else if (name === 'row') this.startRow(attributes);
    else if (name === 'v' || name === 'f') this.startText(name);
    else if (name === 'col') this.range(attributes);
    else if (name === 'mergeCell') this.merge(attributes);
    else if (name === 'dataValidation')
      this.list =
        attributes.get('type') === 'list' ? { areas: areasOf(attributes.get('sqref') ?? ''), choices: [] } : null;
    else if (name === 'formula1') this.startText('list');
    else if (this.isCell) this.inline.open(name);
  }

  close(name: string): void {
    if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
    else if (name === 'v') this.inside = null;
    else if (name === 'f') this.endFormula();
    else if (name === 'formula1') this.endList();
    else if (this.isCell) this.inline.close(name);
  }

  text(text: string): void {
    if (this.inside !== null) this.value += text.slice(0, Math.max(0, this.limits.maxCellLength - this.value.length));
    else if (this.isCell) this.inline.text(text);
  }

  private startText(kind: 'v' | 'f' | 'list') {
    this.inside = kind === 'list' ? 'list' : this.isCell ? kind : null;
    this.value = '';
  }

  private startRow(attributes: Attributes): void {
    const row = Number(attributes.get('r') ?? this.row + 1);
    if (!Number.isInteger(row) || row <= this.row || row > 1_048_576)
      throw damaged(`第 ${this.row} 行之后的行号不合理`);
    if (this.rows.body.size >= this.limits.maxRows)
      throw tooLarge('TABLE_ROWS', `模板超过 ${this.limits.maxRows} 行。请删掉多余的空白行后再上传。`);
    this.row = row;
    this.column = -1;
    this.hidden = ['1', 'true'].includes(attributes.get('hidden') ?? '');
    this.formulas = new Set();
    this.styles = new Map();
    this.filled = 0;
    this.isNumberedOnly = true;
    this.isTotal = false;
  }

  private startCell(attributes: Attributes): void {
    const place = attributes.get('r');
    const column = place === undefined ? this.column + 1 : (areaOf(place)?.left ?? -1);
    if (column <= this.column || column >= 16_384) throw damaged(`第 ${this.row} 行的单元格位置不合理`);
    this.column = column;
    this.type = attributes.get('t');
    const style = Number(attributes.get('s') ?? 0);
    if (this.styles.size < 500) this.styles.set(column, style);
    this.value = '';
    this.hasFormula = false;
    this.isCell = true;
  }

  private endFormula(): void {
    if (fetching.test(this.value)) throw outside(`取外部数据的公式（第 ${this.row} 行）`);
    if (!isOfRow(this.value, this.row)) this.isTotal = true;
    this.value = '';
    this.inside = null;
    this.hasFormula = this.isCell;
  }

  private endCell(): void {
    this.isCell = false;
    const text = (this.type === 'inlineStr' ? this.inline.take() : (this.inline.take(), this.shown())).trim();
    this.value = '';
    if (this.hasFormula) {
      this.formulas.add(this.column);
      this.rows.hasFormulas = true;
    } else if (text !== '') {
      this.filled++;
      if (!/^\d{1,7}$/.test(text)) this.isNumberedOnly = false;
    }
    if (text === '' || this.row > headerRows || this.column >= this.limits.maxColumns) return;
    const texts = this.rows.texts.get(this.row) ?? new Map<number, string>();
    this.rows.texts.set(this.row, texts.set(this.column, text));
  }

  private shown(): string {
    return this.type === 's' ? (this.strings.get(Number(this.value)) ?? '') : this.value;
  }

  private endRow(): void {
    // a number alone is the place in the list that the template counts ahead
    const content = this.filled > 1 || (this.filled === 1 && !this.isNumberedOnly) || this.isTotal;
    this.rows.body.set(this.row, { hidden: this.hidden, content, formulas: this.formulas, styles: this.styles });
  }

  private range(attributes: Attributes): void {
    const [from, to] = [Number(attributes.get('min')) - 1, Number(attributes.get('max')) - 1];
    const hidden = ['1', 'true'].includes(attributes.get('hidden') ?? '');
    if (this.rows.ranges.length < 16_384)
      this.rows.ranges.push({ from, to, hidden, style: Number(attributes.get('style') ?? 0) });
  }

  private merge(attributes: Attributes): void {
    const area = areaOf(attributes.get('ref') ?? '');
    if (!area) throw damaged('合并单元格的位置不合理');
    if (this.rows.merged.push(area) > mostMerged)
      throw tooLarge('TABLE_MERGED', `模板的合并单元格超过 ${mostMerged} 处，不像一张要填的表。`);
  }

  /** Only choices that stand in the rule itself; those on another sheet aren't looked up. */
  private endList(): void {
    const text = this.value.trim();
    if (this.inside === 'list' && this.list && /^"[^"]*"$/.test(text) && this.rows.lists.length < 500)
      this.rows.lists.push({
        ...this.list,
        choices: text
          .slice(1, -1)
          .split(',')
          .map((one) => one.trim()),
      });
    this.inside = null;
    this.value = '';
  }
}

const areasOf = (refs: string): Area[] => refs.split(/\s+/).flatMap((ref) => areaOf(ref) ?? []);
