import { formatFixed, readScaled } from '@tidu/kernel';

/** Decimals an area is kept with. */
const scale = 4;

/** An area as it is typed, in ten-thousandths of a 亩; null where it can't be read. Blank is nothing. */
export function areaOf(text: string): bigint | null {
  if (text.trim() === '') return 0n;
  const area = readScaled(text.trim(), scale);
  return typeof area === 'bigint' && area >= 0n ? area : null;
}

export interface TypedAreas {
  area: string;
  publicArea: string;
  vacantArea: string;
  shares: { area: string }[];
}

/** What the typed shares come to against the parcel: 0 where they add up exactly; null while something can't be read. */
export function openArea({ area, publicArea, vacantArea, shares }: TypedAreas): bigint | null {
  const whole = areaOf(area);
  const parts = [publicArea, vacantArea, ...shares.map((one) => one.area)].map(areaOf);
  if (whole === null || parts.includes(null)) return null;
  return parts.reduce<bigint>((left, part) => left - (part ?? 0n), whole);
}

/** An area for people: `12.5`, never with zeros behind. */
export const plainArea = (text: string): string =>
  text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;

/** By how much shares don't add up, in words. */
export function openWords(open: bigint | null): string {
  if (open === null) return '有面积写得不对：亩，最多四位小数，如 12.5';
  if (open === 0n) return '合计正好等于地块面积';
  const size = plainArea(formatFixed(open < 0n ? -open : open, scale));
  return open > 0n ? `还差 ${size} 亩：没有人用的请记在空置里` : `多出 ${size} 亩`;
}
