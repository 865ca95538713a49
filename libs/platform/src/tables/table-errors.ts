import { DomainError, type Problem } from '@tidu/kernel';

/** The file as a whole can't be used; says where it stands when a row is known. */
export function refused(code: string, message: string, row?: number): DomainError {
  const place = row === undefined ? [] : [{ where: { row }, code: `PLATFORM.${code}`, message }];
  return new DomainError('invalid', `PLATFORM.${code}`, message, place);
}

/** The file is over a limit of size; the sentence says what to do instead. */
export function tooLarge(code: string, message: string, row?: number): DomainError {
  const error = refused(code, message, row);
  return new DomainError('tooLarge', error.code, error.message, error.problems);
}

const shown = 100;

/** One cell can't be used; the value is cut and its invisible characters are made visible. */
export function cellProblem(row: number, column: number, value: string, code: string, message: string): Problem {
  const cut = value.length > shown ? `${value.slice(0, shown)}…` : value;
  return { where: { row, column: columnName(column) }, value: visible(cut), code: `PLATFORM.${code}`, message };
}

/** Column letter by index from 0: 0 is A, 26 is AA. */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

// control characters (without tab and line ends), C1, non-characters and halves of surrogate pairs
const unfit = /\p{Cc}(?<![\t\n\r])|[\ufffe\uffff]|\p{Surrogate}/u;

// the same and whole surrogate pairs too: a plain class takes a tenth of the time of one with properties
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const suspect = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/;

/** Does the text hold a character that no table, page or database can carry? */
export function hasUnfitCharacter(text: string): boolean {
  return suspect.test(text) && unfit.test(text);
}

/** Names the first such character of a cell. */
export function unfitCharacter(row: number, column: number, value: string): Problem {
  const found = unfit.exec(value)?.[0] ?? '';
  const code = found.charCodeAt(0);
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const what = code === 0 ? '空字符（NUL）' : code >= 0xd800 && code <= 0xdfff ? '半个字符（孤立代理项）' : '控制字符';
  const message = `第 ${row} 行 ${columnName(column)} 列含有${what} ${hex}，请在原文件中删除该字符后重新导入。`;
  return cellProblem(row, column, value, 'TABLE_CHARACTER', message);
}

function visible(text: string): string {
  return text
    .replace(/\p{Cc}/gu, (char) => (char < ' ' ? String.fromCharCode(0x2400 + char.charCodeAt(0)) : '\ufffd'))
    .replace(/[\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}
