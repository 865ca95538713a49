import { readScaled } from '@tidu/kernel';
import { type Rational, rational, reduce, shift } from './rational';

/** What a measure is counted in: its unit and how many decimals its integers carry (money: 元, 2). */
export interface Shape {
  /** 元, 年, 人 …, `元/亩` for a quotient of unlike units, `1` for a ratio or growth rate, empty for a bare count. */
  unit: string;
  scale: number;
}

/** Decimals a threshold may be written with; far more than any source uses. */
const DIGITS = 12;
const NUMBER = /^(-?\d+(?:\.\d+)?)(.*)$/s;
const SIZES: Readonly<Record<string, number>> = { '': 0, 万: 4, 亿: 8 };

/** A threshold that cannot be read, with what to write instead. */
export class ThresholdError extends Error {}

/** The power of ten that a suffix stands for with this unit, or null when it does not belong to it. */
function exponentOf(suffix: string, unit: string): number | null {
  if (unit === '1') return suffix === '%' ? -2 : null;
  if (suffix === '') return unit.startsWith('元') ? null : 0;
  const size = suffix.startsWith('万') || suffix.startsWith('亿') ? suffix.slice(0, 1) : '';
  const rest = suffix.slice(size.length);
  // 500万 says 500万元; elsewhere the unit, when given, must be the fact's own
  if (rest !== unit && !(rest === '' && size !== '' && (unit === '元' || unit === ''))) return null;
  return SIZES[size] ?? null;
}

function hint(unit: string): string {
  if (unit === '1') return '比率请写成百分数，如 3%';
  if (unit.startsWith('元'))
    return `金额请带单位，如 500万${unit.slice(1) === '' ? '' : unit}、1亿${unit === '元' ? '' : unit} 或 300${unit}`;
  return unit === '' ? '请写数字' : `请写数字，可带单位“${unit}”，如 3${unit}`;
}

/**
 * A threshold in natural units (`500万`, `3%`, `1亿`, `2年`, `4`) as an exact fraction of the measure's own integers:
 * `500万` for money in 分 is 500 000 000.
 * @throws ThresholdError when the number or its unit does not fit the measure.
 */
export function parseThreshold(text: string, shape: Shape): Rational {
  const match = NUMBER.exec(text.trim());
  const exponent = match ? exponentOf((match[2] ?? '').trim(), shape.unit) : null;
  if (!match || exponent === null) throw new ThresholdError(`“${text}”不合这里的单位，${hint(shape.unit)}`);
  const scaled = readScaled(match[1] ?? '', DIGITS, { shift: exponent });
  if (typeof scaled !== 'bigint') throw new ThresholdError(`“${text}”位数过多，请改短`);
  return reduce(shift(rational(scaled), shape.scale - DIGITS));
}

/** Points with at most four decimals, as ten-thousandths of a point. @throws ThresholdError */
export function parsePoints(text: string): number {
  const scaled = /^\d+(\.\d+)?$/.test(text) ? readScaled(text, 4) : 'notDecimal';
  if (typeof scaled !== 'bigint' || scaled > 10_000_000n)
    throw new ThresholdError(`“${text}”不是分值，请写 0 到 1000 的数字，最多四位小数`);
  return Number(scaled);
}
