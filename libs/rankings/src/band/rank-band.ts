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

/** Whether somebody is before the line whatever the figures turn out to be. */
export type Standing = 'in' | 'out' | 'undecided';

/** Numbers that can be sorted in place, a few bytes each. */
export type Numbers = Float64Array | Uint32Array;

/**
 * The ranks that are possible while scores vary within their ranges, ends included; equals share a rank (1, 2, 2, 4)
 * unless `parted` by something these numbers don't tell. Sound whatever binds the scores together; exact where each
 * varies by itself. n log n: each end is a count of those surely, or possibly, above.
 */
export class RankBands {
  private readonly sortedLows: Numbers;
  private readonly sortedHighs: Numbers;

  constructor(
    private readonly lows: Numbers,
    private readonly highs: Numbers,
    private readonly parted = false,
  ) {
    this.sortedLows = lows.slice().sort();
    this.sortedHighs = highs.slice().sort();
  }

  of(i: number): RankBand {
    const [low, high] = [this.lows[i] as number, this.highs[i] as number];
    // best: it has its most, all others their least; worst: the other way round, itself not counted
    const possible = this.parted
      ? above(this.sortedHighs, low - 1) - 1
      : above(this.sortedHighs, low) - (high > low ? 1 : 0);
    return { best: 1 + above(this.sortedLows, high), worst: 1 + possible };
  }

  /**
   * Before a line of so many places? In where even in the worst case no more than the others' places are taken by equals
   * and betters; out where the places are filled by betters even in the best case. A tie at the line leaves those tied
   * undecided: a person decides.
   */
  standing(i: number, places: number): Standing {
    const [low, high] = [this.lows[i] as number, this.highs[i] as number];
    if (places > 0 && above(this.sortedHighs, low - 1) - 1 < places) return 'in';
    return above(this.sortedLows, high) >= places ? 'out' : 'undecided';
  }

  /** The most that the k-th best can have, the k-th least of ... the others likewise; null where there are fewer. */
  edge(which: 'low' | 'high', k: number): number | null {
    const sorted = which === 'low' ? this.sortedLows : this.sortedHighs;
    return k < 1 || k > sorted.length ? null : (sorted[sorted.length - k] as number);
  }
}

/** How many of the ascending numbers are above this one. */
export function above(ascending: Numbers, value: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] as number) > value) to = middle;
    else from = middle + 1;
  }
  return ascending.length - from;
}
