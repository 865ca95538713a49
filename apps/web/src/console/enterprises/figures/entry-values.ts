import {
  cleanText,
  formatScaled,
  formatYuanShort,
  groupDigits,
  readScaled,
  toHalfWidth,
  YUAN_UNITS,
} from '@tidu/kernel';
import type { components } from '../../../shared/api/console.gen';

type Fact = components['schemas']['FactDto'];

/** In what amounts are typed; chosen once for the whole form. */
export type EntryUnit = keyof typeof YUAN_UNITS;
export const entryUnits = Object.keys(YUAN_UNITS) as EntryUnit[];

/** What was typed as it is understood: in words, or what is wrong with it. */
export interface ReadEntry {
  problem: string | null;
  /** `12.35亿元`; null where the field says it already. */
  echo: string | null;
  /** The amount or number scaled by the fact's decimals; null where nothing or nothing readable was typed. */
  scaled: bigint | null;
}

const nothing: ReadEntry = { problem: null, echo: null, scaled: null };

/** The unit behind a field. */
export function unitOf(fact: Fact, unit: EntryUnit): string {
  if (fact.type === 'money') return unit;
  return fact.unit === '1' ? '%' : fact.unit;
}

/** Reads a typed number without rounding or guessing; the server reads it again in the same way. */
export function readEntry(fact: Fact, text: string, unit: EntryUnit): ReadEntry {
  const bare = toHalfWidth(cleanText(text)).replace(/[,\s]/g, '').replace(/−/g, '-');
  if (bare === '') return nothing;
  const shift = fact.type === 'money' ? YUAN_UNITS[unit] : fact.unit === '1' ? -2 : 0;
  const scaled = readScaled(bare, fact.scale, { shift });
  if (scaled === 'tooPrecise') return { ...nothing, problem: '小数位数太多，不自动四舍五入，请改为准确的数。' };
  if (typeof scaled !== 'bigint') return { ...nothing, problem: '请只写数字、小数点和负号；不知道就留空。' };
  const [min, max] = [fact.min, fact.max].map((bound) => (bound === null ? null : readScaled(bound, fact.scale)));
  if ((typeof min === 'bigint' && scaled < min) || (typeof max === 'bigint' && scaled > max))
    return {
      ...nothing,
      problem: `可填 ${fact.min ?? ''} 至 ${fact.max ?? ''} ${fact.unit === '1' ? '' : fact.unit}，请检查数值和单位。`,
    };
  return { problem: null, echo: fact.type === 'money' ? formatYuanShort(scaled) : null, scaled };
}

/** A figure that stands beside the one being typed: another source's, another year's. */
export interface Beside {
  words: string;
  scaled: bigint;
}

/** Asked at once when an amount is about ten thousand, or a hundred million, times another: was the unit mistaken? */
export function slipHint(scaled: bigint | null, beside: readonly Beside[]): string | null {
  if (scaled === null || scaled === 0n) return null;
  for (const { words, scaled: other } of beside) {
    if (other === 0n) continue;
    const ratio = Math.abs(Number(scaled) / Number(other));
    const times = ratio < 1 ? 1 / ratio : ratio;
    const near = [1e4, 1e8].find((factor) => times > factor / 4 && times < factor * 4);
    if (near) return `与${words}相差约${near === 1e4 ? '一万' : '一亿'}倍，单位是不是选错了？`;
    if (Number(scaled) === -Number(other)) return `与${words}大小相同、正负相反，是盈利还是亏损？`;
  }
  return null;
}

/** A decimal text of the interface as it stands in a field of this unit. */
export function inFieldUnit(fact: Fact, value: string, unit: EntryUnit): string {
  const scaled = readScaled(value, 12);
  if (typeof scaled !== 'bigint') return value;
  const shift = fact.type === 'money' ? YUAN_UNITS[unit] : fact.unit === '1' ? -2 : 0;
  return groupDigits(formatScaled(scaled, 12 + shift));
}
