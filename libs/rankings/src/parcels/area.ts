import { formatFixed, readScaled } from '@tidu/kernel';
import type { FieldFault } from './parcels.errors';

/** Areas are in 亩 with four decimals, as the fact `landArea`: whole ten-thousandths everywhere, decimal text outside. */
export const areaScale = 4;
/** What a parcel can't exceed: 10 000 000 亩. */
const largest = 100_000_000_000n;

/** What an area may be written as. */
export const areaPattern = /^\d{1,8}(\.\d{1,4})?$/;

/** An area as it is shown, `12.5000`. */
export const areaText = (area: bigint | string): string => formatFixed(BigInt(area), areaScale);

/** The area a text says, or what is wrong with it. */
export function readArea(text: string): bigint | string {
  const area = readScaled(text, areaScale);
  if (typeof area !== 'bigint' || area < 0n) return '应是不小于 0 的亩数，最多四位小数，如 12.5';
  return area > largest ? '超过 1000 万亩，请核对单位是不是亩' : area;
}

/** The area of a field; where it is none, that is put among the faults, and the area is 0. */
export function areaOf(text: string, { field, label }: { field: string; label: string }, faults: FieldFault[]): bigint {
  const area = readArea(text);
  if (typeof area === 'bigint') return area;
  faults.push({ field, value: text.slice(0, 100), code: 'AREA', message: `${label}：${area}。` });
  return 0n;
}
