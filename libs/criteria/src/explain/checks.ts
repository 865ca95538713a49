import type { CompiledBound, ConditionNode, PointsNode } from '../compile/nodes';
import type { MeasureNode } from '../compile/measure-node';
import type { FactDefinition } from '../fact';
import type { FactDictionary } from '../fact-dictionary';
import { MANUAL, MET, outcomeName, UNKNOWN, UNMET } from '../outcome';
import type { Condition } from '../document';
import type { Rational } from '../rational';
import { COMPARATOR_SIGNS, type Cut, displayMeasure, shortLabel } from './display';
import { distanceTo } from './distance';
import type { Check } from './types';
import { conditionFacts, conditionText, measureText, valueText } from './wording';

/** What explaining needs of the case at hand; the evaluator's frame holds the same facts. */
export interface Case {
  readonly dictionary: FactDictionary;
  readonly renewal: boolean;
  /** Codes of the given facts that are missing. */
  missing: (codes: readonly string[]) => string[];
  exactOf: (code: string) => Rational;
  /** The value of an option as a standard writes it: an enum code, `true` or `false`; null when missing. */
  valueOf: (code: string) => string | null;
  /** Computes the points of an indicator, or of an option of one, for this case. */
  run: (points: PointsNode) => void;
}

const EMPTY = { measure: null, threshold: null, reason: null, distance: null, parts: [] } as const;

/** `缺少 研发费用、营业收入`. */
export function missingReason(facts: readonly FactDefinition[]): string | null {
  const judged = facts.filter((fact) => fact.origin === 'judged').map(shortLabel);
  const absent = facts.filter((fact) => fact.origin !== 'judged').map(shortLabel);
  const parts = [
    absent.length > 0 && `缺少 ${absent.join('、')}`,
    judged.length > 0 && `尚无人对 ${judged.join('、')} 作出判断`,
  ];
  return parts.filter(Boolean).join('；') || null;
}

/** The value a loaded measure shows; compound growth is compared without its root, so it shows the growth in total. */
export function measureValue(measure: MeasureNode, cut: Cut): string {
  const value = displayMeasure(measure.exact(), measure.shape, cut);
  return measure.source.kind === 'compoundGrowth' ? `末期为基期的 ${value}` : value;
}

function boundCheck(bound: CompiledBound, measure: MeasureNode, codes: string[], text: string, at: Case): Check {
  const outcome = bound.run();
  const { comparator, threshold } = bound.source;
  const cut: Cut = comparator === 'atMost' || comparator === 'lessThan' ? 'up' : 'down';
  const known = measure.load();
  const facts = at.missing(codes).map((code) => at.dictionary.get(code));
  const undefinedBecause = () => (known === MANUAL ? measure.reason() : (bound.other?.reason() ?? null));
  const shown =
    threshold.kind === 'constant'
      ? threshold.text
      : bound.other && bound.other.load() === MET
        ? measureValue(bound.other, cut)
        : measureText(threshold.measure, at.dictionary);
  const distance =
    outcome === UNMET && bound.threshold
      ? distanceTo(measure, comparator, bound.threshold.exact, at.exactOf, at.dictionary)
      : null;
  return {
    kind: 'compare',
    outcome: outcomeName(outcome),
    text,
    measure: known === MET ? measureValue(measure, cut) : null,
    threshold: `${COMPARATOR_SIGNS[comparator]} ${shown}`,
    reason: facts.length > 0 ? missingReason(facts) : outcome === MANUAL ? undefinedBecause() : null,
    distance,
    parts: [],
  };
}

/**
 * The checks of a condition. Clauses with an id of their own and scores are left out: they are lines of their own.
 */
export function checksOf(node: ConditionNode, at: Case): Check[] {
  const { source } = node;
  switch (source.kind) {
    case 'compare': {
      const measure = node.comparison?.measure;
      const bounds = node.comparison?.bounds ?? [];
      if (!measure) return [];
      return bounds.map((bound) => {
        const one = { ...source, bounds: [bound.source] };
        return boundCheck(bound, measure, conditionFacts(one, at.renewal), conditionText(one, at.dictionary), at);
      });
    }
    case 'is':
    case 'oneOf':
    case 'startsWith':
    case 'judgement': {
      const facts = at.missing([source.fact]).map((code) => at.dictionary.get(code));
      const text = conditionText(source, at.dictionary);
      return [
        { kind: 'compare', outcome: outcomeName(node.run()), text, ...EMPTY, parts: [], reason: missingReason(facts) },
      ];
    }
    case 'all':
    case 'any': {
      const parts = node.parts.flatMap((part) => checksOf(part, at));
      if (parts.length === 0) return [];
      const text = conditionText(source, at.dictionary);
      return [{ kind: source.kind, outcome: outcomeName(node.run()), text, ...EMPTY, parts }];
    }
    case 'exempt': {
      const [rule, exemption] = node.parts;
      if (!rule || !exemption) return [];
      const reason = exemption.run() === MET ? '符合免予要求的情形' : null;
      const parts = [...checksOf(rule, at), ...checksOf(exemption, at)];
      const text = conditionText(source, at.dictionary);
      return [{ kind: 'exempt', outcome: outcomeName(node.run()), text, ...EMPTY, reason, parts }];
    }
    case 'byPurpose': {
      const chosen = node.parts[at.renewal ? 1 : 0];
      return chosen ? checksOf(chosen, at) : [];
    }
    case 'notApplicable':
      return [
        { kind: 'compare', outcome: 'notApplicable', text: conditionText(source, at.dictionary), ...EMPTY, parts: [] },
      ];
    case 'classify':
      return classifyChecks(node, source, at);
    case 'clause':
    case 'score':
      return [];
  }
}

/** What each class of the row asks that holds for the case, from the best down to the one reached. */
function classifyChecks(node: ConditionNode, source: Condition & { kind: 'classify' }, at: Case): Check[] {
  const { by, classes, gives } = source.table;
  const outcome = outcomeName(node.run());
  const row = node.classify?.rowOf();
  const code = at.valueOf(by);
  const label = shortLabel(at.dictionary.get(by));
  if (!row) {
    const reason = code === null ? `缺少 ${label}` : `${label} ${code} 不在表内，需由人按规定查定`;
    return [{ kind: 'compare', outcome, text: conditionText(source, at.dictionary), ...EMPTY, parts: [], reason }];
  }
  const parts: Check[] = [];
  for (const [place, demand] of row.demands.entries()) {
    const own = demand.run();
    const text = `${valueText(gives, classes[place] ?? '', at.dictionary)}：各项下限都要达到`;
    parts.push({
      kind: 'all',
      outcome: outcomeName(own),
      text,
      ...EMPTY,
      parts: checksOf(demand, at).flatMap((c) => c.parts),
    });
    if (own === MET) break;
  }
  const because = code === null ? `${label}缺失，按${row.row.label}判断` : `${label} ${code} 属${row.row.label}`;
  return [{ kind: 'any', outcome, text: because, ...EMPTY, parts }];
}

/** Whether an outcome code is still open. */
export function isOpen(outcome: number): boolean {
  return outcome === UNKNOWN || outcome === MANUAL;
}
