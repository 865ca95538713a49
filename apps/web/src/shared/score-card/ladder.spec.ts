import { ladderOf } from './ladder';

const step = (label: string, points: number, reached: boolean | null = false) => ({ label, points, reached });

describe('ladderOf', () => {
  it('turns bands into stairs that rise to the right', () => {
    const bands = [step('≥ 5%', 20), step('≥ 3%', 15, true), step('≥ 1%', 5), step('其他', 0)];
    const ladder = ladderOf({ bands, maxPoints: 20 });
    expect(ladder?.shape).toBe('stairs');
    expect(ladder?.steps.map(({ points }) => points)).toEqual([0, 5, 15, 20]);
    expect(ladder?.steps.find(({ reached }) => reached)?.label).toBe('≥ 3%');
  });

  it('draws lines where several items count alike or words are long', () => {
    const alike = [step('质量奖：是', 3, true), step('自有品牌：是', 3, null)];
    expect(ladderOf({ bands: alike, maxPoints: 5 })).toMatchObject({ shape: 'lines', most: 5, steps: alike });
    expect(ladderOf({ bands: [step('研发费用 ÷ 营业收入 ≥ 10%', 10), step('其他', 0)], maxPoints: 10 })?.shape).toBe(
      'lines',
    );
  });

  it('draws nothing without steps', () => {
    expect(ladderOf({ bands: [], maxPoints: 15 })).toBeNull();
    expect(ladderOf({ bands: [step('每满 2 年', 1)], maxPoints: 5 })).toBeNull();
    expect(ladderOf({ bands: [step('甲', 0), step('乙', 0)], maxPoints: 0 })).toBeNull();
  });
});
