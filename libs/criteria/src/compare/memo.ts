import { Frame } from '../compile/frame';
import type { PointsNode } from '../compile/nodes';
import { givenPoints } from '../compile/points';
import { compileScore } from '../compile/score';
import type { Category } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { MET, type OutcomeCode } from '../outcome';
import type { LeafColumn } from './leaf-column';

const SETTLED = MET;
/** Bits of a signature at most; beyond that a table would not stay in the processor's cache. */
const MOST_BITS = 18;

/** Sets given points to what a leaf found for a row of the block. */
export function give(node: PointsNode, { ids, results }: LeafColumn, i: number): void {
  const id = ids[i] as number;
  const min = results.min[id] as number;
  const max = results.max[id] as number;
  node.min = min;
  node.max = max;
  node.open = min === max ? SETTLED : (results.outcome[id] as OutcomeCode);
}

/**
 * Remembers what a combination of leaves' results leads to. The signature of a row is which of its results each leaf
 * has; what a new one leads to is asked once of whoever combines them.
 */
export class Memo {
  private readonly shifts: number[] = [];
  private limits: number[] = [];
  /** By signature, counted from 1; 0 is not yet known. */
  private known = new Uint32Array(0);

  constructor(private readonly columns: readonly LeafColumn[]) {
    this.arrange();
  }

  /** Room for every result a leaf has found so far, and some more. */
  private arrange(): void {
    let bits = 0;
    this.limits = this.columns.map(({ results }, i) => {
      const own = Math.max(3, Math.ceil(Math.log2(results.outcome.length + 1)));
      this.shifts[i] = bits;
      bits += own;
      return 2 ** own;
    });
    this.known = new Uint32Array(bits <= MOST_BITS ? 2 ** bits : 0);
  }

  /** What the row at place `i` of the block leads to; `ask` says it for a combination that is new. */
  at(i: number, ask: () => number): number {
    const { columns, shifts, limits } = this;
    let signature = 0;
    for (let c = 0; c < columns.length; c++) {
      const id = (columns[c] as LeafColumn).ids[i] as number;
      if (id >= (limits[c] as number)) {
        this.arrange();
        return ask();
      }
      signature |= id << (shifts[c] as number);
    }
    if (signature >= this.known.length) return ask();
    const known = this.known[signature] as number;
    if (known > 0) return known - 1;
    const found = ask();
    this.known[signature] = found + 1;
    return found;
  }
}

/** Whether a category's points can be remembered as one: nothing asks for one of its indicators by itself. */
export function isFoldable({ indicators }: Category): boolean {
  return indicators.length > 1 && indicators.every((indicator) => !('mustEarn' in indicator));
}

/** The points of a whole category as one indicator: summed by the compiler's own score, remembered by combination. */
export class FoldedCategory {
  /** Stands for the category's indicators where the whole is put together. */
  readonly node: PointsNode;
  private readonly memo: Memo;
  private readonly frame: Frame;
  private readonly given: { node: PointsNode; column: LeafColumn }[] = [];
  private readonly run: () => OutcomeCode;
  private readonly found: { min: number; max: number; open: OutcomeCode }[] = [];
  private readonly placeOf = new Map<string, number>();

  constructor(category: Category, columns: readonly LeafColumn[], dictionary: FactDictionary) {
    this.memo = new Memo(columns);
    this.frame = new Frame(dictionary);
    const wording = { label: '', text: '', article: '', confidence: 'A' } as const;
    const total = { ...wording, id: 'total', full: '0', atLeast: null };
    const score = { total, categories: [{ ...category, id: 'sum', atLeast: null }] };
    let next = 0;
    const unused = () => {
      throw new Error('a category holds no conditions of its own');
    };
    const points: NonNullable<Parameters<typeof compileScore>[2]['points']> = (indicator) => {
      const node = givenPoints(indicator.points);
      this.given.push({ node, column: columns[next++] as LeafColumn });
      return node;
    };
    this.run = compileScore({ kind: 'score', score }, this.frame, { clause: unused, score: unused, points }).run;
    this.frame.out = this.frame.createResult();
    this.node = givenPoints((category.indicators[0] as Category['indicators'][number]).points);
  }

  /** Sets the node to the points of the row at place `i` of the block. */
  give(i: number): void {
    const { node, found } = this;
    const points = found[this.memo.at(i, () => this.sum(i))] as (typeof found)[number];
    node.min = points.min;
    node.max = points.max;
    node.open = points.open;
  }

  private sum(i: number): number {
    for (const { node, column } of this.given) give(node, column, i);
    this.run();
    const { clauseMin, clauseMax, clauseOutcomes } = this.frame.out;
    const [min, max] = [clauseMin[0] as number, clauseMax[0] as number];
    const open = min === max ? SETTLED : (clauseOutcomes[0] as OutcomeCode);
    const key = `${min} ${max} ${open}`;
    const known = this.placeOf.get(key) ?? this.found.push({ min, max, open }) - 1;
    this.placeOf.set(key, known);
    return known;
  }
}
