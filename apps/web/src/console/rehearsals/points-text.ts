import { formatPoints } from '../../shared/format/amounts';

/** Points as an interval; a standard without points has none. */
export function pointsText(points: { min: number; max: number } | null): string {
  if (points === null) return '不打分';
  return points.min === points.max
    ? formatPoints(points.min)
    : `${formatPoints(points.min)}–${formatPoints(points.max)}`;
}
