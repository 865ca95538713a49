import type { Measure } from './document';
import type { FactDictionary } from './fact-dictionary';
import { type Shape, ThresholdError } from './threshold';

const RATE: Shape = { unit: '1', scale: 0 };

/** A compound growth rate is compared without its root, so it cannot be part of further arithmetic. */
function partShape(measure: Measure, dictionary: FactDictionary): Shape {
  if (measure.kind === 'compoundGrowth') throw new ThresholdError('复合增长率只能单独与门槛比较，不能再参与计算');
  return measureShape(measure, dictionary);
}

function sameShape(measures: readonly Measure[], dictionary: FactDictionary, what: string): Shape {
  const [first, ...rest] = measures.map((measure) => partShape(measure, dictionary));
  if (first === undefined) throw new ThresholdError(`${what}至少要有一项`);
  if (rest.some((shape) => shape.unit !== first.unit || shape.scale !== first.scale))
    throw new ThresholdError(`${what}的各项单位不同，不能放在一起算`);
  return first;
}

/**
 * In what a measure is counted. Amounts cannot be added to counts, nor grow into them.
 * @throws ThresholdError when its parts do not fit together; DomainError for an unknown fact.
 */
export function measureShape(measure: Measure, dictionary: FactDictionary): Shape {
  switch (measure.kind) {
    case 'fact': {
      const fact = dictionary.get(measure.fact);
      if (fact.min === null) throw new ThresholdError(`${fact.code}（${fact.label}）不是数值，不能比大小`);
      return { unit: fact.unit, scale: fact.scale };
    }
    case 'sum':
      return sameShape(measure.of, dictionary, '求和');
    case 'mean':
      return sameShape(measure.of, dictionary, '平均');
    case 'ratio': {
      const over = partShape(measure.over, dictionary);
      const under = partShape(measure.under, dictionary);
      const unit = over.unit === under.unit ? '1' : `${over.unit}/${under.unit}`;
      return { unit, scale: over.scale - under.scale };
    }
    case 'growth':
    case 'compoundGrowth':
      sameShape([measure.now, measure.before], dictionary, '增长率');
      return RATE;
  }
}

/**
 * Two measures can be compared when they are counted in one unit; how many decimals each keeps does not matter.
 * @throws ThresholdError
 */
export function checkUnits(a: Measure, b: Measure, dictionary: FactDictionary): void {
  const [left, right] = [partShape(a, dictionary), partShape(b, dictionary)];
  if (left.unit !== right.unit) throw new ThresholdError('比较的两边单位不同');
}

/** The codes of all facts a measure reads, in order. */
export function measureFacts(measure: Measure): string[] {
  switch (measure.kind) {
    case 'fact':
      return [measure.fact];
    case 'sum':
    case 'mean':
      return measure.of.flatMap(measureFacts);
    case 'ratio':
      return [...measureFacts(measure.over), ...measureFacts(measure.under)];
    case 'growth':
    case 'compoundGrowth':
      return [...measureFacts(measure.now), ...measureFacts(measure.before)];
  }
}
