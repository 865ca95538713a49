import { segmentWords } from './segment-words';

const stage = {
  ...{ id: 'stage', label: '剩、老、新、优' },
  segments: [
    { code: 'surplus', label: '剩', text: '', count: 1 },
    { code: 'mature', label: '老', text: '', count: 2 },
  ],
};

describe('segments of a list in words', () => {
  it('names the segment, and the years of a movement', () => {
    expect(segmentWords('stage.mature', [stage])).toBe('老');
    expect(segmentWords('stage.surplus.2024,stage.mature.2025', [stage])).toBe('2024 年度剩，2025 年度老');
    expect(segmentWords('stage.absent.2024', [stage])).toBe('2024 年度没有分类');
  });

  it('shows what it does not know as it stands', () => {
    expect(segmentWords('colour.red', [stage])).toBe('red');
  });
});
