import type { ExportColumn } from './export-table';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'http://schemas.openxmlformats.org/package/2006';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// illegal in XML 1.0; a text that looks like Excel's own escape must not be read as one
const illegal = /\p{Cc}(?<![\t\n\r])|[\ufffe\uffff]|\p{Surrogate}/gu;
const special = /[&<>"\p{Cc}\ufffe\uffff\p{Surrogate}]|_x/u;

/** Text inside an element or attribute; characters XML can't carry are left out. */
export function xmlText(text: string): string {
  if (!special.test(text)) return text;
  return text
    .replace(illegal, '')
    .replace(/\r\n?/g, '\n')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Styles of the cells: 0 plain, 1 header, then those that columns ask for. */
export class StyleTable {
  private readonly formats: string[] = [];

  /** Style index for the body cells of a column. */
  of(column: ExportColumn): number {
    const format = formatOf(column);
    const known = this.formats.indexOf(format);
    return 2 + (known >= 0 ? known : this.formats.push(format) - 1);
  }

  xml(): string {
    const formats = this.formats
      .map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${xmlText(code)}"/>`)
      .join('');
    const styles = this.formats
      .map((_, i) => `<xf numFmtId="${164 + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`)
      .join('');
    const font = (extra: string) =>
      `<font>${extra}<sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`;
    return (
      `${declaration}<styleSheet xmlns="${main}">` +
      `<numFmts count="${this.formats.length}">${formats}</numFmts>`.replace('<numFmts count="0"></numFmts>', '') +
      `<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
      '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      '<fill><patternFill patternType="solid"><fgColor rgb="FFEDF2F7"/><bgColor indexed="64"/></patternFill></fill></fills>' +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="${this.formats.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
      '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">' +
      `<alignment vertical="center" wrapText="1"/></xf>${styles}</cellXfs>` +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    );
  }
}

function formatOf(column: ExportColumn): string {
  if (column.type === 'text') return '@';
  if (column.type === 'date') return 'yyyy-mm-dd';
  const scale = column.type === 'integer' ? 0 : (column.scale ?? 2);
  return scale === 0 ? '0' : `0.${'0'.repeat(scale)}`;
}

export const rootRelations =
  `${declaration}<Relationships xmlns="${packaging}/relationships">` +
  `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/** The parts that name the sheets; `filters` are the areas with a filter, by sheet. */
export function workbookXml(names: readonly string[], filters: readonly (string | null)[]): string {
  const sheets = names
    .map((name, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('');
  const defined = filters
    .map((area, i) =>
      area === null
        ? ''
        : `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">'${xmlText((names[i] ?? '').replaceAll("'", "''"))}'!${area}</definedName>`,
    )
    .join('');
  return (
    `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews>` +
    `<sheets>${sheets}</sheets>${defined === '' ? '' : `<definedNames>${defined}</definedNames>`}</workbook>`
  );
}

export function workbookRelations(count: number): string {
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  const sheets = Array.from({ length: count }, (_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`));
  return (
    `${declaration}<Relationships xmlns="${packaging}/relationships">` +
    `${sheets.join('')}${relation(count + 1, 'styles', 'styles.xml')}</Relationships>`
  );
}

export function contentTypes(count: number): string {
  const part = (name: string, type: string) =>
    `<Override PartName="${name}" ContentType="${contentType}.${type}+xml"/>`;
  const sheets = Array.from({ length: count }, (_, i) => part(`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet'));
  return (
    `${declaration}<Types xmlns="${packaging}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `${part('/xl/workbook.xml', 'sheet.main')}${part('/xl/styles.xml', 'styles')}${sheets.join('')}</Types>`
  );
}

/** Everything of a sheet before its rows. */
export function sheetStart(columns: readonly ExportColumn[]): string {
  const widths = columns.map(
    (column, i) => `<col min="${i + 1}" max="${i + 1}" width="${widthOf(column)}" customWidth="1"/>`,
  );
  return (
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData>`
  );
}

export function sheetEnd(filter: string | null): string {
  return `</sheetData>${filter === null ? '' : `<autoFilter ref="${filter}"/>`}</worksheet>`;
}

function widthOf(column: ExportColumn): number {
  if (column.width !== undefined) return column.width;
  const label = [...column.label].reduce((sum, char) => sum + (char > '\u2e7f' ? 2.2 : 1.1), 3);
  const body = { text: 20, integer: 10, decimal: 16, date: 12 }[column.type];
  return Math.min(60, Math.round(Math.max(label, body)));
}
