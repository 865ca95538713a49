import type { Bench } from './bench';
import type { Lever } from './levers';
import type { Unit } from './needs';

/** What is known of a lever while searching: not decided, kept as it is, or given its option (number − 2). */
export const UNDECIDED = 0;
export const KEPT = 1;
export const FIRST_OPTION = 2;
export type Decisions = Uint8Array;

/** A part of the way up: so much more for so much, the cheapest parts first. */
export interface Segment {
  readonly gain: number;
  readonly slope: number;
  readonly place: number;
}

/** What a unit gives now and at least costs to be raised by the levers not yet decided. */
export interface Ways {
  readonly level: number;
  /** Least cost of level 1 and more. */
  readonly toHold: number;
  /** The steps from level to level, straightened so that each is dearer than the one before. */
  readonly segments: readonly Segment[];
  /** A lever not yet decided that can raise it, −1 for none. */
  readonly lever: number;
  /** How many such levers there are. */
  readonly width: number;
}

/** More combinations than this are not tabulated. */
const MOST_COMBINATIONS = 5000;

/**
 * One unit with all its levels for all combinations of its levers' options, so that the search needs no evaluation.
 * Costs are shared out among the units that a lever can raise: the sum over units then never exceeds the true cost,
 * which is what makes the search's bound a bound.
 */
export class UnitWays {
  /** Its levers, by number. */
  readonly levers: number[];
  /** Which of them can raise it. */
  readonly useful: boolean[];
  /** The part of each lever's cost that this unit may count. */
  share: number[] = [];
  private readonly table: Float64Array | null;
  private readonly radix: number[];
  private readonly known = new Map<number, Ways>();

  constructor(
    readonly unit: Unit,
    readonly place: number,
    private readonly all: readonly Lever[],
    private readonly bench: Bench,
  ) {
    this.levers = all.flatMap((lever, i) => (unit.slots.includes(lever.slot) ? [i] : []));
    this.radix = this.levers.map((i) => (all[i]?.options.length ?? 0) + 1);
    const size = this.radix.reduce((a, b) => a * b, 1);
    this.table = size > MOST_COMBINATIONS ? null : new Float64Array(size);
    if (this.table) this.tabulate(this.table, 0, 0, 1);
    this.useful = this.levers.map((_, p) => this.raises(p));
  }

  /** Combination numbers are mixed radix: digit 0 keeps the fact, digit k gives it its option k − 1. */
  private tabulate(table: Float64Array, position: number, index: number, weight: number): void {
    const lever = this.all[this.levers[position] ?? -1];
    if (!lever) {
      table[index] = this.unit.level();
      return;
    }
    const { values } = this.bench;
    const radix = this.radix[position] ?? 1;
    for (let digit = 0; digit < radix; digit++) {
      values[lever.slot] = digit === 0 ? lever.from : (lever.options[digit - 1]?.value ?? null);
      this.tabulate(table, position + 1, index + digit * weight, weight * radix);
    }
    values[lever.slot] = lever.from;
  }

  get tabulated(): boolean {
    return this.table !== null;
  }

  /** Whether one option of a lever gives at least what another gives, whatever the other levers do. */
  covers(lever: number, option: number, other: number): boolean {
    const { table, levers, radix } = this;
    if (!table) return false;
    const position = levers.indexOf(lever);
    const weight = radix.slice(0, position).reduce((a, b) => a * b, 1);
    const block = weight * (radix[position] ?? 1);
    const [first, second] = [(option + 1) * weight, (other + 1) * weight];
    for (let high = 0; high < table.length; high += block)
      for (let low = high; low < high + weight; low++)
        if ((table[low + first] as number) < (table[low + second] as number)) return false;
    return true;
  }

  private raises(position: number): boolean {
    if (!this.table) return true;
    const weight = this.radix.slice(0, position).reduce((a, b) => a * b, 1);
    const block = weight * (this.radix[position] ?? 1);
    const { table } = this;
    for (let high = 0; high < table.length; high += block)
      for (let index = high + weight; index < high + block; index++)
        if ((table[index] as number) > (table[high + ((index - high) % weight)] as number)) return true;
    return false;
  }

  /** What the unit gives and could give after these decisions. */
  after(decisions: Decisions): Ways {
    let key = 0;
    for (let p = this.levers.length - 1; p >= 0; p--)
      key = key * ((this.radix[p] ?? 1) + 1) + (decisions[this.levers[p] ?? 0] ?? 0);
    let ways = this.known.get(key);
    if (!ways) this.known.set(key, (ways = this.compute(decisions)));
    return ways;
  }

  private compute(decisions: Decisions): Ways {
    const open = this.levers.filter((i) => decisions[i] === UNDECIDED);
    const raising = this.levers.find((i, p) => decisions[i] === UNDECIDED && this.useful[p]);
    const lever = raising ?? open[0] ?? -1;
    const found = this.table ? this.frontier(this.table, decisions) : this.guess(decisions, open);
    const [first] = found;
    const level = first?.level ?? 0;
    const toHold = found.find((one) => one.level >= 1)?.cost ?? Infinity;
    const width = this.levers.filter((i, p) => decisions[i] === UNDECIDED && this.useful[p]).length;
    return { level, toHold, segments: straighten(found, this.place), lever, width };
  }

  /** Levels with their least costs, rising in both. */
  private frontier(table: Float64Array, decisions: Decisions): Reached[] {
    const reached: Reached[] = [];
    const visit = (position: number, index: number, weight: number, cost: number): void => {
      const number = this.levers[position];
      if (number === undefined) {
        reached.push({ level: table[index] ?? 0, cost });
        return;
      }
      const radix = this.radix[position] ?? 1;
      const decided = decisions[number] ?? UNDECIDED;
      if (decided !== UNDECIDED) return visit(position + 1, index + (decided - KEPT) * weight, weight * radix, cost);
      const share = this.share[position] ?? 0;
      for (let digit = 0; digit < radix; digit++) {
        const own = digit === 0 ? 0 : (this.all[number]?.options[digit - 1]?.rank ?? 0) * share;
        visit(position + 1, index + digit * weight, weight * radix, cost + own);
      }
    };
    visit(0, 0, 1, 0);
    const now = reached[0]; // all undecided levers kept
    reached.sort((a, b) => a.cost - b.cost || b.level - a.level);
    let best = now?.level ?? 0;
    const rising = reached.filter(({ level }) => level > best && ((best = level), true));
    return now ? [now, ...rising] : rising;
  }

  /** For units with too many combinations: the level now, and hopefully the top by its cheapest step. */
  private guess(decisions: Decisions, open: readonly number[]): Reached[] {
    const changes = this.levers.flatMap((i) => {
      const lever = this.all[i];
      const option = lever?.options[(decisions[i] ?? 0) - FIRST_OPTION];
      return lever && option ? [[lever.slot, option.value] as const] : [];
    });
    const level = this.bench.with(changes, this.unit.level);
    if (open.length === 0 || level >= this.unit.top) return [{ level, cost: 0 }];
    const costs = open.map((i) => (this.all[i]?.options[0]?.rank ?? 0) * (this.share[this.levers.indexOf(i)] ?? 0));
    return [
      { level, cost: 0 },
      { level: this.unit.top, cost: Math.min(...costs) },
    ];
  }
}

interface Reached {
  level: number;
  cost: number;
}

/** The lower hull of levels and costs as segments of rising slope. */
function straighten(found: readonly Reached[], place: number): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  while (at < found.length - 1) {
    const here = found[at] as Reached;
    let best = at;
    let slope = Infinity;
    for (let i = at + 1; i < found.length; i++) {
      const { level, cost } = found[i] as Reached;
      const own = (cost - here.cost) / (level - here.level);
      if (own <= slope) [slope, best] = [own, i];
    }
    segments.push({ gain: (found[best] as Reached).level - here.level, slope, place });
    at = best;
  }
  return segments;
}
