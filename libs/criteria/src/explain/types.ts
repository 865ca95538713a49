import type { Confidence } from '../document';
import type { Interval } from '../evaluate';
import type { OutcomeName } from '../outcome';

/** A fact that a clause used: its value as a decimal string (money in 元) and the way a person reads it. */
export interface FactUse {
  code: string;
  label: string;
  unit: string;
  /** Decimal string, enum code, boolean; null for a missing fact. */
  value: string | boolean | null;
  /** `1,234.5万元`, `70%`, `省级`, `是`; 未知 for a missing fact, never 0 or a dash. */
  display: string;
}

/** How far a comparison is from being met, in natural units, while all other facts stay as they are. */
export interface Distance {
  /** The fact to change. */
  fact: string;
  /** By how much, as a decimal string in the fact's own unit; negative to reduce. */
  change: string;
  /** `研发费用再增加 12.4万元`. */
  text: string;
}

/** A demand inside a clause: a comparison, or a group of them. */
export interface Check {
  kind: 'all' | 'any' | 'exempt' | 'compare';
  outcome: OutcomeName;
  /** `研发费用 ÷ 营业收入 ≥ 3%`; for a group what it asks of its parts. */
  text: string;
  /** What was computed (`2.96%`), null when it could not be. */
  measure: string | null;
  threshold: string | null;
  /** Why the outcome is not plain: a missing fact, undefined arithmetic, a judgement not recorded, an exemption. */
  reason: string | null;
  distance: Distance | null;
  parts: Check[];
}

/** A step of an indicator's ladder. `reached` is null while it is open which step holds. */
export interface BandStep {
  label: string;
  points: number;
  reached: boolean | null;
}

export type ClauseKind = 'group' | 'condition' | 'score' | 'category' | 'indicator' | 'total';

/** One line of the score card. */
export interface ClauseExplanation {
  id: string;
  kind: ClauseKind;
  parent: string | null;
  children: string[];
  /** Ids of the lines beside it, any one of which would do instead; empty where it is asked for itself. */
  alternatives: string[];
  label: string;
  /** The demand in our own words, and where the source says it. */
  text: string;
  article: string;
  confidence: Confidence;
  outcome: OutcomeName;
  /** Chinese word of the outcome; an indicator and a sum without a line say their points instead. */
  outcomeText: string;
  points: Interval | null;
  maxPoints: number | null;
  /** The least points asked for (a category, the total). */
  line: number | null;
  facts: FactUse[];
  /** Codes of facts that are missing here. */
  missing: string[];
  checks: Check[];
  /** What an indicator measures and the value it found; null when it counts or looks up. */
  measure: { text: string; value: string | null } | null;
  bands: BandStep[];
  reason: string | null;
  distance: Distance | null;
}

/** The standard a result is about: `document` is the name of the source it stands in, `number` its 文号. */
export interface ExplainedStandard {
  id: string;
  version: number;
  hash: string;
  name: string;
  number: string;
  document: string;
  part: string;
  issuer: string;
}

/**
 * Everything a score card shows, derived again from release and facts whenever it is read; nothing of it is stored.
 */
export interface Explanation {
  standard: ExplainedStandard;
  note: string;
  outcome: OutcomeName;
  outcomeText: string;
  points: Interval | null;
  maxPoints: number | null;
  /** All clauses in the order of the document; `parent` and `children` give the tree. */
  clauses: ClauseExplanation[];
  /** Facts that are missing, with the open clauses that wait for them. */
  missing: { code: string; label: string; judged: boolean; clauses: string[] }[];
  outsidePeriod: boolean;
  /** Judged past the standard's day of review: 暂按原标准，已过复审日. */
  provisional: boolean;
  /** 预评估，非认定 — wherever a result is shown. */
  notice: string;
}
