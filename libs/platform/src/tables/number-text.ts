import { trimCell } from './missing';

/** A number as people write it in a file, brought into plain decimal text; or why it isn't one. */
export type NumberText = { ok: true; text: string; isPercent: boolean } | { ok: false; code: string; message: string };

const plainNumber = /^-?\d+(?:\.\d+)?$/;
const units = /[元万亿千百十个人件项家年月日吨度亩㎡%‰]/;

/**
 * Plain decimal text (`-1234.5`) of a number in a cell. Understood: full-width digits and signs, blanks around,
 * thousands separators that stand right (`1,234,567.8`), a leading `+`, `¥`/`￥`, a percent sign (reported, the digits
 * stay). Refused with a sentence that says what to do: units in the cell (`2,306万元`: the unit belongs to the column),
 * brackets of accountants, exponents, anything that isn't finite. Zeros at the end are kept.
 */
export function normaliseNumber(cell: string): NumberText {
  if (plainNumber.test(cell)) return { ok: true, text: strip(cell), isPercent: false };
  const shown = trimCell(cell);
  let text = toHalfWidth(shown).replace(/^([-+]?)[¥$]\s*/, '$1');
  const isPercent = text.endsWith('%');
  if (isPercent) text = text.slice(0, -1).trimEnd();
  if (text.startsWith('+')) text = text.slice(1);
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)) text = text.replaceAll(',', '');
  if (plainNumber.test(text)) return { ok: true, text: strip(text), isPercent };
  if (/^-?\.\d+$/.test(text)) return { ok: true, text: text.replace('.', '0.'), isPercent };
  if (/^-?\d+\.$/.test(text)) return { ok: true, text: strip(text.slice(0, -1)), isPercent };
  return { ok: false, ...reason(text, shown) };
}

function reason(text: string, shown: string): { code: string; message: string } {
  const no = (code: string, message: string) => ({ code: `PLATFORM.${code}`, message });
  const value = `“${shown.length > 50 ? `${shown.slice(0, 50)}…` : shown}”`;
  if (/^\([\d,.]+\)$/.test(text))
    return no('NUMBER_BRACKETS', `${value}用括号表示负数，请改写成 -${text.slice(1, -1)}。`);
  if (/^[-+]?[\d.]+e[-+]?\d+$/i.test(text)) return no('NUMBER_EXPONENT', `${value}是科学计数法，请写出全部数字。`);
  if (/^[-+]?(?:nan|inf(?:inity)?|#[A-Z/0!?]+)$/i.test(text))
    return no('NUMBER_FINITE', `${value}不是有限的数，请填数值或留空。`);
  if (/\d/.test(text) && units.test(text)) {
    return no('NUMBER_UNIT', `${value}带有单位或文字，请只填数字；单位按整列在导入时选择。`);
  }
  if (/^[-+]?[\d,.]+$/.test(text))
    return no('NUMBER_SEPARATOR', `${value}的逗号或小数点位置不对，请只填数字，例如 1234567.89。`);
  return no('NUMBER', `${value}不是数字，请只填阿拉伯数字；没有数据请留空。`);
}

function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replaceAll('￥', '¥')
    .replace(/[−–]/g, '-')
    .replaceAll('。', '.');
}

/** Zeros before the number say nothing. */
function strip(text: string): string {
  return text.replace(/^(-?)0+(?=\d)/, '$1');
}
