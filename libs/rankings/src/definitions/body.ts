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
  /** Pillars (支柱) that indicators are gathered into; absent: the total is the sum of all indicators. */
  pillars?: Pillar[];
  /** Extra points (加分) on top of the total; absent: none. */
  extra?: ExtraPoints;
  /** Indicators that part equals, the first first; empty: equals share the place. */
  ties: string[];
  /** Places before the line (入围线); null: no line. */
  places: number | null;
  vetoes: Veto[];
  classes: Classes | null;
  /** Sources (origins of facts) whose figures count as provisional (暂用数) and are flagged. */
  provisionalSources: string[];
}

/**
 * A pillar (支柱): its indicators' weights add up to 100, as do those of all pillars. Its score is the sum of their
 * points; the total is Σ pillar's weight × score ÷ 100.
 */
export interface Pillar {
  id: string;
  label: string;
  weight: string;
}

/** Extra points (加分), each with where it comes from; together at most so many. */
export interface ExtraPoints {
  cap: string;
  list: ExtraPoint[];
}

/** Given where the fact is known and is so, or reaches so much. */
export interface ExtraPoint {
  fact: string;
  /** Of a yes-or-no fact. */
  is?: boolean;
  /** Of a number: this much or more. */
  atLeast?: string;
  label: string;
  points: string;
  /** Document and article that grants them. */
  source: string;
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
  | {
      kind: 'benchmark';
      benchmark: string;
      /** Another benchmark for industries by the beginning of their code (GB/T 4754); the longest one that fits counts. */
      byIndustry?: Record<string, string>;
      floor: string;
      cap: string | null;
    }
  /** Where between the least and the most of all, × weight. `base`: so many hundredths of the weight for the least. */
  | { kind: 'minMax'; base?: string };

/** `worst`: the least points of all (of a benchmark: its floor); `exclude`: no place; `computed`: as it comes out. */
export type Handling = 'worst' | 'exclude' | 'computed';

export interface Indicator {
  id: string;
  label: string;
  /** Pillar it belongs to, where there are any. */
  pillar?: string;
  measure: Measure;
  scale: Scale;
  weight: string;
  direction: 'up' | 'down';
  /**
   * A figure is missing: no place; last year's, else no place; the least points provisionally, flagged; the mean of the
   * points that all others with a place have in this indicator, flagged.
   */
  gap: 'exclude' | 'lastYear' | 'provisional' | 'cohortMean';
  /** Facts for whose absence the mean is taken; where another one is missing there is no place. */
  meanFor?: string[];
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

/** Every fact a definition reads: of indicators, extra points, vetoes. */
export const factsOf = ({ indicators, extra, vetoes }: Pick<DefinitionBody, 'indicators' | 'extra' | 'vetoes'>) => [
  ...new Set([
    ...indicators.flatMap(measuredFacts),
    ...(extra?.list ?? []).map(({ fact }) => fact),
    ...vetoes.map(({ fact }) => fact),
  ]),
];

/** Whether any benchmark depends on the industry. */
export const looksAtIndustry = ({ indicators }: Pick<DefinitionBody, 'indicators'>) =>
  indicators.some(({ scale }) => scale.kind === 'benchmark' && scale.byIndustry !== undefined);

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
