import { type MapReader, textOf } from '@tidu/criteria';
import { parseYuan, readScaled, type YuanUnit } from '@tidu/kernel';
import type { Fraction } from './measure';

/** The most an amount can be: 10¹³ 元. */
const mostFen = 10n ** 15n;

/** `30万`, `1.5亿`, `500元` in 分; null where it is none. */
export function parseAmount(text: string): bigint | null {
  const match = /^(\d{1,13}(?:\.\d{1,10})?)(元|万元?|亿元?)$/.exec(text);
  if (!match) return null;
  const unit = (match[2] === '元' ? '元' : `${match[2]?.[0]}元`) as YuanUnit;
  try {
    const fen = parseYuan(match[1] ?? '', unit);
    return fen <= mostFen ? fen : null;
  } catch {
    return null;
  }
}

/** `35%`, `3.5%` as an exact fraction above 0, at most 1; null where it is none. */
export function parseShare(text: string): Fraction | null {
  const scaled = /^\d{1,3}(\.\d{1,4})?%$/.test(text) ? readScaled(text.slice(0, -1), 4) : 'notDecimal';
  if (typeof scaled !== 'bigint' || scaled <= 0n || scaled > 1_000_000n) return null;
  return { num: scaled, den: 1_000_000n };
}

/** An amount above 0 below a key; noted where it is none. */
export function amountAt(reader: MapReader, key: string): bigint {
  const amount = parseAmount(textOf(reader.get(key)) ?? '');
  if (amount !== null && amount > 0n) return amount;
  reader.source.fail(reader.place(key), `“${key}”应是带单位的金额，如 30万 或 500元，最多到分`);
  return 0n;
}

/** A share below a key; noted where it is none. */
export function shareAt(reader: MapReader, key: string): Fraction {
  const share = parseShare(textOf(reader.get(key)) ?? '');
  if (share) return share;
  reader.source.fail(reader.place(key), `“${key}”应是 0 到 100% 的百分数，如 35%，最多四位小数`);
  return { num: 1n, den: 1n };
}
