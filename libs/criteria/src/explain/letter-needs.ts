import type { Check, ClauseExplanation } from './types';
import { lineDistance } from './words';

/** Something that is not reached yet, and what it would take; `parts` say it more closely. */
export interface LetterNeed {
  title: string;
  text: string;
  parts: LetterNeed[];
}

/** Said above ways of which one suffices. */
const ONE_OF = '满足下列一项即可';

/**
 * What the enterprise would still have to do, clause by clause: what is met, does not apply, or stands beside a met
 * alternative is left out. Distances hold while everything else stays as it is.
 */
export function needsOf(clauses: readonly ClauseExplanation[]): LetterNeed[] {
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const settled = ({ outcome, alternatives }: ClauseExplanation): boolean =>
    outcome === 'met' || outcome === 'notApplicable' || alternatives.some((id) => byId.get(id)?.outcome === 'met');

  /** The open demands below a clause, in the order of the standard; ways beside each other under one heading. */
  const below = (parent: string | null): { needs: LetterNeed[]; ways: LetterNeed[] } => {
    const open = clauses.filter((one) => one.parent === parent && !settled(one));
    const alone = open.filter(({ alternatives }) => alternatives.length === 0);
    // of a score that is one of several ways the total speaks, and for its categories too
    const beside = open.filter(({ alternatives, kind }) => alternatives.length > 0 && kind !== 'category');
    return { needs: alone.flatMap(needOf), ways: beside.flatMap(needOf) };
  };
  const needOf = (clause: ClauseExplanation): LetterNeed[] => {
    const { label: title, kind } = clause;
    switch (kind) {
      case 'condition':
        return [{ title, text: conditionText(clause), parts: [] }];
      case 'indicator':
        return [];
      case 'category':
        return clause.line === null ? [] : [{ title, text: scoreText(clause), parts: gains(clause.children) }];
      case 'total':
        return [
          { title, text: scoreText(clause), parts: [...ownCategories(clause), ...gains(freeIndicators(clause))] },
        ];
      case 'group':
      case 'score': {
        const { needs, ways } = below(clause.id);
        if (needs.length === 0) return [{ title, text: ways.length > 1 ? ONE_OF : clause.text, parts: ways }];
        return [{ title, text: clause.text, parts: [...needs, ...underOne(ways)] }];
      }
    }
  };
  /** Indicators that are a known step away from more points. */
  const gains = (ids: readonly string[]): LetterNeed[] =>
    ids.flatMap((id) => {
      const one = byId.get(id);
      return one?.distance ? [{ title: one.label, text: one.distance.text, parts: [] }] : [];
    });
  const categoriesOf = (total: ClauseExplanation) =>
    clauses.filter(({ kind, parent }) => kind === 'category' && parent === total.parent);
  /** Categories that no other place speaks of: those of a score that stands beside other ways. */
  const ownCategories = (total: ClauseExplanation): LetterNeed[] =>
    total.alternatives.length === 0
      ? []
      : categoriesOf(total)
          .filter((one) => !settled(one))
          .flatMap(needOf);
  // categories without a line of their own say nothing themselves; their steps count for the total
  const freeIndicators = (total: ClauseExplanation): string[] => [
    ...clauses.filter(({ kind, parent }) => kind === 'indicator' && parent === total.parent).map(({ id }) => id),
    ...categoriesOf(total)
      .filter((one) => one.line === null || settled(one))
      .flatMap((one) => one.children),
  ];

  const { needs, ways } = below(null);
  return [...needs, ...underOne(ways)];
}

const underOne = (ways: LetterNeed[]): LetterNeed[] =>
  ways.length < 2 ? ways : [{ title: ONE_OF, text: '', parts: ways }];

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
