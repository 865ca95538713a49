import { columnName } from '../table-errors';
import { xmlText } from '../xlsx-parts';
import { reasonLabel, type Remarks, type RowRemark } from './remarks';

/** What the rewriting of a sheet needs besides the remarks; found in a first pass over the same sheet. */
export interface SheetPlan {
  /** Index of the new column. */
  reasonColumn: number;
  /** Style of a cell → the same in red. */
  red: ReadonlyMap<number, number>;
  /** Relation of the drawing that holds the notes; absent: none are added. */
  notesRelation?: string;
}

/** Elements of a sheet that come behind the legacy drawing. */
const behindDrawing = [
  'legacyDrawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
];
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * Goes through the XML of a sheet as text, piece by piece, and changes only the rows with a remark. Without a plan it
 * changes nothing and finds out what the plan must know.
 */
export class SheetRewriter {
  /** Styles of the cells that are to become red. */
  readonly styles = new Set<number>();
  /** One more than the index of the last column in use. */
  width = 0;
  private prefix: string | null = null;
  private waiting = '';
  private row = 0;
  private isBehind = false;

  constructor(
    private readonly remarks: Remarks,
    private readonly plan: SheetPlan | null,
  ) {}

  /** The part of the sheet that is ready by now. */
  write(text: string): string {
    this.waiting += text;
    if (this.isBehind) return '';
    let out = '';
    if (this.prefix === null) {
      const start = /<(\w+:)?sheetData\b[^<>]*?(\/?)>/.exec(this.waiting);
      if (start === null) return '';
      this.prefix = start[1] ?? '';
      if (start[2] === '/') return this.toBehind();
      out = this.take(start.index + start[0].length);
    }
    const close = `</${this.prefix}row>`;
    for (let end = this.waiting.indexOf(close); end >= 0; end = this.waiting.indexOf(close)) {
      out += this.rows(this.take(end + close.length));
    }
    return this.waiting.includes(`</${this.prefix}sheetData>`) ? out + this.toBehind() : out;
  }

  /** What is left when the sheet has ended. */
  end(): string {
    const rest = this.waiting;
    this.waiting = '';
    const relation = this.plan?.notesRelation;
    if (relation === undefined) return rest;
    const next = new RegExp(`<(?:\\w+:)?(?:${behindDrawing.join('|')}|/(?:\\w+:)?worksheet)\\b`).exec(rest);
    const at = next?.index ?? rest.length;
    const drawing = `<${this.prefix ?? ''}legacyDrawing xmlns:r="${office}" r:id="${relation}"/>`;
    return rest.slice(0, at) + drawing + rest.slice(at);
  }

  private toBehind(): string {
    this.isBehind = true;
    return '';
  }

  private take(length: number): string {
    const taken = this.waiting.slice(0, length);
    this.waiting = this.waiting.slice(length);
    return taken;
  }

  /** Text that ends with the end of a row; rows without content may stand before it. */
  private rows(text: string): string {
    const start = new RegExp(`<${this.prefix}row\\b([^>]*?)(/?)>`, 'g');
    let out = '';
    let last = 0;
    for (let found = start.exec(text); found !== null; found = start.exec(text)) {
      this.row = Number(/\br="(\d+)"/.exec(found[1] ?? '')?.[1] ?? this.row + 1);
      const remark = this.remarks.rows.get(this.row);
      const isHeader = this.row === this.remarks.headerRow;
      if (found[2] === '/') continue;
      this.measure(text);
      if (remark === undefined && !isHeader) break;
      out += text.slice(last, found.index);
      const attributes = (found[1] ?? '').replace(/ spans="[^"]*"/, '');
      const inner = text.slice(start.lastIndex, text.length - `</${this.prefix}row>`.length);
      out += `<${this.prefix}row${attributes}>${this.cells(inner, remark)}`;
      last = text.length - `</${this.prefix}row>`.length;
      break;
    }
    return out + text.slice(last);
  }

  private measure(text: string): void {
    const at = text.lastIndexOf(`<${this.prefix}c `);
    if (at < 0) return;
    const place = /\br="([A-Z]+)\d+"/.exec(text.slice(at, at + 200))?.[1];
    const width = place === undefined ? text.split(`<${this.prefix}c `).length - 1 : columnIndex(place) + 1;
    this.width = Math.max(this.width, width);
  }

  /** The cells of one row with the marked ones in red and the reason behind them. */
  private cells(inner: string, remark: RowRemark | undefined): string {
    const { prefix, row, plan } = this;
    const cell = new RegExp(`<${prefix}c\\b([^>]*?)(?:/>|>[\\s\\S]*?</${prefix}c>)`, 'g');
    const cells: { column: number; xml: string }[] = [];
    let column = -1;
    let end = 0;
    for (let found = cell.exec(inner); found !== null; found = cell.exec(inner)) {
      const place = /\br="([A-Z]+)\d+"/.exec(found[1] ?? '')?.[1];
      column = place === undefined ? column + 1 : columnIndex(place);
      end = cell.lastIndex;
      const isMarked = remark?.cells.has(column) ?? false;
      cells.push({ column, xml: isMarked ? this.inRed(found[0], place === undefined ? column : null) : found[0] });
    }
    if (plan === null) {
      for (const marked of remark?.cells.keys() ?? []) this.width = Math.max(this.width, marked + 1);
      for (const marked of remark?.cells.keys() ?? [])
        if (!cells.some((one) => one.column === marked)) this.styles.add(0);
      return inner;
    }
    for (const marked of remark?.cells.keys() ?? [])
      if (!cells.some((one) => one.column === marked))
        cells.push({
          column: marked,
          xml: `<${prefix}c r="${columnName(marked)}${row}" s="${plan.red.get(0) ?? 0}"/>`,
        });
    const text = xmlText(remark?.reason ?? reasonLabel);
    const place = `${columnName(plan.reasonColumn)}${row}`;
    cells.push({
      column: plan.reasonColumn,
      xml: `<${prefix}c r="${place}" t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${text}</${prefix}t></${prefix}is></${prefix}c>`,
    });
    const ordered = cells.sort((a, b) => a.column - b.column).map(({ xml }) => xml);
    return ordered.join('') + inner.slice(end);
  }

  /** A cell with its style exchanged; `place` is set where the cells of the row don't say where they stand. */
  private inRed(xml: string, place: number | null): string {
    const style = Number(/^<[^>]*?\bs="(\d+)"/.exec(xml)?.[1] ?? 0);
    if (this.plan === null) {
      this.styles.add(style);
      return xml;
    }
    const red = this.plan.red.get(style);
    if (red === undefined) return xml;
    const start = `<${this.prefix}c`;
    const where = place === null ? '' : ` r="${columnName(place)}${this.row}"`;
    const attributes = /^<[^\s/>]+((?:\s[^>]*?)?)(\/?>)/.exec(xml);
    const rest = (attributes?.[1] ?? '').replace(/ s="\d+"/, '');
    return `${start}${where}${rest} s="${red}"${xml.slice((attributes?.[0].length ?? 0) - (attributes?.[2]?.length ?? 0))}`;
  }
}

function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
