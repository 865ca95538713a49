import { compileStandard, type Evaluator } from '../compile/compile-standard';
import type { Cohort } from '../cohort';
import { cohortOf } from '../cohort-of';
import type { StandardDocument } from '../document';
import { type ClauseResult, evaluate, type EvaluationResult, insidePeriod, type Interval } from '../evaluate';
import type { FactDictionary } from '../fact-dictionary';
import { OUTCOME_LABELS } from '../outcome';
import { PURPOSE_LABELS, type Purpose } from '../purpose';
import type { Release } from '../release';
import { type Case, CasesReader, DAY_LABELS, type DayCase, type DayState, type Expectation } from './read-cases';

/** A case whose result is not the one written beside the standard. */
export interface CaseFailure {
  name: string;
  line: number;
  /** Where result and expectation part. */
  faults: CaseFault[];
  /** All of it in one sentence. */
  message: string;
}

/** What a case expected of a clause, or of the whole, and what came out; in words. */
export interface CaseFault {
  /** Id of the clause; null for the whole. */
  clause: string | null;
  expected: string;
  found: string;
}

export interface CasesReport {
  total: number;
  failures: CaseFailure[];
}

const span = ({ min, max }: Interval): string => (min === max ? String(min) : `${min}~${max}`);

function compareOne(clause: string | null, expected: Expectation, result: ClauseResult): CaseFault[] {
  const faults: CaseFault[] = [];
  if (expected.outcome !== null && expected.outcome !== result.outcome)
    faults.push({
      clause,
      expected: OUTCOME_LABELS[expected.outcome],
      found: OUTCOME_LABELS[result.outcome],
    });
  if (expected.points === null) return faults;
  const found = result.points ? `${span(result.points)} 分` : '没有分值';
  const wanted = `${span(expected.points)} 分`;
  return found === wanted ? faults : [...faults, { clause, expected: wanted, found }];
}

const faultText = ({ clause, expected, found }: CaseFault): string =>
  `${clause ?? '总评'} 应为 ${expected}，实为 ${found}`;

/** A table by code that gave another class. */
function classFault(expected: string | null | undefined, found: string | null): CaseFault[] {
  if (!expected || expected === found) return [];
  return [{ clause: null, expected, found: found ?? '未定' }];
}

function faultsOf(one: Case, result: EvaluationResult): CaseFault[] {
  const whole: ClauseResult = result.points
    ? { outcome: result.outcome, points: result.points }
    : { outcome: result.outcome };
  return [
    ...classFault(one.whole?.value, result.value ?? null),
    ...(one.whole ? compareOne(null, one.whole, whole) : []),
    ...[...one.clauses].flatMap(([id, expected]) =>
      compareOne(id, expected, result.clauses[id] ?? { outcome: 'notApplicable' }),
    ),
  ];
}

/** How a standard stands on a day for a purpose. */
function dayState({ periods }: Pick<StandardDocument, 'periods'>, purpose: Purpose, day: string): DayState {
  const period = periods[purpose];
  if (!period) return 'never';
  if (insidePeriod(period, day)) return 'inForce';
  return period.from !== undefined && day < period.from ? 'before' : 'after';
}

/** Where the result of a case is not the expected one. */
export function caseFaults(evaluator: Evaluator, one: Case, cohort: Cohort | null): CaseFault[] {
  return faultsOf(one, evaluate(evaluator, one.facts, { purpose: one.purpose, cohort: one.cohort ? cohort : null }));
}

function dayFaults(document: StandardDocument, { purpose, day, expected }: DayCase): CaseFault[] {
  const found = dayState(document, purpose, day);
  return found === expected ? [] : [{ clause: null, expected: DAY_LABELS[expected], found: DAY_LABELS[found] }];
}

/**
 * Runs the cases written beside a standard.
 * @param yaml text of `<id>.cases.yaml`
 * @throws DomainError `CRITERIA.BAD_CASES` when the file itself is wrong, with every problem and its line.
 */
export function runCases(release: Release, dictionary: FactDictionary, yaml: string, file: string): CasesReport {
  const evaluator = compileStandard(release, dictionary);
  const reader = new CasesReader(evaluator, file);
  const cases = reader.read(yaml);
  const cohort = reader.cohort.length > 0 ? cohortOf(evaluator, reader.cohort) : null;
  const failed = (name: string, line: number, faults: CaseFault[]): CaseFailure[] => {
    if (faults.length === 0) return [];
    return [{ name, line, faults, message: `${file} 第 ${line} 行“${name}”：${faults.map(faultText).join('；')}。` }];
  };
  const failures = [
    ...reader.days.flatMap((one) =>
      failed(`${PURPOSE_LABELS[one.purpose]} ${one.day}`, one.line, dayFaults(release.document, one)),
    ),
    ...cases.flatMap((one) => failed(one.name, one.line, caseFaults(evaluator, one, cohort))),
  ];
  return { total: reader.days.length + cases.length, failures };
}
