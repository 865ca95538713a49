import { distributionOption } from './distribution-option';

const buckets = [
  { from: 0, to: 10, settled: 0, open: 0 },
  { from: 10, to: 20, settled: 3, open: 2 },
];

describe('distributionOption', () => {
  it('draws every bucket from zero, settled and open stacked', () => {
    const option = distributionOption(buckets);
    expect(option.xAxis.data).toEqual(['0–10', '10–20']);
    expect(option.yAxis.min).toBe(0);
    expect(option.series.map(({ data, stack }) => [stack, data])).toEqual([
      ['all', [0, 3]],
      ['all', [0, 2]],
    ]);
  });

  it('writes the sum over a bar and nothing over an empty place', () => {
    const label = distributionOption(buckets).series.flatMap((one) => ('label' in one ? [one.label] : []))[0];
    expect(label?.formatter({ dataIndex: 1 })).toBe('5');
    expect(label?.formatter({ dataIndex: 0 })).toBe('');
  });
});
