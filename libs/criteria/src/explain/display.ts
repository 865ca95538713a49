import { formatScaled, groupDigits } from '@tidu/kernel';
import type { Comparator } from '../document';
import type { FactDefinition, FactValue } from '../fact';
import { ceil, floor, type Rational, rational, shift } from '../rational';
import type { Shape } from '../threshold';

const MISSING_TEXT = '未知';

/** Signs of the comparators as they stand in a line of the score card. */
export const COMPARATOR_SIGNS: Readonly<Record<Comparator, string>> = {
  atLeast: '≥',
  moreThan: '＞',
  atMost: '≤',
  lessThan: '＜',
};

/** Which way an inexact value is cut: `up` where a limit from above is asked, so that the text never belies the outcome. */
export type Cut = 'down' | 'up';

/** An amount in 分, exactly: from 1亿 on in 亿元 where four decimals suffice, from 1万 on in 万元, otherwise in 元. */
export function displayMoney(fen: bigint): string {
  const size = fen < 0n ? -fen : fen;
  if (size >= 10_000_000_000n && fen % 1_000_000n === 0n) return `${groupDigits(formatScaled(fen, 10))}亿元`;
  if (size >= 1_000_000n) return `${groupDigits(formatScaled(fen, 6))}万元`;
  return `${groupDigits(formatScaled(fen, 2))}元`;
}

/** A value of a measure in natural units: money in 万元, ratios in per cent, both cut to two decimals when inexact. */
export function displayMeasure(value: Rational, shape: Shape, cut: Cut = 'down'): string {
  const round = cut === 'up' ? ceil : floor;
  if (shape.unit === '元') return displayMoney(round(value));
  if (shape.unit === '1') return `${groupDigits(formatScaled(round(shift(value, 4 - shape.scale)), 2))}%`;
  const decimals = Math.max(shape.scale, 2);
  return `${groupDigits(formatScaled(round(shift(value, decimals - shape.scale)), decimals))}${unitText(shape.unit)}`;
}

/** A unit as it follows a number: `3年`, `2,500 千瓦时`. */
function unitText(unit: string): string {
  return unit.length > 1 ? ` ${unit}` : unit;
}

/** A fact the way a person reads it; a missing one is 未知. */
export function displayFact(fact: FactDefinition, value: FactValue): string {
  if (value === null) return MISSING_TEXT;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return fact.valueLabels[fact.values.indexOf(value)] ?? value;
  return displayMeasure({ num: BigInt(value), den: 1n }, fact);
}

/** `再增加 291.611万元`, `再减少 2 个百分点`, `再前进 3名`: a change of a fact as it is asked for. */
export function changeText(fact: FactDefinition, change: bigint): string {
  const size = displayMeasure(rational(change < 0n ? -change : change), fact);
  // a rank that becomes smaller is a better place
  const verb = change > 0n ? '再增加' : fact.unit === '名' ? '再前进' : '再减少';
  // shares move by percentage points, not by per cent of themselves
  return `${verb} ${fact.unit === '1' ? size.replace('%', ' 个百分点') : size}`;
}

/** A fact as data leaves us: decimals as strings, codes and booleans as they are. */
export function plainFact(fact: FactDefinition, value: FactValue): string | boolean | null {
  return typeof value === 'number' || typeof value === 'bigint' ? formatScaled(value, fact.scale) : value;
}

/** The label of a fact without the year in brackets, for use inside a formula. */
export function shortLabel(fact: FactDefinition): string {
  return fact.base === null ? fact.label.replace(/\(上年度?末?\)|\(当年度\)/, '') : fact.label;
}
