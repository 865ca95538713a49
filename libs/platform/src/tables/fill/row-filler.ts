import type { ExportCell } from '../export-table';
import { columnName, refused } from '../table-errors';
import { cellContent, type FilledColumn } from './fill-cells';
import { movedFormula } from './row-formula';
import { attribute, cutRow, elements, tagEnd, without, type XmlCell, type XmlRow } from './sheet-xml';

/** A row in pieces, with where it stood. */
interface Model {
  number: number;
  tag: string;
  cells: XmlCell[];
}

/** Writes the rows of a template that are filled: everything of them stays but the cells that take a value. */
export class RowFiller {
  private model: Model | null = null;

  constructor(
    private readonly columns: readonly FilledColumn[],
    private readonly context: { p: string; from1904: boolean },
    private readonly columnStyle: (column: number) => number,
  ) {}

  /** A row that the template prepared. */
  prepared({ number, xml }: XmlRow, values: readonly ExportCell[]): string {
    const { p } = this.context;
    const { tag, cells, rest } = cutRow(xml, p);
    this.model = { number, tag, cells };
    return `${without(tag, 'spans')}>${this.cells(number, cells, values)}${rest}</${p}row>`;
  }

  /** A row the template does not have: like the one before it. */
  added(number: number, values: readonly ExportCell[]): string {
    const { p } = this.context;
    const tag = `${without(this.model?.tag ?? `<${p}row`, 'r', 'spans')} r="${number}"`;
    const cells = this.model?.cells.map((cell) => this.copied(cell, this.model?.number ?? number, number)) ?? [];
    return `${tag}>${this.cells(number, cells, values)}</${p}row>`;
  }

  /** What a prepared row without values is: its formulas forget their results, the rest stays. */
  untouched(row: XmlRow): string {
    return this.forgotten(row.xml);
  }

  private cells(number: number, cells: readonly XmlCell[], values: readonly ExportCell[]): string {
    const { p } = this.context;
    const byColumn = new Map(cells.map((cell) => [cell.column, this.forgotten(placed(cell, number, p))]));
    for (const [i, column] of this.columns.entries()) {
      const content = cellContent(values[i] ?? null, column, number, this.context);
      const known = cells.find((cell) => cell.column === column.index);
      if (content === null && !known) continue;
      const style = known ? known.style : this.styleOf(column.index);
      const start = `<${p}c r="${columnName(column.index)}${number}"${style === null ? '' : ` s="${style}"`}`;
      byColumn.set(
        column.index,
        content === null ? `${start}/>` : `${start}${content.type}>${content.content}</${p}c>`,
      );
    }
    return [...byColumn]
      .sort(([a], [b]) => a - b)
      .map(([, xml]) => xml)
      .join('');
  }

  private styleOf(column: number): string | null {
    const ofRow =
      attribute(this.model?.tag ?? '', 'customFormat') === '1' ? attribute(this.model?.tag ?? '', 's') : null;
    const style = ofRow ?? String(this.columnStyle(column));
    return style === '0' ? null : style;
  }

  /** A cell of the model in a new row: its look, and its formula where that speaks of its own row. */
  private copied({ column, style, xml }: XmlCell, from: number, to: number): XmlCell {
    const { p } = this.context;
    const start = `<${p}c r="${columnName(column)}${to}"${style === null ? '' : ` s="${style}"`}`;
    const [formula] = elements(xml, `${p}f`, 0, xml.length);
    if (!formula) return { column, style, xml: `${start}/>` };
    const inside = xml.slice(tagEnd(xml, formula.from) + 1, xml.indexOf(`</${p}f`, formula.from));
    const moved = attribute(formula.tag, 't') === null ? movedFormula(inside, from, to) : null;
    if (moved === null)
      throw refused(
        'TEMPLATE_FORMULA',
        `模板只预留到第 ${from} 行，${columnName(column)} 列的公式不能照样加到第 ${to} 行。请在 Excel 里先把这一行向下填充到够用的行数，另存为新版本再上传。`,
        from,
      );
    return { column, style, xml: `${start}><${p}f>${moved}</${p}f></${p}c>` };
  }

  /** Results that a formula remembers were worked out from other values: unknown is better than wrong. */
  private forgotten(xml: string): string {
    const { p } = this.context;
    if (!xml.includes(`<${p}f`)) return xml;
    let [out, last] = ['', 0];
    for (const cell of elements(xml, `${p}c`, 0, xml.length)) {
      const text = xml.slice(cell.from, cell.to);
      const [formula] = elements(text, `${p}f`, 0, text.length);
      if (!formula) continue;
      out += `${xml.slice(last, cell.from)}${without(cell.tag, 't')}>${text.slice(formula.from, formula.to)}</${p}c>`;
      last = cell.to;
    }
    return out + xml.slice(last);
  }
}

/** The cell with its place written out: cells without one count from their neighbours. */
function placed({ column, xml }: XmlCell, number: number, p: string): XmlCell['xml'] {
  return attribute(xml.slice(0, tagEnd(xml, 0)), 'r') === null
    ? xml.replace(`<${p}c`, `<${p}c r="${columnName(column)}${number}"`)
    : xml;
}
