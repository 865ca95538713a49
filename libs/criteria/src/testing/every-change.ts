import type { AdviceCosts } from '../advise/costs';
import type { Condition, Measure, Points, Score } from '../document';
import { MOST, NUMBERS, type SmallCase } from './small-standards';

/**
 * Brute force for the 差一步清单: every value of every fact that may change, each sheet judged by a plain reading of the
 * document. Shares no code with the room. What is missing counts as not met, and earns the lowest points.
 */
type Sheet = Record<string, number | boolean | string | null>;

/** A fraction of small whole numbers with a positive denominator; null where a fact is missing or it is undefined. */
type Fraction = { top: number; under: number } | null;

function valueOf(measure: Measure, sheet: Sheet): Fraction {
  if (measure.kind === 'fact') {
    const value = sheet[measure.fact];
    return typeof value === 'number' ? { top: value, under: 1 } : null;
  }
  if (measure.kind === 'sum') {
    const parts = measure.of.map((part) => valueOf(part, sheet));
    return parts.includes(null) ? null : { top: parts.reduce((sum, part) => sum + (part?.top ?? 0), 0), under: 1 };
  }
  if (measure.kind !== 'ratio' && measure.kind !== 'growth') throw new Error(measure.kind);
  const [over, under] = measure.kind === 'ratio' ? [measure.over, measure.under] : [measure.now, measure.before];
  const [a, b] = [valueOf(over, sheet), valueOf(under, sheet)];
  if (!a || !b || b.top <= 0) return null;
  return { top: measure.kind === 'ratio' ? a.top : a.top - b.top, under: b.top };
}

function constant(text: string): { top: number; under: number } {
  return text.endsWith('%') ? { top: Number(text.slice(0, -1)), under: 100 } : { top: Number(text), under: 1 };
}

function compares(value: Fraction, comparator: string, line: Fraction): boolean {
  if (!value || !line) return false;
  const gap = value.top * line.under - line.top * value.under;
  if (comparator === 'atLeast') return gap >= 0;
  if (comparator === 'moreThan') return gap > 0;
  return comparator === 'atMost' ? gap <= 0 : gap < 0;
}

/** What the small standards are made of. */
type SmallCondition = Extract<
  Condition,
  { kind: 'compare' | 'is' | 'judgement' | 'oneOf' | 'all' | 'any' | 'exempt' | 'score' }
>;
type SmallPoints = Extract<Points, { kind: 'bands' | 'byValue' | 'count' | 'ladder' | 'betterOf' }>;

function met(whole: Condition, sheet: Sheet): boolean {
  const condition = whole as SmallCondition;
  switch (condition.kind) {
    case 'compare':
      return condition.bounds.every(({ comparator, threshold }) => {
        const line = threshold.kind === 'constant' ? constant(threshold.text) : valueOf(threshold.measure, sheet);
        return compares(valueOf(condition.measure, sheet), comparator, line);
      });
    case 'is':
    case 'judgement':
      return sheet[condition.fact] === true;
    case 'oneOf':
      return condition.values.includes(String(sheet[condition.fact]));
    case 'all':
      return condition.of.every((part) => met(part, sheet));
    case 'any':
      return condition.of.some((part) => met(part, sheet));
    case 'exempt':
      return met(condition.rule, sheet) || met(condition.exemption, sheet);
    case 'score':
      return reaches(condition.score, sheet);
  }
}

function reaches(score: Score, sheet: Sheet): boolean {
  let total = 0;
  for (const { indicators, atLeast } of score.categories) {
    const sum = indicators.reduce((points, one) => points + leastPoints(one.points, sheet), 0);
    if (atLeast !== null && sum < Number(atLeast)) return false;
    total += sum;
  }
  return total >= Number(score.total.atLeast);
}

/** Whether a condition is known to fail, as against not known. */
function fails(condition: Condition, sheet: Sheet): boolean {
  if (met(condition, sheet)) return false;
  if (condition.kind === 'compare')
    return condition.bounds.some(({ threshold }) => {
      const line = threshold.kind === 'constant' ? constant(threshold.text) : valueOf(threshold.measure, sheet);
      return valueOf(condition.measure, sheet) !== null && line !== null;
    });
  return 'fact' in condition && (sheet[condition.fact] ?? null) !== null;
}

function leastPoints(whole: Points, sheet: Sheet): number {
  const points = whole as SmallPoints;
  switch (points.kind) {
    case 'bands': {
      const value = valueOf(points.measure, sheet);
      if (!value) return 0;
      const band = points.bands.find(({ bounds }) =>
        bounds.every(({ comparator, text }) => compares(value, comparator, constant(text))),
      );
      return Number(band?.points ?? points.otherwise);
    }
    case 'byValue': {
      const value = sheet[points.fact] ?? null;
      return value === null
        ? Math.min(...Object.values(points.points).map(Number))
        : Number(points.points[String(value)]);
    }
    case 'count':
      return Math.min(Number(points.atMost), points.of.filter((one) => met(one, sheet)).length * Number(points.each));
    case 'ladder': {
      let least = Infinity;
      for (const { when, points: own } of points.rungs) {
        if (met(when, sheet)) return Math.min(least, Number(own));
        if (!fails(when, sheet)) least = Math.min(least, Number(own));
      }
      return Math.min(least, Number(points.otherwise));
    }
    case 'betterOf':
      return Math.max(...points.options.map((option) => leastPoints(option, sheet)));
  }
}

/** What a change costs in thousandths, null for one that must not be advised. */
function price(code: string, from: Sheet[string], to: Sheet[string], costs: AdviceCosts): number | null {
  const line = costs.facts[code];
  if (!line || to === from) return null;
  if ((from ?? null) === null) return Number(line.missing) * 1000;
  if (line.moves === 'never') return null;
  if (typeof to === 'boolean') return to ? Math.max(1, Number(line.fixed) * 1000) : null;
  if (typeof to === 'string') {
    const own = line.values?.[to];
    return own === undefined ? null : Number(own) * 1000;
  }
  const change = Number(to) - Number(from);
  if ((change > 0 && line.direction === 'down') || (change < 0 && line.direction === 'up')) return null;
  return Math.max(1, Number(line.fixed) * 1000) + Math.abs(change) * Number(line.each) * 1000;
}

export interface Best {
  facts: string[];
  cost: number;
}

const RANGE = Array.from({ length: MOST + 1 }, (_, i) => i);
const valuesOf = (code: string): (number | boolean | string)[] =>
  (NUMBERS as readonly string[]).includes(code) ? RANGE : code === 'e' ? ['x', 'y', 'z'] : [true, false];

export const passes = ({ document }: SmallCase, sheet: Sheet): boolean =>
  document.requires.every((condition) => met(condition, sheet));

/** For each set of facts that can make the case pass the least cost, and of those sets what no cheaper part does. */
export function everyChange(small: SmallCase): Best[] {
  const { sheet, costs } = small;
  const choices = Object.keys(sheet).map((code) => {
    const options = valuesOf(code).flatMap((to) => {
      const cost = price(code, sheet[code] ?? null, to, costs);
      return cost === null ? [] : [{ to, cost }];
    });
    return { code, options };
  });
  const best = new Map<string, number>();
  const at: Sheet = { ...sheet };
  const visit = (place: number, facts: string, cost: number): void => {
    const choice = choices[place];
    if (!choice) {
      if (cost < (best.get(facts) ?? Infinity) && passes(small, at)) best.set(facts, cost);
      return;
    }
    visit(place + 1, facts, cost);
    for (const { to, cost: own } of choice.options) {
      at[choice.code] = to;
      visit(place + 1, facts + choice.code, cost + own);
    }
    at[choice.code] = sheet[choice.code] ?? null;
  };
  visit(0, '', 0);
  const all = [...best].map(([facts, cost]) => ({ facts: [...facts], cost }));
  const within = (part: string[], whole: string[]) =>
    part.length < whole.length && part.every((f) => whole.includes(f));
  const lasting = all.filter((one) => !all.some((other) => within(other.facts, one.facts) && other.cost <= one.cost));
  return lasting.sort((a, b) => a.cost - b.cost);
}
