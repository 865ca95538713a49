import { Heap } from './heap';
import type { Lever } from './levers';
import type { Need } from './needs';
import { type Decisions, FIRST_OPTION, KEPT, type Segment, UNDECIDED, type UnitWays, type Ways } from './ways';

/** A set of steps: the number of each lever and of its option, in the order of the levers. */
export type Choice = { lever: number; option: number }[];

export interface Found {
  choices: Choice[];
  exhaustive: boolean;
  looked: number;
}

export interface Limits {
  alternatives: number;
  /** Points of the search that may be looked at. */
  work: number;
}

/** A need after some decisions: whether it is met, what it costs at least to meet it, a lever to decide next. */
interface Look {
  met: boolean;
  /** A lower bound that may be added to those of other needs, since shared costs are counted in parts … */
  part: number;
  /** … and one that may not. */
  bound: number;
  /** How many levers could help: the fewer, the sooner it is decided. */
  width: number;
  lever: number;
}
const DONE: Look = { met: true, part: 0, bound: 0, width: 0, lever: -1 };
const DEAD: Look = { met: false, part: Infinity, bound: Infinity, width: 0, lever: -1 };
/** Scores come last: a condition that leaves no choice is decided before. */
const SCORE_WIDTH = 1000;

interface Point {
  decisions: Decisions;
  cost: number;
  /** Cost so far and at least still needed, as ranks. */
  total: number;
  look: Look;
  turn: number;
}

/** Shares and slopes are doubles: what they lose must not make a bound too large. */
const SLACK = 1e-6;

/**
 * Looks for the cheapest sets of steps, best first: each point of the search has decided some levers; its cost so far
 * plus a lower bound of what is still needed gives its turn. Sets therefore come out in the order of their costs, and
 * one that contains the facts of a cheaper one is left out. Since every step costs something, no part of a set that is
 * given passes: it would have come first.
 */
export class Search {
  private turn = 0;
  private looked = 0;
  private current: Decisions;

  constructor(
    private readonly need: Need,
    private readonly levers: readonly Lever[],
    private readonly ways: ReadonlyMap<unknown, UnitWays>,
    private readonly byPlace: readonly UnitWays[],
    private readonly limits: Limits,
  ) {
    this.current = new Uint8Array(levers.length);
  }

  run(): Found {
    const queue = new Heap<Point>((a, b) => a.total < b.total || (a.total === b.total && later(a, b)));
    const first = this.point(new Uint8Array(this.levers.length), 0);
    if (first) queue.push(first);
    const found: Choice[] = [];
    for (let point = queue.pop(); point; point = queue.pop()) {
      if (found.some((choice) => contains(point.decisions, choice))) continue;
      if (point.look.met) {
        found.push(choiceOf(point.decisions));
        if (found.length === this.limits.alternatives) break;
        continue;
      }
      if (this.looked >= this.limits.work) return { choices: found, exhaustive: false, looked: this.looked };
      for (const child of this.children(point)) queue.push(child);
    }
    return { choices: found, exhaustive: true, looked: this.looked };
  }

  /** The point with one lever more decided, in every way. */
  private children({ decisions, cost, look }: Point): Point[] {
    const lever = look.lever >= 0 ? look.lever : decisions.indexOf(UNDECIDED);
    const options = this.levers[lever]?.options;
    if (!options) return [];
    const decide = (decision: number, more: number): Point[] => {
      const next = decisions.slice();
      next[lever] = decision;
      const point = this.point(next, cost + more);
      return point ? [point] : [];
    };
    return [...decide(KEPT, 0), ...options.flatMap((option, i) => decide(FIRST_OPTION + i, option.rank))];
  }

  private point(decisions: Decisions, cost: number): Point | null {
    this.looked++;
    this.current = decisions;
    const look = this.look(this.need);
    if (look.bound === Infinity) return null;
    const bound = Math.ceil(look.bound * (1 - SLACK) - SLACK);
    return { decisions, cost, look, total: cost + Math.max(0, bound), turn: this.turn++ };
  }

  private waysOf(unit: unknown): Ways {
    const ways = this.ways.get(unit);
    if (!ways) throw new RangeError('a unit without ways');
    return ways.after(this.current);
  }

  private look(need: Need): Look {
    if (need.kind === 'unit') {
      const { level, toHold, lever, width } = this.waysOf(need.unit);
      if (level >= 1) return DONE;
      return toHold === Infinity ? DEAD : { met: false, part: toHold, bound: toHold, width, lever };
    }
    if (need.kind === 'score') return this.lookAtScore(need);
    const looks = need.of.map((part) => this.look(part));
    const open = looks.filter(({ met }) => !met);
    if (need.kind === 'any') {
      if (open.length < looks.length || looks.length === 0) return DONE;
      const best = open.reduce((a, b) => (b.bound < a.bound ? b : a));
      const width = open.reduce((sum, one) => sum + one.width, 0);
      return { ...best, part: open.reduce((least, one) => Math.min(least, one.part), Infinity), width };
    }
    if (open.length === 0) return DONE;
    const part = open.reduce((sum, one) => sum + one.part, 0);
    const bound = open.reduce((most, one) => Math.max(most, one.bound), part);
    const first = open.reduce((a, b) => (b.width < a.width ? b : a));
    return { met: false, part, bound, width: first.width, lever: first.lever };
  }

  /** The points a score lacks, bought where they are cheapest; parts of steps may be bought, so this is a bound. */
  private lookAtScore({ line, categories }: Need & { kind: 'score' }): Look {
    let sum = 0;
    let categoryBound = 0;
    let wanted: Segment | null = null;
    const all: Segment[] = [];
    for (const category of categories) {
      const own: Segment[] = [];
      let points = 0;
      for (const unit of category.units) {
        const ways = this.waysOf(unit);
        points += ways.level;
        own.push(...ways.segments);
      }
      sum += points;
      all.push(...own);
      if (points >= category.line) continue;
      const bought = buy(own, category.line - points);
      if (!bought) return DEAD;
      categoryBound += bought.cost;
      wanted = bought.first;
    }
    const bought = sum >= line ? null : buy(all, line - sum);
    if (sum < line && !bought) return DEAD;
    const first = wanted ?? bought?.first;
    if (!first) return DONE;
    const lever = this.byPlace[first.place]?.after(this.current).lever ?? -1;
    return { met: false, part: 0, bound: Math.max(categoryBound, bought?.cost ?? 0), width: SCORE_WIDTH, lever };
  }
}

/** The cheapest way to so many points, and the part to begin with; null when there are not that many. */
function buy(segments: Segment[], points: number): { cost: number; first: Segment } | null {
  segments.sort((a, b) => a.slope - b.slope);
  let left = points;
  let cost = 0;
  for (const { gain, slope } of segments) {
    cost += Math.min(gain, left) * slope;
    left -= gain;
    if (left <= 0) return { cost, first: segments[0] as Segment };
  }
  return null;
}

/** Of two points with the same bound the one that has come further goes first, then the older one. */
const later = (a: Point, b: Point): boolean => a.cost > b.cost || (a.cost === b.cost && a.turn < b.turn);

const contains = (decisions: Decisions, choice: Choice): boolean =>
  choice.every(({ lever }) => (decisions[lever] ?? 0) >= FIRST_OPTION);

function choiceOf(decisions: Decisions): Choice {
  const choice: Choice = [];
  decisions.forEach((decision, lever) => {
    if (decision >= FIRST_OPTION) choice.push({ lever, option: decision - FIRST_OPTION });
  });
  return choice;
}
