import type { Confidence } from '../document';
import type { Interval } from '../evaluate';
import { OUTCOME_LABELS, type OutcomeName } from '../outcome';
import type { BandStep, Check, ClauseExplanation, Explanation } from './types';

/**
 * The sentences that score card and letter share. Both take them from here, so that a page, a print and an exported
 * file say the same of the same result.
 */

/** Said where the day of assessment lies outside the standard's dates. */
export const OUTSIDE_PERIOD = '评价日不在本标准的有效期内，结果只供参考。';

/** Said where the standard's own day of review is past. */
export const PAST_REVIEW = '标准已过复审日，暂按原标准评价。';

/** How sure the wording of a rule is (把握), in words a reader outside the office understands. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  A: '依据 A：条文措辞见自文件原文',
  B: '依据 B：条文措辞由多个相互印证的二手来源得来，尚未见到原文',
  C: '依据 C：条文只有一个来源，或解释尚有疑问，请以原文为准',
};

/** Points without the noise of binary fractions, at most four decimals. */
export function pointsNumber(points: number): string {
  return String(Number(points.toFixed(4)));
}

/** Points as they are said: `85 分`, or `58–73 分` while something is open. */
export function pointsText({ min, max }: Interval): string {
  return min === max ? `${pointsNumber(min)} 分` : `${pointsNumber(min)}–${pointsNumber(max)} 分`;
}

/** What is missing, in a few words: `还缺 2 项数据，1 项待人工判断`; empty when nothing is. */
export function missingText(missing: readonly { judged: boolean }[]): string {
  const judged = missing.filter((one) => one.judged).length;
  const absent = missing.length - judged;
  return [absent > 0 && `还缺 ${absent} 项数据`, judged > 0 && `${judged} 项待人工判断`].filter(Boolean).join('，');
}

/** What a comparison found beside what is asked: `现为 2.99%，要求 ≥ 3%`; null where nothing could be computed. */
export function foundText({ measure, threshold }: Check): string | null {
  if (measure === null) return null;
  return threshold === null ? `现为 ${measure}` : `现为 ${measure}，要求 ${threshold}`;
}

/** A near miss of a comparison: `还差：研发费用再增加 12.4万元`. What one part lacks is no news once the whole is met. */
export function nearText(check: Check, settled: boolean): string | null {
  return check.distance === null || settled ? null : `还差：${check.distance.text}`;
}

/** The formula of an indicator with the value it found; null where the single figure beside it says the same. */
export function measureLine({ measure, facts }: ClauseExplanation): string | null {
  if (measure === null || facts.length < 2) return null;
  return `${measure.text} = ${measure.value ?? '未知'}`;
}

/** How a step of a ladder stands: 在此档, 可能在此档, or nothing to say. */
export function stepStand(step: BandStep): string {
  return step.reached === true ? '在此档' : step.reached === null ? '可能在此档' : '';
}

/** A step of a ladder with its points; the only step of an indicator may repeat itself (每满 2 年). */
export function stepText({ label, points }: BandStep, only: boolean): string {
  if (!only) return `${label}，${pointsNumber(points)} 分`;
  return `${label}（${label.startsWith('每') ? '每次 ' : ''}${pointsNumber(points)} 分）`;
}

/** What came of a clause: its points where it earns any, with the full number; otherwise its outcome. */
export function resultText(clause: ClauseExplanation): string {
  const { points, maxPoints } = clause;
  if (points === null || maxPoints === null || !hasPoints(clause)) return OUTCOME_LABELS[clause.outcome];
  const score = `${pointsText(points)} / ${pointsNumber(maxPoints)}`;
  return showsOutcome(clause) ? `${score}，${OUTCOME_LABELS[clause.outcome]}` : score;
}

const hasPoints = ({ kind }: ClauseExplanation): boolean => kind !== 'condition' && kind !== 'group';

/** An indicator shows its points, never 满足; only what has a line or is open says its outcome as well. */
export function showsOutcome({ line, points }: ClauseExplanation): boolean {
  return line !== null || (points !== null && points.min !== points.max);
}

/** The least points asked for: `要求不低于 60 分`. */
export function lineText(line: number): string {
  return `要求不低于 ${pointsNumber(line)} 分`;
}

/** How far points are from their line, whatever the open items bring. */
export function lineDistance(points: Interval, line: number): string {
  const [sure, most] = [pointsNumber(points.min), pointsNumber(points.max)];
  if (points.min >= line) return `已有 ${sure} 分，不低于 ${pointsNumber(line)} 分`;
  if (points.max < line)
    return points.min === points.max
      ? `现有 ${sure} 分，离 ${pointsNumber(line)} 分还差 ${pointsNumber(line - points.max)} 分`
      : `未定的各项全部得满，也只有 ${most} 分，离 ${pointsNumber(line)} 分还差 ${pointsNumber(line - points.max)} 分`;
  return `已经确定 ${sure} 分，未定的各项最多再得 ${pointsNumber(points.max - points.min)} 分；其中再得 ${pointsNumber(line - points.min)} 分，就到 ${pointsNumber(line)} 分`;
}

/** A whole result in one sentence, for the person it is about. */
export const VERDICT_WORDS: Readonly<Record<OutcomeName, string>> = {
  met: '按现有数据，达到本标准的要求。',
  unmet: '按现有数据，还没有达到本标准的要求。',
  unknown: '数据还不全，现在不能判断是否达到本标准的要求。',
  manual: '可以计算的要求已经达到，还有事项要由人判断，判断之后才有结果。',
  notApplicable: '本标准不适用于这种情况。',
};

/** How many of the whole's demands are met: `满足 7 条，共 11 条`; what does not apply is not counted. */
export function metText({ clauses }: Pick<Explanation, 'clauses'>): string {
  const asked = clauses.filter((clause) => clause.parent === null && clause.outcome !== 'notApplicable');
  return `满足 ${asked.filter((clause) => clause.outcome === 'met').length} 条，共 ${asked.length} 条`;
}
