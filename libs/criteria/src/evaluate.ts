import { formatScaled } from '@tidu/kernel';
import type { Cohort } from './cohort';
import type { CompactResult } from './compile/frame';
import type { Evaluator } from './compile/compile-standard';
import type { Period, StandardDocument } from './document';
import type { Facts, FactValue } from './fact';
import { type OutcomeName, outcomeName } from './outcome';
import type { Purpose } from './purpose';

/** Points as an interval; both ends are equal when everything that matters is known. */
export interface Interval {
  min: number;
  max: number;
}

export interface ClauseResult {
  outcome: OutcomeName;
  points?: Interval;
}

/** The result of an evaluation, exactly as `tidu evaluate` and the open API answer it. A pre-assessment (预评估) only. */
export interface EvaluationResult {
  standard: string;
  outcome: OutcomeName;
  points: Interval | null;
  clauses: Record<string, ClauseResult>;
  /** What a table by code gives (划型); null while it is open. Absent from standards without such a table. */
  value?: string | null;
  /** Hash of the cohort that was used. */
  cohort?: string;
  /** The day of assessment lies outside the standard's dates for this purpose. */
  outsidePeriod?: true;
  /** The day of assessment lies past the standard's day of review (暂按原标准，已过复审日). */
  provisional?: true;
}

export interface EvaluationOptions {
  /** Absent means a new application. */
  purpose?: Purpose;
  /** Day of assessment, YYYY-MM-DD; without it nothing is said about the period. */
  date?: string;
  /** What measured items need of the others; absent: such items are unknown. */
  cohort?: Cohort | null;
}

/** Ten-thousandths of a point as points. */
const points = (min: number, max: number): Interval => ({ min: min / 10_000, max: max / 10_000 });

/** Points beyond what the compact form keeps, from the exact one: the nearest double of four decimals. */
const exactly = ([least, most]: [bigint, bigint]): Interval => ({
  min: Number(formatScaled(least, 4)),
  max: Number(formatScaled(most, 4)),
});

/** A clause that carries points; while it has no highest points, none are said. */
function withPoints(outcome: OutcomeName, compact: CompactResult, i: number): ClauseResult {
  const exact = compact.exact?.[i];
  if (exact === undefined) return { outcome, points: points(compact.clauseMin[i] ?? 0, compact.clauseMax[i] ?? 0) };
  return exact === null ? { outcome } : { outcome, points: exactly(exact) };
}

function totalOf({ pointsMin, pointsMax, exactTotal }: CompactResult): Interval | null {
  if (pointsMin === null || pointsMax === null) return null;
  return exactTotal ? exactly(exactTotal) : points(pointsMin, pointsMax);
}

/** Whether a day lies within a period; days are inclusive. A purpose without a period is never inside. */
export function insidePeriod(period: Period | undefined, date: string): boolean {
  if (!period) return false;
  return (period.from === undefined || date >= period.from) && (period.to === undefined || date <= period.to);
}

/** Whether a standard judges provisionally on a day: its day of review is past and nothing has taken its place. */
export function isProvisional({ reviewBy }: Pick<StandardDocument, 'reviewBy'>, date: string): boolean {
  return reviewBy !== undefined && date > reviewBy;
}

/** The facts in the order of the evaluator's slots; what is absent is missing. */
export function valuesBySlot(evaluator: Evaluator, facts: Facts): FactValue[] {
  return evaluator.slots.map((code) => facts.get(code) ?? null);
}

/** Turns a compact result into the one that people and programs read. */
function expandResult(evaluator: Evaluator, compact: CompactResult, options: EvaluationOptions): EvaluationResult {
  const clauses: Record<string, ClauseResult> = {};
  evaluator.clauseIds.forEach((id, i) => {
    const outcome = outcomeName(compact.clauseOutcomes[i] ?? 0);
    const hasPoints = evaluator.clauseHasPoints[i] === true;
    clauses[id] = hasPoints ? withPoints(outcome, compact, i) : { outcome };
  });
  const { document } = evaluator.release;
  const period = document.periods[options.purpose ?? 'application'];
  return {
    standard: document.id,
    outcome: outcomeName(compact.outcome),
    points: totalOf(compact),
    clauses,
    ...(evaluator.classifies && { value: compact.value }),
    ...(options.cohort && evaluator.measured.length > 0 && { cohort: options.cohort.hash }),
    ...(options.date !== undefined && !insidePeriod(period, options.date) && { outsidePeriod: true as const }),
    ...(options.date !== undefined && isProvisional(document, options.date) && { provisional: true as const }),
  };
}

/** Judges one fact sheet. The same code runs in bulk, in the API, on the command line and in the browser. */
export function evaluate(evaluator: Evaluator, facts: Facts, options: EvaluationOptions = {}): EvaluationResult {
  const compact = evaluator.createResult();
  evaluator.evaluateInto(valuesBySlot(evaluator, facts), options.purpose ?? 'application', compact, options.cohort);
  return expandResult(evaluator, compact, options);
}
