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
  const placed = choices.some((all) => all.every(({ spread }) => spread === null))
    ? 'never'
    : choices.some((all) => all.some(({ spread }) => spread === null || spread.maybe))
      ? 'maybe'
      : 'always';
  if (placed === 'never') return { low: [], high: [], kind: 'exact', placed };
  const [low, high] = [extreme(choices, -1), extreme(choices, 1)];
  const agrees = placed === 'always' && low.agrees && high.agrees;
  return { low: low.points, high: high.points, kind: agrees ? 'exact' : 'bound', placed };
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
    const placed = all.flatMap(({ figures, spread }) =>
      spread ? [{ figures, value: sign > 0 ? spread.most : spread.least, spread }] : [],
    );
    const best = placed.reduce((one, other) => (sign * Exact.compare(other.value, one.value) > 0 ? other : one));
    points.push(best.value);
    const fitting = placed.find(
      ({ figures, value, spread }) =>
        Exact.compare(value, best.value) === 0 &&
        Exact.compare(spread.least, spread.most) === 0 &&
        [...figures].every(([fact, at]) => (settled.get(fact) ?? at) === at),
    );
    if (!fitting) agrees = false;
    else for (const [fact, at] of fitting.figures) settled.set(fact, at);
  }
  return { points, agrees };
}

/** Every choice of ends and breaks; figures without a range are left to who reads them. */
function choicesOf(facts: readonly string[], ranges: ReadonlyMap<string, FigureRange>): Map<string, bigint>[] {
  return facts.reduce<Map<string, bigint>[]>(
    (choices, fact) => {
      const range = ranges.get(fact);
      if (!range) return choices;
      return choices.flatMap((choice) => valuesOf(range).map((value) => new Map([...choice, [fact, value]])));
    },
    [new Map<string, bigint>()],
  );
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
  return [...new Set([low, ...inside, high])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
