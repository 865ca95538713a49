import { compileMeasure } from '../compile/measures';
import { compileStandard, type Evaluator } from '../compile/compile-standard';
import { Frame } from '../compile/frame';
import { cohortOf } from '../cohort-of';
import type { Measure, StandardDocument } from '../document';
import { valuesBySlot } from '../evaluate';
import { measureText } from '../explain/wording';
import type { FactDictionary } from '../fact-dictionary';
import { addDays } from '@tidu/kernel';
import { OUTCOME_LABELS } from '../outcome';
import { PURPOSE_LABELS, PURPOSES } from '../purpose';
import { createRelease, type Release } from '../release';
import { linesOf, near, type Line } from './lines';
import { type Case, CasesReader, type DayCase } from './read-cases';
import { type CaseFault, caseFaults } from './run-cases';
import { type Variant, variantsOf } from './variants';

/** Something a standard says that no case beside it shows. */
export interface CaseGap {
  /** Id of the clause; empty for the standard as a whole. */
  clause: string;
  /** In Chinese, one sentence without a full stop. */
  message: string;
}

/** Whether a case says what a clause, or a standard that is one table, must answer. */
const speaksOf = (one: Case, clause: string): boolean => one.clauses.has(clause) || one.whole?.value !== undefined;

/**
 * What the cases beside a standard leave unshown: a line without a case on it and one right beside it, a band, an
 * alternative or an exemption that no case needs, a fact that is never missing, a quotient that is never undefined, a
 * day of change without its two days. Of a supplement only what it changes is asked.
 * @throws DomainError `CRITERIA.BAD_CASES` when the cases cannot be read.
 */
export function caseGaps(release: Release, dictionary: FactDictionary, yaml: string, file: string): CaseGap[] {
  const evaluator = compileStandard(release, dictionary);
  const reader = new CasesReader(evaluator, file);
  const cases = reader.read(yaml);
  const gaps = [
    ...untold(release, dictionary, cases, reader),
    ...farLines(evaluator, cases),
    ...factGaps(release.document, dictionary, cases),
  ];
  const own = release.document.extends?.overrides;
  return [...gaps.filter(({ clause }) => !own || own.includes(clause)), ...dayGaps(release.document, reader.days)];
}

/** Variants of the document that no case tells from it. */
function untold(release: Release, dictionary: FactDictionary, cases: Case[], reader: CasesReader): CaseGap[] {
  const isTold = ({ document, expected }: Variant): boolean => {
    const evaluator = compileStandard(createRelease(document), dictionary);
    const cohort = reader.cohort.length > 0 ? cohortOf(evaluator, reader.cohort) : null;
    const counts = ({ expected: wanted }: CaseFault) => expected === undefined || wanted === OUTCOME_LABELS[expected];
    return cases.some((one) => caseFaults(evaluator, one, cohort).some(counts));
  };
  const variants = variantsOf(release.document, dictionary);
  const told = new Set(variants.filter(isTold));
  const borders = new Set([...told].flatMap(({ border }) => border ?? []));
  return variants
    .filter((one) => !told.has(one) && (one.border === undefined || !borders.has(one.border)))
    .map(({ clause, what }) => ({ clause, message: what }));
}

/** Lines of computed values without a case that one smallest step of one fact takes to the line. */
function farLines(evaluator: Evaluator, cases: Case[]): CaseGap[] {
  const lines = evaluator.requires.flatMap((node) => linesOf(node, '')).filter(({ computed }) => computed);
  const reached = new Set<Line>();
  for (const one of cases) {
    const told = lines.filter((line) => !reached.has(line) && speaksOf(one, line.clause));
    const values = valuesBySlot(evaluator, one.facts);
    for (const line of told) if (near(line, evaluator, values, one.purpose)) reached.add(line);
  }
  return lines
    .filter((line) => !reached.has(line))
    .map(({ clause, text, measure }) => ({
      clause,
      message: `${measureText(measure.source, evaluator.dictionary)} ${text}：没有用例紧挨在线外（差一个最小单位）`,
    }));
}

/** Facts that are never missing, and quotients and growth rates that are never undefined, where a clause uses them. */
function factGaps(document: StandardDocument, dictionary: FactDictionary, cases: Case[]): CaseGap[] {
  const gaps = new Map<string, CaseGap>();
  for (const { clause, fact, quotient } of usesOf(document)) {
    const told = cases.filter((one) => speaksOf(one, clause));
    const key = `${clause} ${fact ?? JSON.stringify(quotient)}`;
    if (fact !== undefined && !told.some(({ facts }) => (facts.get(fact) ?? null) === null))
      gaps.set(key, { clause, message: `${dictionary.get(fact).label}：没有用例缺这个数据` });
    if (quotient !== undefined && !told.some((one) => isUndefined(quotient, one, dictionary)))
      gaps.set(key, { clause, message: `${measureText(quotient, dictionary)}：没有用例的分母或基期为零` });
  }
  return [...gaps.values()];
}

/** Whether all of a quotient is known and its denominator is zero or less. */
function isUndefined(quotient: Measure, { facts }: Case, dictionary: FactDictionary): boolean {
  const frame = new Frame(dictionary);
  const node = compileMeasure(quotient, frame);
  frame.values = frame.slots.map((code) => facts.get(code) ?? null);
  return frame.values.every((value) => value !== null) && node.load() !== 1;
}

interface Use {
  clause: string;
  fact?: string;
  quotient?: Measure;
}

/** Facts and quotients in the order of the document, each with the clause or indicator it stands in. */
function usesOf(document: StandardDocument): Use[] {
  const uses: Use[] = [];
  const walk = (value: unknown, clause: string): void => {
    if (Array.isArray(value)) return value.forEach((item) => walk(item, clause));
    if (value === null || typeof value !== 'object') return;
    const node = value as Record<string, unknown>;
    const id = typeof node.id === 'string' && typeof node.text === 'string' ? node.id : clause;
    if (typeof node.fact === 'string') uses.push({ clause: id, fact: node.fact });
    if (node.kind === 'ratio' || node.kind === 'growth' || node.kind === 'compoundGrowth')
      uses.push({ clause: id, quotient: value as Measure });
    Object.values(node).forEach((item) => walk(item, id));
  };
  walk(document.requires, '');
  return uses;
}

/** Days of change without a case on the day and on its neighbour. */
function dayGaps({ periods }: StandardDocument, days: readonly DayCase[]): CaseGap[] {
  return PURPOSES.flatMap((purpose) => {
    const { from, to } = periods[purpose] ?? {};
    const wanted = [...(from ? [addDays(from, -1), from] : []), ...(to ? [to, addDays(to, 1)] : [])];
    return wanted
      .filter((day) => !days.some((one) => one.purpose === purpose && one.day === day))
      .map((day) => ({ clause: '', message: `${PURPOSE_LABELS[purpose]} ${day}：没有写明这一天是否施行（days）` }));
  });
}
