import type { ClauseExplanation } from '@tidu/criteria';
import { clauseTree, missingWords } from './clause-tree';

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

describe('missingWords', () => {
  it('tells data from judgements', () => {
    expect(missingWords([{ judged: false }, { judged: false }, { judged: true }])).toBe(
      '还缺 2 项数据，1 项待人工判断',
    );
    expect(missingWords([{ judged: true }])).toBe('1 项待人工判断');
    expect(missingWords([])).toBe('');
  });
});
