import { DomainError } from '@tidu/kernel';
import type { CohortFigures } from './compile/frame';
import { rational, type Rational } from './rational';

/** What one item needs of the cohort; fractions are written `numerator/denominator`. */
export interface CohortItem {
  /** Sheets in which the item is known. */
  count: number;
  /** Average points of the item. */
  average: string | null;
  /** Smallest and largest value, in natural units (元/亩). */
  min: string | null;
  max: string | null;
}

/**
 * What a release needs of all that are judged together (同批企业), frozen: plain JSON with a hash of its own, kept with
 * the results so that they can be derived again.
 */
export interface Cohort {
  standard: string;
  releaseHash: string;
  /** Sheets it was made of. */
  sheets: number;
  items: Record<string, CohortItem>;
  /** SHA-256 of the canonical JSON of all this. */
  hash: string;
}

const prepared = new WeakMap<Cohort, ReadonlyMap<string, CohortFigures>>();

function fraction(text: string | null): Rational | null {
  if (text === null) return null;
  const [num = '0', den = '1'] = text.split('/');
  return rational(BigInt(num), BigInt(den));
}

/** The figures of a cohort, read once. @throws DomainError `CRITERIA.FOREIGN_COHORT` when it is of another release. */
export function cohortFigures(cohort: Cohort, releaseHash: string): ReadonlyMap<string, CohortFigures> {
  if (cohort.releaseHash !== releaseHash)
    throw new DomainError(
      'invalid',
      'CRITERIA.FOREIGN_COHORT',
      `同批企业的数据属于标准 ${cohort.standard} 的另一个版本，请按现在的版本重新计算。`,
    );
  const known = prepared.get(cohort);
  if (known) return known;
  const figures = new Map(
    Object.entries(cohort.items).map(([id, { average, min, max }]) => [
      id,
      { average: fraction(average), min: fraction(min), max: fraction(max) },
    ]),
  );
  prepared.set(cohort, figures);
  return figures;
}
