import type { Clause, Condition, Confidence, Score, StandardDocument, Wording } from '@tidu/criteria';

/** As in the explanation of a result: what has an id of its own. */
export type OutlineKind = 'group' | 'condition' | 'score' | 'category' | 'indicator' | 'total';

/** Anything of a standard that has an id in a result, and where it stands. */
export interface OutlineEntry {
  id: string;
  parent: string | null;
  kind: OutlineKind;
  label: string;
  text: string;
  article: string;
  confidence: Confidence;
  /** Full points; null for a clause without points. */
  full: number | null;
  /** Least points asked of a category or the total. */
  line: number | null;
}

/** All clauses of a standard in the order of the document, each after the one it belongs to. */
export function clauseOutline(document: StandardDocument): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const points = (text: string | null) => (text === null ? null : Number(text));
  const add = (
    kind: OutlineKind,
    wording: Wording,
    parent: string | null,
    full: string | null,
    line: string | null = null,
  ) => {
    const { id, label, text, article, confidence } = wording;
    entries.push({
      ...{ id, parent, kind, label, text, article, confidence },
      ...{ full: points(full), line: points(line) },
    });
  };
  const addScore = ({ categories, total }: Score, parent: string | null) => {
    for (const category of categories) {
      const named = category.id !== ''; // indicators may stand without a category
      if (named) add('category', category, parent, category.full, category.atLeast);
      for (const indicator of category.indicators)
        add('indicator', indicator, named ? category.id : parent, indicator.full);
    }
    add('total', total, parent, total.full, total.atLeast);
  };
  const walk = (condition: Condition, parent: string | null): void => {
    if (condition.kind === 'score') return addScore(condition.score, parent);
    if (condition.kind === 'clause') {
      add(clauseKind(condition.clause), condition.clause, parent, null);
      return walk(condition.clause.rule, condition.clause.id);
    }
    for (const part of partsOf(condition)) walk(part, parent);
  };
  for (const condition of document.requires) walk(condition, null);
  return entries;
}

function clauseKind({ rule }: Clause): OutlineKind {
  if (rule.kind === 'score') return 'score';
  const holdsIds = (condition: Condition): boolean =>
    condition.kind === 'clause' || condition.kind === 'score' || partsOf(condition).some(holdsIds);
  return holdsIds(rule) ? 'group' : 'condition';
}

function partsOf(condition: Condition): Condition[] {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of;
  if (condition.kind === 'exempt') return [condition.rule, condition.exemption];
  if (condition.kind === 'byPurpose') return [condition.application, condition.renewal];
  return [];
}
