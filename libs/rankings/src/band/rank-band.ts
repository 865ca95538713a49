/** A score that isn't settled: the least and the most it can be, whole numbers below 2^53 (scaled alike). */
export interface ScoreRange {
  low: number;
  high: number;
}

/** Between which ranks somebody may stand (临界带). */
export interface RankBand {
  best: number;
  worst: number;
}

/**
 * `exact`: each score varies by itself, and both ends are reached by an actual choice of the figures.
 * `bound`: nothing lies outside, but the ends need not be reached.
 */
export type BandKind = 'exact' | 'bound';

/**
 * The ranks that are possible while scores vary within their ranges; equals share a rank (1, 2, 2, 4). Sound whatever
 * binds the scores together; exact where each varies by itself. n log n: each end is a count of those surely, or
 * possibly, above.
 */
export function rankBands(scores: readonly ScoreRange[]): RankBand[] {
  const lows = Float64Array.from(scores, ({ low }) => low).sort();
  const highs = Float64Array.from(scores, ({ high }) => high).sort();
  return scores.map(({ low, high }) => ({
    // best: it has its most, all others their least; worst: the other way round, itself not counted
    best: 1 + above(lows, high),
    worst: 1 + above(highs, low) - (high > low ? 1 : 0),
  }));
}

/** How many of the ascending numbers are above this one. */
export function above(ascending: Float64Array, value: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] as number) > value) to = middle;
    else from = middle + 1;
  }
  return ascending.length - from;
}

/** The k-th largest of the ascending numbers, without one that is this; -Infinity where there are fewer. */
export function largestWithout(ascending: Float64Array, k: number, without: number): number {
  const ranked = above(ascending, without) >= k ? k : k + 1;
  return ranked > ascending.length ? -Infinity : (ascending[ascending.length - ranked] as number);
}
