import { toHalfWidth, stripInvisible } from '@tidu/kernel';

/**
 * The form in which headers are compared: half-width, small letters, without spaces, underscores, hyphens and line
 * breaks. `ＲＤ Expense`, `rd_expense` and `rdExpense` are one header; `Ⅰ类` and `I类` are too.
 */
export function normalizeHeader(header: string): string {
  return toHalfWidth(stripInvisible(header))
    .replace(/Ⅱ/g, 'II')
    .replace(/Ⅰ/g, 'I')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}
