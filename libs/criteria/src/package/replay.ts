import type { Cohort } from '../cohort';
import { compileStandard, type Evaluator } from '../compile/compile-standard';
import type { StandardDocument } from '../document';
import { evaluate, type EvaluationResult } from '../evaluate';
import { explain } from '../explain/explain';
import type { Explanation } from '../explain/types';
import { FactDictionary } from '../fact-dictionary';
import { readFacts } from '../facts-reader';
import type { Purpose } from '../purpose';
import { canonicalJson, createRelease } from '../release';
import { sha256Hex } from '../sha256';
import type { Part } from './case-package';
import { contentOf, contentParts, startingWith } from './content-parts';

/** What a decision rests on: enough to work it out anew. */
export interface Grounds {
  /** Whole, as it was submitted; its canonical JSON has the hash that is printed on the stamped sheets. */
  content: Record<string, unknown> & { facts: Record<string, unknown> };
  contentHash: string;
  document: StandardDocument;
  releaseHash: string;
  /** Rows of the dictionary by code, in their order. */
  dictionary: readonly Record<string, string>[];
  purpose: Purpose;
  /** Day of assessment. */
  date: string;
  /** Values that the bureau judged where nothing could be stated. */
  judged: Record<string, unknown>;
  /** What measured items need of the others; null: nothing. */
  cohort: Cohort | null;
  /** What was kept when it was submitted; points in ten-thousandths. */
  stored: { outcome: string; minPoints: number | null; maxPoints: number | null };
}

/** Codes of the facts whose entries of the dictionary a package needs: to work it out, and to word it. */
export function neededFacts({ slots, dictionary, release }: Evaluator, stated: Iterable<string>): Set<string> {
  const codes = [
    ...slots,
    ...stated,
    ...[...JSON.stringify(release.document).matchAll(gives)].map(([, code = '']) => code),
  ];
  return new Set(codes.flatMap((code) => [code, dictionary.find(code)?.base ?? code]));
}

/** What a table by code gives is named in its words alone. */
const gives = /"gives":"(\w+)"/g;

/** What comes out: of what was submitted alone, and with the judgements. */
export interface Outcomes {
  submitted: EvaluationResult;
  decided: EvaluationResult;
  explanation: Explanation;
}

/** Works out what the standard says of these grounds. @throws DomainError where they don't fit together. */
export function workOut(grounds: Grounds): Outcomes {
  const { content, purpose, date, cohort, judged } = grounds;
  // in the order of the file, wherever it came from: bands and values are worded in the order of their keys
  const document = JSON.parse(canonicalJson(grounds.document)) as StandardDocument;
  const dictionary = FactDictionary.fromRows(grounds.dictionary);
  const evaluator = compileStandard(createRelease(document), dictionary);
  const stated = readFacts(JSON.stringify(content.facts), dictionary);
  const facts = new Map([...stated, ...readFacts(JSON.stringify(judged), dictionary)]);
  const options = { purpose, date, cohort };
  return {
    submitted: evaluate(evaluator, stated, options),
    decided: evaluate(evaluator, facts, options),
    explanation: explain(evaluator, facts, options),
  };
}

/** Grounds and what comes of them as parts of a package. */
export function groundParts(grounds: Grounds, outcomes: Outcomes): Part[] {
  const { content, contentHash, document, releaseHash, purpose, date, stored, cohort } = grounds;
  return [
    ...contentParts(content),
    ['revision', { contentHash, purpose, date }],
    ['standard', { id: document.id, version: document.version, hash: releaseHash, name: document.name }],
    ['standard.document', document],
    ...grounds.dictionary.map((row, i): Part => [`dictionary.${String(i).padStart(4, '0')}`, row]),
    ...Object.entries(grounds.judged).map(([code, value]): Part => [`judged.${code}`, value]),
    ...(cohort ? ([['cohort', cohort]] satisfies Part[]) : []),
    ['result.stored', stored],
    ['result.submitted', outcomes.submitted],
    ['result.decided', outcomes.decided],
    ...outcomes.explanation.clauses.map((clause, i): Part => [
      `clause.${String(i).padStart(4, '0')}.${clause.id}`,
      clause,
    ]),
  ];
}

/** The grounds again, from the parts of a package. */
export function groundsOf(parts: ReadonlyMap<string, unknown>): Grounds {
  const revision = parts.get('revision') as { contentHash: string; purpose: Purpose; date: string };
  return {
    content: contentOf(parts) as Grounds['content'],
    contentHash: revision.contentHash,
    document: parts.get('standard.document') as StandardDocument,
    releaseHash: (parts.get('standard') as { hash: string }).hash,
    dictionary: Object.values(startingWith(parts, 'dictionary.')) as Record<string, string>[],
    ...{ purpose: revision.purpose, date: revision.date },
    judged: startingWith(parts, 'judged.'),
    cohort: (parts.get('cohort') as Cohort | undefined) ?? null,
    stored: parts.get('result.stored') as Grounds['stored'],
  };
}

const perPoint = 10_000;

/** Works a package out anew; what does not agree with what it says, in words. None: 复算一致. */
export function replay(leaves: readonly { name: string; value: unknown }[]): string[] {
  const parts = new Map(leaves.map(({ name, value }) => [name, value]));
  let grounds: Grounds;
  let again: Outcomes;
  try {
    grounds = groundsOf(parts);
    again = workOut(grounds);
  } catch (error) {
    return [`没有复算成：${error instanceof Error ? error.message : String(error)}`];
  }
  return [...storedFaults(grounds, again.submitted), ...differing(parts, groundParts(grounds, again))];
}

/** Where what was kept differs from what comes out: of the content, of the standard, of the result. */
export function storedFaults(grounds: Grounds, { outcome, points }: EvaluationResult): string[] {
  const { content, contentHash, document, releaseHash, stored } = grounds;
  const same = (kept: number | null, now: number | undefined) =>
    (kept === null ? null : kept / perPoint) === (now ?? null);
  return [
    ...(sha256Hex(canonicalJson(content)) === contentHash ? [] : ['申报内容与提交时的校验值不符']),
    ...(createRelease(document).hash === releaseHash ? [] : ['标准与发布时的校验值不符']),
    ...(stored.outcome === outcome ? [] : ['按提交的内容重新评价，结果与提交时记的不同']),
    ...(same(stored.minPoints, points?.min) && same(stored.maxPoints, points?.max)
      ? []
      : ['按提交的内容重新评价，得分与提交时记的不同']),
  ];
}

function differing(parts: ReadonlyMap<string, unknown>, again: readonly Part[]): string[] {
  const expected = new Map(again);
  const [own, clauses] = [['result.submitted', 'result.decided'], [...parts.keys()].filter(isClause)];
  const names = new Set([...own, ...clauses, ...[...expected.keys()].filter(isClause)]);
  return [...names]
    .filter((name) => canonicalJson(parts.get(name) ?? null) !== canonicalJson(expected.get(name) ?? null))
    .map((name) => `${name}：重新评价的与包里写的不同`);
}

const isClause = (name: string): boolean => name.startsWith('clause.');
