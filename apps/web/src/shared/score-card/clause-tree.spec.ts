import type { ClauseExplanation } from '@tidu/criteria';
import { clauseTree } from './clause-tree';

const clause = (id: string, parent: string | null): ClauseExplanation => ({ id, parent }) as ClauseExplanation;

describe('clauseTree', () => {
  it('keeps the order of the document at every level', () => {
    const tree = clauseTree([
      clause('exclusions', null),
      clause('scored', null),
      clause('growth', 'scored'),
      clause('debt', 'growth'),
      clause('total', 'scored'),
    ]);
    expect(tree.map((node) => node.clause.id)).toEqual(['exclusions', 'scored']);
    expect(tree[1]?.children.map((node) => node.clause.id)).toEqual(['growth', 'total']);
    expect(tree[1]?.children[0]?.children[0]?.clause.id).toBe('debt');
  });

  it('shows a clause whose parent is missing at the top rather than not at all', () => {
    expect(clauseTree([clause('a', 'gone')]).map((node) => node.clause.id)).toEqual(['a']);
  });
});
