import { formatScaled } from '@tidu/kernel';
import { displayFact, plainFact, shortLabel } from '../explain/display';
import type { FactValue } from '../fact';
import { ALL_RANK } from '../outcome';
import type { Bench } from './bench';
import { toFact } from './breakpoints';
import { costNumber } from './costs';
import type { Change } from './plan';
import type { PriceList } from './price-list';
import { earliestYear, heldReason, type Horizon } from './timing';
import type { AdviceStep, Alternative } from './types';
import { alternativeText, type Ends, stepText } from './words';

/** What is needed to tell of a step: the sheet, the bureau's data, the dates. */
export interface Telling {
  bench: Bench;
  prices: PriceList;
  horizon: Horizon;
}

const isNumber = (value: FactValue): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';
const NO_ENDS: Ends = { least: null, most: null, choices: [] };
const KINDS = ['short', 'evidence', 'unknown'] as const;

/** A set of changes as people and programs read it; the steps by kind, the dearest first. */
export function describe(set: readonly Change[], at: Telling): Alternative {
  const steps = set
    .map((change) => ({ step: stepOf(change, set, at), milli: change.option.cost }))
    .sort((a, b) => KINDS.indexOf(a.step.kind) - KINDS.indexOf(b.step.kind) || b.milli - a.milli)
    .map(({ step }) => step);
  const years = steps.flatMap(({ earliest }) => earliest ?? []);
  return {
    steps,
    cost: costNumber(set.reduce((sum, { option }) => sum + option.cost, 0)),
    earliest: years.length === 0 ? null : Math.max(...years),
    text: alternativeText(steps),
  };
}

function stepOf({ lever, option }: Change, set: readonly Change[], at: Telling): AdviceStep {
  const { bench, prices, horizon } = at;
  const { fact, from } = lever;
  const to = option.value;
  const missing = from === null ? prices.missing(fact) : null;
  const kind = missing === null ? 'short' : missing === 'data' ? 'unknown' : 'evidence';
  const held = from !== null && heldReason(fact, prices, horizon) !== null;
  const ends = from === null ? endsOf({ lever, option }, set, bench) : NO_ENDS;
  const end = (value: bigint | null) => (value === null ? null : formatScaled(value, fact.scale));
  const judgement = missing === 'judgement';
  return {
    ...{ fact: fact.code, label: shortLabel(fact), unit: fact.unit, kind, judgement },
    ...{ from: plainFact(fact, from), to: plainFact(fact, to) ?? '' },
    ...{ fromText: displayFact(fact, from), toText: displayFact(fact, to) },
    change: isNumber(from) && isNumber(to) ? formatScaled(BigInt(to) - BigInt(from), fact.scale) : null,
    ...{ least: end(ends.least), most: end(ends.most), cost: costNumber(option.cost) },
    clauses: served(lever.slot, set, bench),
    earliest: held ? earliestYear(fact, { from, to }, prices, horizon) : null,
    text: stepText(fact, from, to, { kind, judgement, ends }),
    how: kind === 'short' ? prices.line(fact).how : '',
    note: noteOf({ lever, option }, set, at),
  };
}

const applied = (set: readonly Change[]) => set.map(({ lever, option }) => [lever.slot, option.value] as const);

/** From where to where a missing number may turn out, in one piece around the proposed value. */
function endsOf({ lever, option }: Change, set: readonly Change[], bench: Bench): Ends {
  const { value } = option;
  const { min, max } = lever.fact;
  const does = (other: FactValue): boolean => bench.with([...applied(set), [lever.slot, other]], () => bench.passes());
  if (!isNumber(value) || min === null || max === null)
    return { ...NO_ENDS, choices: lever.fact.values.filter((choice) => does(choice)) };
  const passes = (other: bigint): boolean => does(toFact(other));
  const known = lever.every.flatMap((one) => (isNumber(one.value) ? [BigInt(one.value)] : []));
  const end = (limit: bigint, way: 1n | -1n): bigint | null => {
    const points = [...known, limit].filter((one) => (one - BigInt(value)) * way > 0n);
    points.sort((a, b) => (a < b ? -1 : 1) * Number(way));
    let inside = BigInt(value);
    for (const point of points) {
      if (passes(point)) inside = point;
      else return lastInside(inside, point, passes);
    }
    return null;
  };
  return { least: end(min, -1n), most: end(max, 1n), choices: [] };
}

function lastInside(inside: bigint, outside: bigint, passes: (value: bigint) => boolean): bigint {
  for (;;) {
    const middle = inside + (outside - inside) / 2n;
    if (middle === inside) return inside;
    if (passes(middle)) inside = middle;
    else outside = middle;
  }
}

/** The clauses that this step improves while all others of its set are done. */
function served(slot: number, set: readonly Change[], bench: Bench): string[] {
  const all = bench.with(applied(set), () => bench.clauses());
  const rest = set.filter(({ lever }) => lever.slot !== slot);
  const without = bench.with(applied(rest), () => bench.clauses());
  return bench.evaluator.clauseIds.filter((_, i) => {
    const [one, other] = [all[i], without[i]];
    if (!one || !other) return false;
    return (ALL_RANK[one.outcome] ?? 0) < (ALL_RANK[other.outcome] ?? 0) || one.min > other.min;
  });
}

/** A figure that must keep up, though no clause asks it: main revenue stays within revenue. */
function noteOf({ lever, option }: Change, set: readonly Change[], { bench, prices }: Telling): string {
  const { notAbove } = prices.line(lever.fact);
  const whole = notAbove === null ? undefined : bench.evaluator.dictionary.find(notAbove);
  if (!whole || lever.fact.offset !== 0) return '';
  const slot = bench.evaluator.slots.indexOf(whole.code);
  const value = set.find((change) => change.lever.slot === slot)?.option.value ?? bench.base[slot] ?? null;
  if (!isNumber(value) || !isNumber(option.value) || option.value <= value) return '';
  return `${shortLabel(whole)}须相应不低于 ${displayFact(lever.fact, option.value)}`;
}
