import type { CompactResult } from '../compile/frame';
import type { FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import type { OutcomeCode } from '../outcome';
import type { Purpose } from '../purpose';
import { atomsOf } from './atoms';
import { BLOCK, type Classifier, FactClasses, MeasureClasses, MeasureLoader, PairClasses } from './classify';
import { type CompiledLeaf, compileLeaf, type LeafSource } from './leaf';
import type { Column, Population } from './population';

/** More classes than this are not worth a table. */
const MOST_CLASSES = 2 ** 18;

/**
 * The results of one leaf for a block of rows. Rows are put into classes the leaf cannot tell apart; the first row of
 * each class is judged by the evaluator, and the class keeps its answer. So there is one implementation of the rules,
 * and most rows cost a look into a table.
 */
export class LeafColumn {
  /** Of each row of the block, which of `results` it has. */
  readonly ids = new Uint32Array(BLOCK);
  /** Distinct results met so far; of a leaf without classes, those of the rows of the block. */
  readonly results: { outcome: OutcomeCode[]; min: number[]; max: number[] } = { outcome: [], min: [], max: [] };
  readonly facts: readonly string[];
  private readonly leaf: CompiledLeaf;
  private readonly values: FactValue[] = [];
  private readonly result: CompactResult;
  private readonly read: (row: number) => void;
  private readonly classifiers: Classifier[] | null;
  private readonly signatures = new Int32Array(BLOCK);
  /** Result by class, counted from 1; 0 is not yet known. */
  private readonly known: Uint32Array;
  private readonly idOf = new Map<number, number>();

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
    this.known = new Uint32Array(this.classifiers?.reduce((product, { size: one }) => product * one, 1) ?? 0);
    // lets the nodes see the values of this leaf from now on
    if (population.rows > 0) this.judge(0);
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

  /** Finds the results of rows `from` … `from + count`, at most {@link BLOCK} of them. */
  run(from: number, count: number): void {
    const { classifiers, signatures, ids, known } = this;
    if (!classifiers) return this.runEach(from, count);
    signatures.fill(0, 0, count);
    for (const one of classifiers) one.mix(from, count, signatures);
    for (let i = 0; i < count; i++) {
      const signature = signatures[i] as number;
      const id = signature < 0 ? 0 : (known[signature] as number);
      ids[i] = id === 0 ? this.learn(signature, from + i) : id - 1;
    }
  }

  /** Every row by itself; the results are those of this block. */
  private runEach(from: number, count: number): void {
    const { ids, results, result, leaf } = this;
    for (let i = 0; i < count; i++) {
      this.judge(from + i);
      ids[i] = i;
      results.outcome[i] = result.clauseOutcomes[leaf.index] as OutcomeCode;
      results.min[i] = result.clauseMin[leaf.index] as number;
      results.max[i] = result.clauseMax[leaf.index] as number;
    }
  }

  /** Judges a row by the evaluator; its class keeps the answer. */
  private learn(signature: number, row: number): number {
    this.judge(row);
    const { result, leaf, results, idOf } = this;
    const outcome = result.clauseOutcomes[leaf.index] as OutcomeCode;
    const min = result.clauseMin[leaf.index] as number;
    const max = result.clauseMax[leaf.index] as number;
    // points end at 1000, ten million ten-thousandths: the key stays below 2^53
    const key = (min * 10_000_001 + max) * 6 + outcome;
    let id = idOf.get(key);
    if (id === undefined) {
      idOf.set(key, (id = results.outcome.push(outcome) - 1));
      results.min.push(min);
      results.max.push(max);
    }
    if (signature >= 0) this.known[signature] = id + 1;
    return id;
  }

  private judge(row: number): void {
    this.read(row);
    this.leaf.evaluator.evaluateInto(this.values, this.purpose, this.result);
  }
}

/** Integers of a wide range, and doubles, have more values than any table. */
function factClasses(column: Column, dictionary: FactDictionary): Classifier {
  const { min, max } = dictionary.get(column.code);
  const least = Number(min ?? 0n);
  const most = column.kind === 'double' ? Infinity : Number(max ?? 0n);
  return new FactClasses(column, least, most);
}
