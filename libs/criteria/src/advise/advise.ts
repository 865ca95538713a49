import type { Evaluator } from '../compile/compile-standard';
import { plainFact, shortLabel } from '../explain/display';
import { NOTICE } from '../explain/explain';
import type { FactDefinition, Facts, FactValue } from '../fact';
import { MET, outcomeName } from '../outcome';
import type { Purpose } from '../purpose';
import { Bench } from './bench';
import { type AdviceCosts, amountOf, DEFAULT_COSTS } from './costs';
import { PriceList } from './price-list';
import { heldFacts } from './held';
import { rangeOf, type Rules } from './levers';
import { CannotAdvise, type Need, NeedReader } from './needs';
import { makePlan } from './plan';
import { describe } from './describe';
import { carry, heldReason, type Horizon, horizonOf, yearsToWait } from './timing';
import type { Advice, CarriedFact } from './types';
import { adviceText, carriedText } from './words';

export interface AdviceOptions {
  /** Absent means a new application. */
  purpose?: Purpose;
  /** Day of assessment of the fact sheet, YYYY-MM-DD. */
  date: string;
  /** By when it must pass. Without it nothing is said about time, except that years and past figures don't move. */
  deadline?: string | null;
  /** The bureau's costs; without them every step costs the same. */
  costs?: AdviceCosts;
  /** At most this many alternatives (5). */
  alternatives?: number;
  /** Points of the search to be looked at before it is cut short and says so (4 000). */
  work?: number;
}

const ALTERNATIVES = 5;
const WORK = 4_000;

/**
 * The 差一步清单: the cheapest sets of changes after which the standard is met. Each set is minimal (no part of it
 * passes), the sets are in the order of their costs, none contains the facts of a cheaper one, and the evaluator has
 * confirmed each. Every value is the least sufficient one.
 * @throws DomainError `CRITERIA.ADVICE_DATES`
 */
export function advise(evaluator: Evaluator, facts: Facts, options: AdviceOptions): Advice {
  const { purpose = 'application', deadline = null } = options;
  const prices = new PriceList(options.costs ?? DEFAULT_COSTS);
  const horizon = horizonOf(options.date, deadline);
  const sheet = carry(facts, evaluator.dictionary, prices, horizon);
  const bench = new Bench(evaluator, sheet, purpose);
  const advice: Advice = {
    ...{ standard: evaluator.release.id, purpose, date: options.date, deadline, state: 'impossible' },
    ...{ outcome: outcomeName(bench.run()), alternatives: [], later: [], held: [] },
    carried: carriedFacts(evaluator, facts, sheet),
    ...{ exhaustive: true, looked: 0, refused: null, text: '', notice: NOTICE },
  };
  const reader = new NeedReader(bench);
  let need: Need;
  try {
    need = reader.read();
  } catch (error) {
    if (!(error instanceof CannotAdvise)) throw error;
    const refused = `本标准不能给出差一步清单：${error.message}`;
    return { ...advice, state: 'refused', exhaustive: false, refused, text: refused };
  }
  if (bench.run() === MET) advice.state = 'met';
  else fill(advice, bench, need, { reader, prices, horizon, options });
  return { ...advice, text: adviceText(advice) };
}

interface Means {
  reader: NeedReader;
  prices: PriceList;
  horizon: Horizon;
  options: AdviceOptions;
}

function fill(advice: Advice, bench: Bench, need: Need, { reader, prices, horizon, options }: Means): void {
  const limits = { alternatives: options.alternatives ?? ALTERNATIVES, work: options.work ?? WORK };
  const at = { bench, prices, horizon };
  const rules = rulesOf(prices, horizon, (fact) => heldReason(fact, prices, horizon) === null);
  const plan = makePlan(bench, need, reader.units, rules(bench), limits);
  advice.alternatives = plan.sets.map((set) => describe(set, at));
  advice.exhaustive = plan.exhaustive && !reader.cut;
  advice.looked = plan.looked;
  advice.held = heldFacts(need, reader.units, at);
  advice.state = plan.sets.length > 0 ? 'possible' : plan.exhaustive ? 'impossible' : 'undecided';
  if (plan.sets.length > 0) return;
  const patient = rulesOf(prices, horizon, (fact) => heldReason(fact, prices, horizon) !== 'fixed');
  const later = makePlan(bench, need, reader.units, patient(bench), limits);
  advice.later = later.sets.map((set) => describe(set, at));
  advice.looked += later.looked;
  if (later.sets.length > 0 && advice.state === 'impossible') advice.state = 'later';
}

/** The rules for a sheet: a missing fact can always be recorded, whatever year it is of. */
function rulesOf(prices: PriceList, horizon: Horizon, movable: (fact: FactDefinition) => boolean) {
  const price: Rules['price'] = (fact, from, to) => {
    if (from === null || heldReason(fact, prices, horizon) !== 'time') return prices.price(fact, from, to);
    return to === null || to <= from ? null : yearsToWait(fact, from, to) * prices.wait;
  };
  return (bench: Bench): Rules => ({
    open: (fact, from) => from === null || movable(fact),
    price,
    examples: (fact) => examplesOf(fact, bench, prices),
    range: (fact, from) =>
      rangeOf(fact, from, heldReason(fact, prices, horizon) === 'time' ? 'up' : prices.line(fact).direction),
    downward: (fact) => prices.line(fact).direction === 'down',
  });
}

/** A usual value of a missing number: the same figure of other years, else the bureau's example, else a hundred. */
function examplesOf(fact: FactDefinition, { evaluator, base }: Bench, prices: PriceList): bigint[] {
  const family = fact.base ?? fact.code;
  const siblings = evaluator.slots.flatMap((code, slot): bigint[] => {
    const other = evaluator.dictionary.get(code);
    const value: FactValue = base[slot] ?? null;
    const same = (other.base ?? other.code) === family && code !== fact.code;
    return same && (typeof value === 'number' || typeof value === 'bigint') ? [BigInt(value)] : [];
  });
  if (siblings.length > 0) return siblings;
  const { example } = prices.line(fact);
  const value = example === null ? 100n * 10n ** BigInt(fact.scale) : amountOf(example, fact);
  const [min, max] = [fact.min ?? value, fact.max ?? value];
  return [value < min ? min : value > max ? max : value];
}

function carriedFacts({ slots, dictionary }: Evaluator, before: Facts, after: Facts): CarriedFact[] {
  return slots.flatMap((code) => {
    const [from, to] = [before.get(code) ?? null, after.get(code) ?? null];
    if (from === to) return [];
    const fact = dictionary.get(code);
    const plain = (value: FactValue) => {
      const text = plainFact(fact, value);
      return text === null ? null : String(text);
    };
    const text = carriedText(fact, from, to);
    return [{ fact: code, label: shortLabel(fact), from: plain(from), to: plain(to), text }];
  });
}
