import { formatScaled } from '@tidu/kernel';
import type { Evaluator } from '../compile/compile-standard';
import type { CategoryNode, ClauseNode, ConditionNode, IndicatorNode, PointsNode, ScoreNode } from '../compile/nodes';
import type { Wording } from '../document';
import { evaluate, type EvaluationOptions, type EvaluationResult } from '../evaluate';
import type { Facts, FactValue } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { MANUAL, MET, OUTCOME_LABELS } from '../outcome';
import { rational } from '../rational';
import { bandsOf, nextBand } from './bands';
import { type Case, checksOf, isOpen, measureValue, missingReason } from './checks';
import { displayFact, plainFact } from './display';
import type { Check, ClauseExplanation, ClauseKind, Explanation, FactUse } from './types';
import { conditionFacts, measureText, pointsFacts } from './wording';

/** Said wherever a result is shown: the platform and the authorities decide, not this software. */
export const NOTICE = '预评估，非认定';

/** Walks the compiled standard and writes a line for everything that has an id. */
class Explainer {
  readonly clauses: ClauseExplanation[] = [];

  constructor(
    private readonly dictionary: FactDictionary,
    private readonly facts: Facts,
    private readonly result: EvaluationResult,
    private readonly at: Case,
  ) {}

  condition(node: ConditionNode, parent: ClauseExplanation | null): void {
    if (node.clause) this.clause(node.clause, parent);
    else if (node.score) this.score(node.score, parent);
    else this.parts(node, parent);
  }

  /** What stands side by side without an id of its own; of the parts of an `any` each names the others. */
  private parts(node: ConditionNode, parent: ClauseExplanation | null): void {
    const id = parent?.id ?? null;
    const lines = node.parts.map((part) => {
      const from = this.clauses.length;
      this.condition(part, parent);
      return this.clauses.slice(from).filter((line) => line.parent === id);
    });
    if (node.source.kind !== 'any') return;
    // a score stands for itself by its total
    const inScore = (kind: ClauseKind) => kind === 'category' || kind === 'indicator';
    const heads = lines.map((part) => part.filter(({ kind }) => !inScore(kind)).map((line) => line.id));
    lines.forEach((part, i) => {
      const others = heads.flatMap((head, j) => (j === i ? [] : head));
      for (const line of part) line.alternatives.push(...others);
    });
  }

  private clause({ source, rule }: ClauseNode, parent: ClauseExplanation | null): void {
    const kind = rule.score ? 'score' : hasClauses(rule) ? 'group' : 'condition';
    const line = this.line(source, kind, parent, this.factsOf(rule));
    line.checks = unwrap(checksOf(rule, this.at));
    if (rule.source.kind === 'exempt' && rule.parts[1]?.run() === MET) line.reason = '符合免予要求的情形';
    else line.reason = this.openReason(line);
    line.distance = line.checks.length === 1 ? (line.checks[0]?.distance ?? null) : null;
    this.condition(rule, line);
  }

  /** The facts a rule reads; of a table by code only those of the row that holds. */
  private factsOf(rule: ConditionNode): string[] {
    if (rule.source.kind !== 'classify') return conditionFacts(rule.source, this.at.renewal);
    const row = rule.classify?.rowOf()?.row;
    return [rule.source.table.by, ...(row?.limits.map(({ fact }) => fact) ?? [])];
  }

  private score({ source, categories }: ScoreNode, parent: ClauseExplanation | null): void {
    for (const category of categories) this.category(category, parent);
    const line = this.line(source.total, 'total', parent, []);
    line.maxPoints = Number(source.total.full);
    line.line = source.total.atLeast === null ? null : Number(source.total.atLeast);
  }

  private category({ source, indicators }: CategoryNode, parent: ClauseExplanation | null): void {
    if (source.id === '') return indicators.forEach((indicator) => this.indicator(indicator, parent));
    const line = this.line(source, 'category', parent, []);
    line.maxPoints = Number(source.full);
    line.line = source.atLeast === null ? null : Number(source.atLeast);
    for (const indicator of indicators) this.indicator(indicator, line);
  }

  private indicator({ source, points }: IndicatorNode, parent: ClauseExplanation | null): void {
    const codes = pointsFacts(source.points, this.at.renewal);
    const line = this.line(source, 'indicator', parent, codes);
    line.maxPoints = Number(source.full);
    line.bands = bandsOf(points, this.at);
    const { measure } = points;
    // on a ladder only what is open above the first step that holds can still matter
    if (source.points.kind === 'ladder') {
      const open = source.points.rungs.filter((_, i) => line.bands[i]?.reached === null && isOpenRung(points, i));
      const codes = open.flatMap((rung) => conditionFacts(rung.when, this.at.renewal));
      line.missing = line.missing.filter((code) => codes.includes(code));
    }
    if (measure) {
      const cut = source.points.kind === 'bands' && source.points.bands.some(isUpper) ? 'up' : 'down';
      const known = measure.load() === MET;
      line.measure = {
        text: measureText(measure.source, this.dictionary),
        value: known ? measureValue(measure, cut) : null,
      };
      line.distance = nextBand(points, this.at);
    }
    if (line.outcome === 'manual' && measure?.load() === MANUAL) line.reason = measure.reason();
    else line.reason = measuredReason(points, line) ?? this.openReason(line);
  }

  /** Why a line is open; what is met or unmet needs no reason. */
  private openReason(line: ClauseExplanation): string | null {
    if (line.outcome !== 'unknown' && line.outcome !== 'manual') return null;
    const missing = missingReason(line.missing.map((code) => this.dictionary.get(code)));
    return line.outcome === 'manual' ? (manualReason(line.checks) ?? missing) : missing;
  }

  private line(
    source: Wording,
    kind: ClauseKind,
    parent: ClauseExplanation | null,
    codes: string[],
  ): ClauseExplanation {
    const { outcome, points } = this.result.clauses[source.id] ?? { outcome: 'unknown' as const };
    const facts = [...new Set(codes)].map((code) => this.use(code));
    const { id, label, text, article, confidence } = source;
    const line: ClauseExplanation = {
      ...{ id, kind, parent: parent?.id ?? null, children: [], alternatives: [], label, text, article, confidence },
      ...{ outcome, outcomeText: OUTCOME_LABELS[outcome], points: points ?? null, maxPoints: null, line: null },
      ...{ facts, missing: facts.filter((fact) => fact.value === null).map((fact) => fact.code) },
      ...{ checks: [], measure: null, bands: [], reason: null, distance: null },
    };
    parent?.children.push(id);
    this.clauses.push(line);
    return line;
  }

  private use(code: string): FactUse {
    const fact = this.dictionary.get(code);
    const value = this.facts.get(code) ?? null;
    const unit = fact.unit === '1' ? '' : fact.unit;
    return { code, label: fact.label, unit, value: plainFact(fact, value), display: displayFact(fact, value) };
  }
}

const MEASURED_REASONS = {
  average: '没有数据，按同批企业这一项的平均分计',
  noCohort: '需要同批企业的数据才能计分，单独评价时未知',
  flatCohort: '同批企业的数值没有高低之分，无法比较，需由人判断',
} as const;

/** What a measured item says of the cohort. */
function measuredReason({ exact }: PointsNode, { reason }: Pick<ClauseExplanation, 'reason'>): string | null {
  return exact?.reason ? MEASURED_REASONS[exact.reason] : reason;
}

const isUpper = (band: { bounds: { comparator: string }[] }): boolean =>
  band.bounds.some(({ comparator }) => comparator === 'atMost' || comparator === 'lessThan');

const isOpenRung = (points: PointsNode, i: number): boolean => isOpen(points.conditions[i]?.run() ?? MET);

function hasClauses(node: ConditionNode): boolean {
  return node.parts.some((part) => part.clause !== undefined || part.score !== undefined || hasClauses(part));
}

/** A clause that is nothing but an `all` shows its parts directly: the clause's own words have said it. */
function unwrap(checks: Check[]): Check[] {
  const [only] = checks;
  return checks.length === 1 && only?.kind === 'all' ? only.parts : checks;
}

/** What a person must look at, from the first check that asks for it. */
function manualReason(checks: readonly Check[]): string | null {
  for (const check of checks) {
    if (check.outcome !== 'manual') continue;
    const reason = check.reason ?? manualReason(check.parts);
    if (reason !== null) return reason;
  }
  return null;
}

/** An indicator and a sum without a line show their points, never 满足. */
function outcomeText(line: ClauseExplanation): string {
  const { kind, points } = line;
  if (points === null || (line.line !== null && kind !== 'indicator')) return OUTCOME_LABELS[line.outcome];
  return points.min === points.max ? `${points.min} 分` : `${points.min}–${points.max} 分`;
}

function caseOf(evaluator: Evaluator, facts: Facts, renewal: boolean): Case {
  const { dictionary } = evaluator;
  return {
    run: (points) => evaluator.runPoints(points),
    dictionary,
    renewal,
    missing: (codes) => [...new Set(codes)].filter((code) => (facts.get(code) ?? null) === null),
    exactOf: (code) => rational(BigInt(facts.get(code) as number | bigint)),
    valueOf: (code) => {
      const value: FactValue = facts.get(code) ?? null;
      return value === null ? null : typeof value === 'number' ? formatScaled(value, 0) : String(value);
    },
  };
}

/** Every missing fact that matters once, with the open clauses that wait for it, in the order of the standard. */
function missingFacts(clauses: readonly ClauseExplanation[], dictionary: FactDictionary): Explanation['missing'] {
  const waiting = new Map<string, string[]>();
  const open = clauses.filter(({ outcome }) => outcome === 'unknown' || outcome === 'manual');
  for (const { id, missing } of open) for (const code of missing) waiting.set(code, [...(waiting.get(code) ?? []), id]);
  return [...waiting].map(([code, ids]) => {
    const fact = dictionary.get(code);
    return { code, label: fact.label, judged: fact.origin === 'judged', clauses: ids };
  });
}

/**
 * Says of every clause what it asks, what was found and why the outcome is what it is. Derived from the same compiled
 * conditions that decided, so explanation and result cannot disagree. Deterministic; the answer is plain JSON.
 */
export function explain(evaluator: Evaluator, facts: Facts, options: EvaluationOptions = {}): Explanation {
  const result = evaluate(evaluator, facts, options); // leaves the facts in the evaluator's frame for the parts below
  const { dictionary, release } = evaluator;
  const { document } = release;
  const at = caseOf(evaluator, facts, options.purpose === 'renewal');
  const explainer = new Explainer(dictionary, facts, result, at);
  for (const node of evaluator.requires) explainer.condition(node, null);
  const clauses = explainer.clauses.map((line) => ({ ...line, outcomeText: outcomeText(line) }));
  return {
    standard: {
      ...{ id: document.id, version: document.version, hash: release.hash, name: document.name },
      ...{ number: document.source.number, document: document.source.name },
      ...{ part: document.source.part, issuer: document.source.issuer },
    },
    note: document.note,
    outcome: result.outcome,
    outcomeText: OUTCOME_LABELS[result.outcome],
    points: result.points,
    maxPoints: clauses.find((clause) => clause.kind === 'total')?.maxPoints ?? null,
    clauses,
    missing: missingFacts(clauses, dictionary),
    outsidePeriod: result.outsidePeriod === true,
    provisional: result.provisional === true,
    notice: NOTICE,
  };
}
