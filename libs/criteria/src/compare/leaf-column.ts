import type { CompactResult } from '../compile/frame';
import type { FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import type { OutcomeCode } from '../outcome';
import type { Purpose } from '../purpose';
import { atomsOf } from './atoms';
import { type Classifier, FactClasses, MeasureClasses, MeasureLoader, PairClasses } from './classify';
import { BLOCK, type Column as ResultColumn, type Points } from './column';
import { type CompiledLeaf, compileLeaf, type LeafSource } from './leaf';
import type { Column, Population } from './population';

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
  readonly facts: readonly string[];
  private readonly leaf: CompiledLeaf;
  private readonly values: FactValue[] = [];
  private readonly result: CompactResult;
  private readonly read: (row: number) => void;
  private readonly classifiers: Classifier[] | null;
  private readonly signatures = new Int32Array(BLOCK);
  /** Results by class; the outcome is 0 where it is not yet known. */
  private readonly known: { outcome: Uint8Array; min: Int32Array; max: Int32Array };

  constructor(
    source: LeafSource,
    population: Population,
    private readonly dictionary: FactDictionary,
    private readonly purpose: Purpose,
  ) {
    this.leaf = compileLeaf(source, dictionary);
    const { evaluator } = this.leaf;
    this.facts = evaluator.slots;
    this.result = evaluator.createResult();
    this.read = population.reader(evaluator.slots, this.values);
    this.classifiers = this.classes(population);
    const classes = this.classifiers?.reduce((product, { size: one }) => product * one, 1) ?? 0;
    const [hasPoints, none] = [source.kind === 'indicator', new Int32Array(0)];
    const points = (size: number) => (hasPoints ? new Int32Array(size) : none);
    this.known = { outcome: new Uint8Array(classes), min: points(classes), max: points(classes) };
    [this.min, this.max] = [points(BLOCK), points(BLOCK)];
    // lets the nodes see the values of this leaf from now on
    if (population.rows > 0) this.judge(0, 0);
  }

  private classes(population: Population): Classifier[] | null {
    const atoms = atomsOf(this.leaf);
    if (!atoms) return null;
    const { slots } = this.leaf.evaluator;
    const loader = (node: MeasureLoader['node']) =>
      new MeasureLoader(node, slots, population, this.values, this.read, this.dictionary);
    const classifiers = [
      ...atoms.facts.map((code) => factClasses(population.column(code), this.dictionary)),
      ...atoms.measures.map(({ measure, thresholds }) => new MeasureClasses(loader(measure), thresholds)),
      ...atoms.pairs.map(({ left, right }) => new PairClasses(loader(left), loader(right))),
    ];
    const size = classifiers.reduce((product, one) => product * one.size, 1);
    return size > MOST_CLASSES ? null : classifiers;
  }

  /** Finds the results of rows `start` … `start + count`, at most {@link BLOCK} of them. */
  load(start: number, count: number): void {
    const { classifiers, signatures } = this;
    if (!classifiers) {
      for (let i = 0; i < count; i++) this.judge(start + i, i);
      return;
    }
    signatures.fill(0, 0, count);
    for (const one of classifiers) one.mix(start, count, signatures);
    if (this.min.length > 0) this.lookUpPoints(start, count);
    else this.lookUp(start, count);
  }

  run(): void {
    // loaded already: a leaf serves all that ask for it
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

/** Integers of a wide range, and doubles, have more values than any table. */
function factClasses(column: Column, dictionary: FactDictionary): Classifier {
  const { min, max } = dictionary.get(column.code);
  const least = Number(min ?? 0n);
  const most = column.kind === 'double' ? Infinity : Number(max ?? 0n);
  return new FactClasses(column, least, most);
}
