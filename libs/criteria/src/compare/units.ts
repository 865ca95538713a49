import type { Condition, StandardDocument } from '../document';
import { ALL_RANK, NOT_APPLICABLE, type OutcomeCode } from '../outcome';
import type { Causes } from './causes';
import type { Columnar } from './columnar';
import type { Composition } from './composition';
import { type Differences, idOf } from './differences';

/** A demand of which all must be met, as either release makes it; a release without it asks nothing there. */
interface Unit {
  id: string;
  old: Composition | null;
  next: Composition | null;
}

/**
 * Causes where every difference is a whole demand (整条增、删、改): all demands must be met, so the outcome with some of
 * them put back follows from the demands' own outcomes, and the smallest group is told without trying any.
 */
export class Units {
  private readonly before: OutcomeCode[] = [];
  private readonly after: OutcomeCode[] = [];

  private constructor(
    private readonly units: readonly Unit[],
    /** What both releases ask alike. */
    private readonly rest: Composition,
  ) {}

  /** Null where a difference lies inside a demand: then groups must be tried. */
  static of(columnar: Columnar, old: StandardDocument, next: StandardDocument, differences: Differences): Units | null {
    const [was, is] = [byId(old), byId(next)];
    const units: Unit[] = [];
    for (const { id, change } of differences.list) {
      const [before, after] = [was.get(id), is.get(id)];
      if (
        id === '' ||
        (before === undefined) !== (change === 'added') ||
        (after === undefined) !== (change === 'removed')
      )
        return null;
      const compose = (document: StandardDocument, item: Condition | undefined) =>
        item ? columnar.compose({ ...document, requires: [item] }) : null;
      units.push({ id, old: compose(old, before), next: compose(next, after) });
    }
    const changed = new Set(units.map(({ id }) => id));
    const requires = next.requires.filter((item) => !changed.has(idOf(item) ?? ''));
    return new Units(units, columnar.compose({ ...next, requires }));
  }

  /** Why the row whose leaves stand at place `i` of their blocks has another outcome than before. */
  causes(i: number, row: number, old: OutcomeCode): Causes {
    const { units, before, after } = this;
    const base = this.rest.run(i, row);
    units.forEach((unit, k) => {
      before[k] = unit.old ? unit.old.run(i, row) : NOT_APPLICABLE;
      after[k] = unit.next ? unit.next.run(i, row) : NOT_APPLICABLE;
    });
    const wanted = ALL_RANK[old] as number;
    const ranks = after.map((outcome) => ALL_RANK[outcome] as number);
    // the worst demand, and the worst of all others
    const worst = ranks.indexOf(Math.max(...ranks));
    const others = ranks.reduce(
      (most, rank, k) => (k === worst ? most : Math.max(most, rank)),
      ALL_RANK[base] as number,
    );
    const top = Math.max(others, ranks[worst] as number);
    const alone: string[] = [];
    for (let k = 0; k < units.length; k++) {
      const back = Math.max(k === worst ? others : top, ALL_RANK[before[k] as OutcomeCode] as number);
      if (back === wanted) alone.push((units[k] as Unit).id);
    }
    if (alone.length > 0) return { alone, together: [] };
    return { alone, together: this.together(ALL_RANK[base] as number, wanted) };
  }

  /** Whatever is worse now must come back; if all that is left is better than before, one that was as bad as that, too. */
  private together(base: number, wanted: number): string[] {
    const rank = (list: readonly OutcomeCode[], k: number) => ALL_RANK[list[k] as OutcomeCode] as number;
    const back = new Set([...this.units.keys()].filter((k) => rank(this.after, k) > wanted));
    const left = [...this.units.keys()].map((k) => rank(back.has(k) ? this.before : this.after, k));
    if (Math.max(base, ...left) < wanted) {
      const bad = [...this.units.keys()].find((k) => !back.has(k) && rank(this.before, k) === wanted);
      if (bad !== undefined) back.add(bad);
    }
    return this.units.filter((_, k) => back.has(k)).map(({ id }) => id);
  }
}

/** The demands that have an id. */
function byId({ requires }: StandardDocument): Map<string, Condition> {
  return new Map(requires.flatMap((item): [string, Condition][] => (idOf(item) === null ? [] : [[idOf(item) as string, item]]))); // prettier-ignore
}
