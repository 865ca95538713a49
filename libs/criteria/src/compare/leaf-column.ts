import type { CompactResult } from '../compile/frame';
import type { Measure } from '../document';
import type { FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { MET, type OutcomeCode, UNMET } from '../outcome';
import type { Purpose } from '../purpose';
import { atomsOf } from './atoms';
import type { Case } from './by-row';
import { type Classifier, FactClasses, MeasureClasses, PairClasses } from './classify';
import { BLOCK, type Column as ResultColumn, type Points } from './column';
import { type CompiledLeaf, compileLeaf, type LeafSource } from './leaf';
import type { MeasureLoader } from './measure-loader';
import { type Column, NO_INT, type Population } from './population';

// local names for what runs a million times a second; see compile/run-points.ts
const [EARNED, NOTHING, ABSENT] = [MET, UNMET, NO_INT] as const;

/** More classes than this are not worth a table. */
const MOST_CLASSES = 2 ** 18;

/**
 * The results of one leaf for a block of rows. Rows are put into classes the leaf cannot tell apart; the first row of
 * each class is judged by the evaluator, and the class keeps its answer. So there is one implementation of the rules,
 * and most rows cost a look into a table.
 */
export class LeafColumn implements ResultColumn, Points {
  readonly outcome = new Uint8Array(BLOCK);
  /** Points of an indicator; of a clause there are none to look at. */
  readonly min: Int32Array;
  readonly max: Int32Array;
  private readonly leaf: CompiledLeaf;
  private readonly values: FactValue[] = [];
  private readonly result: CompactResult;
  private readonly read: (row: number) => void;
  private readonly purpose: Purpose;
  private readonly own: OwnPoints | null;
  private readonly classifiers: Classifier[] | null;
  private readonly signatures = new Int32Array(BLOCK);
  /** Results by class; the outcome is 0 where it is not yet known. */
  private readonly known: { outcome: Uint8Array; min: Int32Array; max: Int32Array };

  /** @param measureOf where the values of a measure are loaded */
  constructor(
    source: LeafSource,
    { population, dictionary, purpose }: Case,
    measureOf: (measure: Measure) => MeasureLoader,
  ) {
    this.purpose = purpose;
    this.leaf = compileLeaf(source, dictionary);
    const { evaluator } = this.leaf;
    this.result = evaluator.createResult();
    this.read = population.reader(evaluator.slots, this.values);
    this.own = ownPoints(this.leaf, population);
    this.classifiers = this.own ? null : classifiersOf(this.leaf, population, dictionary, measureOf);
    const classes = this.classifiers?.reduce((product, { size: one }) => product * one, 1) ?? 0;
    const [hasPoints, none] = [source.kind === 'indicator', new Int32Array(0)];
    const points = (size: number) => (hasPoints ? new Int32Array(size) : none);
    this.known = { outcome: new Uint8Array(classes), min: points(classes), max: points(classes) };
    [this.min, this.max] = [points(BLOCK), points(BLOCK)];
    // lets the nodes see the values of this leaf from now on
    if (population.rows > 0) this.judge(0, 0);
  }

  /** Finds the results of rows `start` … `start + count`, at most {@link BLOCK} of them. */
  load(start: number, count: number): void {
    const { classifiers, signatures, own } = this;
    if (own) return this.take(own, start, count);
    if (!classifiers) {
      for (let i = 0; i < count; i++) this.judge(start + i, i);
      return;
    }
    classifiers.forEach((one, i) => one.mix(start, count, signatures, i === 0));
    if (this.min.length > 0) this.lookUpPoints(start, count);
    else this.lookUp(start, count);
  }

  run(): void {
    // loaded already: a leaf serves all that ask for it
  }

  /** The value of the fact is its points; what a missing one leaves open the evaluator says, once. */
  private take({ data, lowest, highest, each }: OwnPoints, start: number, count: number): void {
    const { outcome, min, max } = this;
    let lacking = -1;
    for (let i = 0; i < count; i++) {
      const value = data[start + i] as number;
      if (value === ABSENT) {
        if (lacking < 0) this.judge(start + i, (lacking = i));
        outcome[i] = outcome[lacking] as number;
        min[i] = min[lacking] as number;
        max[i] = max[lacking] as number;
        continue;
      }
      const points = Math.min(highest, Math.max(lowest, value * each));
      outcome[i] = points > 0 ? EARNED : NOTHING;
      min[i] = points;
      max[i] = points;
    }
  }

  private lookUp(start: number, count: number): void {
    const { outcome, signatures, known } = this;
    const { outcome: found } = known;
    for (let i = 0; i < count; i++) {
      const signature = signatures[i] as number;
      const one = signature < 0 ? 0 : (found[signature] as number);
      if (one === 0) this.learn(signature, start + i, i);
      else outcome[i] = one;
    }
  }

  private lookUpPoints(start: number, count: number): void {
    const { outcome, min, max, signatures, known } = this;
    const { outcome: found, min: foundMin, max: foundMax } = known;
    for (let i = 0; i < count; i++) {
      const signature = signatures[i] as number;
      const one = signature < 0 ? 0 : (found[signature] as number);
      if (one === 0) this.learn(signature, start + i, i);
      else {
        outcome[i] = one;
        min[i] = foundMin[signature] as number;
        max[i] = foundMax[signature] as number;
      }
    }
  }

  /** Judges a row by the evaluator; its class keeps the answer. */
  private learn(signature: number, row: number, i: number): void {
    this.judge(row, i);
    if (signature < 0) return;
    const { known, outcome, min, max } = this;
    known.outcome[signature] = outcome[i] as number;
    if (min.length === 0) return;
    known.min[signature] = min[i] as number;
    known.max[signature] = max[i] as number;
  }

  private judge(row: number, i: number): void {
    const { leaf, result, outcome, min, max } = this;
    this.read(row);
    leaf.evaluator.evaluateInto(this.values, this.purpose, result);
    outcome[i] = result.clauseOutcomes[leaf.index] as OutcomeCode;
    if (min.length === 0) return;
    min[i] = result.clauseMin[leaf.index] as number;
    max[i] = result.clauseMax[leaf.index] as number;
  }
}

/** Points that are the value of a fact kept in 32 bits: no table has as many classes. */
interface OwnPoints {
  data: Int32Array;
  lowest: number;
  highest: number;
  /** Ten-thousandths of a point for one of the fact's own units. */
  each: number;
}

function ownPoints({ points, evaluator }: CompiledLeaf, population: Population): OwnPoints | null {
  if (points?.shape !== 'itself' || points.measure?.shortcut !== 1) return null;
  const { kind, data } = population.column(evaluator.slots[points.measure.slot] ?? '');
  const { lowest, highest, each } = points;
  return kind === 'int' ? { data: data as Int32Array, lowest, highest, each } : null;
}

function classifiersOf(
  leaf: CompiledLeaf,
  population: Population,
  dictionary: FactDictionary,
  measureOf: (measure: Measure) => MeasureLoader,
): Classifier[] | null {
  const atoms = atomsOf(leaf);
  if (!atoms) return null;
  const classifiers = [
    ...atoms.facts.map((code) => factClasses(population.column(code), dictionary)),
    ...atoms.measures.map(({ measure, thresholds }) => new MeasureClasses(measureOf(measure.source), thresholds)),
    ...atoms.pairs.map(({ left, right }) => new PairClasses(measureOf(left.source), measureOf(right.source))),
  ];
  const size = classifiers.reduce((product, one) => product * one.size, 1);
  return size > MOST_CLASSES ? null : classifiers;
}

/** Integers of a wide range, and doubles, have more values than any table. */
function factClasses(column: Column, dictionary: FactDictionary): Classifier {
  const { min, max } = dictionary.get(column.code);
  const least = Number(min ?? 0n);
  const most = column.kind === 'double' ? Infinity : Number(max ?? 0n);
  return new FactClasses(column, least, most);
}
