import type { Condition, Measure, Points } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { measureFacts } from '../measure-shape';
import { COMPARATOR_SIGNS, shortLabel } from './display';

/** A measure as a formula in words: `研发费用 ÷ 营业收入`. */
export function measureText(measure: Measure, dictionary: FactDictionary): string {
  const of = (part: Measure): string => measureText(part, dictionary);
  const list = (parts: Measure[], glue: string) => parts.map(of).join(glue);
  const bracket = (part: Measure): string => (part.kind === 'fact' ? of(part) : `（${of(part)}）`);
  switch (measure.kind) {
    case 'fact':
      return shortLabel(dictionary.get(measure.fact));
    case 'sum':
      return list(measure.of, ' + ');
    case 'mean':
      return `平均值（${list(measure.of, '、')}）`;
    case 'ratio':
      return `${bracket(measure.over)} ÷ ${bracket(measure.under)}`;
    case 'growth':
      return `${of(measure.now)}比${of(measure.before)}的增长率`;
    case 'compoundGrowth':
      return `${of(measure.now)}比${of(measure.before)}的 ${measure.years} 年复合增长率`;
  }
}

/** A value of a fact as an official reads it. */
export function valueText(fact: string, value: string, dictionary: FactDictionary): string {
  const definition = dictionary.get(fact);
  if (definition.type === 'boolean') return value === 'true' ? '是' : '否';
  return definition.valueLabels[definition.values.indexOf(value)] ?? value;
}

/** What a condition demands, in one line. */
export function conditionText(condition: Condition, dictionary: FactDictionary): string {
  const label = (fact: string) => shortLabel(dictionary.get(fact));
  switch (condition.kind) {
    case 'compare':
      return condition.bounds
        .map(({ comparator, threshold }) => {
          const right = threshold.kind === 'constant' ? threshold.text : measureText(threshold.measure, dictionary);
          return `${measureText(condition.measure, dictionary)} ${COMPARATOR_SIGNS[comparator]} ${right}`;
        })
        .join(' 且 ');
    case 'is':
      return `${label(condition.fact)}：${valueText(condition.fact, condition.value, dictionary)}`;
    case 'oneOf':
      return `${label(condition.fact)}：${condition.values.map((v) => valueText(condition.fact, v, dictionary)).join('、')}`;
    case 'startsWith':
      return `${label(condition.fact)}以 ${condition.prefixes.join('、')} 开头`;
    case 'judgement':
      return `${label(condition.fact)}（由人判断）`;
    case 'all':
      return '全部满足';
    case 'any':
      return '满足任意一项';
    case 'exempt':
      return '满足要求，或符合免予要求的情形';
    case 'byPurpose':
      return '按用途分别要求';
    case 'notApplicable':
      return '本用途不要求';
    case 'score':
      return '评分达标';
    case 'classify':
      return `按${dictionary.get(condition.table.by).label}所属的行业查表`;
    case 'clause':
      return condition.clause.text;
  }
}

/** The codes of the facts a condition reads itself for this purpose, not those of clauses inside it. */
export function conditionFacts(condition: Condition, renewal: boolean): string[] {
  const of = (part: Condition): string[] => conditionFacts(part, renewal);
  switch (condition.kind) {
    case 'compare': {
      const others = condition.bounds.flatMap(({ threshold: t }) =>
        t.kind === 'measure' ? measureFacts(t.measure) : [],
      );
      return [...measureFacts(condition.measure), ...others];
    }
    case 'is':
    case 'oneOf':
    case 'startsWith':
    case 'judgement':
      return [condition.fact];
    case 'all':
    case 'any':
      return condition.of.flatMap(of);
    case 'exempt':
      return [...of(condition.rule), ...of(condition.exemption)];
    case 'byPurpose':
      return of(renewal ? condition.renewal : condition.application);
    case 'classify': {
      const { by, rows } = condition.table;
      return [by, ...new Set(rows.flatMap(({ limits }) => limits.map(({ fact }) => fact)))];
    }
    case 'notApplicable':
    case 'score':
    case 'clause':
      return [];
  }
}

/** The codes of the facts an indicator reads. */
export function pointsFacts(points: Points, renewal: boolean): string[] {
  switch (points.kind) {
    case 'bands':
    case 'perFull':
    case 'benchmark':
    case 'minMax':
      return measureFacts(points.measure);
    case 'byValue':
    case 'asPoints':
      return [points.fact];
    case 'ladder':
      return points.rungs.flatMap((rung) => conditionFacts(rung.when, renewal));
    case 'count':
      return points.of.flatMap((condition) => conditionFacts(condition, renewal));
    case 'betterOf':
      return points.options.flatMap((option) => pointsFacts(option, renewal));
  }
}
