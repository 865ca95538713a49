import type { DefinitionBody } from '../definitions/body';
import type { RowInputs } from '../evaluate/measure';
import { type BandsMade, endOf, type RowRanges } from './bands';
import type { ExtremesRange } from './extremes-range';
import type { FigureRanges } from './figure-ranges';
import { type FigureRange, valuesOf } from './score-range';

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
 * worst for it. The values are whole, and the last ones for which it holds.
 */
export function settlingFigures(row: Row): SettlingFigure[] {
  const { inputs, ranges, edges } = row;
  const varying = ranges.figures(inputs);
  const own = scores(row, varying);
  if (!own) return [];
  // of the others: without this row, whoever stands one place behind moves up to the line
  const [lineHigh, lineLow] = [behind(edges.high, own.high), behind(edges.low, own.low)];
  return [...varying].map(([key, range]) => {
    const at = (value: bigint) => scores(row, new Map([...varying, [key, { low: value, high: value }]]), [key, value]);
    const values = valuesOf({ ...range, breaks: ranges.breaks(inputs, varying).get(key) ?? [] });
    return {
      ...{ key, range },
      // in means with a place for certain, even where there are places for all
      in: spanOf(values, (value) => (at(value)?.low ?? -Infinity) > (lineHigh ?? -Infinity)),
      out: spanOf(values, (value) => (at(value)?.high ?? -Infinity) < (lineLow ?? -Infinity) || at(value) === null),
    };
  });
}

/** The score at the line among the others: the next one's where this row itself is before it. */
function behind([at = null, next = null]: readonly (number | null)[], own: number): number | null {
  return at !== null && own >= at ? next : at;
}

function scores(
  { inputs, ranges, extremes }: Row,
  varying: FigureRanges,
  fixed?: readonly [string, bigint],
): { low: number; high: number } | null {
  const chosen: RowInputs = fixed
    ? { ...inputs, [fixed[0]]: [String(fixed[1]), inputs[fixed[0]]?.[1] ?? null] }
    : inputs;
  const { low, high, placed } = ranges.range(chosen, varying, extremes);
  const { body } = ranges.terms;
  if (placed === 'never') return null;
  return { low: placed === 'maybe' ? -Infinity : score(low, body), high: score(high, body) };
}

const score = (points: Parameters<typeof endOf>[0], body: DefinitionBody) => Number(endOf(points, body).score);

/** The values at either end of the range for which it holds: between two neighbours of these, points only rise or fall. */
function spanOf(values: readonly bigint[], holds: (value: bigint) => boolean): ValueSpan | null {
  const fromEnd = (ordered: readonly bigint[]): ValueSpan | null => {
    const [first] = ordered;
    if (first === undefined || !holds(first)) return null;
    const next = ordered.findIndex((value) => !holds(value));
    if (next < 0) return { from: first, to: ordered.at(-1) ?? first };
    let [last, fails] = [ordered[next - 1] as bigint, ordered[next] as bigint];
    while (last - fails > 1n || fails - last > 1n) {
      const middle = (last + fails) / 2n;
      if (holds(middle)) last = middle;
      else fails = middle;
    }
    return { from: first, to: last };
  };
  const found = fromEnd(values) ?? fromEnd([...values].reverse());
  return found && (found.from <= found.to ? found : { from: found.to, to: found.from });
}
