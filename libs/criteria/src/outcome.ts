/**
 * The five outcomes of a clause (standards §0: met 满足, manual 需人工判断, unknown 缺数据, unmet 不满足,
 * notApplicable 不适用). A missing fact is never zero and never "unmet".
 */
export type OutcomeName = 'met' | 'manual' | 'unknown' | 'unmet' | 'notApplicable';

/**
 * Outcomes as small numbers, the form in which bulk results are kept. Among the first four a larger one wins in an
 * `all`, so combining is a maximum; the order is also the one of rankings without points.
 */
export const MET = 1;
export const MANUAL = 2;
export const UNKNOWN = 3;
export const UNMET = 4;
export const NOT_APPLICABLE = 5;
export type OutcomeCode = 1 | 2 | 3 | 4 | 5;

const NAMES: readonly OutcomeName[] = ['met', 'manual', 'unknown', 'unmet', 'notApplicable'];

/** What an official reads for each outcome. */
export const OUTCOME_LABELS: Readonly<Record<OutcomeName, string>> = {
  met: '满足',
  manual: '需人工判断',
  unknown: '缺数据',
  unmet: '不满足',
  notApplicable: '不适用',
};

/** The name of an outcome code. @throws RangeError for a number that is none. */
export function outcomeName(code: number): OutcomeName {
  const name = NAMES[code - 1];
  if (name === undefined) throw new RangeError(`no outcome has the code ${code}`);
  return name;
}

/** The code of an outcome name. */
export function outcomeCode(name: OutcomeName): OutcomeCode {
  return (NAMES.indexOf(name) + 1) as OutcomeCode;
}

/** Which outcome wins in an `all` and in an `any`, by code; what does not apply loses to everything. */
export const ALL_RANK = Uint8Array.of(0, 1, 2, 3, 4, 0);
export const ANY_RANK = Uint8Array.of(0, 4, 2, 3, 1, 0);

/** `all`: unmet > unknown > manual > met; what does not apply drops out; nothing but that is notApplicable. */
export function combineAll(a: OutcomeCode, b: OutcomeCode): OutcomeCode {
  return (ALL_RANK[a] ?? 0) >= (ALL_RANK[b] ?? 0) ? a : b;
}
