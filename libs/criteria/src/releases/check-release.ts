import { DomainError, type Problem } from '@tidu/kernel';
import { type CaseFailure, runCases } from '../cases/run-cases';
import type { StandardDocument } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { loadStandard } from '../load/load-standard';
import type { Release } from '../release';
import { checkChange, checkEntry } from './check-change';
import type { Difference } from './diff';

/** A standard and its cases as files, with the names that messages use. */
export interface ReleaseTexts {
  standard: string;
  file: string;
  /** Null where there are none. */
  cases: string | null;
  casesFile: string;
}

/** What stands in the way of publishing, and what would change. */
export interface ReleaseReport {
  /** Null while the document itself has mistakes. */
  release: Release | null;
  /** Everything that is wrong, each with file and line where it has one; empty: it may be published. */
  problems: Problem[];
  casesTotal: number;
  /** The cases that fail; each is among the problems too. */
  failures: CaseFailure[];
  /** Against the version before; empty where there is none or it isn't known. */
  differences: Difference[];
}

/** How a standard is read; one that builds on another needs to know that one. */
export type ReadStandard = (text: string, dictionary: FactDictionary, file: string) => Release;

/**
 * Checks all that publishing asks: the document, its cases, and what the changelog says of the version before.
 * @param before gives the version published last (null where there is none); absent where that isn't known
 */
export function checkRelease(
  texts: ReleaseTexts,
  dictionary: FactDictionary,
  before?: (id: string) => StandardDocument | null,
  read: ReadStandard = loadStandard,
): ReleaseReport {
  const report: ReleaseReport = { release: null, problems: [], casesTotal: 0, failures: [], differences: [] };
  report.release = attempt(report, () => read(texts.standard, dictionary, texts.file));
  const { release } = report;
  if (!release) return report;
  if (before) {
    const { problems, differences } = checkChange(before(release.id), release.document, dictionary);
    Object.assign(report, { problems, differences });
  } else {
    report.problems.push(...checkEntry(release.document));
  }
  const { cases, casesFile } = texts;
  if (cases === null) {
    const message = `没有用例：请在 ${casesFile} 里写明各条的预期结果，全部通过才能发布。`;
    report.problems.push({ where: {}, code: 'CRITERIA.NO_CASES', message });
    return report;
  }
  const run = attempt(report, () => runCases(release, dictionary, cases, casesFile));
  report.casesTotal = run?.total ?? 0;
  report.failures = run?.failures ?? [];
  for (const { line, message } of report.failures)
    report.problems.push({ where: { row: line }, code: 'CRITERIA.CASE_FAILED', message });
  return report;
}

/** Runs a reader and keeps what it refuses. */
function attempt<T>(report: ReleaseReport, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message, problems } = error;
    report.problems.push(...(problems.length > 0 ? problems : [{ where: {}, code, message }]));
    return null;
  }
}
