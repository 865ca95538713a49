import type { Problem } from '@tidu/kernel';
import type { Change, StandardDocument } from '../document';
import type { FactDictionary } from '../fact-dictionary';
import { PURPOSE_LABELS, type Purpose } from '../purpose';
import { canonicalJson } from '../release';
import { type Difference, diffStandards } from './diff';

const CODE = 'CRITERIA.BAD_CHANGE';

/** The entry of `changes` that speaks of the document's own version; null where it has none. */
export function changeOf({ version, changes = [] }: StandardDocument): Change | null {
  return changes.find((change) => change.version === version) ?? null;
}

/** What is missing already without the version before: a version after the first needs its entry. */
export function checkEntry(document: StandardDocument): Problem[] {
  if (document.version === 1 || changeOf(document)) return [];
  return [
    problem(
      `缺少第 ${document.version} 版的变更记录：请在“changes”里写明日期、涉及的称号、地区、施行期和各条款改了什么`,
    ),
  ];
}

/**
 * Checks that a new version tells truly what it changed: it is the next one, something changed, and every clause whose
 * rule changed, came or went is named by its id; titles, regions and purposes concerned are named too. What is named
 * but didn't change is refused as well.
 * @param before the version published last; null for a standard that is new here
 */
export function checkChange(
  before: StandardDocument | null,
  after: StandardDocument,
  dictionary: FactDictionary,
): { problems: Problem[]; differences: Difference[] } {
  if (!before) {
    const wrong = after.version === 1 ? [] : [problem(`这里还没有这个标准，第一个版本应为 1，现在是 ${after.version}`)];
    return { problems: [...wrong, ...checkEntry(after)], differences: [] };
  }
  const differences = diffStandards(before, after, dictionary);
  const problems: Problem[] = [];
  if (after.version !== before.version + 1)
    problems.push(problem(`版本应接着上一版写 ${before.version + 1}，现在是 ${after.version}`));
  if (differences.length === 0) {
    // what its changelog says of nothing need not be gone through
    const same = problem(`内容与第 ${before.version} 版相同，没有可发布的改动`);
    return { problems: [...problems, same, ...checkHistory(before, after)], differences };
  }
  const change = changeOf(after);
  problems.push(...checkEntry(after));
  if (change)
    problems.push(...checkClauses(change, differences), ...checkConcerned(change, before, after, differences));
  problems.push(...checkHistory(before, after));
  return { problems, differences };
}

/** Each clause that changed is named, each that is named changed. */
function checkClauses(change: Change, differences: Difference[]): Problem[] {
  const clauses = differences.filter(({ kind }) => kind !== 'head');
  const unnamed = clauses.filter(({ kind, id }) => kind !== 'wording' && !(id in change.clauses));
  const known = new Set(clauses.map(({ id }) => id));
  return [
    ...unnamed.map(({ id, label, lines }) => {
      const what = lines.map((line) => `${line.what} ${line.before ?? '无'} → ${line.after ?? '无'}`).join('；');
      return problem(`条款 ${id}（${label}）变了，变更记录没有提到：${what}`, id);
    }),
    ...Object.keys(change.clauses)
      .filter((id) => !known.has(id))
      .map((id) => problem(`变更记录提到条款 ${id}，但它与上一版相同，请核对编号`, id)),
  ];
}

/** Titles, regions and purposes of both versions that a change concerns are named, with the day from which. */
function checkConcerned(
  change: Change,
  before: StandardDocument,
  after: StandardDocument,
  differences: Difference[],
): Problem[] {
  const missing = (what: string, named: string[], wanted: string[]) =>
    [...new Set(wanted)]
      .filter((one) => !named.includes(one))
      .map((one) => problem(`变更记录没有写明涉及的${what} ${one}`));
  const purposes = (['application', 'renewal'] as const).filter((purpose) =>
    differences.some(({ kind, id }) => kind === 'head' && id === purpose),
  );
  return [
    ...missing('称号', change.titles, [before.grants.title, after.grants.title]),
    ...missing('地区', change.regions, [before.region, after.region]),
    ...missing(
      '用途',
      Object.keys(change.periods).map((purpose) => PURPOSE_LABELS[purpose as Purpose]),
      purposes.map((purpose) => PURPOSE_LABELS[purpose]),
    ),
    ...Object.keys(change.periods)
      .filter((purpose) => !after.periods[purpose as Purpose] && !before.periods[purpose as Purpose])
      .map((purpose) => problem(`变更记录写了${PURPOSE_LABELS[purpose as Purpose]}，但标准不用于这一用途`)),
  ];
}

/** What was said of earlier versions stays as it was said. */
function checkHistory(before: StandardDocument, after: StandardDocument): Problem[] {
  return (before.changes ?? [])
    .filter((old) => {
      const kept = (after.changes ?? []).find(({ version }) => version === old.version);
      return kept === undefined || canonicalJson(kept) !== canonicalJson(old);
    })
    .map(({ version }) => problem(`第 ${version} 版的变更记录已经发布，不能改动或删去`));
}

function problem(message: string, field?: string): Problem {
  return { where: field === undefined ? {} : { field }, code: CODE, message: `${message}。` };
}
