import type { BandStep, ClauseExplanation } from '@tidu/criteria';

/** How an indicator's bands are drawn: as stairs that rise to the right, or as lines where words are long or many. */
export interface Ladder {
  shape: 'stairs' | 'lines';
  /** From the fewest points to the most for stairs; in the standard's own order for lines. */
  steps: BandStep[];
  most: number;
}

const shortLabel = 9;
const fewSteps = 6;

/** The ladder of an indicator, or null where there is nothing to draw. */
export function ladderOf(clause: Pick<ClauseExplanation, 'bands' | 'maxPoints'>): Ladder | null {
  const { bands } = clause;
  if (bands.length < 2) return null;
  const most = Math.max(clause.maxPoints ?? 0, ...bands.map(({ points }) => points));
  if (most <= 0) return null;
  const distinct = new Set(bands.map(({ points }) => points)).size;
  const stairs =
    bands.length <= fewSteps &&
    distinct === bands.length &&
    bands.every(({ label }) => [...label].length <= shortLabel);
  return stairs
    ? { shape: 'stairs', steps: [...bands].sort((a, b) => a.points - b.points), most }
    : { shape: 'lines', steps: bands, most };
}
