import { trimCell } from './missing';
import { columnName, refused } from './table-errors';
import type { RawRow } from './table-events';

/** The row of labels above the data. */
export interface Header {
  row: number;
  /** Labels by column from A as {@link plainLabel} gives them; `''` where there is none. */
  labels: string[];
  /** CSV: fields of the record, blank ones counted. */
  fields?: number;
}

/** Does the caller know this label? It comes as {@link plainLabel} gives it. */
export type IsHeader = (label: string) => boolean;

/** Rows among which the header is looked for. */
export const headerSearchRows = 10;

/** A label as it is compared: no blanks, no line ends, full-width brackets and colons as half-width. */
export function plainLabel(text: string): string {
  return trimCell(text).replace(/\s+/g, '').replaceAll('（', '(').replaceAll('）', ')').replaceAll('：', ':');
}

/**
 * Finds the header among the first rows: the one with most labels the caller knows. Titles above it are passed over.
 *
 * @throws DomainError `PLATFORM.TABLE_HEADER` where no row has a known label, `PLATFORM.TABLE_HEADER_ROWS` where the
 *   labels are spread over two rows, `PLATFORM.TABLE_HEADER_TWICE` where two columns have the same label.
 */
export function findHeader(rows: readonly RawRow[], isHeader: IsHeader): Header {
  const top: Header[] = rows.slice(0, headerSearchRows).map(({ row, cells, fields }) => ({
    row,
    labels: cells.map(plainLabel),
    ...(fields === undefined ? {} : { fields }),
  }));
  const known = top.map(({ labels }) => labels.filter((label) => label !== '' && isHeader(label)).length);
  const most = Math.max(0, ...known);
  const at = known.indexOf(most);
  const header = top[at];
  if (header === undefined || most === 0) throw noHeader(top);
  const [above, below] = [top[at - 1], top[at + 1]];
  if (above?.row === header.row - 1 && reachesDown(above, header, isHeader)) throw twoRows(above, header);
  if (below?.row === header.row + 1 && goesOn(header, below, isHeader)) throw twoRows(header, below);
  refuseSameLabel(header);
  return header;
}

/** Has the row above the header a known label in a column where the header is blank (a cell merged downwards)? */
function reachesDown(above: Header, header: Header, isHeader: IsHeader): boolean {
  return above.labels.some((label, i) => label !== '' && (header.labels[i] ?? '') === '' && isHeader(label));
}

const unitOnly = /^\(?(?:单位:?)?(?:元|万元|千元|百万元|亿元|%|人|个|件|项|家|年|年度|吨|亩|平方米|必填|选填)\)?$/;

/**
 * Does the row below go on with the header? It does with nothing but units or known labels, and where it has text
 * under blank or merged headings only: a row of data has values under the plain headings.
 */
function goesOn(header: Header, below: Header, isHeader: IsHeader): boolean {
  const heading = (i: number) => header.labels[i] ?? '';
  const filled = below.labels.flatMap((label, i) => (label === '' ? [] : [{ label, i }]));
  if (filled.length === 0) return false;
  if (filled.every(({ label }) => unitOnly.test(label) || isHeader(label))) return true;
  if (filled.some(({ label, i }) => heading(i) === '' && isHeader(label))) return true;
  const isMerged = (i: number) => heading(i) === '' || (heading(i + 1) === '' && i + 1 < below.labels.length);
  return filled.every(({ i }) => isMerged(i)) && filled.some(({ i }) => heading(i) === '');
}

function twoRows(upper: Header, lower: Header): Error {
  return refused(
    'TABLE_HEADER_ROWS',
    `表头分在第 ${upper.row} 行和第 ${lower.row} 行（合并单元格，或单位另占一行）。请改成一行：每列一个完整的名称，例如“营业收入(万元)”。`,
    upper.row,
  );
}

function noHeader(top: readonly Header[]): Error {
  const first = top[0];
  const seen =
    first === undefined
      ? '文件里没有内容'
      : `第 ${first.row} 行是：${first.labels
          .filter((label) => label !== '')
          .slice(0, 12)
          .join('、')
          .slice(0, 200)}`;
  return refused(
    'TABLE_HEADER',
    `前 ${headerSearchRows} 行里没有认得的表头（${seen}）。请核对表头文字，或指定各列对应的指标。`,
    first?.row,
  );
}

function refuseSameLabel(header: Header): void {
  const seen = new Map<string, number>();
  header.labels.forEach((label, i) => {
    if (label === '') return;
    const first = seen.get(label);
    if (first !== undefined) {
      const columns = `${columnName(first)} 列和 ${columnName(i)} 列`;
      throw refused(
        'TABLE_HEADER_TWICE',
        `第 ${header.row} 行的 ${columns}表头都是“${label}”，无法判断用哪一列。请改名或删除一列。`,
        header.row,
      );
    }
    seen.set(label, i);
  });
}
