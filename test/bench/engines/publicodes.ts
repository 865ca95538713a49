import Publicodes from 'publicodes';
import type { Answer, PlainSheet, RuleEngine } from './engines';
import type { Condition, Measure, PlainStandard, Points, Test } from './plain-standard';

/** publicodes: a rule for every clause and indicator in its own language; what is asked is evaluated lazily. */
export function publicodesEngine(standard: PlainStandard): RuleEngine {
  const rules: Record<string, unknown> = {};
  for (const fact of standard.facts) rules[word(fact)] = null;
  for (const [id, points] of standard.indicators) rules[`points ${id.replaceAll('-', ' ')}`] = pointsRule(points);
  rules.total = { somme: standard.indicators.map(([id]) => `points ${id.replaceAll('-', ' ')}`) };
  for (const [id, condition] of standard.clauses) rules[`met ${id.replaceAll('-', ' ')}`] = conditionRule(condition);
  const engine = new Publicodes(rules as ConstructorParameters<typeof Publicodes>[0]);
  const value = (rule: string) => engine.evaluate(rule).nodeValue;
  return {
    ...{ name: 'publicodes', how: '每个条款、每个指标一条规则' },
    answer(sheet: PlainSheet): Promise<Answer> {
      engine.setSituation(
        Object.fromEntries(
          standard.facts.map((code) => [word(code), literal(sheet[code] as number | boolean | string)]),
        ),
      );
      const met = standard.clauses.map(([id]) => [id, value(`met ${id.replaceAll('-', ' ')}`) === true]);
      const points = standard.indicators.map(([id]) => [id, Number(value(`points ${id.replaceAll('-', ' ')}`))]);
      return Promise.resolve({ met: Object.fromEntries(met), points: Object.fromEntries(points) });
    },
  };
}

/** Names are words in lower case there: `rdExpense` becomes `rd expense`. */
const word = (code: string) => code.replace(/[A-Z0-9]+/g, (part) => ` ${part.toLowerCase()}`).trim();

function literal(value: number | boolean | string): string {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return typeof value === 'number' ? String(value) : `'${value}'`;
}

function measureText(measure: Measure): string {
  if ('fact' in measure) return word(measure.fact);
  if ('ratio' in measure) return `(${measure.ratio.map(word).join(' / ')})`;
  if ('growth' in measure) return `(${measure.growth.map(word).join(' / ')} - 1)`;
  return `((${measure.mean.map(measureText).join(' + ')}) / ${measure.mean.length})`;
}

const testText = ({ measure, operator, value }: Test) =>
  `${measureText(measure)} ${operator === '==' ? '=' : operator} ${literal(value)}`;

function conditionRule(condition: Condition): unknown {
  if ('test' in condition) return testText(condition.test);
  if ('totalAtLeast' in condition) return `total >= ${condition.totalAtLeast}`;
  return 'all' in condition
    ? { 'toutes ces conditions': condition.all.map(conditionRule) }
    : { 'une de ces conditions': condition.any.map(conditionRule) };
}

function pointsRule(points: Points): unknown {
  if ('ladder' in points)
    return {
      variations: [
        ...points.ladder.map(({ when, points: earned }) => ({ si: testText(when), alors: earned })),
        { sinon: 0 },
      ],
    };
  if ('betterOf' in points) return { 'le maximum de': points.betterOf.map(pointsRule) };
  if ('value' in points) return { valeur: measureText(points.value) };
  const each = points.count.map((code) => ({ variations: [{ si: word(code), alors: points.each }, { sinon: 0 }] }));
  return { 'le minimum de': [{ somme: each }, points.atMost] };
}
