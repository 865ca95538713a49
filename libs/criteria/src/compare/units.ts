import type { StandardDocument } from '../document';
import { ALL_RANK, NOT_APPLICABLE, type OutcomeCode } from '../outcome';
import type { Causes } from './causes';
import type { Column } from './column';
import type { Composition } from './composition';
import { type Differences, idOf } from './differences';

// a local name for what runs a million times a second; see compile/run-points.ts
const RANK = ALL_RANK;
/** What a release asks nothing for: it loses to everything. */
const NOTHING = RANK[NOT_APPLICABLE] as number;
/** Demands that the bits of an exact number can tell apart. */
const MOST_UNITS = 52;

/** A demand of which all must be met, as either release makes it; a release without it asks nothing there. */
interface Unit {
  id: string;
  old: Uint8Array | null;
  next: Uint8Array | null;
}

/**
 * Causes where every difference is a whole demand (整条增、删、改): all demands must be met, so the outcome with some of
 * them put back follows from the demands' own outcomes, and the smallest group is told without trying any.
 */
export class Units {
  /** Ranks of the row at hand. */
  private readonly before: Uint8Array;
  private readonly after: Uint8Array;
  /** By the sum of 2^k of the demands that bring the old outcome back, alone or (below zero) together. */
  private readonly known = new Map<number, number>();

  private constructor(
    private readonly units: readonly Unit[],
    /** What both releases ask alike. */
    private readonly rest: readonly Uint8Array[],
    private readonly keep: (causes: Causes) => number,
  ) {
    this.before = new Uint8Array(units.length);
    this.after = new Uint8Array(units.length);
  }

  /**
   * Null where a difference lies inside a demand, or there are very many: then groups must be tried.
   * @param keep puts causes into a list, and says their place in it
   */
  static of(
    old: Composition,
    next: Composition,
    documents: { old: StandardDocument; next: StandardDocument },
    { list }: Differences,
    keep: (causes: Causes) => number,
  ): Units | null {
    const [was, is] = [idsOf(documents.old), idsOf(documents.next)];
    const isWhole = list.every(
      ({ id, change }) => id !== '' && was.has(id) === (change !== 'added') && is.has(id) === (change !== 'removed'),
    );
    if (!isWhole || list.length > MOST_UNITS) return null;
    const outcomes = (column: Column | undefined) => column?.outcome ?? null;
    const units = list.map(({ id }) => ({ id, old: outcomes(old.demandOf(id)), next: outcomes(next.demandOf(id)) }));
    const rest = next.demandsBut(new Set(list.map(({ id }) => id)));
    return new Units(
      units,
      rest.map(({ outcome }) => outcome),
      keep,
    );
  }

  /**
   * Why the row at place `i` of the block, which both releases have judged, has another outcome than before: the place
   * of its causes.
   */
  causes(i: number, old: OutcomeCode): number {
    const { units, before, after, rest } = this;
    const wanted = RANK[old] as number;
    let base = NOTHING;
    for (let k = 0; k < rest.length; k++) base = Math.max(base, rankAt(rest[k] as Uint8Array, i));
    // the worst demand, and the worst of all others
    let [worst, top, others] = [-1, base, base];
    for (let k = 0; k < units.length; k++) {
      const { old, next } = units[k] as Unit;
      before[k] = old ? rankAt(old, i) : NOTHING;
      const rank = next ? rankAt(next, i) : NOTHING;
      after[k] = rank;
      if (rank > top) {
        others = top;
        top = rank;
        worst = k;
      } else if (rank > others) others = rank;
    }
    let key = 0;
    for (let k = 0, bit = 1; k < units.length; k++, bit *= 2)
      if (Math.max(k === worst ? others : top, before[k] as number) === wanted) key += bit;
    if (key === 0) key = -this.together(base, wanted);
    return this.known.get(key) ?? this.note(key);
  }

  private note(key: number): number {
    const ids = this.units.filter((_, k) => Math.floor(Math.abs(key) / 2 ** k) % 2 === 1).map(({ id }) => id);
    const place = this.keep(key > 0 ? { alone: ids, together: [] } : { alone: [], together: ids });
    this.known.set(key, place);
    return place;
  }

  /** Whatever is worse now must come back; if all that is left is better than before, one that was as bad as that, too. */
  private together(base: number, wanted: number): number {
    const { before, after } = this;
    let [key, left, bad] = [0, base, 0];
    for (let k = 0, bit = 1; k < after.length; k++, bit *= 2) {
      const isBack = (after[k] as number) > wanted;
      if (isBack) key += bit;
      else if (bad === 0 && before[k] === wanted) bad = bit;
      left = Math.max(left, (isBack ? before : after)[k] as number);
    }
    return left < wanted ? key + bad : key;
  }
}

const rankAt = (outcome: Uint8Array, i: number) => RANK[outcome[i] as number] as number;

/** The ids of the demands that have one. */
const idsOf = ({ requires }: StandardDocument) => new Set(requires.map((item) => idOf(item) ?? ''));
