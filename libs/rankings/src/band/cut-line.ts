import { above, largestWithout, type ScoreRange } from './rank-band';

/** Whether somebody is before the line whatever the figures turn out to be. */
export type Standing = 'in' | 'out' | 'undecided';

export interface AtLine {
  standing: Standing;
  /** From this score on it is in for sure, whatever the others have; null: there is a place for everybody. */
  sureFrom: number | null;
  /** Up to this score it is out for sure; null: it never is. */
  outUpTo: number | null;
}

/**
 * Who is before a line of so many places, and who is not decided by the data. Somebody is in where even in the worst
 * case no more than the others' places are taken by equals and betters; out where the places are filled by betters even
 * in the best case. A tie at the line leaves those tied undecided: a person decides.
 */
export function atLine(scores: readonly ScoreRange[], places: number): AtLine[] {
  const lows = Float64Array.from(scores, ({ low }) => low).sort();
  const highs = Float64Array.from(scores, ({ high }) => high).sort();
  const atLeast = (value: number) => above(highs, value - 1);
  return scores.map(({ low, high }) => {
    const [rivals, sure] = [atLeast(low) - 1, above(lows, high)];
    const standing = places > 0 && rivals < places ? 'in' : sure >= places ? 'out' : 'undecided';
    if (scores.length <= places) return { standing, sureFrom: null, outUpTo: null };
    if (places === 0) return { standing, sureFrom: null, outUpTo: high };
    const [top, floor] = [largestWithout(highs, places, high), largestWithout(lows, places, low)];
    return { standing, sureFrom: top + 1, outUpTo: floor - 1 };
  });
}

/** How an indicator makes points of a value, where it does so by one factor. */
export interface Slope {
  /** Points for a value of one, exact: `num / den` with `den` above zero, scaled like the score. */
  num: bigint;
  den: bigint;
}

/**
 * The value of one figure that would add so many points while everything else stays, rounded to the whole unit of the
 * figure by which they are reached. Null where the figure doesn't move the score.
 */
export function settlingValue(value: bigint, missing: bigint, { num, den }: Slope): bigint | null {
  if (num === 0n) return null;
  const exact = missing * den;
  return value + (num > 0n ? -floor(-exact, num) : floor(exact, num));
}

/** Quotient rounded down. */
function floor(over: bigint, under: bigint): bigint {
  const whole = over / under;
  return over % under !== 0n && over < 0n !== under < 0n ? whole - 1n : whole;
}
