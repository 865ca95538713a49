import { causeWords, changeOrder, changeSigns, changeWords, clauseWords, isChange } from './changes';

const differences = [
  { id: 'rd', change: 'changed' as const, label: '研发费用占比' },
  { id: 'ip', change: 'added' as const, label: '知识产权' },
];

describe('words of a rehearsal', () => {
  it('have a word and a sign of its own for every kind of change', () => {
    expect(changeOrder.every((change) => changeWords[change] !== '')).toBe(true);
    expect(new Set(Object.values(changeSigns)).size).toBe(Object.keys(changeWords).length);
    expect([isChange('gains'), isChange('same'), isChange('other'), isChange(undefined)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('name clauses by their label, and the whole where it is the whole', () => {
    expect(clauseWords(differences, 'rd')).toBe('研发费用占比');
    expect(clauseWords(differences, 'unheard-of')).toBe('unheard-of');
    expect(clauseWords(differences, '')).toBe('标准的结构');
  });

  it('tell apart what each of several does alone from what they do together', () => {
    expect(causeWords(differences, ['rd'], [])).toBe('研发费用占比');
    expect(causeWords(differences, ['rd', 'ip'], [])).toBe('研发费用占比 或 知识产权');
    expect(causeWords(differences, [], ['rd', 'ip'])).toBe('研发费用占比 + 知识产权（合起来）');
    expect(causeWords(differences, [], [])).toBe('几条共同引起');
  });
});
