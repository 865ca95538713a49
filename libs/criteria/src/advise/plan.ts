import type { Bench } from './bench';
import { type Lever, LeverMaker, type Option, type Rules } from './levers';
import type { Need, Unit } from './needs';
import { type Choice, type Limits, Search } from './search';
import { UnitWays } from './ways';

/** One fact set to another value. */
export interface Change {
  lever: Lever;
  option: Option;
}

export interface Plan {
  /** Sets of changes, the cheapest first; each makes the standard met. */
  sets: Change[][];
  exhaustive: boolean;
  looked: number;
}

/** Leaving out an option can make another one useless. */
const ROUNDS = 3;

/** Derives the values worth trying, searches the cheapest sets and lets the evaluator confirm each. */
export function makePlan(bench: Bench, need: Need, units: readonly Unit[], rules: Rules, limits: Limits): Plan {
  const { dictionary, slots } = bench.evaluator;
  const open = slots.map((code, slot) => rules.open(dictionary.get(code), bench.base[slot] ?? null));
  if (!thinkable(need, (unit) => unit.slots.some((slot) => open[slot])))
    return { sets: [], exhaustive: true, looked: 0 };
  const maker = new LeverMaker(bench, units, rules);
  let levers = maker.make();
  let ways = waysOf(units, levers, bench);
  for (let round = 0; round < ROUNDS; round++) {
    const fewer = withoutDominated(levers, ways);
    if (fewer.every((lever, i) => lever.options.length === levers[i]?.options.length)) break;
    levers = fewer;
    ways = waysOf(units, levers, bench);
  }
  shareCosts(
    ways.filter(({ unit }) => unit.scored),
    levers.length,
  );
  shareCosts(
    ways.filter(({ unit }) => !unit.scored),
    levers.length,
  );
  const search = new Search(need, levers, new Map(ways.map((one) => [one.unit, one])), ways, limits);
  const { choices, exhaustive, looked } = search.run();
  const sets = choices.map((choice) => leastDemanding(bench, changesOf(choice, levers)));
  const confirmed = sets.filter((set) => passesWith(bench, set));
  return { sets: confirmed, exhaustive: exhaustive && !maker.cut && confirmed.length === sets.length, looked };
}

/** Whether a need could be met if every fact that may move had just the right value: a quick no. */
function thinkable(need: Need, movable: (unit: Unit) => boolean): boolean {
  const best = (unit: Unit): number => (movable(unit) ? unit.top : unit.level());
  if (need.kind === 'unit') return best(need.unit) >= 1;
  if (need.kind !== 'score') {
    const answers = need.of.map((part) => thinkable(part, movable));
    return need.kind === 'all' ? answers.every(Boolean) : answers.some(Boolean) || answers.length === 0;
  }
  const sums = need.categories.map(({ units }) => units.reduce((sum, unit) => sum + best(unit), 0));
  return sums.reduce((a, b) => a + b, 0) >= need.line && need.categories.every(({ line }, i) => (sums[i] ?? 0) >= line);
}

const waysOf = (units: readonly Unit[], levers: readonly Lever[], bench: Bench): UnitWays[] =>
  units.map((unit, place) => new UnitWays(unit, place, levers, bench));

/** Leaves out options that are nowhere better than another one that costs no more. */
function withoutDominated(levers: readonly Lever[], ways: readonly UnitWays[]): Lever[] {
  return levers.map((lever, number) => {
    const own = ways.filter((one) => one.levers.includes(number));
    if (own.some((one) => !one.tabulated)) return lever;
    const kept: number[] = [];
    lever.options.forEach((option, i) => {
      // options are in the order of their costs; of two that give the same the earlier one stays
      const covers = (j: number) => own.every((one) => one.covers(number, j, i));
      const dearer = lever.options.findIndex(({ cost }) => cost > option.cost);
      const rivals = lever.options.slice(0, dearer < 0 ? undefined : dearer).keys();
      for (const j of rivals)
        if (j < i ? covers(j) : j > i && covers(j) && !own.every((one) => one.covers(number, i, j))) return;
      kept.push(i);
    });
    return { ...lever, options: kept.flatMap((i) => lever.options[i] ?? []) };
  });
}

/** A lever's cost is shared out among the units it can raise. */
function shareCosts(ways: readonly UnitWays[], levers: number): void {
  const uses = new Uint16Array(levers);
  for (const { levers: own, useful } of ways)
    own.forEach((lever, p) => (uses[lever] = (uses[lever] ?? 0) + (useful[p] ? 1 : 0)));
  for (const one of ways) one.share = one.levers.map((lever, p) => (one.useful[p] ? 1 / (uses[lever] ?? 1) : 0));
}

function changesOf(choice: Choice, levers: readonly Lever[]): Change[] {
  return choice.flatMap(({ lever: number, option: place }) => {
    const lever = levers[number];
    const option = lever?.options[place];
    return lever && option ? [{ lever, option }] : [];
  });
}

/** Whether the standard is met after a set of changes. */
function passesWith(bench: Bench, set: readonly Change[]): boolean {
  return bench.with(
    set.map(({ lever, option }) => [lever.slot, option.value] as const),
    () => bench.passes(),
  );
}

/** Where several values of a fact cost the same (a missing one), the least demanding that suffices. */
function leastDemanding(bench: Bench, set: Change[]): Change[] {
  const result = [...set];
  result.forEach(({ lever, option }, i) => {
    for (const other of lever.every) {
      if (other === option) break;
      if (other.cost !== option.cost) continue;
      const changed = result.with(i, { lever, option: other });
      if (!passesWith(bench, changed)) continue;
      result[i] = { lever, option: other };
      break;
    }
  });
  return result;
}
