import { DomainError } from '@tidu/kernel';
import type { Bound, Comparator, Condition } from '../document';
import { measureShape } from '../measure-shape';
import { combineAll, combineAny, MET, NOT_APPLICABLE, type OutcomeCode, UNMET } from '../outcome';
import { parseThreshold } from '../threshold';
import { bounded, type Frame, missingOutcome } from './frame';
import { compareMeasure, compareMeasures, compileMeasure, type MeasureNode } from './measures';
import type { CompiledBound, ConditionNode, Inner } from './nodes';

/** Whether a sign of (value − threshold) satisfies a comparator; 以上 and 以下 include the number itself. */
export function holds(comparator: Comparator, sign: number): boolean {
  switch (comparator) {
    case 'atLeast':
      return sign >= 0;
    case 'moreThan':
      return sign > 0;
    case 'atMost':
      return sign <= 0;
    case 'lessThan':
      return sign < 0;
  }
}

function compileBound(source: Bound, measure: MeasureNode, frame: Frame): CompiledBound {
  const { comparator, threshold: wanted } = source;
  if (wanted.kind === 'constant') {
    const threshold = bounded(measure.threshold(parseThreshold(wanted.text, measure.shape)));
    const run = (): OutcomeCode => {
      const known = measure.load();
      return known !== MET ? known : holds(comparator, compareMeasure(measure, threshold)) ? MET : UNMET;
    };
    return { source, run, threshold, other: null };
  }
  measureShape({ kind: 'sum', of: [measure.source, wanted.measure] }, frame.dictionary); // both sides in one unit
  const other = compileMeasure(wanted.measure, frame);
  const run = (): OutcomeCode => {
    // both sides belong to one comparison: a missing fact on either side comes before undefined arithmetic
    const a = measure.load();
    const b = other.load();
    if (a !== MET || b !== MET) return a > b ? a : b;
    return holds(comparator, compareMeasures(measure, other)) ? MET : UNMET;
  };
  return { source, run, threshold: null, other };
}

function compileCompare(source: Condition & { kind: 'compare' }, frame: Frame): ConditionNode {
  const measure = compileMeasure(source.measure, frame);
  const bounds = source.bounds.map((bound) => compileBound(bound, measure, frame));
  const [first, second] = bounds;
  if (!first) throw new DomainError('invalid', 'CRITERIA.BAD_DOCUMENT', '比较条件没有门槛。');
  const run = second ? () => bounds.map((bound) => bound.run()).reduce(combineAll) : first.run;
  return { source, run, parts: [], comparison: { measure, bounds } };
}

/** A test of one fact that is not a number. */
function compileTest(source: Condition, fact: string, test: (value: unknown) => boolean, frame: Frame): ConditionNode {
  const slot = frame.slot(fact);
  const missing = missingOutcome(frame.dictionary.get(fact));
  const run = (): OutcomeCode => {
    const value = frame.values[slot];
    return value === null || value === undefined ? missing : test(value) ? MET : UNMET;
  };
  return { source, run, parts: [] };
}

/** The value of a fact as a standard writes it: `true` and `false` for booleans, the code for an enum. */
function literal(fact: string, text: string, frame: Frame): boolean | string {
  return frame.dictionary.get(fact).type === 'boolean' ? text === 'true' : text;
}

function compileMany(source: Condition, parts: readonly ConditionNode[], combine: typeof combineAll): ConditionNode {
  const runs = parts.map((part) => part.run);
  const run = (): OutcomeCode => {
    let outcome: OutcomeCode = NOT_APPLICABLE;
    for (const one of runs) outcome = combine(outcome, one());
    return outcome;
  };
  return { source, run, parts };
}

/** Compiles a condition; slots and clause ids are handed out in the order of the document. */
export function compileCondition(source: Condition, frame: Frame, inner: Inner): ConditionNode {
  const of = (part: Condition) => compileCondition(part, frame, inner);
  switch (source.kind) {
    case 'compare':
      return compileCompare(source, frame);
    case 'is': {
      const wanted = literal(source.fact, source.value, frame);
      return compileTest(source, source.fact, (value) => value === wanted, frame);
    }
    case 'oneOf': {
      const { values } = source;
      return compileTest(source, source.fact, (value) => values.includes(value as string), frame);
    }
    case 'startsWith': {
      const { prefixes } = source;
      return compileTest(source, source.fact, (value) => prefixes.some((p) => (value as string).startsWith(p)), frame);
    }
    case 'judgement':
      return compileTest(source, source.fact, (value) => value === true, frame);
    case 'all':
      return compileMany(source, source.of.map(of), combineAll);
    case 'any':
      return compileMany(source, source.of.map(of), combineAny);
    case 'exempt':
      return compileMany(source, [of(source.rule), of(source.exemption)], combineAny);
    case 'byPurpose': {
      const application = of(source.application);
      const renewal = of(source.renewal);
      const run = () => (frame.renewal ? renewal.run() : application.run());
      return { source, run, parts: [application, renewal] };
    }
    case 'notApplicable':
      return { source, run: () => NOT_APPLICABLE, parts: [] };
    case 'clause':
      return inner.clause(source);
    case 'score':
      return inner.score(source);
  }
}
