import type { Condition, Points } from '../document';
import { MET, UNKNOWN } from '../outcome';
import { parsePoints, parseThreshold } from '../threshold';
import { compileCondition } from './conditions';
import { compileExact, type MeasuredSource } from './exact-points';
import { bounded, type Frame, missingOutcome } from './frame';
import type { MeasureNode } from './measure-node';
import { compileMeasure } from './measures';
import type { Inner, PointsNode, PointsShape, Step } from './nodes';

type Known = Partial<Omit<PointsNode, 'source' | 'shape' | 'min' | 'max' | 'open' | 'lowest' | 'highest'>>;

/** All nodes have the same keys in the same order: the engine reads their fields fastest so. */
function node(source: Points, shape: PointsShape, range: readonly number[], known: Known): PointsNode {
  return {
    source,
    shape,
    min: 0,
    max: 0,
    open: MET,
    lowest: Math.min(...range),
    highest: Math.max(...range),
    otherwise: known.otherwise ?? 0,
    measure: known.measure ?? null,
    steps: known.steps ?? [],
    tiles: known.tiles ?? [],
    slot: known.slot ?? -1,
    missing: known.missing ?? UNKNOWN,
    values: known.values ?? [],
    points: known.points ?? [],
    conditions: known.conditions ?? [],
    options: known.options ?? [],
    each: known.each ?? 0,
    cap: known.cap ?? 0,
    exact: known.exact ?? null,
  };
}

function toSteps(bounds: Extract<Points, { kind: 'bands' }>['bands'][number], measure: MeasureNode): Step[] {
  return bounds.bounds.map(({ comparator, text }) => ({
    comparator,
    threshold: bounded(measure.threshold(parseThreshold(text, measure.shape))),
    direction: comparator === 'atLeast' || comparator === 'moreThan' ? 1 : -1,
    points: parsePoints(bounds.points),
  }));
}

function bands(source: Points & { kind: 'bands' }, frame: Frame): PointsNode {
  const measure = compileMeasure(source.measure, frame);
  const otherwise = parsePoints(source.otherwise);
  const range = [otherwise, ...source.bands.map((band) => parsePoints(band.points))];
  const tiles = source.bands.map((band) => toSteps(band, measure));
  if (tiles.every((tile) => tile.length === 1)) {
    const steps = tiles.map(([step]) => step).filter((step) => step !== undefined);
    return node(source, 'staircase', range, { measure, otherwise, steps });
  }
  // where two bands name the same boundary, the better one takes it (§0.1)
  tiles.sort((a, b) => (b[0]?.points ?? 0) - (a[0]?.points ?? 0));
  return node(source, 'tiles', range, { measure, otherwise, tiles });
}

/** So many points for each full step of the measure, at most a cap: a staircase that is written down here. */
function perFull(source: Points & { kind: 'perFull' }, frame: Frame): PointsNode {
  const measure = compileMeasure(source.measure, frame);
  const every = parseThreshold(source.every, measure.shape);
  const [each, cap] = [parsePoints(source.points), parsePoints(source.atMost)];
  const count = Math.ceil(cap / each);
  const steps = Array.from({ length: count }, (_, i): Step => {
    const full = count - i;
    const threshold = bounded({ num: every.num * BigInt(full), den: every.den });
    return { comparator: 'atLeast', threshold, direction: 1, points: Math.min(cap, full * each) };
  });
  return node(source, 'staircase', [0, cap], { measure, steps });
}

function byValue(source: Points & { kind: 'byValue' }, frame: Frame): PointsNode {
  const fact = frame.dictionary.get(source.fact);
  const entries = Object.entries(source.points);
  const values = entries.map(([value]) => (fact.type === 'boolean' ? value === 'true' : value));
  const points = entries.map(([, text]) => parsePoints(text));
  return node(source, 'values', points, { slot: frame.slot(fact.code), missing: missingOutcome(fact), values, points });
}

/** The fact's own value is its points. */
function asPoints(source: Points & { kind: 'asPoints' }, frame: Frame): PointsNode {
  const measure = compileMeasure({ kind: 'fact', fact: source.fact }, frame);
  const each = 10 ** (4 - measure.shape.scale); // the loader refuses facts with more than four decimals
  const [from, to] = [parsePoints(source.from), parsePoints(source.to)];
  return node(source, 'itself', [from, to], { measure, each });
}

/** Points as exact fractions; whole ten-thousandths are only for those who don't need more. */
function measured(source: MeasuredSource, frame: Frame, id: string): PointsNode {
  const exact = compileExact(source, id, frame);
  return node(source, 'measured', [0, parsePoints(source.weight)], { measure: exact.measure, exact });
}

/** Compiles the points of an indicator. @param id of the indicator, by which the cohort knows it */
export function compilePoints(source: Points, frame: Frame, inner: Inner, id = ''): PointsNode {
  const of = (condition: Condition) => compileCondition(condition, frame, inner);
  switch (source.kind) {
    case 'bands':
      return bands(source, frame);
    case 'byValue':
      return byValue(source, frame);
    case 'ladder': {
      const conditions = source.rungs.map((rung) => of(rung.when));
      const points = source.rungs.map((rung) => parsePoints(rung.points));
      const otherwise = parsePoints(source.otherwise);
      return node(source, 'ladder', [otherwise, ...points], { conditions, points, otherwise });
    }
    case 'betterOf': {
      const options = source.options.map((option) => compilePoints(option, frame, inner));
      const lowest = Math.max(...options.map((option) => option.lowest));
      const highest = Math.max(...options.map((option) => option.highest));
      return node(source, 'better', [lowest, highest], { options });
    }
    case 'count': {
      const conditions = source.of.map(of);
      const [each, cap] = [parsePoints(source.each), parsePoints(source.atMost)];
      return node(source, 'count', [0, Math.min(cap, each * conditions.length)], { conditions, each, cap });
    }
    case 'perFull':
      return perFull(source, frame);
    case 'asPoints':
      return asPoints(source, frame);
    case 'benchmark':
    case 'minMax':
      return measured(source, frame, id);
  }
}
