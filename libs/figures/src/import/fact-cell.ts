import type { FactDefinition } from '@tidu/criteria';
import {
  decimalFaultMessage,
  type DecimalFault,
  formatScaled,
  readScaled,
  readScaledNumber,
  YUAN_UNITS,
} from '@tidu/kernel';
import { isMissing, normaliseNumber, trimCell } from '@tidu/platform';
import { type CellFault, type CellReader, type CellValue, fault, missing, quoted } from './cell';
import { plainScaled } from './plain-scaled';

/** Words for yes and no. 无 answers “有无…”, so it's a no, not a missing value. */
const answers = new Map<string, CellValue>([
  ...['是', '有', 'true', '1', 'y', 'yes', '√'].map((word) => [word, { value: 't' }] as const),
  ...['否', '无', 'false', '0', 'n', 'no', '×', '没有'].map((word) => [word, { value: 'f' }] as const),
]);

/** Compiles the reader of a fact's column: the scaled integer, boolean or code as COPY text. `unit` as planned. */
export function factReader(fact: FactDefinition, unit: string): CellReader {
  switch (fact.type) {
    case 'boolean':
      return readBoolean;
    case 'enum':
      return enumReader(fact);
    case 'code':
      return readCode;
    case 'integer':
    case 'money':
    case 'decimal':
      return numberReader(fact, unit);
  }
}

function readBoolean(cell: string): CellValue {
  if (cell === '') return missing;
  const answer = answers.get(cell) ?? answers.get(trimCell(cell).toLowerCase());
  if (answer !== undefined) return answer;
  if (isMissing(cell)) return missing;
  return fault('NOT_A_BOOLEAN', `${quoted(cell)}不是“是”或“否”，请填 是、否（或 true、false、1、0）。`);
}

function readCode(cell: string) {
  if (isMissing(cell)) return missing;
  const text = trimCell(cell);
  return /^[0-9A-Za-z]{1,32}$/.test(text)
    ? { value: text }
    : fault('NOT_A_CODE', `${quoted(cell)}不是代码，只能含数字和字母，至多 32 位。`);
}

function enumReader(fact: FactDefinition): CellReader {
  const codes = new Map<string, CellValue>();
  fact.values.forEach((value, i) => {
    codes.set(value.toLowerCase(), { value });
    codes.set(fact.valueLabels[i] ?? value, { value });
  });
  const choice = fact.valueLabels.join('、');
  return (cell) => {
    if (cell === '') return missing;
    const text = trimCell(cell);
    const known = codes.get(text) ?? codes.get(text.toLowerCase());
    if (known !== undefined) return known;
    if (isMissing(cell)) return missing;
    return fault('UNKNOWN_VALUE', `${quoted(cell)}不在可选的取值之内，请填：${choice}。`);
  };
}

function numberReader(fact: FactDefinition, unit: string): CellReader {
  const { scale } = fact;
  const isRatio = fact.unit === '1';
  const plain = { shift: fact.type === 'money' ? YUAN_UNITS[unit as keyof typeof YUAN_UNITS] : unit === '%' ? -2 : 0 };
  const percent = { shift: -2 };
  // a scaled range beyond 2^53 is compared as bigint; the few such values are rare
  const min = Number(fact.min ?? -MAX);
  const max = Number(fact.max ?? MAX);
  const places = scale + plain.shift;
  return (cell) => {
    if (cell === '') return missing;
    const simple = plainScaled(cell, places);
    if (simple !== null)
      return simple >= min && simple <= max ? { value: String(simple) } : outOfRange(fact, cell, unit);
    if (isMissing(cell)) return missing;
    const number = normaliseNumber(cell);
    if (!number.ok) return { code: number.code, message: number.message };
    if (number.isPercent && !isRatio)
      return fault('PERCENT', `${quoted(cell)}是百分数，“${fact.label}”不是比值，请填数值。`);
    const options = number.isPercent ? percent : plain;
    const value = readScaledNumber(number.text, scale, options);
    if (typeof value === 'number')
      return value >= min && value <= max ? { value: String(value) } : outOfRange(fact, cell, unit);
    if (value !== 'tooLarge') return decimalFault(cell, value, scale, options.shift);
    const large = readScaled(number.text, scale, options);
    return typeof large === 'bigint' && large >= (fact.min ?? -MAX) && large <= (fact.max ?? MAX)
      ? { value: String(large) }
      : outOfRange(fact, cell, unit);
  };
}

const MAX = 9_223_372_036_854_775_807n;

function decimalFault(cell: string, why: DecimalFault, scale: number, shift: number): CellFault {
  if (why !== 'tooPrecise' || shift === 0)
    return fault('NUMBER', `${quoted(cell)}：${decimalFaultMessage(why, scale)}`);
  return fault('NUMBER', `${quoted(cell)}换算后超过 ${scale} 位小数，不自动四舍五入，请改为准确的数字。`);
}

function outOfRange(fact: FactDefinition, cell: string, unit: string): CellFault {
  const { min, max, scale } = fact;
  const own = fact.unit === '1' ? '' : ` ${fact.unit}`;
  const range = `${formatScaled(min ?? 0n, scale)} 至 ${formatScaled(max ?? 0n, scale)}${own}`;
  const advice =
    fact.unit === '1' && unit !== '%' ? '如为百分数，请写成 35% 的形式，或在表头注明（%）。' : '请检查数值和单位。';
  return fault('OUT_OF_RANGE', `${quoted(cell)}超出“${fact.label}”允许的范围（${range}）。${advice}`);
}
