import type { Measure, StandardDocument } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import type { Purpose } from '../purpose';
import { canonicalJson } from '../release';
import { MeasureLoader } from './measure-loader';
import { Composition } from './composition';
import { leafKey, type LeafSource } from './leaf';
import { LeafColumn } from './leaf-column';
import type { Population } from './population';

/**
 * Standards over a population (列式评价). What two standards share is judged once: leaves are known by what decides
 * them, so a changed threshold costs one leaf more and every other one nothing.
 */
export class Columnar {
  private readonly columns = new Map<string, LeafColumn>();
  private readonly measures = new Map<string, MeasureLoader>();

  constructor(
    readonly population: Population,
    readonly dictionary: FactDictionary,
    readonly purpose: Purpose,
  ) {}

  /** The column of a leaf, made on first use. */
  column = (source: LeafSource): LeafColumn => {
    const key = `${source.kind} ${leafKey(source)}`;
    const known = this.columns.get(key) ?? new LeafColumn(source, this, this.measure);
    this.columns.set(key, known);
    return known;
  };

  /** The values of a measure, which several leaves may compare with thresholds of their own. */
  private readonly measure = (measure: Measure): MeasureLoader => {
    const key = canonicalJson(measure);
    const known = this.measures.get(key) ?? new MeasureLoader(measure, this.population, this.dictionary);
    this.measures.set(key, known);
    return known;
  };

  compose(document: StandardDocument): Composition {
    return new Composition(document, this, this.column);
  }
}
