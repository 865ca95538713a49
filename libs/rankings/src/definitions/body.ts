/**
 * What a ranking is made by (排名定义), as data. Numbers are decimal texts, so that nothing passes through a binary
 * double on its way to a place.
 */
export interface DefinitionBody {
  /** What ranking it is, the same from year to year. */
  code: string;
  title: string;
  /** 本局自定: invented by the bureau; said on every page and file. */
  own: boolean;
  /** Document, or why the bureau ranks so. */
  basis: string;
  /** Accounting year (会计年度) and day of assessment (评价日). */
  year: number;
  asOf: string;
  /** Decimals to which the total is rounded once (四舍五入); equal after it is equal. */
  decimals: number;
  scope: DefinitionScope;
  indicators: Indicator[];
  /** Indicators that part equals, the first first; empty: equals share the place. */
  ties: string[];
  /** Places before the line (入围线); null: no line. */
  places: number | null;
  vetoes: Veto[];
  classes: Classes | null;
  /** Sources (origins of facts) whose figures count as provisional (暂用数) and are flagged. */
  provisionalSources: string[];
}

export interface DefinitionScope {
  regions: string[];
  zones: string[];
  industries: string[];
  ownerships: string[];
  /** Who held this title on the day of assessment. */
  title: { kind: string; level: string | null } | null;
  /** On the official list of enterprises above designated size on that day (规上名单). */
  aboveScale: boolean;
}

/** What is measured. */
export type Measure =
  | { kind: 'score'; standard: string; purpose: 'application' | 'renewal' }
  | { kind: 'fact'; fact: string }
  | { kind: 'ratio'; over: string; under: string }
  | { kind: 'growth'; fact: string };

/** How what is measured becomes points. */
export type Scale =
  /** Value × weight. */
  | { kind: 'plain' }
  /** Value ÷ benchmark (the other way round where less is better) × weight, between floor and cap. */
  | { kind: 'benchmark'; benchmark: string; floor: string; cap: string | null }
  /** Where between the least and the most of all, × weight. */
  | { kind: 'minMax' };

/** `worst`: the least points of all (of a benchmark: its floor); `exclude`: no place; `computed`: as it comes out. */
export type Handling = 'worst' | 'exclude' | 'computed';

export interface Indicator {
  id: string;
  label: string;
  measure: Measure;
  scale: Scale;
  weight: string;
  direction: 'up' | 'down';
  /** A figure is missing: no place; last year's, else no place; the least points provisionally, flagged. */
  gap: 'exclude' | 'lastYear' | 'provisional';
  /** Denominators below this are tiny (极小分母); null: only zero and less are out of the ordinary. */
  minUnder: string | null;
  tiny: Handling;
  /** A value below zero. A denominator of zero or less is never computed: minus by minus tops nothing. */
  negative: Handling;
}

/** Whom a fact keeps from a place among the others (一票否决). */
export interface Veto {
  fact: string;
  is: boolean;
  label: string;
  /** Class it leads to; null where there are no classes. */
  class: string | null;
}

export interface Classes {
  /** By the share of places up to each class, or by the least score of each. */
  by: 'share' | 'score';
  list: {
    code: string;
    label: string;
    /** Of `share`: places up to so many percent of all, cumulative; of `score`: least score; null: the rest. */
    to: string | null;
    /** Code of the measure that goes with the class. */
    measure: string;
  }[];
}

/** Facts an indicator is measured by; of a standard's score none of its own. */
export function measuredFacts({ measure }: Pick<Indicator, 'measure'>): string[] {
  switch (measure.kind) {
    case 'score':
      return [];
    case 'ratio':
      return [measure.over, measure.under];
    case 'fact':
    case 'growth':
      return [measure.fact];
  }
}
