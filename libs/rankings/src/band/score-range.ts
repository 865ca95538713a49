import { Exact, type Rational } from '@tidu/criteria';
import type { BandKind, ScoreRange } from './rank-band';

/** Between which values a figure may lie, whole numbers by the scale of its fact, ends included. */
export interface FigureRange {
  low: bigint;
  high: bigint;
}

/** Points an indicator makes of its figures: rising or falling in each of them while the others stay. */
export interface RangedIndicator {
  facts: readonly string[];
  points: (figures: ReadonlyMap<string, bigint>) => Rational;
}

/** What a figure that was rounded to whole units, halves away from zero (四舍五入), may have been. */
export function roundedFigure(value: bigint, unit: bigint): FigureRange {
  if (unit <= 1n) return { low: value, high: value };
  const [inner, outer] = [(unit - 1n) / 2n, unit / 2n];
  // a half belongs to the unit farther from zero
  if (value === 0n) return { low: -inner, high: inner };
  return value > 0n ? { low: value - outer, high: value + inner } : { low: value - inner, high: value + outer };
}

/** What a provisional figure (暂用数) may turn out to be: ± so many thousandths, rounded outwards. */
export function provisionalFigure(value: bigint, thousandths: bigint): FigureRange {
  const size = (value < 0n ? -value : value) * thousandths;
  const reach = (size + 999n) / 1000n;
  return { low: value - reach, high: value + reach };
}

/**
 * Between which scores a row may lie while its figures vary within their ranges. Each indicator has its least and most at
 * a corner of the ranges; where the corners of all agree on every shared figure, their sum is a score that an actual
 * choice has: `exact`. Where one figure would have to be high for one indicator and low for another: a `bound`.
 * `round`: the total as it is ranked by, rising with it.
 */
export function scoreRange(
  indicators: readonly RangedIndicator[],
  ranges: ReadonlyMap<string, FigureRange>,
  round: (total: Rational) => number,
): ScoreRange & { kind: BandKind } {
  const [low, high] = [extreme(indicators, ranges, -1), extreme(indicators, ranges, 1)];
  return { low: round(low.total), high: round(high.total), kind: low.agrees && high.agrees ? 'exact' : 'bound' };
}

function extreme(
  indicators: readonly RangedIndicator[],
  ranges: ReadonlyMap<string, FigureRange>,
  sign: 1 | -1,
): { total: Rational; agrees: boolean } {
  const settled = new Map<string, bigint>();
  let total: Rational = { num: 0n, den: 1n };
  let agrees = true;
  for (const { facts, points } of indicators) {
    const corners = cornersOf(facts, ranges).map((figures) => ({ figures, points: points(figures) }));
    const best = corners.reduce((one, other) => (sign * Exact.compare(other.points, one.points) > 0 ? other : one));
    total = Exact.add(total, best.points);
    const equal = corners.filter((one) => Exact.compare(one.points, best.points) === 0);
    const fitting = equal.find(({ figures }) =>
      [...figures].every(([fact, value]) => (settled.get(fact) ?? value) === value),
    );
    if (!fitting) agrees = false;
    else for (const [fact, value] of fitting.figures) settled.set(fact, value);
  }
  return { total, agrees };
}

/** Every choice of ends; figures without a range stay. */
function cornersOf(facts: readonly string[], ranges: ReadonlyMap<string, FigureRange>): Map<string, bigint>[] {
  return facts.reduce<Map<string, bigint>[]>(
    (corners, fact) => {
      const range = ranges.get(fact);
      if (!range) throw new Error(`no range of ${fact}`);
      const ends = range.low === range.high ? [range.low] : [range.low, range.high];
      return corners.flatMap((corner) => ends.map((end) => new Map([...corner, [fact, end]])));
    },
    [new Map<string, bigint>()],
  );
}
