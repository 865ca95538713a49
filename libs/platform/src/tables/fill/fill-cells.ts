import { badCell, type ExportCell, type ExportColumn, numberText } from '../export-table';
import { xmlText } from '../xlsx-parts';
import { daySerial } from '../xlsx-writer';
import type { NumberMeaning } from '../xlsx-styles';

/** A column of the template that is filled. */
export interface FilledColumn {
  /** Index in the template, from 0. */
  index: number;
  type: ExportColumn['type'];
  /** Label in the template, for messages. */
  label: string;
  /** The point is moved so many places to the left: 4 writes 元 as 万元, exactly. */
  shift?: number;
  /** How the template shows a number there. */
  format?: NumberMeaning;
}

const longest = 32_767;
const digitsKept = 15;

/**
 * Type and content of a cell in XML: texts as inline strings, numbers as numbers, days as numbers where the template
 * shows a day; nothing that is worked out. Null: the cell stays blank.
 */
export function cellContent(
  cell: ExportCell,
  column: FilledColumn,
  row: number,
  { p, from1904 }: { p: string; from1904: boolean },
): { type: string; content: string } | null {
  if (cell === null || cell === '') return null;
  const asText = (text: string) => {
    if (text.length > longest) throw badCell(text, column, row);
    return {
      type: ' t="inlineStr"',
      content: `<${p}is><${p}t xml:space="preserve">${xmlText(text)}</${p}t></${p}is>`,
    };
  };
  if (column.type === 'text') return asText(String(cell));
  if (column.type === 'date') {
    const serial = typeof cell === 'string' ? daySerial(cell) : null;
    if (serial === null) throw badCell(cell, column, row);
    const counted = from1904 ? serial - 1462 : serial;
    return column.format === 'date' && counted > 60
      ? { type: '', content: `<${p}v>${counted}</${p}v>` }
      : asText(String(cell));
  }
  const text = shifted(numberText(cell, column, row), column.shift ?? 0);
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').length;
  return digits > digitsKept ? asText(text) : { type: '', content: `<${p}v>${text}</${p}v>` };
}

/** Decimal text with its point moved to the left, exactly; zeros behind the last digit are dropped. */
export function shifted(text: string, places: number): string {
  if (places === 0) return text;
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const padded = whole.padStart(places + 1, '0');
  const [left, right] = [padded.slice(0, -places), padded.slice(-places)];
  const behind = `${right}${fraction}`.replace(/0+$/, '');
  return `${sign}${left.replace(/^0+(?=\d)/, '')}${behind === '' ? '' : `.${behind}`}`;
}
