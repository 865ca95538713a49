import { divRound, formatFixed, groupDigits, pow10, readScaled } from '@tidu/kernel';

/** In what amounts are shown; the exact value in 元 always stays at hand. */
export const amountUnits = { 元: 0, 万元: 4, 亿元: 8 } as const;
export type AmountUnit = keyof typeof amountUnits;

const scaleOfYuan = 2;

/**
 * An amount in 元 (decimal text) in another unit with two decimals, half up, grouped by threes. What would show as
 * zero though it is not says so: a figure may never look like none.
 */
export function formatAmount(yuan: string, unit: AmountUnit): string {
  const fen = readScaled(yuan, scaleOfYuan);
  if (typeof fen !== 'bigint') return yuan;
  const shown = divRound(fen, pow10(amountUnits[unit]));
  if (shown === 0n && fen !== 0n) return fen > 0n ? '不足 0.01' : '不足 −0.01';
  return minus(groupDigits(formatFixed(shown, scaleOfYuan)));
}

/** The amount to the last 分: `1,234,567.80 元`. */
export function exactAmount(yuan: string): string {
  const fen = readScaled(yuan, scaleOfYuan);
  return `${typeof fen === 'bigint' ? minus(groupDigits(formatFixed(fen, scaleOfYuan))) : yuan} 元`;
}

/** The unit in which an amount reads best, 元 left out below 万. */
export function readingUnit(yuan: string): Exclude<AmountUnit, '元'> | null {
  const digits = /^-?0*(\d*)/.exec(yuan)?.[1]?.length ?? 0;
  return digits > amountUnits.亿元 ? '亿元' : digits > amountUnits.万元 ? '万元' : null;
}

/** A decimal text grouped by threes without zeros at its end: `5,120`, `0.5`. */
export function formatDecimal(text: string): string {
  return minus(groupDigits(text.includes('.') ? text.replace(/\.?0+$/, '') : text));
}

/** A ratio (`0.0312`) as a percentage with two decimals, cut, never rounded up to a line it does not reach. */
export function formatPercent(ratio: string): string {
  const scaled = readScaled(ratio, 12);
  if (typeof scaled !== 'bigint') return ratio;
  return `${minus(groupDigits(formatFixed(scaled / pow10(8), 2)))}%`;
}

/** Points as they are given, at most four decimals, no trailing zeros. */
export function formatPoints(points: number): string {
  return minus(String(Number(points.toFixed(4))));
}

/** A count of things: `12,345`. */
export function formatCount(count: number): string {
  return groupDigits(String(count));
}

/** How many rows match: exact, or `10 000+` where counting stopped. */
export function formatBoundedCount(count: { value: number; exact: boolean }): string {
  return `${formatCount(count.value)}${count.exact ? '' : '+'}`;
}

/** A loss wears a real minus sign, as wide as a digit; a hyphen is easily overlooked. */
function minus(text: string): string {
  return text.replace(/^-/, '−');
}
