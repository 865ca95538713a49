import { type DecimalOptions, formatFixed, parseScaled } from './decimal';
import { divRound } from './ratio';

/** Units an amount may be written in, with the power of ten that leads to 元. */
export const YUAN_UNITS = { 元: 0, 万元: 4, 亿元: 8 } as const;
export type YuanUnit = keyof typeof YUAN_UNITS;

/**
 * A decimal text in 元 (or 万元, 亿元) as integer 分.
 * @throws DomainError `KERNEL.DECIMAL` when it is no exact amount.
 */
export function parseYuan(text: string, unit: YuanUnit = '元', options: Omit<DecimalOptions, 'shift'> = {}): bigint {
  return parseScaled(text, 2, { ...options, shift: YUAN_UNITS[unit] });
}

/** Integer 分 as a decimal string in 元 with two decimals: the form in which an amount leaves as JSON or in a file. */
export function formatYuan(fen: bigint | number): string {
  return formatFixed(fen, 2);
}

/** Digits grouped by threes for reading: `1234567.8` → `1,234,567.8`. */
export function groupDigits(decimal: string): string {
  const point = decimal.indexOf('.');
  const whole = point < 0 ? decimal : decimal.slice(0, point);
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (point < 0 ? '' : decimal.slice(point));
}

const YUAN = { word: '元', fen: 100n };
const WORDS = [{ word: '亿元', fen: 10_000_000_000n }, { word: '万元', fen: 1_000_000n }, YUAN];

/**
 * An amount the way it is said: `1.2亿元`, `约3,456.79万元`, `980.5元`. At most two decimals; 约 when digits were left
 * out, so that nobody mistakes the echo for the figure.
 */
export function formatYuanShort(fen: bigint | number): string {
  const amount = BigInt(fen);
  const size = amount < 0n ? -amount : amount;
  const bySize = WORDS.findIndex((unit) => size >= unit.fen);
  let unit = WORDS[bySize] ?? YUAN;
  // 9999.999 万 rounds to 10000.00 万, which is said 1 亿
  const larger = WORDS[bySize - 1];
  if (larger && divRound(size * 100n, unit.fen) * unit.fen >= larger.fen * 100n) unit = larger;
  const hundredths = divRound(size * 100n, unit.fen);
  const exact = hundredths * unit.fen === size * 100n;
  const digits = formatFixed(hundredths, 2).replace(/\.?0+$/, '');
  return `${exact ? '' : '约'}${amount < 0n ? '-' : ''}${groupDigits(digits)}${unit.word}`;
}
