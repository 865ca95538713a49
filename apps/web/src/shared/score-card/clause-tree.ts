import type { ClauseExplanation } from '@tidu/criteria';

/** A clause with the clauses below it. */
export interface ClauseTree {
  clause: ClauseExplanation;
  children: ClauseTree[];
}

/** The clauses of a card as a tree, in the order of the document. */
export function clauseTree(clauses: readonly ClauseExplanation[]): ClauseTree[] {
  const nodes = new Map(clauses.map((clause) => [clause.id, { clause, children: [] as ClauseTree[] }]));
  const roots: ClauseTree[] = [];
  for (const clause of clauses) {
    const node = nodes.get(clause.id);
    const parent = clause.parent === null ? undefined : nodes.get(clause.parent);
    if (node) (parent?.children ?? roots).push(node);
  }
  return roots;
}
