import type { Purpose } from './purpose';

/**
 * A checked standard as plain JSON: what a release contains, what is hashed, what the page compiles. Thresholds stay
 * as the natural text that was written (`500万`, `3%`), so that a reader of the release sees what the source says.
 */

/** How sure the wording is: A the text itself was seen, B several agreeing secondary sources, C one source or open. */
export type Confidence = 'A' | 'B' | 'C';

/** A value computed from facts. */
export type Measure =
  | { kind: 'fact'; fact: string }
  | { kind: 'sum'; of: Measure[] }
  | { kind: 'mean'; of: Measure[] }
  | { kind: 'ratio'; over: Measure; under: Measure }
  | { kind: 'growth'; now: Measure; before: Measure }
  | { kind: 'compoundGrowth'; now: Measure; before: Measure; years: number };

/** 不低于 · 不高于 · 高于 · 低于; the first two include the number itself (以上、以下). */
export type Comparator = 'atLeast' | 'atMost' | 'moreThan' | 'lessThan';
export type Threshold = { kind: 'constant'; text: string } | { kind: 'measure'; measure: Measure };
export interface Bound {
  comparator: Comparator;
  threshold: Threshold;
}

/** Something that is met, unmet or open. */
export type Condition =
  | { kind: 'compare'; measure: Measure; bounds: Bound[] }
  | { kind: 'is'; fact: string; value: string }
  | { kind: 'oneOf'; fact: string; values: string[] }
  | { kind: 'startsWith'; fact: string; prefixes: string[] }
  | { kind: 'judgement'; fact: string }
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }
  | { kind: 'exempt'; rule: Condition; exemption: Condition }
  | { kind: 'byPurpose'; application: Condition; renewal: Condition }
  | { kind: 'notApplicable' }
  | { kind: 'score'; score: Score }
  | { kind: 'clause'; clause: Clause };

/** What a reader sees of anything that has an id of its own in a result. */
export interface Wording {
  id: string;
  /** A few words, as in a table of contents. */
  label: string;
  /** The demand in our own words. */
  text: string;
  /** Where the source says it. */
  article: string;
  confidence: Confidence;
}

/** A condition that is reported under an id of its own. */
export interface Clause extends Wording {
  rule: Condition;
}

/** A band of a measure and its points. */
export interface Band {
  bounds: { comparator: Comparator; text: string }[];
  points: string;
}

/** How an indicator earns its points; points are decimal texts with at most four decimals. */
export type Points =
  | { kind: 'bands'; measure: Measure; bands: Band[]; otherwise: string }
  | { kind: 'byValue'; fact: string; points: Record<string, string> }
  | { kind: 'ladder'; rungs: { when: Condition; points: string }[]; otherwise: string }
  | { kind: 'betterOf'; options: Points[] }
  | { kind: 'count'; of: Condition[]; each: string; atMost: string }
  | { kind: 'perFull'; measure: Measure; every: string; points: string; atMost: string }
  | { kind: 'asPoints'; fact: string; from: string; to: string };

/** A clause that earns points. A `line` is a least number of points that the score as a whole asks of it. */
export interface Indicator extends Wording {
  full: string;
  points: Points;
}

/** A group of indicators, with the least points it must reach where the source names any. */
export interface Category extends Wording {
  full: string;
  atLeast: string | null;
  indicators: Indicator[];
}

/** A score: met when the total and every category with a line reach it. */
export interface Score {
  total: Wording & { full: string; atLeast: string | null };
  categories: Category[];
}

/** From when until when (inclusive) a standard is in force for a purpose; absent ends are open or not known. */
export interface Period {
  from?: string;
  to?: string;
  confidence: Confidence;
}

/** What a version after the first changed and whom it concerns: titles, regions, and from when for each purpose. */
export interface Change {
  version: number;
  /** The day the change was decided, YYYY-MM-DD. */
  day: string;
  titles: string[];
  /** `nation` or codes of GB/T 2260. */
  regions: string[];
  periods: Partial<Record<Purpose, { from: string; to?: string }>>;
  /** What changed and why, as a whole. */
  text: string;
  /** What changed in a clause, by its id. */
  clauses: Record<string, string>;
}

export interface StandardDocument {
  id: string;
  version: number;
  name: string;
  /** Title kind it leads to (innovativeSme, specializedSme, hiddenChampion …), its level and its years of validity. */
  grants: { title: string; level: string; years: number | null };
  source: { number: string; name: string; part: string; issuer: string };
  /** `nation` or the GB/T 2260 code whose enterprises it concerns. */
  region: string;
  periods: Partial<Record<Purpose, Period>>;
  /** Last day before the text is due for review (复审日), YYYY-MM-DD; a later evaluation is provisional. */
  reviewBy?: string;
  /** What each version after the first changed (变更记录), the newest first. */
  changes?: Change[];
  /** What a reader must know about this text as a whole: open points, how it was obtained. */
  note: string;
  requires: Condition[];
}
