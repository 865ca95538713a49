import { trimCell } from './missing';
import { columnName, refused } from './table-errors';
import type { RawRow } from './table-events';

/** The row of labels above the data; of labels over several rows (merged headings, a line of units) what they say together. */
export interface Header {
  /** The last row that belongs to it. */
  row: number;
  /** Labels by column from A as {@link plainLabel} gives them; `''` where there is none. */
  labels: string[];
  /** CSV: fields of the record, blank ones counted. */
  fields?: number;
  /** Unit of all amounts, where a line above the labels says so: 单位：万元. */
  unit?: string;
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
 * Finds the header among the first rows: the one with most labels the caller knows. Titles above it are passed over;
 * headings merged over it and lines of units below it are read together with it.
 *
 * @throws DomainError `PLATFORM.TABLE_HEADER` where no row has a known label, `PLATFORM.TABLE_HEADER_TWICE` where two
 *   columns have the same label.
 */
export function findHeader(rows: readonly RawRow[], isHeader: IsHeader): Header {
  const top: Header[] = rows.slice(0, headerSearchRows + furtherRows).map(({ row, cells, fields }) => ({
    row,
    labels: cells.map(plainLabel),
    ...(fields === undefined ? {} : { fields }),
  }));
  const known = top
    .slice(0, headerSearchRows)
    .map(({ labels }) => labels.filter((label) => label !== '' && isHeader(label)).length);
  const most = Math.max(0, ...known);
  let at = known.indexOf(most);
  let header = top[at];
  if (header === undefined || most === 0) throw noHeader(top);
  const above = top[at - 1];
  const isTop = above?.row === header.row - 1 && reachesDown(above, header, isHeader);
  const title = top.slice(0, isTop ? at - 1 : at);
  if (isTop && above) header = joined(above, header, isHeader);
  for (let below = top[++at]; below?.row === header.row + 1 && goesOn(header, below, isHeader); below = top[++at])
    header = joined(header, below, isHeader);
  refuseSameLabel(header);
  const unit = unitOfTitle(title);
  return unit === undefined ? header : { ...header, unit };
}

/** Rows below the header that may belong to it. */
const furtherRows = 2;

/**
 * What two rows of labels say together, column by column: a heading over a known label leaves the label; over another
 * both make one name (营业收入2021年), which the caller knows or not; a unit goes in brackets behind.
 */
function joined(upper: Header, lower: Header, isHeader: IsHeader): Header {
  const labels: string[] = [];
  let group = '';
  for (let i = 0; i < Math.max(upper.labels.length, lower.labels.length); i++) {
    const [own, below] = [upper.labels[i] ?? '', lower.labels[i] ?? ''];
    if (own !== '') group = own;
    labels.push(below === '' ? own : joinedLabel(own === '' ? group : own, below, isHeader));
  }
  return { ...upper, row: lower.row, labels, ...(lower.fields === undefined ? {} : { fields: lower.fields }) };
}

function joinedLabel(heading: string, label: string, isHeader: IsHeader): string {
  if (hintOnly.test(label)) return heading;
  const unit = unitOnly.exec(label)?.[1];
  if (unit !== undefined) return `${heading}(${unit})`;
  return isHeader(label) && !isHeader(heading + label) ? label : heading + label;
}

/** 单位：万元 in a line above the labels is the unit of every amount. */
function unitOfTitle(title: readonly Header[]): string | undefined {
  for (const label of title.flatMap(({ labels }) => labels)) {
    const unit =
      /(?<!填报|编制|填表|报送|主管|制表|报出)(?:金额|计量|货币)?单位:?\(?(?:人民币)?(元|千元|万元|百万元|亿元)(?![一-龥])/.exec(
        label,
      )?.[1];
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** Has the row above the header a known label in a column where the header is blank (a cell merged downwards)? */
function reachesDown(above: Header, header: Header, isHeader: IsHeader): boolean {
  return above.labels.some((label, i) => label !== '' && (header.labels[i] ?? '') === '' && isHeader(label));
}

const unitOnly =
  /^\(?(?:单位:?)?(元|万元|千元|百万元|亿元|%|人|个|件|项|家|年|年度|吨|亩|平方米|平方公里|吨标煤|吨标准煤|千瓦时|万千瓦时|名|分)\)?$/;
const hintOnly = /^\(?(?:必填|选填)\)?$/;

/**
 * Does the row below go on with the header? It does with nothing but units or known labels, and where it has text
 * under blank or merged headings only: a row of data has values under the plain headings.
 */
function goesOn(header: Header, below: Header, isHeader: IsHeader): boolean {
  const heading = (i: number) => header.labels[i] ?? '';
  const filled = below.labels.flatMap((label, i) => (label === '' ? [] : [{ label, i }]));
  if (filled.length === 0) return false;
  if (filled.every(({ label }) => unitOnly.test(label) || hintOnly.test(label) || isHeader(label))) return true;
  if (filled.some(({ label, i }) => heading(i) === '' && isHeader(label))) return true;
  const isMerged = (i: number) => heading(i) === '' || (heading(i + 1) === '' && i + 1 < below.labels.length);
  return filled.every(({ i }) => isMerged(i)) && filled.some(({ i }) => heading(i) === '');
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
