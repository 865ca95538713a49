import { compileStandard } from '../compile/compile-standard';
import { type ClauseResult, evaluate, type EvaluationResult, type Interval } from '../evaluate';
import type { FactDictionary } from '../fact-dictionary';
import { OUTCOME_LABELS } from '../outcome';
import type { Release } from '../release';
import { type Case, CasesReader, type Expectation } from './read-cases';

/** A case whose result is not the one written beside the standard. */
export interface CaseFailure {
  name: string;
  line: number;
  message: string;
}

export interface CasesReport {
  total: number;
  failures: CaseFailure[];
}

const span = ({ min, max }: Interval): string => (min === max ? String(min) : `${min}~${max}`);

function compareOne(what: string, expected: Expectation, found: ClauseResult): string[] {
  const faults: string[] = [];
  if (expected.outcome !== null && expected.outcome !== found.outcome)
    faults.push(`${what} 应为“${OUTCOME_LABELS[expected.outcome]}”，实为“${OUTCOME_LABELS[found.outcome]}”`);
  if (expected.points === null) return faults;
  const points = found.points;
  if (!points) faults.push(`${what} 没有分值`);
  else if (span(points) !== span(expected.points))
    faults.push(`${what} 应为 ${span(expected.points)} 分，实为 ${span(points)} 分`);
  return faults;
}

function faultsOf(one: Case, result: EvaluationResult): string[] {
  const whole: ClauseResult = result.points
    ? { outcome: result.outcome, points: result.points }
    : { outcome: result.outcome };
  return [
    ...(one.whole ? compareOne('总评', one.whole, whole) : []),
    ...[...one.clauses].flatMap(([id, expected]) =>
      compareOne(id, expected, result.clauses[id] ?? { outcome: 'notApplicable' }),
    ),
  ];
}

/**
 * Runs the cases written beside a standard.
 * @param yaml text of `<id>.cases.yaml`
 * @throws DomainError `CRITERIA.BAD_CASES` when the file itself is wrong, with every problem and its line.
 */
export function runCases(release: Release, dictionary: FactDictionary, yaml: string, file: string): CasesReport {
  const evaluator = compileStandard(release, dictionary);
  const cases = new CasesReader(evaluator, file).read(yaml);
  const failures = cases.flatMap((one): CaseFailure[] => {
    const faults = faultsOf(one, evaluate(evaluator, one.facts, { purpose: one.purpose }));
    if (faults.length === 0) return [];
    return [
      { name: one.name, line: one.line, message: `${file} 第 ${one.line} 行“${one.name}”：${faults.join('；')}。` },
    ];
  });
  return { total: cases.length, failures };
}
