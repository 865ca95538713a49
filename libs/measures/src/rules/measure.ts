import type { Confidence, Evaluator } from '@tidu/criteria';
import type { Day } from '@tidu/kernel';

/** How money comes to an enterprise: it declares (申报), or is found and asked to confirm only (免申即享). */
export const modes = ['application', 'automatic'] as const;
export type Mode = (typeof modes)[number];

/** How amounts are rounded to the 分 once, at the end: 四舍五入, or 舍去. */
export const roundings = ['halfUp', 'down'] as const;
export type Rounding = (typeof roundings)[number];

/**
 * What holds between measures of one matter (同一事项): the highest counts (就高不重复), the newest document before the
 * higher amount (从新从高), the difference to what was received (补差).
 */
export const stackings = ['highest', 'newest', 'topUp'] as const;
export type Stacking = (typeof stackings)[number];

/** How long a measure excludes another: in one year alone (当年), or for ever (长期). */
export const withins = ['year', 'ever'] as const;
export type Within = (typeof withins)[number];

/** An exact fraction of integers, the lower one above 0. */
export interface Fraction {
  num: bigint;
  den: bigint;
}

/** A figure that only whoever claims can state: the principal of a loan, what a machine cost. */
export interface ClaimInput {
  code: string;
  label: string;
  /** money in 元, percent as written (3.5), whole days. */
  type: 'money' | 'percent' | 'days';
}

/** A step of a benefit: the first whose conditions are met counts. Without conditions it is for everybody left. */
export interface Level {
  label: string;
  when: Evaluator | null;
}

/** What an enterprise gets. Amounts in 分. */
export type Benefit =
  /** 奖励定额, or with `topUp` 累进补差: the amount of the level less what was received in the same matter. */
  | { kind: 'fixed'; topUp: boolean; levels: (Level & { amount: bigint })[] }
  /** 补助比例: rate × what it cost, at most the cap of the level. */
  | { kind: 'ratio'; base: string; levels: (Level & { rate: Fraction; cap: bigint | null })[] }
  /** 贷款贴息: principal × rate × share × days / 365; the rate is fixed or that of the loan. */
  | { kind: 'interest'; principal: string; days: string; rate: Fraction | { input: string }; share: Fraction }
  /** 分档定额: by a figure of the claim, the highest step it reaches. */
  | { kind: 'tiered'; by: string; steps: { atLeast: bigint; amount: bigint }[] }
  /** 服务、要素: no amount. */
  | { kind: 'service'; what: string };

/** One clause of a document (扶持措施的一条), checked and compiled. */
export interface Measure {
  code: string;
  name: string;
  source: { number: string; name: string; issuer: string; article: string };
  confidence: Confidence;
  department: string;
  contact: string;
  /** Whose enterprises: code of a region, its beginning counts; `nation`. */
  region: string;
  /** Whom it is for, in words. */
  audience: string;
  mode: Mode;
  /** Once for ever, or once a year. */
  repeat: 'once' | 'yearly';
  validity: { from: Day; to: Day | null };
  /** Days on which it can be claimed; null: as long as it is valid. */
  window: { from: Day; to: Day } | null;
  supersededBy: string | null;
  inputs: ClaimInput[];
  benefit: Benefit;
  rounding: Rounding;
  /** Most of one item, in 分. */
  capItem: bigint | null;
  /** Most an enterprise gets in a year of all measures under this cap. */
  capYear: { code: string; amount: bigint } | null;
  matter: { code: string; stacking: Stacking; within: Within } | null;
  excludes: string[];
  /** How long what is named in `excludes` is excluded. */
  excludesWithin: Within;
  /** Budget line the money comes from; null: no money. */
  budget: string | null;
  materials: string[];
  evaluator: Evaluator;
}
