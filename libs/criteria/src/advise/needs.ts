import type { MeasureNode } from '../compile/measure-node';
import { compareMeasure, holds } from '../compile/measure-node';
import type { ConditionNode, PointsNode, ScoreNode, Step } from '../compile/nodes';
import type { FactValue } from '../fact';
import { measureFacts } from '../measure-shape';
import { MET } from '../outcome';
import { parsePoints } from '../threshold';
import type { Bench } from './bench';

/** Thrown for a standard that steps cannot be derived for. */
export class CannotAdvise extends Error {}

/** A single question about facts that is answered yes or no: one bound, one band, one list of values. */
export interface Test {
  slots: number[];
  /** The same for all tests of one measure: mixing their answers between its own facts never pays. */
  family: string;
  holds: () => boolean;
  /** How far above (or, negative, below) its line the measure lies, roughly; only after `holds`. */
  gap: () => number;
  /** The values that answer it; null for a comparison of numbers. */
  wanted: readonly FactValue[] | null;
}

/** The smallest thing that a set of steps can raise: a condition (level 0 or 1) or an indicator (its least points). */
export interface Unit {
  slots: number[];
  tests: Test[];
  level: () => number;
  /** More than this it never gives. */
  top: number;
  /** An indicator of a score. */
  scored: boolean;
  /** Ids under which it is reported, its own last. */
  ids: string[];
}

/** The standard as a tree of what must be reached. */
export type Need =
  | { kind: 'unit'; unit: Unit }
  | { kind: 'all' | 'any'; of: Need[] }
  | { kind: 'score'; line: number; categories: { line: number; units: Unit[] }[] };

const GROUPS: ReadonlySet<string> = new Set(['all', 'any', 'exempt']);
const CHOICES: ReadonlySet<string> = new Set(['is', 'oneOf', 'judgement']);
const NO_GAP = () => NaN;
/** More values than this are not tried for a fact whose value is its points. */
const MOST_VALUES = 64;

/** Reads the compiled standard into a tree of needs. @throws CannotAdvise */
export class NeedReader {
  /** Whether values were left out because there are too many. */
  cut = false;
  readonly units: Unit[] = [];

  constructor(private readonly bench: Bench) {}

  read(): Need {
    return { kind: 'all', of: this.many(this.bench.evaluator.requires, []) };
  }

  private many(nodes: readonly ConditionNode[], ids: string[]): Need[] {
    return nodes.flatMap((node) => this.need(node, ids) ?? []);
  }

  /** Null for what this purpose does not ask. */
  private need(node: ConditionNode, ids: string[]): Need | null {
    if (node.clause) return this.need(node.clause.rule, [...ids, node.clause.source.id]);
    if (node.score) return this.score(node.score, ids);
    const { kind } = node.source;
    if (kind === 'notApplicable') return null;
    if (kind === 'byPurpose') {
      const part = node.parts[this.bench.purpose === 'renewal' ? 1 : 0];
      return part ? this.need(part, ids) : null;
    }
    if (GROUPS.has(kind)) {
      const of = this.many(node.parts, ids);
      return of.length === 0 ? null : { kind: kind === 'all' ? 'all' : 'any', of };
    }
    const level = () => (node.run() === MET ? 1 : 0);
    return { kind: 'unit', unit: this.unit(this.tests(node), level, { top: 1, scored: false, ids }) };
  }

  private unit(
    tests: Test[],
    level: () => number,
    { top, scored, ids }: Omit<Unit, 'slots' | 'tests' | 'level'>,
  ): Unit {
    const slots = [...new Set(tests.flatMap((test) => test.slots))];
    const unit = { slots, tests, level, top, scored, ids };
    this.units.push(unit);
    return unit;
  }

  private score({ source, categories }: ScoreNode, ids: string[]): Need {
    if (source.total.atLeast === null) throw new CannotAdvise('总分没有分数线，谈不上达到');
    const grain = grainOf(
      categories.flatMap(({ indicators }) => indicators.map(({ points }) => points)),
      [source.total.atLeast, ...source.categories.flatMap(({ atLeast }) => atLeast ?? [])].map(parsePoints),
    );
    const mustEarn: Need[] = [];
    const scored: Need = {
      kind: 'score',
      line: parsePoints(source.total.atLeast),
      categories: categories.map((category) => ({
        line: parsePoints(category.source.atLeast ?? '0'),
        units: category.indicators.map(({ source: indicator, points }) => {
          const level = () => {
            this.bench.evaluator.runPoints(points);
            return points.min;
          };
          const path = [...ids, source.total.id, category.source.id, indicator.id];
          const tests = this.pointsTests(points, grain);
          // points that must not be 0 have to be settled too
          const earned = () => (level() > 0 && points.max === points.min ? 1 : 0);
          if (indicator.mustEarn)
            mustEarn.push({ kind: 'unit', unit: this.unit(tests, earned, { top: 1, scored: false, ids: path }) });
          return this.unit(tests, level, { top: points.highest, scored: true, ids: path });
        }),
      })),
    };
    return mustEarn.length === 0 ? scored : { kind: 'all', of: [scored, ...mustEarn] };
  }

  private slotsOf(codes: readonly string[]): number[] {
    return [...new Set(codes)].map((code) => this.bench.evaluator.slots.indexOf(code));
  }

  /** The tests of a condition, whatever groups it is made of. */
  private tests(node: ConditionNode): Test[] {
    const { source } = node;
    if (GROUPS.has(source.kind) || source.kind === 'byPurpose') return node.parts.flatMap((part) => this.tests(part));
    if (source.kind === 'compare' && node.comparison) {
      const { bounds } = node.comparison;
      return bounds.map((bound) => {
        const { threshold } = bound.source;
        const others = threshold.kind === 'measure' ? measureFacts(threshold.measure) : [];
        const slots = this.slotsOf([...measureFacts(source.measure), ...others]);
        const { measure } = node.comparison ?? {};
        const gap = () => (measure?.approx ?? NaN) - (bound.threshold?.approx ?? bound.other?.approx ?? NaN);
        return { slots, family: slots.join(), wanted: null, gap, holds: () => bound.run() === MET };
      });
    }
    const plain = CHOICES.has(source.kind) ? node.plain?.wanted : undefined;
    const wanted = plain ?? (source.kind === 'startsWith' ? source.prefixes : null);
    if (wanted === null || !('fact' in source)) throw new CannotAdvise(`用到了“${source.kind}”，还不能倒推`);
    const slots = this.slotsOf([source.fact]);
    return [{ slots, family: slots.join(), wanted, gap: NO_GAP, holds: () => node.run() === MET }];
  }

  private pointsTests(points: PointsNode, grain: number): Test[] {
    const { source, measure } = points;
    if (source.kind === 'bands' || source.kind === 'perFull') {
      const bands = points.steps.length > 0 ? points.steps.map((step) => [step]) : points.tiles;
      const slots = this.slotsOf(measureFacts(source.measure));
      return bands.map((steps) => ({
        ...{ slots, family: slots.join(), wanted: null, holds: () => inside(measure, steps) },
        gap: () => (measure?.approx ?? NaN) - (steps.length === 1 ? (steps[0]?.threshold.approx ?? NaN) : NaN),
      }));
    }
    if (source.kind === 'byValue') {
      const slots = this.slotsOf([source.fact]);
      const wanted = points.values;
      const holds = () => wanted.includes(this.bench.values[slots[0] ?? -1] ?? null);
      return [{ slots, family: slots.join(), wanted, gap: NO_GAP, holds }];
    }
    if (source.kind === 'asPoints') {
      const slots = this.slotsOf([source.fact]);
      const wanted = this.valuesByPoints(points, grain);
      return [{ slots, family: slots.join(), wanted, gap: NO_GAP, holds: () => false }];
    }
    if (source.kind === 'betterOf') return points.options.flatMap((option) => this.pointsTests(option, grain));
    if (source.kind === 'ladder' || source.kind === 'count')
      return points.conditions.flatMap((condition) => this.tests(condition));
    throw new CannotAdvise(`用到了“${source.kind}”，还不能倒推`);
  }

  /**
   * A fact whose value is its points could be raised by any amount; since all other points and the lines are multiples
   * of one number, only such multiples can be the least that suffices.
   */
  private valuesByPoints(points: PointsNode, grain: number): FactValue[] {
    const first = Math.floor(points.lowest / grain) + 1;
    const last = Math.floor(points.highest / grain);
    if (last - first >= MOST_VALUES) this.cut = true;
    const stride = Math.ceil((last - first + 1) / MOST_VALUES);
    const values: FactValue[] = [];
    for (let k = last; k >= first; k -= stride) values.unshift(Math.ceil((k * grain) / points.each));
    return values;
  }
}

/** Whether the measure is defined and lies within all the bounds. */
function inside(measure: MeasureNode | null, steps: readonly Step[]): boolean {
  if (measure?.load() !== MET) return false;
  return steps.every((step) => holds(step.comparator, compareMeasure(measure, step.threshold)));
}

/** The number that all points of a score and its lines are multiples of, in ten-thousandths of a point. */
function grainOf(nodes: readonly PointsNode[], lines: readonly number[]): number {
  const all = [...lines];
  const collect = (node: PointsNode): void => {
    if (node.shape === 'itself') return;
    all.push(node.otherwise, node.each, node.cap, ...node.points, ...node.steps.map((step) => step.points));
    all.push(...node.tiles.map((tile) => tile[0]?.points ?? 0));
    node.options.forEach(collect);
  };
  nodes.forEach(collect);
  return (
    all.reduce((a, b) => {
      while (b !== 0) [a, b] = [b, a % b];
      return a;
    }, 0) || 1
  );
}
