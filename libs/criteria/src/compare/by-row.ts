import { compileCondition } from '../compile/conditions';
import { Frame } from '../compile/frame';
import type { ConditionNode, Inner } from '../compile/nodes';
import { compileScore } from '../compile/score';
import type { Condition } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import type { OutcomeCode } from '../outcome';
import type { Purpose } from '../purpose';
import { BLOCK, type Column, NO_POINTS, type Points } from './column';
import type { Population } from './population';

/** Where the facts of a row come from, and for what they are judged. */
export interface Case {
  population: Population;
  dictionary: FactDictionary;
  purpose: Purpose;
}

/**
 * A condition judged by the evaluator, row after row: what stands without an id, points that are exact fractions, and
 * tables by code. `columnOf` says where what has an id of its own is found.
 */
export class ByRow implements Column {
  readonly outcome = new Uint8Array(BLOCK);
  readonly points: Points = { min: new Int32Array(BLOCK), max: new Int32Array(BLOCK) };
  private readonly frame: Frame;
  private readonly node: ConditionNode;
  private readonly read: (row: number) => void;
  private readonly parts: Column[] = [];
  private readonly watched: { place: number; points: Points }[] = [];
  private at = 0;

  constructor(condition: Condition, { population, dictionary, purpose }: Case, columnOf: (part: Condition) => Column) {
    const frame = (this.frame = new Frame(dictionary));
    const inner: Inner = {
      clause: (source) => this.part(source, columnOf(source)),
      score: (source) => compileScore(source, frame, inner),
    };
    this.node = compileCondition(condition, frame, inner);
    frame.renewal = purpose === 'renewal';
    frame.out = frame.createResult();
    const values: (typeof frame.values)[number][] = [];
    frame.values = values;
    this.read = population.reader(frame.slots, values);
  }

  private part(source: Condition, column: Column): ConditionNode {
    this.parts.push(column);
    return { source, run: () => column.outcome[this.at] as OutcomeCode, parts: [] };
  }

  run(start: number, from: number, to: number): void {
    const { outcome, points, parts, watched } = this;
    const { out } = this.frame;
    for (const part of parts) part.run(start, from, to);
    for (let i = from; i < to; i++) {
      this.at = i;
      this.read(start + i);
      outcome[i] = this.node.run();
      points.min[i] = out.pointsMin ?? NO_POINTS;
      points.max[i] = out.pointsMax ?? NO_POINTS;
      for (const one of watched) {
        one.points.min[i] = out.clauseMin[one.place] as number;
        one.points.max[i] = out.clauseMax[one.place] as number;
      }
    }
  }

  /** Points of a category or a total in it, from the next run on. */
  pointsOf(id: string): Points | null {
    const place = this.frame.clauseIds.indexOf(id);
    if (place < 0) return null;
    const points = { min: new Int32Array(BLOCK), max: new Int32Array(BLOCK) };
    this.watched.push({ place, points });
    return points;
  }
}
