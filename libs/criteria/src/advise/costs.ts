import { formatScaled, readScaled } from '@tidu/kernel';
import type { FactDefinition } from '../fact';
import { parseThreshold } from '../threshold';

/**
 * What the bureau reckons a step to cost, as data (`seeds/advice-costs.yaml`). Units of effort, not money: they only
 * have to put steps in order. Plain JSON, so that the page can have it.
 */
export interface AdviceCosts {
  /** For facts that have no line of their own, and for what is not recorded. */
  defaults: CostDefaults;
  facts: Record<string, FactCost>;
}

export interface CostDefaults {
  /** Handing in a document, getting a judgement, looking up a figure. */
  document: string;
  judgement: string;
  data: string;
  /** A year of waiting; only where nothing else helps. */
  wait: string;
  /** Changing a fact that has no line: a yes or no, a number, a level. */
  change: string;
}

/**
 * `any` can be changed at any time · `year` is a figure of an accounting year: only while that year is not over ·
 * `yearEnds` counts years up to the end of the accounting year, `days` up to the day: both only pass · `never`.
 */
export type Moves = 'any' | 'year' | 'yearEnds' | 'days' | 'never';
export type Direction = 'up' | 'down' | 'both';

export interface FactCost {
  moves: Moves;
  /** Of a number: which way it may be advised to go. */
  direction: Direction;
  /** Of a yes or no: the answer that can be reached. */
  to: boolean;
  /** Effort of any change at all, and for each `per` of change: `each: 1` with `per: 10万`. */
  fixed: string;
  each: string;
  per: string | null;
  /** Of an enum: effort to reach each value; a value that is absent cannot be advised. Null: every value at `fixed`. */
  values: Record<string, string> | null;
  /** Effort when it is not recorded, and whether a document or a figure is what is missing; null: by the type. */
  missing: string | null;
  evidence: 'document' | 'data' | null;
  /** A usual value, for examples where two missing figures depend on each other. */
  example: string | null;
  /** What a step means, in words. */
  how: string;
  /** A fact this one cannot exceed in reality (主营业务收入 within 营业收入): said beside the step. */
  notAbove: string | null;
}

/** Used where the bureau has set nothing; `seeds/advice-costs.yaml` says the same and much more. */
export const DEFAULT_COSTS: AdviceCosts = {
  defaults: { document: '2', judgement: '2', data: '1', wait: '50', change: '40' },
  facts: {},
};

/** Decimals of a cost: they are summed as thousandths, integers, so that sums are exact. */
export const MILLI = 3;

/** A cost as thousandths. @throws RangeError for a text that is none; what came through the reader always is. */
export function parseCost(text: string): number {
  const scaled = readScaled(text, MILLI);
  if (typeof scaled !== 'bigint' || scaled < 0n) throw new RangeError(`“${text}” is no cost`);
  return Number(scaled);
}

/** Thousandths as people read them. */
export function costNumber(milli: number): number {
  return Number(formatScaled(milli, MILLI));
}

/** `10万` as the fact's own integers. @throws ThresholdError */
export function amountOf(text: string, fact: FactDefinition): bigint {
  const { num, den } = parseThreshold(text, fact);
  return num / den;
}
