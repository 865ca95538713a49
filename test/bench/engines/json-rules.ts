import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine';
import type { Answer, PlainSheet, RuleEngine } from './engines';
import {
  type Condition,
  type Measure,
  measureValue,
  type PlainStandard,
  type Points,
  type Test,
} from './plain-standard';

/**
 * json-rules-engine: a rule for every clause and every step of points; ratios are computed facts. It can't add, so
 * sums and counts are made outside, in its favour, and the clauses are asked after the total is known.
 */
export function jsonRulesEngine(standard: PlainStandard): RuleEngine {
  const pointRules = new Engine();
  const clauseRules = new Engine();
  for (const [id, points] of standard.indicators)
    for (const { steps } of ladders(points))
      steps.forEach(({ when, points: earned }, i) => {
        const above = steps.slice(0, i).map((step): NestedCondition => ({ not: comparison(step.when) }));
        pointRules.addRule({
          conditions: { all: [comparison(when), ...above] },
          event: { type: 'points', params: { id, earned } },
        });
      });
  for (const [id, condition] of standard.clauses)
    clauseRules.addRule({ conditions: { all: [nested(condition)] }, event: { type: 'met', params: { id } } });
  for (const measure of computedMeasures(standard))
    for (const engine of [pointRules, clauseRules]) engine.addFact(name(measure), computed(measure));

  return {
    ...{ name: 'json-rules-engine', how: '每个条款、每一档一条规则' },
    async answer(sheet: PlainSheet): Promise<Answer> {
      const points = Object.fromEntries(standard.indicators.map(([id, one]) => [id, uncounted(one, sheet)]));
      for (const { params } of (await pointRules.run(sheet)).events) {
        const { id, earned } = params as { id: string; earned: number };
        points[id] = Math.max(points[id] ?? 0, earned);
      }
      const total = Object.values(points).reduce((sum, one) => sum + one, 0);
      const { events } = await clauseRules.run({ ...sheet, total });
      const met = new Set(events.map(({ params }) => (params as { id: string }).id));
      return { met: Object.fromEntries(standard.clauses.map(([id]) => [id, met.has(id)])), points };
    },
  };
}

const operators = { '>=': 'greaterThanInclusive', '<=': 'lessThanInclusive', '==': 'equal' };
const name = (measure: Measure) => ('fact' in measure ? measure.fact : JSON.stringify(measure));

function comparison({ measure, operator, value }: Test): NestedCondition {
  return { fact: name(measure), operator: operators[operator], value };
}

function nested(condition: Condition): NestedCondition {
  if ('test' in condition) return comparison(condition.test);
  if ('totalAtLeast' in condition)
    return { fact: 'total', operator: 'greaterThanInclusive', value: condition.totalAtLeast };
  const parts = ('all' in condition ? condition.all : condition.any).map(nested);
  return ('all' in condition ? { all: parts } : { any: parts }) satisfies TopLevelCondition;
}

function ladders(points: Points): { steps: { when: Test; points: number }[] }[] {
  if ('betterOf' in points) return points.betterOf.flatMap(ladders);
  return 'ladder' in points ? [{ steps: points.ladder }] : [];
}

/** Points that no rule gives. */
function uncounted(points: Points, sheet: PlainSheet): number {
  if ('count' in points)
    return Math.min(points.count.filter((code) => sheet[code] === true).length * points.each, points.atMost);
  if ('value' in points) return measureValue(points.value, sheet);
  return 0;
}

function computedMeasures({ clauses, indicators }: PlainStandard): Measure[] {
  const ofCondition = (one: Condition): Measure[] => {
    if ('test' in one) return [one.test.measure];
    return 'totalAtLeast' in one ? [] : ('all' in one ? one.all : one.any).flatMap(ofCondition);
  };
  const all = [
    ...clauses.flatMap(([, condition]) => ofCondition(condition)),
    ...indicators.flatMap(([, points]) =>
      ladders(points).flatMap(({ steps }) => steps.map(({ when }) => when.measure)),
    ),
  ].filter((measure) => !('fact' in measure));
  return [...new Map(all.map((measure) => [name(measure), measure])).values()];
}

/** A fact that the engine computes from others when it is asked for, once a run. */
function computed(measure: Measure) {
  const codes = [...new Set(JSON.stringify(measure).match(/[A-Za-z]\w*/g))].filter(
    (word) => !['ratio', 'growth', 'mean', 'fact'].includes(word),
  );
  return async (_: unknown, almanac: { factValue<T>(code: string): Promise<T> }) => {
    const values = await Promise.all(codes.map((code) => almanac.factValue<number>(code)));
    return measureValue(measure, Object.fromEntries(codes.map((code, i) => [code, values[i] ?? 0])));
  };
}
