import type { Bounded } from '../compile/frame';
import type { MeasureNode } from '../compile/measure-node';
import type { ConditionNode, PointsNode } from '../compile/nodes';
import { compare } from '../rational';
import { canonicalJson } from '../release';
import type { CompiledLeaf } from './leaf';

/** What a leaf asks of the facts: which value a fact has, between which thresholds a measure lies, which of two is larger. */
export interface Atoms {
  /** Codes of facts of which the value itself matters. */
  readonly facts: readonly string[];
  /** Measures with the thresholds they are compared with, in ascending order. */
  readonly measures: readonly { measure: MeasureNode; thresholds: readonly Bounded[] }[];
  readonly pairs: readonly { left: MeasureNode; right: MeasureNode }[];
}

/** Conditions that ask nothing but the value of a fact, and those that ask nothing but their parts. */
const ONE_FACT: ReadonlySet<string> = new Set(['is', 'oneOf', 'judgement', 'startsWith']);
const COMBINING: ReadonlySet<string> = new Set(['all', 'any', 'exempt', 'byPurpose']);

class Collector {
  readonly facts = new Set<string>();
  readonly measures = new Map<string, { measure: MeasureNode; thresholds: Bounded[] }>();
  readonly pairs: { left: MeasureNode; right: MeasureNode }[] = [];

  constructor(private readonly slots: readonly string[]) {}

  /** False where a condition asks something that is not an atom. */
  condition(node: ConditionNode): boolean {
    const { source, comparison } = node;
    if (source.kind === 'compare') return comparison !== undefined && this.comparison(comparison);
    if (COMBINING.has(source.kind)) return node.parts.every((part) => this.condition(part));
    if (!('fact' in source)) return source.kind === 'notApplicable';
    this.facts.add(source.fact);
    return ONE_FACT.has(source.kind);
  }

  private comparison({ measure, bounds }: NonNullable<ConditionNode['comparison']>): boolean {
    for (const { threshold, other } of bounds) {
      if (threshold) this.threshold(measure, threshold);
      else if (other) this.pairs.push({ left: measure, right: other });
      else return false;
    }
    return true;
  }

  points(node: PointsNode): boolean {
    const { shape, measure } = node;
    if (shape === 'staircase' || shape === 'tiles') {
      if (!measure) return false;
      for (const { threshold } of [...node.steps, ...node.tiles.flat()]) this.threshold(measure, threshold);
      return true;
    }
    if (shape === 'values') this.facts.add(this.slots[node.slot] ?? '');
    // the value itself is the points
    if (shape === 'itself' && measure?.source.kind === 'fact') this.facts.add(measure.source.fact);
    if (shape === 'ladder' || shape === 'count') return node.conditions.every((condition) => this.condition(condition));
    if (shape === 'better') return node.options.every((option) => this.points(option));
    return shape === 'values' || shape === 'itself';
  }

  private threshold(measure: MeasureNode, threshold: Bounded): void {
    const key = canonicalJson(measure.source);
    const known = this.measures.get(key) ?? { measure, thresholds: [] };
    this.measures.set(key, known);
    if (known.thresholds.some((one) => compare(one.exact, threshold.exact) === 0)) return;
    known.thresholds.push(threshold);
    known.thresholds.sort((a, b) => compare(a.exact, b.exact));
  }
}

/**
 * The atoms of a leaf: its result is the same wherever they are the same. Null for a leaf that depends on more (points
 * that are the value itself, a word not known here), which then has to be judged row by row.
 */
export function atomsOf({ evaluator, condition, points }: CompiledLeaf): Atoms | null {
  const found = new Collector(evaluator.slots);
  const known = condition ? found.condition(condition) : points ? found.points(points) : false;
  return known ? { facts: [...found.facts], measures: [...found.measures.values()], pairs: found.pairs } : null;
}
