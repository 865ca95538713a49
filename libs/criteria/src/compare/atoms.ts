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

class Collector {
  readonly facts = new Set<string>();
  readonly measures = new Map<string, { measure: MeasureNode; thresholds: Bounded[] }>();
  readonly pairs: { left: MeasureNode; right: MeasureNode }[] = [];

  constructor(private readonly slots: readonly string[]) {}

  /** False where a condition asks something that is not an atom. */
  condition(node: ConditionNode): boolean {
    const { source } = node;
    switch (source.kind) {
      case 'compare':
        if (!node.comparison) return false;
        for (const { threshold, other } of node.comparison.bounds) {
          if (threshold) this.threshold(node.comparison.measure, threshold);
          else if (other) this.pairs.push({ left: node.comparison.measure, right: other });
          else return false;
        }
        return true;
      case 'is':
      case 'oneOf':
      case 'judgement':
      case 'startsWith':
        this.facts.add(source.fact);
        return true;
      case 'all':
      case 'any':
      case 'exempt':
      case 'byPurpose':
        return node.parts.every((part) => this.condition(part));
      case 'notApplicable':
        return true;
      default:
        return false;
    }
  }

  points(node: PointsNode): boolean {
    switch (node.shape) {
      case 'staircase':
      case 'tiles':
        if (!node.measure) return false;
        for (const { threshold } of [...node.steps, ...node.tiles.flat()]) this.threshold(node.measure, threshold);
        return true;
      case 'values':
        this.facts.add(this.slots[node.slot] ?? '');
        return true;
      case 'ladder':
      case 'count':
        return node.conditions.every((condition) => this.condition(condition));
      case 'better':
        return node.options.every((option) => this.points(option));
      default:
        return false;
    }
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
