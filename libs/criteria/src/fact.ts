/** What a fact holds. Money is kept as integer 分, decimals as integers by their scale, codes as text. */
export type FactType = 'boolean' | 'integer' | 'money' | 'decimal' | 'enum' | 'code';

/** Where a fact comes from: entered in a form or file, derived from the register, or judged by a person. */
export type FactOrigin = 'entered' | 'derived' | 'judged';

/**
 * A fact as the evaluator sees it: money and decimals as integers by the dictionary's scale (a bigint only beyond
 * 2^53), enums and codes as text, null for a fact that is missing.
 */
export type FactValue = number | bigint | boolean | string | null;

/** Known facts by code; a code that is absent is missing, exactly like one that is null. */
export type Facts = ReadonlyMap<string, FactValue>;

/** One entry of the fact dictionary (`seeds/facts.csv`, one row per fact). */
export interface FactDefinition {
  code: string;
  /** Chinese name, as shown beside a field. */
  label: string;
  type: FactType;
  /** 元, 年, 人 …; `1` for a ratio between 0 and 1; empty for what has no unit. */
  unit: string;
  /** Decimals kept: money 2, counts 0. */
  scale: number;
  /** Smallest and largest value, as scaled integers; null for types without a range. */
  min: bigint | null;
  max: bigint | null;
  /** Codes of an enum and their Chinese names, in the same order. */
  values: readonly string[];
  valueLabels: readonly string[];
  origin: FactOrigin;
  /** For a figure of an earlier year: the fact of year 0 and how many years before it (−1, −2). */
  base: string | null;
  offset: number;
  /** Headers met in files that mean this fact and nothing else. */
  aliases: readonly string[];
  meaning: string;
  /** What a form must show beside the field, in Chinese; empty when the label says it all. */
  definition: string;
}
