import type { RankBand } from './rank-band';

/** One row while the weights vary. */
export interface WeighedRow {
  /** Points by indicator, weight included: whole numbers, scaled alike; null where a cap or floor keeps them from growing with the weight. */
  points: readonly number[] | null;
  /** Between which its score lies, in thousandths of the unit of the points. */
  range: ScoreRange;
  /** The exact points: rows that agree in them stand level whatever the weights. */
  exact?: string;
}

export interface ScoreRange {
  low: number;
  high: number;
}

/** Up to so many rows every pair is compared; the work grows with the square. */
export const comparedPairs = 2_000;
const whole = 1000;

/** By how much one must lead, in thousandths of the unit of the points: more where the points are rounded. */
export interface Margin {
  /** To be surely above. */
  above: number;
  /** To be surely not below. */
  level: number;
}

/**
 * A sound outer bound of the ranks while each weight varies by itself within ± so many thousandths; whatever sums the
 * weights must keep only narrows it. Somebody counts as surely above another where the difference of the two keeps its
 * sign for all weights: narrower than comparing ranges of scores, but the ends need still not be reached.
 */
export function weightBands(
  rows: readonly WeighedRow[],
  spread: readonly number[],
  margin: Margin = { above: 1, level: 0 },
): RankBand[] {
  return rows.map((row, i) => {
    let [best, worst] = [1, 1];
    for (const [j, other] of rows.entries()) {
      if (i === j || (row.exact !== undefined && row.exact === other.exact)) continue;
      if (lead(other, row, spread) >= margin.above) best++;
      // possibly above: unless this one is at least level for all weights
      if (lead(row, other, spread) < margin.level) worst++;
    }
    return { best, worst };
  });
}

/** The least by which one is ahead of the other, whatever the weights: a sound lower bound. */
function lead(one: WeighedRow, other: WeighedRow, spread: readonly number[]): number {
  const apart = one.range.low - other.range.high;
  if (!one.points || !other.points) return apart;
  let [middle, reach] = [0, 0];
  for (let k = 0; k < one.points.length; k++) {
    const difference = (one.points[k] ?? 0) - (other.points[k] ?? 0);
    middle += difference * whole;
    reach += Math.abs(difference) * (spread[k] ?? 0);
  }
  return Math.max(apart, middle - reach);
}
