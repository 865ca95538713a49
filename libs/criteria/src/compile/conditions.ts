import { DomainError } from '@tidu/kernel';
import type { Bound, Condition } from '../document';
import { checkUnits } from '../measure-shape';
import { ALL_RANK, ANY_RANK, combineAll, MET, NOT_APPLICABLE, type OutcomeCode, UNMET } from '../outcome';
import { parseThreshold } from '../threshold';
import { compileClassify } from './classify';
import { bounded, type Frame, missingOutcome } from './frame';
import * as measures from './measure-node';
import { compileMeasure } from './measures';
import type { CompiledBound, ConditionNode, Inner } from './nodes';
import * as plain from './plain';

// local names for what runs a million times a second; see run-points.ts
const { compareMeasure, holds, loadMeasure } = measures;
const { judge } = plain;
const [KNOWN, HOLDS, FAILS, NONE] = [MET, MET, UNMET, NOT_APPLICABLE] as const;

function compileBound(source: Bound, measure: measures.MeasureNode, frame: Frame): CompiledBound {
  const { comparator, threshold: wanted } = source;
  if (wanted.kind === 'constant') {
    const threshold = bounded(measure.threshold(parseThreshold(wanted.text, measure.shape)));
    const run = (): OutcomeCode => {
      const known = loadMeasure(measure, frame.values);
      return known !== KNOWN ? known : holds(comparator, compareMeasure(measure, threshold)) ? HOLDS : FAILS;
    };
    return { source, run, threshold, other: null };
  }
  checkUnits(measure.source, wanted.measure, frame.dictionary);
  const other = compileMeasure(wanted.measure, frame);
  const run = (): OutcomeCode => {
    // both sides belong to one comparison: a missing fact on either side comes before undefined arithmetic
    const a = measure.load();
    const b = other.load();
    if (a !== MET || b !== MET) return a > b ? a : b;
    return holds(comparator, measures.compareMeasures(measure, other)) ? MET : UNMET;
  };
  return { source, run, threshold: null, other };
}

function plainNode(source: Condition, test: plain.PlainTest, frame: Frame): ConditionNode {
  return { source, plain: test, run: () => judge(test, frame.values), parts: [] };
}

function compileCompare(source: Condition & { kind: 'compare' }, frame: Frame): ConditionNode {
  const measure = compileMeasure(source.measure, frame);
  const bounds = source.bounds.map((bound) => compileBound(bound, measure, frame));
  const [first, second] = bounds;
  if (!first) throw new DomainError('invalid', 'CRITERIA.BAD_DOCUMENT', '比较条件没有门槛。');
  if (!second && source.measure.kind === 'fact' && first.threshold?.error === 0) {
    const { fact } = source.measure;
    const test = plain.plainBound(fact, first.source.comparator, first.threshold.approx, frame);
    return { ...plainNode(source, test, frame), comparison: { measure, bounds } };
  }
  const run = second ? () => bounds.map((bound) => bound.run()).reduce(combineAll) : first.run;
  return { source, run, parts: [], comparison: { measure, bounds } };
}

/** A code that begins with one of several texts. */
function compilePrefix(source: Condition & { kind: 'startsWith' }, frame: Frame): ConditionNode {
  const slot = frame.slot(source.fact);
  const missing = missingOutcome(frame.dictionary.get(source.fact));
  const run = (): OutcomeCode => {
    const value = frame.values[slot];
    if (typeof value !== 'string') return missing;
    return source.prefixes.some((prefix) => value.startsWith(prefix)) ? MET : UNMET;
  };
  return { source, run, parts: [] };
}

/** The value of a fact as a standard writes it: `true` and `false` for booleans, the code for an enum. */
function literal(fact: string, text: string, frame: Frame): boolean | string {
  return frame.dictionary.get(fact).type === 'boolean' ? text === 'true' : text;
}

/**
 * Parts combined by rank, in any order. All are run, because clauses that can no longer matter are still reported. A
 * clause among the parts is run by its rule, and its outcome noted here: one call less for each.
 */
export function compileMany(
  source: Condition,
  parts: readonly ConditionNode[],
  ranks: Uint8Array,
  frame: Frame,
): ConditionNode {
  const rules = parts.map((part) => ({ rule: part.clause?.rule ?? part, index: part.clause?.index ?? -1 }));
  const tests = rules.flatMap(({ rule, index }) => (rule.plain ? [{ plain: rule.plain, index }] : []));
  const others = rules.flatMap(({ rule, index }) => (rule.plain ? [] : [{ run: rule.run, index }]));
  const run = (): OutcomeCode => {
    const { values, out } = frame;
    let outcome: OutcomeCode = NONE;
    for (let i = 0; i < tests.length; i++) {
      const test = tests[i] as (typeof tests)[number];
      const one = judge(test.plain, values);
      if (test.index >= 0) out.clauseOutcomes[test.index] = one;
      if ((ranks[one] as number) > (ranks[outcome] as number)) outcome = one;
    }
    for (let i = 0; i < others.length; i++) {
      const other = others[i] as (typeof others)[number];
      const one = other.run();
      if (other.index >= 0) out.clauseOutcomes[other.index] = one;
      if ((ranks[one] as number) > (ranks[outcome] as number)) outcome = one;
    }
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
    case 'is':
      return plainNode(
        source,
        plain.plainOneOf(source.fact, [literal(source.fact, source.value, frame)], frame),
        frame,
      );
    case 'oneOf': {
      const values = source.values.map((value) => literal(source.fact, value, frame));
      return plainNode(source, plain.plainOneOf(source.fact, values, frame), frame);
    }
    case 'startsWith':
      return compilePrefix(source, frame);
    case 'judgement':
      return plainNode(source, plain.plainOneOf(source.fact, [true], frame), frame);
    case 'all':
      return compileMany(source, source.of.map(of), ALL_RANK, frame);
    case 'any':
      return compileMany(source, source.of.map(of), ANY_RANK, frame);
    case 'exempt':
      return compileMany(source, [of(source.rule), of(source.exemption)], ANY_RANK, frame);
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
    case 'classify':
      return compileClassify(source, frame, of);
  }
}
