import type { Condition, Points } from '../document';
import { MANUAL, MET, type OutcomeCode, UNKNOWN, UNMET } from '../outcome';
import { parsePoints, parseThreshold } from '../threshold';
import { compileCondition, holds } from './conditions';
import { bounded, type Frame, missingOutcome } from './frame';
import { compareMeasure, compileMeasure } from './measures';
import type { ConditionNode, Inner, PointsNode } from './nodes';

type Draft = Pick<PointsNode, 'measure' | 'conditions' | 'options'>;

function node(source: Points, range: readonly number[], run: (self: PointsNode) => void, more: Draft = {}): PointsNode {
  const lowest = Math.min(...range);
  const highest = Math.max(...range);
  const self: PointsNode = { source, run: () => run(self), min: 0, max: 0, open: MET, lowest, highest, ...more };
  return self;
}

function settle(self: PointsNode, points: number): void {
  self.min = points;
  self.max = points;
  self.open = MET;
}

/** Nothing is known of the value: anything between the lowest and the highest points may be right (§0.6). */
function leaveOpen(self: PointsNode, open: OutcomeCode): void {
  self.min = self.lowest;
  self.max = self.highest;
  self.open = open;
}

function bands(source: Points & { kind: 'bands' }, frame: Frame): PointsNode {
  const measure = compileMeasure(source.measure, frame);
  const compiled = source.bands.map((band) => ({
    points: parsePoints(band.points),
    bounds: band.bounds.map(({ comparator, text }) => ({
      comparator,
      threshold: bounded(measure.threshold(parseThreshold(text, measure.shape))),
    })),
  }));
  // where two bands name the same boundary, the better one takes it (§0.1)
  if (source.bands.some((band) => band.bounds.length > 1)) compiled.sort((a, b) => b.points - a.points);
  const otherwise = parsePoints(source.otherwise);
  const run = (self: PointsNode): void => {
    const known = measure.load();
    if (known !== MET) return leaveOpen(self, known);
    search: for (const band of compiled) {
      for (const { comparator, threshold } of band.bounds)
        if (!holds(comparator, compareMeasure(measure, threshold))) continue search;
      return settle(self, band.points);
    }
    settle(self, otherwise);
  };
  return node(source, [otherwise, ...compiled.map((band) => band.points)], run, { measure });
}

function byValue(source: Points & { kind: 'byValue' }, frame: Frame): PointsNode {
  const slot = frame.slot(source.fact);
  const missing = missingOutcome(frame.dictionary.get(source.fact));
  const table = new Map(Object.entries(source.points).map(([value, points]) => [value, parsePoints(points)]));
  const [whenTrue, whenFalse] = [table.get('true') ?? 0, table.get('false') ?? 0];
  return node(source, [...table.values()], (self) => {
    const value = frame.values[slot];
    if (typeof value === 'boolean') settle(self, value ? whenTrue : whenFalse);
    else if (typeof value === 'string') settle(self, table.get(value) ?? 0);
    else leaveOpen(self, missing);
  });
}

/** The first rung known to hold counts; open rungs above it widen the interval. */
function ladder(source: Points & { kind: 'ladder' }, of: (condition: Condition) => ConditionNode): PointsNode {
  const conditions = source.rungs.map((rung) => of(rung.when));
  const points = source.rungs.map((rung) => parsePoints(rung.points));
  const otherwise = parsePoints(source.otherwise);
  const run = (self: PointsNode): void => {
    let min = Infinity;
    let max = -Infinity;
    let open: OutcomeCode = MET;
    let reached = otherwise;
    for (let i = 0; i < conditions.length; i++) {
      const outcome = (conditions[i] as ConditionNode).run();
      const rung = points[i] as number;
      if (outcome === MET) {
        reached = rung;
        break;
      }
      if (outcome !== UNKNOWN && outcome !== MANUAL) continue;
      min = Math.min(min, rung);
      max = Math.max(max, rung);
      if (open !== UNKNOWN) open = outcome;
    }
    self.min = Math.min(min, reached);
    self.max = Math.max(max, reached);
    self.open = open;
  };
  return node(source, [otherwise, ...points], run, { conditions });
}

/** The better of several measures: [max of the lows, max of the highs]. */
function betterOf(source: Points & { kind: 'betterOf' }, options: readonly PointsNode[]): PointsNode {
  const run = (self: PointsNode): void => {
    let min = 0;
    let max = 0;
    let open: OutcomeCode = MET;
    for (const option of options) {
      option.run();
      min = Math.max(min, option.min);
      max = Math.max(max, option.max);
      if (option.min !== option.max && open !== UNKNOWN) open = option.open;
    }
    self.min = min;
    self.max = max;
    self.open = open;
  };
  const lowest = Math.max(...options.map((option) => option.lowest));
  const highest = Math.max(...options.map((option) => option.highest));
  return node(source, [lowest, highest], run, { options });
}

function count(source: Points & { kind: 'count' }, of: (condition: Condition) => ConditionNode): PointsNode {
  const conditions = source.of.map(of);
  const each = parsePoints(source.each);
  const cap = parsePoints(source.atMost);
  const run = (self: PointsNode): void => {
    let sure = 0;
    let possible = 0;
    let open: OutcomeCode = MET;
    for (const condition of conditions) {
      const outcome = condition.run();
      if (outcome === MET) sure++;
      else if (outcome === UNKNOWN || outcome === MANUAL) {
        possible++;
        if (open !== UNKNOWN) open = outcome;
      }
    }
    self.min = Math.min(cap, sure * each);
    self.max = Math.min(cap, (sure + possible) * each);
    self.open = open;
  };
  return node(source, [0, Math.min(cap, each * conditions.length)], run, { conditions });
}

/** So many points for each full step of the measure, at most a cap. */
function perFull(source: Points & { kind: 'perFull' }, frame: Frame): PointsNode {
  const measure = compileMeasure(source.measure, frame);
  const every = parseThreshold(source.every, measure.shape);
  const each = parsePoints(source.points);
  const cap = parsePoints(source.atMost);
  // the cap is reached after so many steps; each is an exact comparison
  const steps = Array.from({ length: Math.ceil(cap / each) }, (_, i) =>
    bounded({ num: every.num * BigInt(i + 1), den: every.den }),
  );
  const run = (self: PointsNode): void => {
    const known = measure.load();
    if (known !== MET) return leaveOpen(self, known);
    let full = 0;
    while (full < steps.length && compareMeasure(measure, steps[full] as (typeof steps)[number]) >= 0) full++;
    settle(self, Math.min(cap, full * each));
  };
  return node(source, [0, cap], run, { measure });
}

/** The fact's own value is its points. */
function asPoints(source: Points & { kind: 'asPoints' }, frame: Frame): PointsNode {
  const measure = compileMeasure({ kind: 'fact', fact: source.fact }, frame);
  const factor = 10 ** (4 - measure.shape.scale); // the loader refuses facts with more than four decimals
  const range = [parsePoints(source.from), parsePoints(source.to)] as const;
  const run = (self: PointsNode): void => {
    const known = measure.load();
    if (known !== MET) return leaveOpen(self, known);
    const points = measure.approx * factor;
    settle(self, Math.min(range[1], Math.max(range[0], points)));
  };
  return node(source, range, run, { measure });
}

/** Compiles the points of an indicator. */
export function compilePoints(source: Points, frame: Frame, inner: Inner): PointsNode {
  const of = (condition: Condition) => compileCondition(condition, frame, inner);
  switch (source.kind) {
    case 'bands':
      return bands(source, frame);
    case 'byValue':
      return byValue(source, frame);
    case 'ladder':
      return ladder(source, of);
    case 'betterOf':
      return betterOf(
        source,
        source.options.map((option) => compilePoints(option, frame, inner)),
      );
    case 'count':
      return count(source, of);
    case 'perFull':
      return perFull(source, frame);
    case 'asPoints':
      return asPoints(source, frame);
  }
}

/** The outcome of an indicator: settled points above 0 are met, 0 unmet; otherwise what keeps it open (§0.10). */
export function pointsOutcome(points: PointsNode): OutcomeCode {
  if (points.min === points.max) return points.min > 0 ? MET : UNMET;
  return points.open;
}
