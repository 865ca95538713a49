import { damaged } from '../xlsx-package';
import { areaOf } from './report-shape';

/** A row of a sheet as text. */
export interface XmlRow {
  number: number;
  /** From `<row` to behind its end. */
  xml: string;
}

/** A cell of a row as text. */
export interface XmlCell {
  column: number;
  style: string | null;
  xml: string;
}

/** The text of a sheet around its rows. */
export interface SheetXml {
  /** Prefix of the elements with its colon, or ''. */
  p: string;
  head: string;
  rows: XmlRow[];
  tail: string;
}

/** Cuts the text of a sheet into its rows, step by step; nothing of it is changed. @throws DomainError `PLATFORM.TABLE_DAMAGED`. */
export function cutSheet(xml: string): SheetXml {
  if (/<!(?:--|\[CDATA\[|DOCTYPE)/.test(xml)) throw damaged('工作表里有注释或文档类型');
  const start = /<(\w+:)?sheetData\b/.exec(xml);
  if (!start) throw damaged('工作表里没有数据区');
  const p = start[1] ?? '';
  const open = tagEnd(xml, start.index);
  if (xml.charAt(open - 1) === '/') {
    const attributes = xml.slice(start.index, open - 1);
    return {
      p,
      head: `${xml.slice(0, start.index)}${attributes}>`,
      rows: [],
      tail: `</${p}sheetData>${xml.slice(open + 1)}`,
    };
  }
  const close = xml.indexOf(`</${p}sheetData`, open);
  if (close < 0) throw damaged('数据区没有结尾');
  const rows: XmlRow[] = [];
  let last = 0;
  for (const element of elements(xml, `${p}row`, open + 1, close)) {
    const number = Number(attribute(element.tag, 'r') ?? last + 1);
    if (!(number > last)) throw damaged('行号不合理');
    rows.push({ number, xml: xml.slice(element.from, element.to) });
    last = number;
  }
  return { p, head: xml.slice(0, open + 1), rows, tail: xml.slice(close) };
}

/** The cells of a row, and its start tag without the end of it. */
export function cutRow(xml: string, p: string): { tag: string; cells: XmlCell[]; rest: string } {
  const end = tagEnd(xml, 0);
  const isEmpty = xml.charAt(end - 1) === '/';
  const tag = xml.slice(0, isEmpty ? end - 1 : end);
  if (isEmpty) return { tag, cells: [], rest: '' };
  const until = xml.lastIndexOf(`</${p}row`);
  const cells: XmlCell[] = [];
  let [column, last] = [-1, end + 1];
  for (const element of elements(xml, `${p}c`, end + 1, until)) {
    const place = attribute(element.tag, 'r');
    column = place === null ? column + 1 : (areaOf(place)?.left ?? -1);
    if (column <= (cells.at(-1)?.column ?? -1)) throw damaged('单元格位置不合理');
    cells.push({ column, style: attribute(element.tag, 's'), xml: xml.slice(element.from, element.to) });
    last = element.to;
  }
  return { tag, cells, rest: xml.slice(last, until).trim() };
}

/** Elements of a name between two places, one after the other. */
export function* elements(
  xml: string,
  name: string,
  from: number,
  to: number,
): Generator<{ from: number; to: number; tag: string }> {
  const [open, close] = [`<${name}`, `</${name}`];
  for (let at = xml.indexOf(open, from); at >= 0 && at < to; at = xml.indexOf(open, at)) {
    if (!/[\s/>]/.test(xml.charAt(at + open.length))) {
      at += open.length;
      continue;
    }
    const end = tagEnd(xml, at);
    const isEmpty = xml.charAt(end - 1) === '/';
    const closing = isEmpty ? end : xml.indexOf(close, end);
    if (closing < 0 || closing > to) throw damaged(`${name} 没有结尾`);
    const behind = isEmpty ? end + 1 : xml.indexOf('>', closing) + 1;
    yield { from: at, to: behind, tag: xml.slice(at, end) };
    at = behind;
  }
}

/** Value of an attribute in a start tag, as it is written. */
export function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found?.[1] ?? found?.[2] ?? null;
}

/** A start tag without some of its attributes. */
export function without(tag: string, ...names: string[]): string {
  return tag.replace(new RegExp(`\\s(?:${names.join('|')})\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'g'), '');
}

/** Place of the `>` of the tag that starts at `from`; one inside a quoted value is none. */
export function tagEnd(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at++) {
    const char = xml.charAt(at);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '>') return at;
    else if (char === '"' || char === "'") quote = char;
  }
  throw damaged('标签没有结尾');
}
