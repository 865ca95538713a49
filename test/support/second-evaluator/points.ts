import {
  compare,
  decimal,
  floor,
  fraction,
  least,
  minus,
  most,
  plus,
  type Q,
  quotient,
  sign,
  times,
  whole,
} from './exact';
import { type Case, given, type Json, missing, type Open, type Outcome, threshold } from './grounds';
import { holds, isKnown, lineFor, measure } from './measures';

/** Points at least and at most; null: no end. `open`: what keeps them apart. */
export interface Range {
  min: Q;
  max: Q | null;
  open: Open | null;
}

const zero = whole(0);
const known = (points: Q): Range => ({ min: points, max: points, open: null });
const within = (points: readonly Q[], open: Open): Range => ({
  min: points.reduce(least),
  max: points.reduce(most),
  open,
});
const all = (texts: unknown) => (texts as string[]).map(decimal);

type Judge = (condition: Json) => Outcome;

/** The points of an indicator. */
export function pointsOf(one: Case, id: string, source: Json, judge: Judge): Range {
  switch (source.kind) {
    case 'bands':
      return bands(one, source);
    case 'byValue': {
      const [table, value] = [source.points as Record<string, string>, given(one, source.fact as string)];
      if (value === null) return within(all(Object.values(table)), missing(one, source.fact as string));
      return known(decimal(table[String(value)] ?? '0'));
    }
    case 'ladder':
      return ladder(source, judge);
    case 'betterOf':
      return better((source.options as Json[]).map((option) => pointsOf(one, id, option, judge)));
    case 'count': {
      const outcomes = (source.of as Json[]).map(judge);
      const [each, cap] = [decimal(source.each as string), decimal(source.atMost as string)];
      const earned = (count: number) => least(cap, times(each, whole(count)));
      const sure = outcomes.filter((outcome) => outcome === 'met').length;
      const open = outcomes.filter(isOpen);
      return { min: earned(sure), max: earned(sure + open.length), open: worse(open) };
    }
    case 'perFull': {
      const [value, cap] = [measure(one, source.measure as Json), decimal(source.atMost as string)];
      if (!isKnown(value)) return within([zero, cap], value);
      const full = floor(quotient(value, lineFor(source.measure as Json, source.every as string)));
      return known(full <= 0n ? zero : least(cap, times(whole(full), decimal(source.points as string))));
    }
    case 'asPoints': {
      const value = measure(one, { kind: 'fact', fact: source.fact });
      const [from, to] = [decimal(source.from as string), decimal(source.to as string)];
      return isKnown(value) ? known(least(to, most(from, value))) : within([from, to], value);
    }
    case 'benchmark':
    case 'minMax':
      return measured(one, id, source);
    default:
      throw new Error(`no points: ${String(source.kind)}`);
  }
}

const isOpen = (outcome: Outcome): outcome is Open => outcome === 'unknown' || outcome === 'manual';
const worse = (open: readonly (Open | null)[]): Open | null =>
  open.includes('unknown') ? 'unknown' : open.includes('manual') ? 'manual' : null;

/** The best band that holds; where none does, the rest. */
function bands(one: Case, source: Json): Range {
  const [value, list] = [measure(one, source.measure as Json), source.bands as Json[]];
  const rest = decimal(source.otherwise as string);
  if (!isKnown(value)) return within([rest, ...list.map(({ points }) => decimal(points as string))], value);
  const inside = list.filter(({ bounds }) =>
    (bounds as Json[]).every(({ comparator, text }) =>
      holds(comparator, value, lineFor(source.measure as Json, text as string)),
    ),
  );
  // one threshold a band: read from the top; two of them: where two name one border, the better takes it
  const isStairs = list.every(({ bounds }) => (bounds as Json[]).length === 1);
  const held = inside.map(({ points }) => decimal(points as string));
  return known((isStairs ? held[0] : held.length > 0 ? held.reduce(most) : undefined) ?? rest);
}

/** The first rung that surely holds; open ones above it widen the range. */
function ladder(source: Json, judge: Judge): Range {
  const rungs = (source.rungs as Json[]).map(({ when, points }) => ({
    ...{ outcome: judge(when as Json), points: decimal(points as string) },
  }));
  const at = rungs.findIndex(({ outcome }) => outcome === 'met');
  const reached = rungs[at]?.points ?? decimal(source.otherwise as string);
  const open = rungs.slice(0, at < 0 ? rungs.length : at).filter(({ outcome }) => isOpen(outcome));
  const possible = [reached, ...open.map(({ points }) => points)];
  return {
    ...{ min: possible.reduce(least), max: possible.reduce(most) },
    open: worse(open.map(({ outcome }) => outcome as Open)),
  };
}

function better(options: readonly Range[]): Range {
  const apart = options.filter(({ min, max }) => max === null || compare(min, max) !== 0);
  return {
    ...{ min: options.map(({ min }) => min).reduce(most), max: options.map(({ max }) => max ?? zero).reduce(most) },
    open: worse(apart.map(({ open }) => open)),
  };
}

/** Weighted against a benchmark, or between the ends of the cohort. */
function measured(one: Case, id: string, source: Json): Range {
  const [weight, value] = [decimal(source.weight as string), measure(one, source.measure as Json)];
  const item = one.cohort?.[id];
  const isBenchmark = source.kind === 'benchmark';
  const part = (text: unknown) => quotient(times(weight, decimal(text as string)), whole(100));
  const cap = isBenchmark && source.atMost !== null ? decimal(source.atMost as string) : null;
  const [from, to] = isBenchmark ? [zero, cap] : [part(source.from), part(source.to)];
  const waiver = source.whenMissing as { fact: string } | null;
  if (!isKnown(value)) {
    const average = item?.average;
    if (value === 'unknown' && waiver && given(one, waiver.fact) === null && average) return known(fraction(average));
    return { min: from, max: to, open: value };
  }
  if (isBenchmark) {
    const points = quotient(times(value, weight), threshold(source.benchmark as string));
    return known(sign(points) < 0 ? zero : cap ? least(cap, points) : points);
  }
  if (!item?.min || !item.max) return { min: from, max: to, open: 'unknown' };
  const [low, high] = [fraction(item.min), fraction(item.max)];
  if (compare(high, low) <= 0) return { min: from, max: to, open: 'manual' };
  const inner = least(high, most(low, value));
  return known(plus(from, times(minus(to!, from), quotient(minus(inner, low), minus(high, low)))));
}
