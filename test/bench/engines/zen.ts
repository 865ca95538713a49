import { ZenEngine } from '@gorules/zen-engine';
import type { Answer, PlainSheet, RuleEngine } from './engines';
import type { Condition, Measure, PlainStandard, Points, Test } from './plain-standard';

/** zen-engine: one expression node holds every clause and indicator, a second one what needs the total. */
export function zenEngine(standard: PlainStandard): RuleEngine {
  const own = standard.clauses.filter(([, condition]) => !needsTotal(condition));
  const last = standard.clauses.filter(([, condition]) => needsTotal(condition));
  const first = [
    ...own.map(([id, condition]) => [`met.${key(id)}`, conditionText(condition)]),
    ...standard.indicators.map(([id, points]) => [`points.${key(id)}`, pointsText(points)]),
  ];
  const total = standard.indicators.map(([id]) => `points.${key(id)}`).join(' + ');
  const content = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      expressions('first', [...first]),
      expressions('last', [
        ['total', total],
        ...last.map(([id, condition]) => [`met.${key(id)}`, conditionText(condition, total)]),
      ]),
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [edge('in', 'first'), edge('first', 'last'), edge('last', 'out')],
  };
  const decision = new ZenEngine().createDecision(content);
  return {
    ...{ name: 'zen-engine', how: '全部条款在两个表达式节点里' },
    async answer(sheet: PlainSheet): Promise<Answer> {
      const { result } = (await decision.evaluate(sheet)) as { result: Answer };
      return { met: named(result.met), points: named(result.points) };
    },
  };
}

const position = { x: 0, y: 0 };
const edge = (from: string, to: string) => ({ id: `${from}-${to}`, type: 'edge', sourceId: from, targetId: to });
const key = (id: string) => id.replaceAll('-', '_');
const named = <T>(values: Record<string, T>) =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id.replaceAll('_', '-'), value]));

function expressions(id: string, list: string[][]) {
  return {
    ...{ id, name: id, type: 'expressionNode', position },
    content: {
      expressions: list.map(([name, value], i) => ({ id: `${id}${i}`, key: name, value })),
      ...{ passThrough: true, executionMode: 'single', inputField: null, outputPath: null },
    },
  };
}

function needsTotal(condition: Condition): boolean {
  if ('totalAtLeast' in condition) return true;
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return parts.some(needsTotal);
}

function measureText(measure: Measure): string {
  if ('fact' in measure) return measure.fact;
  if ('ratio' in measure) return `(${measure.ratio.join(' / ')})`;
  if ('growth' in measure) return `(${measure.growth.join(' / ')} - 1)`;
  return `((${measure.mean.map(measureText).join(' + ')}) / ${measure.mean.length})`;
}

const testText = ({ measure, operator, value }: Test) => `${measureText(measure)} ${operator} ${JSON.stringify(value)}`;

function conditionText(condition: Condition, total = ''): string {
  if ('test' in condition) return testText(condition.test);
  if ('totalAtLeast' in condition) return `(${total}) >= ${condition.totalAtLeast}`;
  const [parts, word] = 'all' in condition ? [condition.all, ' and '] : [condition.any, ' or '];
  return `(${parts.map((part) => conditionText(part, total)).join(word)})`;
}

function pointsText(points: Points): string {
  if ('ladder' in points)
    return points.ladder.reduceRight((below, rung) => `(${testText(rung.when)} ? ${rung.points} : ${below})`, '0');
  if ('betterOf' in points) return `max([${points.betterOf.map(pointsText).join(', ')}])`;
  if ('value' in points) return measureText(points.value);
  const sum = points.count.map((code) => `(${code} ? ${points.each} : 0)`).join(' + ');
  return `min([${sum}, ${points.atMost}])`;
}
