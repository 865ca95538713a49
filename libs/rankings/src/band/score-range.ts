import { Exact, type Rational } from '@tidu/criteria';
import type { BandKind } from './rank-band';

/** Between which values a figure may lie, whole numbers by the scale of its fact, ends included. */
export interface FigureRange {
  low: bigint;
  high: bigint;
  /** Values inside at which a rule changes: between two neighbours points only rise or only fall. */
  breaks?: readonly bigint[];
}

/** The least and the most points of an indicator by the same figures: apart where others' figures count in them too. */
export interface Spread {
  least: Rational;
  most: Rational;
  /** By others' figures there might be no place at all. */
  maybe?: true;
}

export interface RangedIndicator {
  facts: readonly string[];
  /** Its points only rise with each of its facts, or stay. */
  rising?: true;
  /** Null: no place with these figures. */
  points: (figures: ReadonlyMap<string, bigint>) => Spread | null;
}

/** The least and the most points by indicator. */
export interface RowRange {
  low: Rational[];
  high: Rational[];
  kind: BandKind;
  /** `maybe`: by some of the figures it would have no place. */
  placed: 'always' | 'maybe' | 'never';
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
 * Between which points a row may lie while its figures vary within their ranges. Each indicator has its least and most
 * at an end or a break of the ranges; where these agree on every shared figure, their sum is one that an actual choice
 * has: `exact`. Where one figure would have to be high for one indicator and low for another: a `bound`.
 */
export function rowRange(indicators: readonly RangedIndicator[], ranges: ReadonlyMap<string, FigureRange>): RowRange {
  const choices = indicators.map(({ facts, points, rising }) =>
    (rising ? endsOf : choicesOf)(facts, ranges).map((figures): Choice => ({ figures, spread: points(figures) })),
  );
  const placed = placeOf(choices);
  if (placed === 'never') return { low: [], high: [], kind: 'exact', placed };
  const [low, high] = [extreme(choices, -1), extreme(choices, 1)];
  const agrees = placed === 'always' && low.agrees && high.agrees;
  return { low: low.points, high: high.points, kind: agrees ? 'exact' : 'bound', placed };
}

function placeOf(choices: readonly Choice[][]): RowRange['placed'] {
  let isSure = true;
  for (const all of choices) {
    let isPossible = false;
    for (const { spread } of all) {
      if (spread) isPossible = true;
      if (!spread || spread.maybe) isSure = false;
    }
    if (!isPossible) return 'never';
  }
  return isSure ? 'always' : 'maybe';
}

interface Choice {
  figures: ReadonlyMap<string, bigint>;
  spread: Spread | null;
}

function extreme(choices: readonly Choice[][], sign: 1 | -1): { points: Rational[]; agrees: boolean } {
  const settled = new Map<string, bigint>();
  const points: Rational[] = [];
  let agrees = true;
  for (const all of choices) {
    let best: Rational | null = null;
    for (const { spread } of all) {
      if (spread === null) continue;
      const value = sign > 0 ? spread.most : spread.least;
      if (best === null || Exact.compare(value, best) === sign) best = value;
    }
    points.push(best as Rational);
    if (!agrees) continue;
    const fitting = all.find(({ figures, spread }) => spread && isReached(spread, best) && isAmong(figures, settled));
    if (!fitting) agrees = false;
    else for (const [fact, at] of fitting.figures) settled.set(fact, at);
  }
  return { points, agrees };
}

/** Whether the figures of a spread give these very points, whatever others' are. */
const isReached = ({ least, most }: Spread, points: Rational | null) =>
  points !== null && Exact.compare(least, points) === 0 && (least === most || Exact.compare(least, most) === 0);

function isAmong(figures: ReadonlyMap<string, bigint>, settled: ReadonlyMap<string, bigint>): boolean {
  for (const [fact, at] of figures) if ((settled.get(fact) ?? at) !== at) return false;
  return true;
}

/** Every choice of ends and breaks; figures without a range are left to who reads them. */
export function choicesOf(
  facts: readonly string[],
  ranges: ReadonlyMap<string, FigureRange>,
): ReadonlyMap<string, bigint>[] {
  let choices = [new Map<string, bigint>()];
  for (const fact of facts) {
    const range = ranges.get(fact);
    if (!range) continue;
    const more: Map<string, bigint>[] = [];
    const values = valuesOf(range);
    for (const choice of choices)
      for (const value of values) more.push(new Map<string, bigint>(choice).set(fact, value));
    choices = more;
  }
  return choices;
}

/** All figures at their least, and all at their most. */
function endsOf(facts: readonly string[], ranges: ReadonlyMap<string, FigureRange>): Map<string, bigint>[] {
  const varying = facts.flatMap((fact) => {
    const range = ranges.get(fact);
    return range ? [[fact, range] as const] : [];
  });
  const at = (end: 'low' | 'high') => new Map(varying.map(([fact, range]) => [fact, range[end]]));
  return varying.length === 0 ? [new Map<string, bigint>()] : [at('low'), at('high')];
}

/** The ends and, between them, the breaks, ascending. */
function valuesOf({ low, high, breaks = [] }: FigureRange): bigint[] {
  const inside = breaks.filter((one) => one > low && one < high);
  if (inside.length === 0) return low === high ? [low] : [low, high];
  return [...new Set([low, ...inside, high])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
