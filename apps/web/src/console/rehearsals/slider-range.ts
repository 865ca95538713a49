import type { Threshold } from './rehearsals.queries';

export interface SliderRange {
  min: number;
  max: number;
  step: number;
}

/** A step that people count in: 1, 2 or 5 times a power of ten, about a fiftieth of the value. */
export function stepOf(value: number): number {
  const wanted = Math.abs(value) / 50;
  if (wanted === 0) return 1;
  const size = 10 ** Math.floor(Math.log10(wanted));
  const factor = wanted / size;
  return round((factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10) * size);
}

/** No digits that only the arithmetic made. */
export function round(value: number): number {
  return Number(value.toFixed(4));
}

/** From where to where a threshold may be moved: up to twice its value, and never onto the band beside it. */
export function rangeOf({ value, from, to }: Pick<Threshold, 'value' | 'from' | 'to'>): SliderRange {
  const step = Math.max(stepOf(value), 0.01);
  const low = from === null ? Math.min(0, 2 * value) : from + step;
  const high = to === null ? Math.max(value * 2, value + 10 * step) : to - step;
  return { min: round(Math.min(low, value)), max: round(Math.max(high, value)), step };
}
