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
/** A constant may be an amount times a parameter of the release; `text` is what came out, in the measure's own unit. */
export type Threshold =
  { kind: 'constant'; text: string; amount?: string; times?: string } | { kind: 'measure'; measure: Measure };
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
  | { kind: 'classify'; table: ClassTable }
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

/**
 * A table by code (按行业的划型表): the row whose prefix the code begins with says from which figures on a class is
 * reached. Every limit of a class must hold, else the next class is tried; the last class is what is left.
 */
export interface ClassTable {
  /** The enum fact whose values the classes are. */
  gives: string;
  /** Best first. */
  classes: string[];
  /** The code that chooses the row. */
  by: string;
  /** The row for a case without the code; null: then nothing can be said. */
  whenMissing: string | null;
  rows: ClassRow[];
}
export interface ClassRow {
  id: string;
  label: string;
  prefixes: string[];
  confidence: Confidence;
  /** One least value for each class but the last. */
  limits: { fact: string; atLeast: string[] }[];
}

/** What a missing item of a measured score takes: the average item score of the cohort, when this fact is missing. */
export interface WhenMissing {
  fact: string;
  takes: 'cohortAverage';
}

/** How an indicator earns its points; points are decimal texts with at most four decimals. */
export type Points =
  | { kind: 'bands'; measure: Measure; bands: Band[]; otherwise: string }
  | { kind: 'byValue'; fact: string; points: Record<string, string> }
  | { kind: 'ladder'; rungs: { when: Condition; points: string }[]; otherwise: string }
  | { kind: 'betterOf'; options: Points[] }
  | { kind: 'count'; of: Condition[]; each: string; atMost: string }
  | { kind: 'perFull'; measure: Measure; every: string; points: string; atMost: string }
  | { kind: 'asPoints'; fact: string; from: string; to: string }
  | {
      /** weight × value / benchmark, never below 0; computed exactly, with no highest points unless `atMost` says so. */
      kind: 'benchmark';
      measure: Measure;
      weight: string;
      benchmark: string;
      atMost: string | null;
      whenMissing: WhenMissing | null;
    }
  | {
      /** weight × [from + (to − from) × (value − min)/(max − min)] / 100, min and max being those of the cohort. */
      kind: 'minMax';
      measure: Measure;
      weight: string;
      from: string;
      to: string;
      whenMissing: WhenMissing | null;
    };

/** A clause that earns points. With `mustEarn` the score as a whole asks that it earns any. */
export interface Indicator extends Wording {
  full: string;
  points: Points;
  mustEarn?: true;
}

/**
 * A group of indicators, with the least points it must reach where the source names any. Indicators that stand in no
 * category are in one whose id is empty: nothing is reported for it.
 */
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

/** A figure of the district or year that the text leaves open, such as an exchange rate and its day. */
export interface Parameter {
  label: string;
  /** A decimal. */
  value: string;
  /** The day it holds for, YYYY-MM-DD. */
  date?: string;
  source: string;
  confidence: Confidence;
}

/** A class of a ranking (亩均评价 A/B/C/D): down to which share of all ranked, best first; the last one reaches 100%. */
export interface GradeShare {
  name: string;
  upTo: string;
}

/** How a ranking by this standard is cut into classes: data of the district and the year. */
export interface Grades {
  shares: GradeShare[];
  /** The class of whoever fails a condition of the standard (一票否决), whatever the rank; null: there is none. */
  unmet: string | null;
  confidence: Confidence;
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
  /**
   * Title kind it leads to (innovativeSme, specializedSme, hiddenChampion …), its level and its years of validity. A
   * standard that grants nothing (划型, 亩均评价, a definition from books) has the title and level `none`.
   */
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
  /** Of a supplement: the standard it changes, that one's content, and the ids it gave other words. */
  extends?: { id: string; version: number; hash: string; overrides: string[] };
  /** By name, as thresholds refer to them. */
  parameters?: Record<string, Parameter>;
  grades?: Grades;
}
