import type { Check, ClauseExplanation } from './types';
import { lineDistance } from './words';

/** Something that is not reached yet, and what it would take; `parts` say it more closely. */
export interface LetterNeed {
  title: string;
  text: string;
  parts: LetterNeed[];
}

/**
 * What the enterprise would still have to do, clause by clause: what is met, does not apply, or stands beside a met
 * alternative is left out. Distances hold while everything else stays as it is.
 */
export function needsOf(clauses: readonly ClauseExplanation[]): LetterNeed[] {
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const settled = ({ outcome, alternatives }: ClauseExplanation): boolean =>
    outcome === 'met' || outcome === 'notApplicable' || alternatives.some((id) => byId.get(id)?.outcome === 'met');

  const below = (parent: string | null): LetterNeed[] => clauses.filter((one) => one.parent === parent).flatMap(needOf);
  const needOf = (clause: ClauseExplanation): LetterNeed[] => {
    if (settled(clause)) return [];
    const labels = clause.alternatives.map((id) => `“${byId.get(id)?.label ?? id}”`);
    const title = labels.length === 0 ? clause.label : `${clause.label}（或者${labels.join('、')}）`;
    switch (clause.kind) {
      case 'condition':
        return [{ title, text: conditionText(clause), parts: [] }];
      case 'indicator':
        return [];
      case 'category':
        return clause.line === null ? [] : [{ title, text: scoreText(clause), parts: gains(clause.children) }];
      case 'total':
        return [{ title, text: scoreText(clause), parts: clause.line === null ? [] : gains(everyIndicator(clause)) }];
      case 'group':
      case 'score':
        return [{ title, text: clause.text, parts: below(clause.id) }];
    }
  };
  /** Indicators that are a known step away from more points. */
  const gains = (ids: readonly string[]): LetterNeed[] =>
    ids.flatMap((id) => {
      const one = byId.get(id);
      return one?.distance ? [{ title: one.label, text: one.distance.text, parts: [] }] : [];
    });
  // categories without a line of their own say nothing themselves; their steps count for the total
  const everyIndicator = (total: ClauseExplanation): string[] =>
    clauses
      .filter((one) => one.kind === 'category' && one.parent === total.parent && (one.line === null || settled(one)))
      .flatMap((one) => one.children);

  return below(null);
}

function scoreText({ points, line, reason }: ClauseExplanation): string {
  if (points === null || line === null) return reason ?? '得分还没有确定';
  return lineDistance(points, line);
}

/** What an open or failed clause waits for, from its checks; its own words where they say nothing nearer. */
function conditionText(clause: ClauseExplanation): string {
  if (clause.outcome !== 'unmet' && clause.reason !== null) return clause.reason;
  const texts = clause.checks.flatMap(lacks);
  return texts.length > 0 ? texts.join('；') : clause.text;
}

/** What an unmet or open check lacks: of several that would do alike, all are named. */
function lacks(check: Check): string[] {
  if (check.outcome === 'met' || check.outcome === 'notApplicable') return [];
  if (check.parts.length === 0) {
    if (check.distance !== null) return [check.distance.text];
    return [check.reason ?? `须达到“${check.text}”`];
  }
  const parts = check.parts.map((part) => lacks(part).join('，并且')).filter((text) => text !== '');
  return check.kind === 'all' ? parts : [parts.join('，或者')];
}
