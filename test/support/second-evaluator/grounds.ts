import { decimal, type Q, times } from './exact';

/** The words of a standard as they stand in a package: JSON, read anew. */
export type Json = Record<string, unknown>;

export type Outcome = 'met' | 'manual' | 'unknown' | 'unmet' | 'notApplicable';
export type Open = 'unknown' | 'manual';

/** What one case is judged on. */
export interface Case {
  /** By code, as it stands in the package: numbers and decimal texts, codes, truths. */
  facts: Record<string, unknown>;
  dictionary: ReadonlyMap<string, Record<string, string>>;
  renewal: boolean;
  /** By item: count, average, min, max in fractions. */
  cohort: Record<string, Record<string, string | null>> | null;
}

export function entry({ dictionary }: Case, code: string): Record<string, string> {
  const found = dictionary.get(code);
  if (!found) throw new Error(`no fact ${code}`);
  return found;
}

/** What a missing fact leaves open: what a person judges is theirs to say. */
export const missing = (one: Case, code: string): Open => (entry(one, code).origin === 'judged' ? 'manual' : 'unknown');

export const given = ({ facts }: Case, code: string): Scalar | null => (facts[code] ?? null) as Scalar | null;

/** A value as JSON writes it. */
export type Scalar = string | number | boolean;

/** A number in natural units; null: missing. */
export function number(one: Case, code: string): Q | null {
  const value = given(one, code);
  return value === null ? null : decimal(String(value));
}

const sizes: Record<string, string> = { 万: '10000', 亿: '100000000', '%': '0.01' };

/** A threshold in natural units, whatever unit is written behind it: 500万, 3%, 2年, 24.097万元/亩. */
export function threshold(text: string): Q {
  const [, digits = '', rest = ''] = /^(-?[0-9.]+)\s*(.*)$/u.exec(text.trim()) ?? [];
  if (digits === '') throw new Error(`no threshold: ${text}`);
  const size = sizes[rest.slice(0, 1)];
  return size === undefined ? decimal(digits) : times(decimal(digits), decimal(size));
}

/** In an `all` the worst wins; what does not apply drops out. */
export const every = (outcomes: readonly Outcome[]): Outcome => chosen(outcomes, ['unmet', 'unknown', 'manual', 'met']);
export const some = (outcomes: readonly Outcome[]): Outcome => chosen(outcomes, ['met', 'unknown', 'manual', 'unmet']);

const chosen = (outcomes: readonly Outcome[], order: readonly Outcome[]): Outcome =>
  order.find((one) => outcomes.includes(one)) ?? 'notApplicable';
