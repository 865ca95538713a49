const sizes: Readonly<Record<string, number>> = { 亿元: 1e8, 万元: 1e4, 元: 1 };

/** A number as the explanation writes it (`1,234.5万元`, `2.96%`, `3年`), for drawing only: never for deciding. */
export interface ShownNumber {
  value: number;
  unit: string;
}

/** Reads a shown value; null where it is no single number. Amounts come back in 元. */
export function readShown(text: string | null): ShownNumber | null {
  const match = /^(-?[\d,]+(?:\.\d+)?)\s*(.*)$/.exec(text ?? '');
  if (!match) return null;
  const value = Number((match[1] ?? '').replaceAll(',', ''));
  const word = match[2] ?? '';
  const unit = word === '万' || word === '亿' ? `${word}元` : word;
  const size = sizes[unit];
  return size === undefined ? { value, unit } : { value: value * size, unit: '元' };
}

/** Where a value stands against its threshold on a bar from 0 to twice the threshold. */
export interface ThresholdPlace {
  /** Share of the bar, 0–1; cut where the value lies beyond it. */
  at: number;
  beyond: boolean;
  /** On which side of the line the demand is met. */
  passes: 'above' | 'below';
}

/** The place of a measured value, or null where a bar would say nothing: other units, a line at 0, a value below 0. */
export function thresholdPlace(measure: string | null, threshold: string | null): ThresholdPlace | null {
  const sign = threshold?.trim().charAt(0) ?? '';
  if (!'≥＞≤＜'.includes(sign) || sign === '') return null;
  const value = readShown(measure);
  const line = readShown(threshold?.trim().slice(1).trim() ?? null);
  if (!value || !line || value.unit !== line.unit || line.value <= 0 || value.value < 0) return null;
  const share = value.value / (2 * line.value);
  return { at: Math.min(1, share), beyond: share > 1, passes: sign === '≥' || sign === '＞' ? 'above' : 'below' };
}
