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
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

/** By number and not by an expression: one that looks for blanks at the end takes hours over a cell full of them. */
function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return (
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    [0xa0, 0x1680, 0x205f, 0x2060, 0x3000, 0xfeff].includes(code)
  );
}
