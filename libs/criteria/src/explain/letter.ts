import type { Confidence } from '../document';
import { OUTCOME_LABELS, type OutcomeName } from '../outcome';
import { type Purpose, PURPOSE_LABELS } from '../purpose';
import { findingsOf, type LetterFinding } from './letter-findings';
import { type LetterNeed, needsOf } from './letter-needs';
import type { ClauseExplanation, ExplainedStandard, Explanation } from './types';
import {
  CONFIDENCE_WORDS,
  lineText,
  missingText,
  OUTSIDE_PERIOD,
  PAST_REVIEW,
  pointsNumber,
  pointsText,
  resultText,
  VERDICT_WORDS,
} from './words';

/** What an explanation does not know itself: whose it is, of which day, and where the values came from. */
export interface ResultContext {
  /** Whom the letter is addressed to, and whether it is invented; null where nobody is named (self-check 自测). */
  enterprise: { name: string; creditCode: string; demo?: boolean } | null;
  purpose: Purpose;
  /** Day of assessment, YYYY-MM-DD. */
  day: string;
  /** Accounting year of the figures; null where nobody said. */
  year: number | null;
  /** Where each value came from, in words, by the code of the fact. */
  sources: Readonly<Record<string, string>>;
  /** The fact sheet that was judged; null where there is none. */
  sheet: { asOf: string; version: number; hash: string } | null;
  /** Name of the bureau that writes; left out where nobody does (self-check). */
  bureau?: string;
}

/** Said first in a letter to an enterprise that does not exist. */
const INVENTED = '演示数据：这家企业为演示而虚构，本信不得用于正式工作。';

/** A line of two columns: what it is, and how it stands. */
export interface LetterRow {
  label: string;
  value: string;
}

/** A value with where it came from; null for one that is missing. */
export interface LetterValue extends LetterRow {
  source: string | null;
}

/** One clause of the letter; `level` counts the groups it stands in. */
export interface LetterClause {
  id: string;
  level: number;
  title: string;
  text: string;
  article: string;
  confidence: { mark: Confidence; words: string };
  outcome: OutcomeName;
  /** Its points or its outcome, and the line it is held to. */
  result: string;
  /** What would do instead of it: `与“评分”满足其一即可`; null where it is asked for itself. */
  instead: string | null;
  values: LetterValue[];
  findings: LetterFinding[];
}

/** A result as a letter in plain Chinese, ready to be shown, printed or sent; nothing in it needs the explanation. */
export interface Letter {
  title: string;
  /** 预评估，非认定 */
  notice: string;
  addressee: string;
  opening: string[];
  /** By what was judged: standard, source, version, hash, day, purpose. */
  ground: LetterRow[];
  outcome: OutcomeName;
  /** The whole result in one word and in a few sentences. */
  result: string;
  verdict: string[];
  /** What is still open: each missing fact with the clauses that wait for it. */
  open: LetterRow[];
  /** What it would take; empty when nothing is lacking. */
  needs: LetterNeed[];
  clauses: LetterClause[];
  /** Every value that was used, once, in the order of the standard. */
  values: LetterValue[];
  /** What the standard itself says of its doubts; may be empty. */
  note: string;
  closing: string[];
  /** The bureau that writes; empty where nobody does, as in a self-check. */
  from: string;
}

/**
 * The result as a letter to the enterprise. Pure: the same explanation and context always give the same words, and
 * every value, threshold and distance is the very text of the explanation.
 */
export function letterOf(explanation: Explanation, context: ResultContext): Letter {
  const { standard, clauses, points, maxPoints } = explanation;
  const labels = new Map(clauses.map(({ id, label }) => [id, label]));
  const quoted = (ids: readonly string[]) => ids.map((id) => `“${labels.get(id) ?? id}”`).join('、');
  const total = clauses.find(({ kind }) => kind === 'total');
  const waits = missingText(explanation.missing);
  const score =
    points === null || maxPoints === null
      ? null
      : `${pointsText(points)}，满分 ${pointsNumber(maxPoints)} 分${total?.line == null ? '' : `，${lineText(total.line)}`}`;
  return {
    title: `${context.enterprise === null ? '自测结果' : '预评估结果'}说明`,
    notice: explanation.notice,
    addressee: context.enterprise?.name ?? '贵企业',
    opening: openingOf(standard, context, explanation.notice),
    ground: groundOf(standard, context),
    outcome: explanation.outcome,
    result: OUTCOME_LABELS[explanation.outcome],
    verdict: [
      VERDICT_WORDS[explanation.outcome],
      ...(score === null ? [] : [`总分 ${score}。`]),
      ...(waits === '' ? [] : [`${waits}。`]),
      ...(explanation.outsidePeriod ? [OUTSIDE_PERIOD] : []),
      ...(explanation.provisional ? [PAST_REVIEW] : []),
    ],
    open: explanation.missing.map(({ label, judged, clauses: ids }) => ({
      label: judged ? `${label}（由人判断）` : label,
      value: `影响${quoted(ids)}`,
    })),
    needs: explanation.outcome === 'met' ? [] : needsOf(clauses),
    clauses: clauses
      .filter(({ kind }) => kind !== 'total')
      .map((clause) => clauseOf(clause, levelOf(clause, clauses), quoted, context)),
    values: valuesOf(
      clauses.flatMap((clause) => clause.facts),
      context,
    ),
    note: explanation.note,
    closing: [
      '“未知”表示没有这个数据，不按 0 计算，也不当作没有达到。',
      `本信只说明按上述标准和数据试算的结果：${explanation.notice}。认定以主管部门公布的文件为准。`,
    ],
    from: context.bureau ?? '',
  };
}

function openingOf(standard: ExplainedStandard, context: ResultContext, notice: string): string[] {
  const whose = context.enterprise === null ? '您填写的情况' : '贵企业在登记簿中的数据';
  const year = context.year === null ? '' : `（${context.year} 年度）`;
  return [
    ...(context.enterprise?.demo === true ? [INVENTED] : []),
    `我们按《${standard.document}》（${sourceNumber(standard)}）的要求，用${whose}${year}，以 ${context.day} 为评价日，作了一次试算。`,
    `试算是为了帮助准备，看清已经达到什么、还差什么：${notice}。`,
  ];
}

const sourceNumber = ({ number, part }: ExplainedStandard): string => [number, part].filter(Boolean).join(' ');

function groundOf(standard: ExplainedStandard, context: ResultContext): LetterRow[] {
  const { enterprise, sheet, year } = context;
  return [
    ...(enterprise === null
      ? []
      : [{ label: '企业', value: `${enterprise.name}${enterprise.demo ? '（演示数据）' : ''}` }]),
    ...(enterprise === null ? [] : [{ label: '统一社会信用代码', value: enterprise.creditCode }]),
    { label: '标准', value: standard.name },
    { label: '依据文件', value: `${sourceNumber(standard)}《${standard.document}》` },
    { label: '发文机关', value: standard.issuer },
    { label: '用途', value: PURPOSE_LABELS[context.purpose] },
    { label: '评价日', value: context.day },
    ...(year === null ? [] : [{ label: '数据年度', value: `${year} 年度` }]),
    { label: '标准编号', value: `${standard.id} 第 ${standard.version} 版` },
    { label: '标准校验值', value: standard.hash },
    ...(sheet === null ? [] : [{ label: '事实表', value: `${sheet.asOf} 第 ${sheet.version} 版` }]),
    ...(sheet === null ? [] : [{ label: '事实表校验值', value: sheet.hash }]),
  ];
}

function levelOf(clause: ClauseExplanation, clauses: readonly ClauseExplanation[]): number {
  const parent = clauses.find(({ id }) => id === clause.parent);
  return parent ? levelOf(parent, clauses) + 1 : 0;
}

function clauseOf(
  clause: ClauseExplanation,
  level: number,
  quoted: (ids: readonly string[]) => string,
  context: ResultContext,
): LetterClause {
  const { id, kind, label, text, article, confidence, outcome, line, alternatives } = clause;
  const result = resultText(clause);
  return {
    ...{ id, level, title: label, text, article, outcome },
    confidence: { mark: confidence, words: CONFIDENCE_WORDS[confidence] },
    result: line === null ? result : `${result}（${lineText(line)}）`,
    // of a score the total stands beside the other ways, not each of its categories
    instead:
      alternatives.length === 0 || kind === 'category' || kind === 'indicator'
        ? null
        : `与${quoted(alternatives)}满足其一即可`,
    values: valuesOf(clause.facts, context),
    findings: findingsOf(clause),
  };
}

function valuesOf(facts: readonly ClauseExplanation['facts'][number][], context: ResultContext): LetterValue[] {
  const once = [...new Map(facts.map((fact) => [fact.code, fact])).values()];
  return once.map(({ code, label, display, value }) => ({
    ...{ label, value: display },
    source: value === null ? null : (context.sources[code] ?? null),
  }));
}
