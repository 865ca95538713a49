import fc from 'fast-check';
import { type Figure, goal, interleave, median, ratioOf, verdictOf } from './harness';
import { table } from './table';

const figure = (more: Partial<Figure>): Figure => ({
  id: 'x',
  work: '工作',
  against: '',
  value: 1,
  unit: '×',
  ...more,
});

describe('a figure', () => {
  it.each([
    [goal.atMost(5, 3), 3, 'ambitious'],
    [goal.atMost(5, 3), 3.01, 'must'],
    [goal.atMost(5, 3), 5, 'must'],
    [goal.atMost(5, 3), 5.01, 'missed'],
    [goal.atLeast(100, 250), 250, 'ambitious'],
    [goal.atLeast(100, 250), 249, 'must'],
    [goal.atLeast(100, 250), 99.9, 'missed'],
    [goal.atMost(5, 3), NaN, 'missed'],
    [undefined, NaN, 'told'],
  ])('with goal %j and value %d is %s', (wanted, value, verdict) => {
    expect(verdictOf({ goal: wanted, value })).toBe(verdict);
  });
});

describe('the median', () => {
  it('has as many values below as above, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above) * 2).toBeLessThanOrEqual(values.length);
      }),
    );
  });

  it('of nothing is no number, so that nothing measured never passes', () => {
    expect(median([])).toBeNaN();
    expect(ratioOf([1], [])).toBeNaN();
  });
});

describe('a ratio', () => {
  it('is taken round by round: a slow minute that both suffered doesn’t show', () => {
    expect(ratioOf([20, 200, 22], [10, 100, 11])).toBe(2);
  });
});

describe('interleaving', () => {
  it('measures in turn, with the clearing up before each, and keeps what each returned', async () => {
    const order: string[] = [];
    const work = (name: string, ms: number) => () => {
      order.push(name);
      return Promise.resolve(ms);
    };
    const before = () => Promise.resolve(order.push('-'));
    const times = await interleave(2, { limit: work('limit', 1), ours: work('ours', 3) }, before);
    expect(order).toEqual(['-', 'limit', '-', 'ours', '-', 'limit', '-', 'ours']);
    expect(times).toEqual({ limit: [1, 1], ours: [3, 3] });
  });

  it('stops at the first work that fails', async () => {
    const failing = interleave(1, { bad: () => Promise.reject(new Error('no rows')) });
    await expect(failing).rejects.toThrow('no rows');
  });
});

describe('the table', () => {
  const rows = (figures: Figure[], scale: 'full' | 'small' = 'full') =>
    table(figures, scale)
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));

  it('shows goal, value and verdict, the unit where it is no ratio', () => {
    const lines = rows([
      figure({ work: '评价', against: '扫描', goal: goal.atMost(5, 3), value: 3.456, note: '2 s / 1 s' }),
      figure({ work: '内存', goal: goal.atMost(250, 120), value: 90.04, unit: 'MB' }),
      figure({ work: '速度', value: 1_234_567, unit: '/s' }),
    ]);
    expect(lines[2]).toEqual(['', '评价', '扫描', '≤ 5', '≤ 3', '3.46', '达到必须', '2 s / 1 s', '']);
    expect(lines[3]).toEqual(['', '内存', '', '≤ 250 MB', '≤ 120 MB', '90 MB', '达到力争', '', '']);
    expect(lines[4]).toEqual(['', '速度', '', '', '', '1,234,567 /s', '', '', '']);
  });

  it('judges nothing by a small population', () => {
    expect(rows([figure({ goal: goal.atMost(5, 3), value: 50 })], 'small')[2]?.[6]).toBe('');
  });
});
