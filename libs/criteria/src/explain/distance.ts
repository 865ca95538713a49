import { formatScaled } from '@tidu/kernel';
import type { Comparator } from '../document';
import type { MeasureNode } from '../compile/measure-node';
import type { FactDictionary } from '../fact-dictionary';
import { measureFacts } from '../measure-shape';
import { add, ceil, floor, type Rational, rational } from '../rational';
import { changeText, shortLabel } from './display';
import type { Distance } from './types';

/** a × b. */
const times = (a: Rational, b: Rational): Rational => ({ num: a.num * b.num, den: a.den * b.den });

/**
 * What the first fact of a measure must become so that the measure lies exactly on the threshold; null where that is
 * not a simple matter (means, sums of ratios, a fact on both sides).
 */
function targetOf(measure: MeasureNode, threshold: Rational, exactOf: (code: string) => Rational): Rational | null {
  const { source } = measure;
  if (source.kind === 'fact') return threshold;
  if (source.kind === 'sum' && source.of.every((part) => part.kind === 'fact')) {
    const rest = source.of.slice(1).map((part) => exactOf(part.fact));
    return rest.reduce((left, part) => add(left, { num: -part.num, den: part.den }), threshold);
  }
  if (source.kind === 'ratio' && source.over.kind === 'fact' && source.under.kind === 'fact')
    return source.over.fact === source.under.fact ? null : times(threshold, exactOf(source.under.fact));
  if (source.kind === 'growth' && source.now.kind === 'fact' && source.before.kind === 'fact')
    return times(add(threshold, rational(1n)), exactOf(source.before.fact));
  // compound growth compares now/before with the mapped threshold
  if (source.kind === 'compoundGrowth' && source.now.kind === 'fact' && source.before.kind === 'fact')
    return times(threshold, exactOf(source.before.fact));
  return null;
}

/**
 * How far an unmet comparison is from its threshold: the smallest change of its first fact that meets it, all else
 * unchanged. Null when there is no simple answer or the fact would leave its range.
 */
export function distanceTo(
  measure: MeasureNode,
  comparator: Comparator,
  threshold: Rational,
  exactOf: (code: string) => Rational,
  dictionary: FactDictionary,
): Distance | null {
  const target = targetOf(measure, threshold, exactOf);
  const code = measureFacts(measure.source)[0];
  if (!target || code === undefined) return null;
  const fact = dictionary.get(code);
  const upward = comparator === 'atLeast' || comparator === 'moreThan';
  const strict = comparator === 'moreThan' || comparator === 'lessThan';
  const wanted = upward ? (strict ? floor(target) + 1n : ceil(target)) : strict ? ceil(target) - 1n : floor(target);
  if ((fact.min !== null && wanted < fact.min) || (fact.max !== null && wanted > fact.max)) return null;
  const change = wanted - floor(exactOf(code));
  if (change === 0n || change > 0n !== upward) return null;
  const text = `${shortLabel(fact)}${changeText(fact, change)}`;
  return { fact: code, change: formatScaled(change, fact.scale), text };
}
