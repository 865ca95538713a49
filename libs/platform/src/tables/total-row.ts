import { trimCell } from './missing';
import type { RawRow } from './table-events';

const totals = /^(?:[一二三四五六七八九十\d]*[、.]?)?.{0,12}?(?:合计|小计|总计|共计|累计|总数|汇总)[:：]?$/;
const footers =
  /^(?:填表人|制表人?|审核人?|复核人?|统计人?|单位负责人|负责人|联系电话|填报日期|报出日期|填报单位|注|备注|说明|附注)[:：]/;

/**
 * Is the row a sum (合计、小计) or a line below the table (填表人：…, 注：…)? Only where the cell that says which
 * enterprise it is about (`identity`) is blank or itself the word: a firm may be called 合计.
 */
export function isTotalRow({ cells }: RawRow, identity: number): boolean {
  const identified = trimCell(cells[identity] ?? '');
  const first = cells.map((cell) => trimCell(cell).replace(/\s+/g, '')).find((cell) => cell !== '') ?? '';
  const says = totals.test(first) || footers.test(first);
  return says && (identified === '' || identified.replace(/\s+/g, '') === first);
}

/** Is the row the header once more, as at the top of a printed page? */
export function repeatsHeader({ cells }: RawRow, labels: readonly string[], plain: (text: string) => string): boolean {
  const filled = cells.filter((cell) => cell !== '').length;
  return filled > 1 && cells.every((cell, i) => cell === '' || plain(cell) === labels[i]);
}
