import type { Indicator, Points } from '../document';
import { parsePoints } from '../threshold';

/** The points (ten-thousandths) an indicator can earn; null where it can earn any number of them. */
function attainable(points: Points): number[] | null {
  switch (points.kind) {
    case 'bands':
      return [...points.bands.map((band) => parsePoints(band.points)), parsePoints(points.otherwise)];
    case 'byValue':
      return Object.values(points.points).map(parsePoints);
    case 'ladder':
      return [...points.rungs.map((rung) => parsePoints(rung.points)), parsePoints(points.otherwise)];
    case 'betterOf': {
      const options = points.options.map(attainable);
      return options.includes(null) ? null : options.flatMap((option) => option ?? []);
    }
    case 'count':
      return multiples(parsePoints(points.each), parsePoints(points.atMost), points.of.length);
    case 'perFull':
      return multiples(parsePoints(points.points), parsePoints(points.atMost), Infinity);
    case 'asPoints':
    case 'benchmark':
    case 'minMax':
      return null;
  }
}

function multiples(each: number, most: number, times: number): number[] {
  const list = [0];
  for (let n = 1; n <= times && each > 0; n++) {
    list.push(Math.min(n * each, most));
    if (n * each >= most) break;
  }
  return list;
}

/** The highest sum of points (ten-thousandths) below a line; null where there is none. */
export function nearestBelow(line: number, indicators: readonly Indicator[]): number | null {
  let sums = new Set([0]);
  for (const { points } of indicators) {
    const own = attainable(points);
    if (own === null) return line - 1;
    sums = new Set([...sums].flatMap((sum) => own.map((one) => sum + one)));
  }
  const below = [...sums].filter((sum) => sum < line);
  return below.length > 0 ? Math.max(...below) : null;
}
