import { decimalFaultMessage, readScaled, YUAN_UNITS, type YuanUnit } from '@tidu/kernel';
import { normaliseNumber } from '@tidu/platform';
import type { Cell } from './list-column';

/** An accounting year: 2025, 2025年, 2025年度. */
export function readYear(plain: string, shown: string): Cell {
  const year = Number(/^(\d{4})(?:年度?)?$/.exec(plain.normalize('NFKC'))?.[1]);
  return year >= 2000 && year <= 2200 ? { value: year } : { fault: `${shown}不是年度，请填四位数字，如 2025。` };
}

/** An amount in the unit its header names, 元 where it names none; the value is whole 分 as text. */
export function readMoney(plain: string, header: string, shown: string): Cell {
  const unit = unitOf(header);
  if (unit === null)
    return { fault: `表头“${header.slice(0, 50)}”括号里不是认得的单位，请写成 元、万元 或 亿元，或去掉括号（按元）。` };
  const number = normaliseNumber(plain);
  if (!number.ok) return { fault: number.message };
  if (number.isPercent) return { fault: `${shown}是百分数，这里要金额，请填数值。` };
  const value = readScaled(number.text, 2, { shift: YUAN_UNITS[unit] });
  if (typeof value === 'bigint') return { value: String(value) };
  return {
    fault:
      value === 'tooPrecise' && unit !== '元'
        ? `${shown}换算成元后不足一分，不自动四舍五入，请改为准确的数字。`
        : `${shown}：${decimalFaultMessage(value, 2)}`,
  };
}

/** The unit in the bracket at the end of a header; null: a bracket that is none. */
function unitOf(header: string): YuanUnit | null {
  const inside = /[([【]([^()[\]【】]*)[)\]】]$/.exec(header.normalize('NFKC').trim())?.[1];
  if (inside === undefined) return '元';
  const unit = inside.replace(/^(?:计量)?单位[:：]?|^人民币/, '').trim();
  return unit in YUAN_UNITS ? (unit as YuanUnit) : null;
}
