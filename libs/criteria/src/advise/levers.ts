import type { FactDefinition, FactValue } from '../fact';
import type { Bench } from './bench';
import { entryPoints, toFact } from './breakpoints';
import type { Direction } from './costs';
import type { Test, Unit } from './needs';

/** A value a fact could be given and what that costs, in thousandths. */
export interface Option {
  readonly value: FactValue;
  readonly cost: number;
  /** The cost by which sets are put in order: of two equally dear ones that of fewer steps comes first. */
  readonly rank: number;
}

/** More steps than a set can have; costs are ranked as thousandths times this, plus the number of steps. */
const STEPS = 128;

/** A fact that can be changed, with all values worth trying, the cheapest first. */
export interface Lever {
  readonly fact: FactDefinition;
  readonly slot: number;
  readonly from: FactValue;
  readonly options: readonly Option[];
  /** Also those that are never better than another one of at most the same cost. */
  readonly every: readonly Option[];
}

/** What the makers of levers must know about a fact. */
export interface Rules {
  /** Whether it may be changed at all. */
  open: (fact: FactDefinition, from: FactValue) => boolean;
  price: (fact: FactDefinition, from: FactValue, to: FactValue) => number | null;
  /** Usual values of a missing number, where nothing else says one. */
  examples: (fact: FactDefinition) => bigint[];
  /** Between which values a known number may be advised to move. */
  range: (fact: FactDefinition, from: FactValue) => { min: bigint; max: bigint };
  /** Whether less is the better, so that the least demanding of equally dear values is the largest. */
  downward: (fact: FactDefinition) => boolean;
}

/** Passes over the tests; each follows one more step of a chain of figures that depend on each other. */
const ROUNDS = 3;
const MOST_OPTIONS = 80;
const MOST_CONTEXTS = 120;

const isNumber = (value: FactValue): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

/**
 * Finds the values worth trying: for every test and every fact in it the least changes that answer it, the other facts
 * of the test being as they are or at values worth trying themselves.
 */
export class LeverMaker {
  /** Whether values were left out because there are too many. */
  cut = false;
  /** By slot: value as text → the families of tests it answers. */
  private readonly found = new Map<number, Map<string, { value: FactValue; families: Set<string> }>>();
  private readonly done = new Set<string>();
  private readonly tests: Test[];
  private readonly facts: FactDefinition[];

  constructor(
    private readonly bench: Bench,
    units: readonly Unit[],
    private readonly rules: Rules,
  ) {
    const { dictionary, slots } = bench.evaluator;
    this.facts = slots.map((code) => dictionary.get(code));
    this.tests = units.flatMap((unit) => unit.tests);
    for (const slot of new Set(this.tests.flatMap((test) => test.slots)))
      if (rules.open(this.fact(slot), this.from(slot))) this.found.set(slot, new Map());
  }

  make(): Lever[] {
    for (const test of this.tests)
      for (const value of test.wanted ?? []) this.add(test.slots[0] ?? -1, value, test.family);
    for (const slot of this.found.keys()) {
      const fact = this.fact(slot);
      if (fact.min === null || this.from(slot) !== null) continue;
      for (const value of this.rules.examples(fact)) this.add(slot, toFact(value), 'example');
    }
    const families = new Map<string, Test[]>();
    for (const test of this.tests)
      if (test.wanted === null) families.set(test.family, [...(families.get(test.family) ?? []), test]);
    for (let round = 0; round < ROUNDS; round++) {
      const before = this.done.size;
      for (const tests of families.values()) this.follow(tests);
      if (this.done.size === before) break;
    }
    return [...this.found.keys()].sort((a, b) => a - b).map((slot) => this.lever(slot));
  }

  private fact(slot: number): FactDefinition {
    const fact = this.facts[slot];
    if (!fact) throw new RangeError(`no fact has the slot ${slot}`);
    return fact;
  }

  private from(slot: number): FactValue {
    return this.bench.base[slot] ?? null;
  }

  private add(slot: number, value: FactValue, family: string): void {
    const known = this.found.get(slot);
    if (!known || value === this.from(slot)) return;
    if (this.rules.price(this.fact(slot), this.from(slot), value) === null) return;
    const key = String(value);
    const one = known.get(key);
    if (one) one.families.add(family);
    else if (known.size < MOST_OPTIONS) known.set(key, { value, families: new Set([family]) });
    else this.cut = true;
  }

  /** Looks for the least changes of each fact of the tests of one family. */
  private follow(tests: readonly Test[]): void {
    const { slots = [], family = '' } = tests[0] ?? {};
    for (const slot of slots) {
      if (!this.found.has(slot)) continue;
      const others = slots.filter((other) => other !== slot);
      for (const context of this.contexts(others, family)) {
        const key = `${family}/${slot}/${context.join()}`;
        if (this.done.has(key)) continue;
        this.done.add(key);
        const changes = others.map((other, i) => [other, context[i] ?? null] as const);
        const found = () => tests.flatMap((test) => this.entries(test, slot, context));
        for (const value of this.bench.with(changes, found)) this.add(slot, toFact(value), family);
      }
    }
  }

  private entries(test: Test, slot: number, context: readonly FactValue[]): bigint[] {
    const { values } = this.bench;
    const range = this.rules.range(this.fact(slot), this.from(slot));
    const kept = values[slot] ?? null;
    const from = isNumber(kept) ? BigInt(kept) : null;
    const holds = (value: bigint): boolean => {
      values[slot] = toFact(value);
      return test.holds();
    };
    const found = entryPoints({ holds, gap: test.gap }, range, from, context.filter(isNumber).map(BigInt));
    values[slot] = kept;
    return found;
  }

  /** The values the other facts of a test may have meanwhile. */
  private contexts(others: readonly number[], family: string): FactValue[][] {
    let all: FactValue[][] = [[]];
    for (const other of others) {
      const from = this.from(other);
      const values = [...(this.found.get(other)?.values() ?? [])]
        .filter(({ families }) => (from === null ? anchored(families) : families.size > 1 || !families.has(family)))
        .map(({ value }) => value);
      if (from !== null) values.unshift(from);
      all = all.flatMap((context) => values.map((value) => [...context, value]));
      if (all.length > MOST_CONTEXTS) this.cut = true;
      all = all.slice(0, MOST_CONTEXTS);
    }
    return all;
  }

  private lever(slot: number): Lever {
    const fact = this.fact(slot);
    const from = this.from(slot);
    const turn = this.rules.downward(fact) ? -1 : 1;
    const options = [...(this.found.get(slot)?.values() ?? [])].map(({ value }) => {
      const cost = this.rules.price(fact, from, value) ?? 0;
      return { value, cost, rank: cost * STEPS + 1 };
    });
    const order = (a: FactValue, b: FactValue): number => {
      if (!isNumber(a) || !isNumber(b)) return 0;
      if (isNumber(from)) return distance(a, from) < distance(b, from) ? -1 : 1;
      if (trivial(fact, a) !== trivial(fact, b)) return trivial(fact, a) ? 1 : -1;
      return (a < b ? -1 : 1) * turn;
    };
    options.sort((a, b) => a.cost - b.cost || order(a.value, b.value));
    return { fact, slot, from, options, every: options };
  }
}

/** Between which values a number may be advised to move; a missing one may turn out to be anything. */
export function rangeOf(fact: FactDefinition, from: FactValue, direction: Direction): { min: bigint; max: bigint } {
  const [min, max] = [fact.min ?? 0n, fact.max ?? 0n];
  if (typeof from !== 'number' && typeof from !== 'bigint') return { min, max };
  return { min: direction === 'up' ? BigInt(from) : min, max: direction === 'down' ? BigInt(from) : max };
}

/** One smallest unit of an amount: enough to divide by, but nothing to go by. */
const trivial = (fact: FactDefinition, value: number | bigint): boolean =>
  fact.scale > 0 && BigInt(value) <= (fact.min ?? 0n) + 1n;

/**
 * Of a missing figure only what is asked of it alone, or an example, is a value to reckon others from: any value costs
 * the same, so chains of figures derived from each other would lead nowhere.
 */
const anchored = (families: ReadonlySet<string>): boolean => [...families].some((family) => !family.includes(','));

const distance = (a: number | bigint, b: number | bigint): bigint => {
  const gap = BigInt(a) - BigInt(b);
  return gap < 0n ? -gap : gap;
};
