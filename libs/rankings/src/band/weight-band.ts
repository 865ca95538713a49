import { type RankBand, rankBands, type ScoreRange } from './rank-band';

/** Points of one row by indicator, weight included: whole numbers, scaled alike. */
export interface WeighedRow {
  points: readonly number[];
  /** A cap or floor is in force somewhere: its points don't grow with the weight. */
  clamped: boolean;
}

/** Up to so many rows every pair is compared; the work grows with the square. */
const comparedPairs = 2_000;
const whole = 1000;

/**
 * A sound outer bound of the ranks while each weight varies by itself within ± so many thousandths; whatever sums the
 * weights must keep only narrows it. Of up to 2 000 rows somebody counts as surely above another where the difference of
 * the two keeps its sign for all weights; of more, where their ranges of scores don't touch, which is wider. Either way
 * a `bound`: the ends need not be reached.
 */
export function weightBands(rows: readonly WeighedRow[], spread: readonly number[]): RankBand[] {
  const ranges = rows.map(({ points }) => rangeOf(points, spread));
  if (rows.length > comparedPairs) return rankBands(ranges);
  return rows.map((row, i) => {
    let [best, worst] = [1, 1];
    for (const [j, other] of rows.entries()) {
      if (i === j) continue;
      const least = lead(other, row, ranges[j], ranges[i], spread);
      if (least > 0) best++;
      // possibly above: unless this one is at least equal for all weights
      if (lead(row, other, ranges[i], ranges[j], spread) < 0) worst++;
    }
    return { best, worst };
  });
}

/** The least and the most a score can be, in thousandths of its unit. */
export function rangeOf(points: readonly number[], spread: readonly number[]): ScoreRange {
  let [middle, reach] = [0, 0];
  for (const [k, point] of points.entries()) {
    middle += point * whole;
    reach += Math.abs(point) * (spread[k] ?? 0);
  }
  if (!Number.isSafeInteger(Math.abs(middle) + reach)) throw new RangeError('points too large for exact bounds');
  return { low: middle - reach, high: middle + reach };
}

/** The least by which one is ahead of the other, whatever the weights: a sound lower bound. */
function lead(
  one: WeighedRow,
  other: WeighedRow,
  mine: ScoreRange | undefined,
  theirs: ScoreRange | undefined,
  spread: readonly number[],
): number {
  const apart = (mine?.low ?? 0) - (theirs?.high ?? 0);
  if (one.clamped || other.clamped) return apart;
  const differences = one.points.map((point, k) => point - (other.points[k] ?? 0));
  return Math.max(apart, rangeOf(differences, spread).low);
}
