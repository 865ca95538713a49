import type { CompactResult } from '../compile/frame';
import type { FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import type { OutcomeCode } from '../outcome';
import type { Purpose } from '../purpose';
import { atomsOf } from './atoms';
import { BLOCK, type Classifier, FactClasses, MeasureClasses, MeasureLoader, PairClasses } from './classify';
import { type CompiledLeaf, compileLeaf, type LeafSource } from './leaf';
import type { Population } from './population';

/** More classes than this are not worth a table. */
const MOST_CLASSES = 65_536;

/**
 * The results of one leaf for a block of rows. Rows are put into classes the leaf cannot tell apart; the first row of
 * each class is judged by the evaluator, and the class keeps its answer. So there is one implementation of the rules,
 * and most rows cost a look into a table.
 */
export class LeafColumn {
  readonly outcome = new Uint8Array(BLOCK);
  readonly min = new Int32Array(BLOCK);
  readonly max = new Int32Array(BLOCK);
  readonly facts: readonly string[];
  private readonly leaf: CompiledLeaf;
  private readonly values: FactValue[] = [];
  private readonly result: CompactResult;
  private readonly read: (row: number) => void;
  private readonly classifiers: Classifier[] | null;
  private readonly signatures = new Int32Array(BLOCK);
  /** Results by class: outcome (0 not yet known), least and most points. */
  private readonly known: { outcome: Uint8Array; min: Int32Array; max: Int32Array };

  constructor(
    source: LeafSource,
    population: Population,
    dictionary: FactDictionary,
    private readonly purpose: Purpose,
  ) {
    this.leaf = compileLeaf(source, dictionary);
    const { evaluator } = this.leaf;
    this.facts = evaluator.slots;
    this.result = evaluator.createResult();
    this.read = population.reader(evaluator.slots, this.values);
    this.classifiers = this.classes(population);
    const size = this.classifiers?.reduce((product, { size: one }) => product * one, 1) ?? 0;
    this.known = { outcome: new Uint8Array(size), min: new Int32Array(size), max: new Int32Array(size) };
    // lets the nodes see the values of this leaf from now on
    if (population.rows > 0) this.judge(0);
  }

  private classes(population: Population): Classifier[] | null {
    const atoms = atomsOf(this.leaf);
    if (!atoms) return null;
    const { slots } = this.leaf.evaluator;
    const loader = (node: MeasureLoader['node']) => new MeasureLoader(node, slots, population, this.values, this.read);
    const classifiers = [
      ...atoms.facts.map((code) => new FactClasses(population.column(code))),
      ...atoms.measures.map(({ measure, thresholds }) => new MeasureClasses(loader(measure), thresholds)),
      ...atoms.pairs.map(({ left, right }) => new PairClasses(loader(left), loader(right))),
    ];
    const numbers = atoms.facts.some((code) => !['byte', 'text'].includes(population.column(code).kind));
    const size = classifiers.reduce((product, one) => product * one.size, 1);
    return numbers || size > MOST_CLASSES ? null : classifiers;
  }

  /** Fills the results of rows `from` … `from + count`, at most {@link BLOCK} of them. */
  run(from: number, count: number): void {
    const { classifiers, signatures, outcome, min, max, known } = this;
    if (classifiers) {
      signatures.fill(0);
      for (const one of classifiers) one.mix(from, count, signatures);
    } else signatures.fill(-1);
    for (let i = 0; i < count; i++) {
      const signature = signatures[i] as number;
      if (signature < 0) this.own(i, from + i);
      else {
        if (known.outcome[signature] === 0) this.learn(signature, from + i);
        outcome[i] = known.outcome[signature] as number;
        min[i] = known.min[signature] as number;
        max[i] = known.max[signature] as number;
      }
    }
  }

  private learn(signature: number, row: number): void {
    this.judge(row);
    const { known, result, leaf } = this;
    known.outcome[signature] = result.clauseOutcomes[leaf.index] as OutcomeCode;
    known.min[signature] = result.clauseMin[leaf.index] as number;
    known.max[signature] = result.clauseMax[leaf.index] as number;
  }

  private own(i: number, row: number): void {
    this.judge(row);
    const { result, leaf } = this;
    this.outcome[i] = result.clauseOutcomes[leaf.index] as OutcomeCode;
    this.min[i] = result.clauseMin[leaf.index] as number;
    this.max[i] = result.clauseMax[leaf.index] as number;
  }

  private judge(row: number): void {
    this.read(row);
    this.leaf.evaluator.evaluateInto(this.values, this.purpose, this.result);
  }
}
