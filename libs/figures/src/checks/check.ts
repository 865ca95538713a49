import type { FigureSource } from '../sources';

/** What one source says of one year: the figures a check can ask for, as integers by the dictionary's scale. */
export interface Statement {
  year: number;
  source: FigureSource;
  values: Readonly<Record<string, number | null | undefined>>;
}

interface Base {
  code: string;
  /** What an official reads. */
  label: string;
  /** Checks that make this one superfluous where they found the same fact. */
  silencedBy: readonly string[];
}

export interface AtMostCheck extends Base {
  kind: 'atMost';
  fact: string;
  limit: string;
  times: number;
}
export interface RatioCheck extends Base {
  kind: 'ratio';
  fact: string;
  per: string;
  atLeast: number;
  atMost: number;
}
export interface SlipCheck extends Base {
  kind: 'slip';
  between: 'sources' | 'years';
  facts: readonly string[];
  factors: readonly number[];
  within: number;
  /** In 元. */
  least: number;
}
export interface TransposedCheck extends Base {
  kind: 'transposed';
  facts: readonly string[];
  /** Both figures are known to so many digits. */
  digits: number;
  /** How many units of the coarser one lie between them. */
  apart: number;
}
export interface SignCheck extends Base {
  kind: 'sign';
  facts: readonly string[];
}
export interface LossCheck extends Base {
  kind: 'loss';
  profit: string;
  income: string;
  cost: string;
  within: number;
}
export interface ShiftedCheck extends Base {
  kind: 'shifted';
  facts: readonly string[];
  least: number;
}
export interface CopiedCheck extends Base {
  kind: 'copied';
  facts: readonly string[];
  least: number;
}
export interface GrowthCheck extends Base {
  kind: 'growth';
  fact: string;
  times: number;
  /** In the fact's own unit. */
  from: number;
}

/** One check of `seeds/reference/figure-checks.yaml` (一数一源检查). */
export type FigureCheck =
  | AtMostCheck
  | RatioCheck
  | SlipCheck
  | TransposedCheck
  | SignCheck
  | LossCheck
  | ShiftedCheck
  | CopiedCheck
  | GrowthCheck;

export const checkKinds = [
  ...(['atMost', 'ratio', 'slip', 'transposed', 'sign', 'loss', 'shifted', 'copied', 'growth'] as const),
];

/** A value as a flag quotes it. */
export interface Said {
  fact: string;
  year: number;
  source: FigureSource;
  value: number;
}

/** What a check found: the values that don't go together. */
export interface Finding {
  said: Said[];
}

/** The facts a check looks at. */
export function factsOfCheck(check: FigureCheck): string[] {
  switch (check.kind) {
    case 'atMost':
      return [check.fact, check.limit];
    case 'ratio':
      return [check.fact, check.per];
    case 'loss':
      return [check.profit, check.income, check.cost];
    case 'growth':
      return [check.fact];
    case 'slip':
    case 'transposed':
    case 'sign':
    case 'shifted':
    case 'copied':
      return [...check.facts];
  }
}
