import type { OutcomeName } from '../outcome';
import type { Purpose } from '../purpose';

/**
 * Why a step is needed, kept apart because a different person has to act:
 * `short` 值不够 — the value is known and must change · `evidence` 待补证明 or 待人工判断 — what is asked may well be there,
 * but no document or judgement is recorded · `unknown` 缺数据 — the figure itself is missing.
 */
export type StepKind = 'short' | 'evidence' | 'unknown';

/** A change of one fact to the least value that suffices. Decimals are strings in the fact's own unit (money in 元). */
export interface AdviceStep {
  fact: string;
  label: string;
  unit: string;
  kind: StepKind;
  /** Of `evidence`: a person has to judge, not a document to be handed in. */
  judgement: boolean;
  /** The value now, null for a missing one, and the value that suffices. */
  from: string | boolean | null;
  to: string | boolean;
  fromText: string;
  toText: string;
  /** to − from of a known number, otherwise null. */
  change: string | null;
  /**
   * Of a missing number: all values that would do, the other steps as they are (不低于, 不高于); null where there is no
   * such end.
   */
  least: string | null;
  most: string | null;
  /** In the bureau's units of effort. */
  cost: number;
  /** Ids of the clauses that are better off by this step, given the others. */
  clauses: string[];
  /** The first year in which an application can show it; null for what can be done before the deadline. */
  earliest: number | null;
  /** `研发费用再增加 291.611万元（从 8.389万元 到 300万元）`. */
  text: string;
  /** How it is done, in the bureau's words; empty where nothing was written. */
  how: string;
  /** What must be watched: another figure that has to keep up. */
  note: string;
}

/** A set of steps that makes the standard met; no part of the set does. */
export interface Alternative {
  steps: AdviceStep[];
  cost: number;
  /** The latest `earliest` of its steps. */
  earliest: number | null;
  text: string;
}

/** Why a fact is not among the steps although another value would help. */
export type HeldReason =
  /** Years pass by themselves and not faster. */
  | 'time'
  /** A figure of an accounting year that is over by the deadline. */
  | 'closed'
  /** The bureau's data says that it cannot be changed. */
  | 'fixed';

export interface HeldFact {
  fact: string;
  label: string;
  reason: HeldReason;
  from: string | boolean;
  /** The nearest value that would help, all else as it is; null where there is no single one. */
  needed: string | boolean | null;
  /** The first year in which an application can show another value; null where waiting does not help. */
  earliest: number | null;
  clauses: string[];
  text: string;
}

/** A figure that another year's turn changes by itself before the deadline. */
export interface CarriedFact {
  fact: string;
  label: string;
  from: string | null;
  to: string | null;
  text: string;
}

export type AdviceState =
  /** It passes as it stands at the deadline. */
  | 'met'
  /** There are alternatives. */
  | 'possible'
  /** Nothing that can be done in time suffices; `later` says what would. */
  | 'later'
  /** Not even later, by the facts that can change at all. */
  | 'impossible'
  /** The work was cut short before an answer was found. */
  | 'undecided'
  /** The standard uses words that steps cannot be derived for; see `refused`. */
  | 'refused';

/** The 差一步清单 of one fact sheet for one standard. A pre-assessment (预评估) only. */
export interface Advice {
  standard: string;
  purpose: Purpose;
  date: string;
  deadline: string | null;
  state: AdviceState;
  /** The outcome at the deadline without any step. */
  outcome: OutcomeName;
  alternatives: Alternative[];
  /** Of state `later`: sets that also use what cannot move before the deadline. */
  later: Alternative[];
  held: HeldFact[];
  carried: CarriedFact[];
  /** Whether every set of steps was considered; otherwise cheaper ones than the last may have been missed. */
  exhaustive: boolean;
  /** Points of the search that were looked at. */
  looked: number;
  refused: string | null;
  /** One sentence for the head of the list. */
  text: string;
  notice: string;
}
