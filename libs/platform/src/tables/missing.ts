/**
 * What people write into a cell to say that there is no value. A closed list: `0` is a value, and `无` is one too
 * (没有 is an answer to “有无…”), so neither is in it.
 */
export const missingMarks: readonly string[] = [
  ...['-', '--', '—', '——', '–', '－', '/', '／', '\\'],
  ...['n/a', 'na', '#n/a', 'null', 'nil', '未知', '不详', '无数据', '暂无', '暂无数据', '缺失'],
];

const marks = new Set(missingMarks);

/** Is the cell blank or one of {@link missingMarks}, in any case of letters and with any blanks around? */
export function isMissing(text: string): boolean {
  if (text === '') return true;
  if (text.length > 12) return trimCell(text) === '';
  const bare = trimCell(text);
  return bare === '' || marks.has(bare.toLowerCase());
}

/** The text without the blanks around it that people can't see: spaces of every width, line ends, zero-width marks. */
export function trimCell(text: string): string {
  return text.replace(/^[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+$/g, '');
}
