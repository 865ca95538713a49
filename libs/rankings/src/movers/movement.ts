import { above } from '../band/rank-band';

/** An enterprise in two rankings: scores scaled alike within each column, whole numbers. */
export interface TwoYears {
  /** In the earlier ranking, by its own weights and rules; null: it was not ranked there. */
  before: number | null;
  /** The earlier figures by the later definition; null where `before` is, or where it gives no place. */
  reweighted: number | null;
  /** In the later ranking; null: it is not ranked there. */
  after: number | null;
}

/** Why a rank changed, in places; negative: up. The parts add up to the whole. */
export interface Movement {
  from: number;
  to: number;
  /** By the other weights and rules alone, on the earlier figures of the earlier cohort. */
  weights: number;
  /** By its own figures. */
  own: number;
  /** By the figures of the others. */
  others: number;
  /** By who left and who came. */
  cohort: number;
}

/**
 * Splits each movement exactly, one step after the other: other weights; then those go who are not there any more; then
 * its own figures; then the others'; then those come who were not there. The steps' order is part of the definition:
 * another order could give other parts of the same whole. Null for who is in one of the two only. n log n.
 */
export function movementsOf(rows: readonly TwoYears[]): (Movement | null)[] {
  const both = rows.filter(({ before, reweighted, after }) => before !== null && reweighted !== null && after !== null);
  const rank = {
    before: ranks(rows.map(({ before }) => before)),
    reweighted: ranks(rows.map(({ reweighted }) => reweighted)),
    stayed: ranks(both.map(({ reweighted }) => reweighted)),
    renewed: ranks(both.map(({ after }) => after)),
    after: ranks(rows.map(({ after }) => after)),
  };
  return rows.map(({ before, reweighted, after }) => {
    if (before === null || reweighted === null || after === null) return null;
    const [from, byWeights, stayed] = [rank.before(before), rank.reweighted(reweighted), rank.stayed(reweighted)];
    // its new figures among the old ones of the others; its own old ones are taken out
    const alone = rank.stayed(after) - (reweighted > after ? 1 : 0);
    const [renewed, to] = [rank.renewed(after), rank.after(after)];
    return {
      ...{ from, to, weights: byWeights - from, own: alone - stayed, others: renewed - alone },
      cohort: stayed - byWeights + (to - renewed),
    };
  });
}

/** The rank a score has among these: 1, 2, 2, 4. */
function ranks(scores: readonly (number | null)[]): (score: number) => number {
  const ascending = Float64Array.from(scores.filter((score) => score !== null)).sort();
  return (score) => 1 + above(ascending, score);
}
