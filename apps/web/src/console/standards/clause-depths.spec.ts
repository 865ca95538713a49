import { clauseDepths } from './clause-depths';

describe('clauseDepths', () => {
  it('counts the steps up to the whole, whatever the order', () => {
    const depths = clauseDepths([
      { id: 'ip', parent: 'innovation' },
      { id: 'scored', parent: null },
      { id: 'innovation', parent: 'scored' },
    ]);
    expect(Object.fromEntries(depths)).toEqual({ scored: 0, innovation: 1, ip: 2 });
  });

  it('does not hang on a parent that is missing or its own', () => {
    expect(clauseDepths([{ id: 'a', parent: 'gone' }]).get('a')).toBe(0);
    expect(clauseDepths([{ id: 'a', parent: 'a' }]).get('a')).toBe(1);
  });
});
