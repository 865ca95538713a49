import type { DefinitionBody } from '../definitions/body';
import type { RowInputs } from '../evaluate/measure';
import type { BandsMade } from './bands';
import type { ExtremesRange } from './extremes-range';
import type { FigureRanges } from './figure-ranges';
import { endOf, type RowRanges } from './row-ranges';
import type { FigureRange } from './score-range';

/** Values of a figure, ends included. */
export interface ValueSpan {
  from: bigint;
  to: bigint;
}

/** A figure that may turn out otherwise, and what it would settle by itself. */
export interface SettlingFigure {
  /** Key of the input: a fact, or one of the year before. */
  key: string;
  range: FigureRange;
  /** Found to be among these, the row is in whatever all other figures turn out to be; null: it doesn't settle that. */
  in: ValueSpan | null;
  out: ValueSpan | null;
}

interface Row {
  inputs: RowInputs;
  ranges: RowRanges;
  extremes: readonly (ExtremesRange | null)[];
  edges: NonNullable<BandsMade['edges']>;
}

/**
 * Which figure of an undecided row would settle it: each by itself, its other figures and everybody else's at their
 * worst for it. The values are whole; whatever lies between the ends holds too.
 */
export function settlingFigures(row: Row): SettlingFigure[] {
  const { inputs, ranges, edges } = row;
  const varying = ranges.figures(inputs);
  const own = scores(row, varying);
  if (!own) return [];
  // of the others: without this row, whoever stands one place behind moves up to the line
  const [lineHigh, lineLow] = [behind(edges.high, own.high), behind(edges.low, own.low)];
  return [...varying].map(([key, range]) => {
    const over = ({ from, to }: ValueSpan) => scores(row, new Map([...varying, [key, { low: from, high: to }]]));
    return {
      ...{ key, range },
      // in means with a place for certain, even where there are places for all
      in: spanOf(range, (span) => (over(span)?.low ?? -Infinity) > (lineHigh ?? -Infinity)),
      out: spanOf(range, (span) => {
        const found = over(span);
        return found === null || found.high < (lineLow ?? -Infinity);
      }),
    };
  });
}

/** The score at the line among the others: the next one's where this row itself is before it. */
function behind([at = null, next = null]: readonly (number | null)[], own: number): number | null {
  return at !== null && own >= at ? next : at;
}

function scores({ inputs, ranges, extremes }: Row, varying: FigureRanges): { low: number; high: number } | null {
  const { low, high, placed } = ranges.range(inputs, varying, extremes);
  const { body } = ranges.terms;
  if (placed === 'never') return null;
  return { low: placed === 'maybe' ? -Infinity : score(low, body), high: score(high, body) };
}

const score = (points: Parameters<typeof endOf>[0], body: DefinitionBody) => Number(endOf(points, body).score);

/** The values from either end of the range, as many as it holds over: the more values, the less it does. */
function spanOf({ low, high }: FigureRange, holds: (span: ValueSpan) => boolean): ValueSpan | null {
  const fromEnd = (end: bigint, other: bigint): ValueSpan | null => {
    const upTo = (value: bigint) => (end <= value ? { from: end, to: value } : { from: value, to: end });
    if (!holds(upTo(end))) return null;
    if (holds(upTo(other))) return upTo(other);
    let [last, fails] = [end, other];
    while (last - fails > 1n || fails - last > 1n) {
      const middle = (last + fails) / 2n;
      if (holds(upTo(middle))) last = middle;
      else fails = middle;
    }
    return upTo(last);
  };
  return fromEnd(low, high) ?? fromEnd(high, low);
}
