import { plainLabel } from '../header';
import { refused } from '../table-errors';
import type { Area, ReportColumn } from './report-shape';

/** Rows among which a template's header is looked for. */
export const headerRows = 30;
const deepest = 5;

/** Texts and merged areas of the first rows of a sheet. */
export interface TopRows {
  /** By row from 1, then by column from 0. */
  texts: ReadonlyMap<number, ReadonlyMap<number, string>>;
  merged: readonly Area[];
}

/** A cell as it is seen: a merged area is one. */
interface Seen {
  text: string;
  area: Area;
}

export type HeaderArea = Pick<ReportColumn, 'index' | 'label' | 'unit'>[];

const units = '元|千元|万元|百万元|亿元|%|人|个|件|项|家|年|吨|亩|平方米|吨标煤|吨标准煤|千瓦时|万千瓦时|名|分';
const unitOnly = new RegExp(`^\\(?(?:单位:?)?(${units})\\)?$`);
const unitBehind = new RegExp(`\\((?:单位:?)?(${units})\\)$`);
const titleUnit =
  /(?<!填报|编制|填表|报送|主管|制表|报出)(?:金额|计量|货币)?单位:?\(?(?:人民币)?(元|千元|万元|百万元|亿元)(?![一-龥])/;

/**
 * Finds the header of a template nobody has seen before: the first row with at least half as many headings as the
 * fullest one, and what goes on with it below (merged headings, units, numbers of columns).
 *
 * @throws DomainError `PLATFORM.TEMPLATE_HEADER` where there is none.
 */
export function findHeaderArea(top: TopRows): { from: number; to: number } {
  const counts = new Map<number, number>();
  for (let row = 1; row <= headerRows; row++) counts.set(row, headings(top, row).length);
  const most = Math.max(...counts.values());
  const from = [...counts].find(([, count]) => count >= Math.max(2, most / 2))?.[0];
  if (from === undefined)
    throw refused(
      'TEMPLATE_HEADER',
      `前 ${headerRows} 行里找不到表头（至少两列文字的一行）。请写明表头在第几行到第几行。`,
    );
  let to = from;
  while (to < from + deepest && goesOn(top, to)) to++;
  return { from, to };
}

/** The columns that the header's rows name. @throws DomainError `PLATFORM.TEMPLATE_HEADER`. */
export function columnsOf(top: TopRows, { from, to }: { from: number; to: number }): HeaderArea {
  const columns: HeaderArea = [];
  const last = Math.max(
    0,
    ...[...top.texts.values()].flatMap((cells) => [...cells.keys()]),
    ...top.merged.map(({ right }) => Math.min(right, 499)),
  );
  for (let index = 0; index <= last; index++) {
    const parts: Seen[] = [];
    let unit: string | null = null;
    for (let row = from; row <= to; row++) {
      const seen = cellAt(top, row, index);
      if (
        seen.text === '' ||
        isNumbering(top, row) ||
        parts.some(({ area }) => area.top === seen.area.top && area.left === seen.area.left)
      )
        continue;
      const alone = unitOnly.exec(seen.text)?.[1];
      if (alone !== undefined && parts.length > 0) unit = alone;
      else parts.push(seen);
    }
    if (parts.length === 0) continue;
    const label = parts.map(({ text }) => text).join('／');
    unit ??= unitBehind.exec(label)?.[1] ?? null;
    columns.push({ index, label: label.replace(unitBehind, '').slice(0, 200), unit });
  }
  if (columns.length === 0)
    throw refused('TEMPLATE_HEADER', `第 ${from} 行到第 ${to} 行没有表头文字。请核对表头在第几行到第几行。`, from);
  return columns;
}

/** The distinct cells with a text in a row; one over the whole width is a title, no heading. */
function headings(top: TopRows, row: number): Seen[] {
  const found: Seen[] = [];
  for (const index of columnsIn(top, row)) {
    const seen = cellAt(top, row, index);
    const known = found.some(({ area }) => area.top === seen.area.top && area.left === seen.area.left);
    if (seen.text !== '' && !known) found.push(seen);
  }
  return found;
}

function columnsIn({ texts, merged }: TopRows, row: number): number[] {
  const columns = new Set(texts.get(row)?.keys());
  for (const { top, bottom, left } of merged) if (top <= row && row <= bottom) columns.add(left);
  return [...columns].sort((a, b) => a - b);
}

function cellAt({ texts, merged }: TopRows, row: number, index: number): Seen {
  const area = merged.find(
    ({ top, bottom, left, right }) => top <= row && row <= bottom && left <= index && index <= right,
  );
  const [fromRow, fromColumn] = [area?.top ?? row, area?.left ?? index];
  const text = plainLabel(texts.get(fromRow)?.get(fromColumn) ?? '');
  return { text, area: area ?? { top: row, left: index, bottom: row, right: index } };
}

/** Does the header go on below this row? */
function goesOn(top: TopRows, row: number): boolean {
  const reaches = top.merged.some(
    ({ top: from, bottom, left, right }) =>
      from <= row && bottom > row && (right > left || cellAt(top, row, left).text !== ''),
  );
  if (reaches) return true;
  const below = headings(top, row + 1);
  if (below.length === 0) return false;
  if (below.length > 1 && below.every(({ text }) => unitOnly.test(text))) return true;
  if (isNumbering(top, row + 1)) return true;
  const groups = headings(top, row).filter(({ area }) => area.right > area.left);
  const isUnder = ({ area }: Seen) =>
    groups.some((group) => group.area.left <= area.left && area.right <= group.area.right);
  return groups.length > 0 && below.length > 1 && below.every((one) => isUnder(one) || one.area.top <= row);
}

/** A row that numbers the columns: 1 2 3 …, 甲 乙 1 2 …. */
function isNumbering(top: TopRows, row: number): boolean {
  const texts = headings(top, row).map(({ text }) => text);
  const numbers = texts.filter((text) => !/^[甲乙丙丁戊己庚辛壬癸]$/.test(text));
  return texts.length >= 3 && numbers.every((text, i) => text === String(i + 1) || text === `(${i + 1})`);
}

/** 单位：万元 above the header is meant for every amount that has no unit of its own. */
export function unitOfTitle(top: TopRows, from: number): string | null {
  for (let row = 1; row < from; row++)
    for (const { text } of headings(top, row)) {
      const unit = titleUnit.exec(text)?.[1];
      if (unit !== undefined) return unit;
    }
  return null;
}
