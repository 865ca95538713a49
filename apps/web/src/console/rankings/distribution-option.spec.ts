import { distributionOption } from './distribution-option';

const buckets = [
  { from: 0, to: 10, settled: 0, open: 0 },
  { from: 10, to: 20, settled: 3, open: 2 },
];

describe('distributionOption', () => {
  it('draws every bucket from zero, settled and open stacked', () => {
    const option = distributionOption(buckets, null);
    expect(option.xAxis[0]).toMatchObject({ data: ['0–10', '10–20'] });
    expect(option.yAxis.min).toBe(0);
    expect(option.series).toMatchObject([
      { stack: 'all', data: [0, 3] },
      { stack: 'all', data: [0, 2] },
    ]);
  });

  it('writes the sum over a bar and nothing over an empty place', () => {
    const label = distributionOption(buckets, null).series.flatMap((one) => ('label' in one ? [one.label] : []))[0];
    expect(label?.formatter({ dataIndex: 1 })).toBe('5');
    expect(label?.formatter({ dataIndex: 0 })).toBe('');
  });

  it('draws the line of the standard on the scale of the points, and none where there is none', () => {
    const option = distributionOption(buckets, 15);
    expect(option.xAxis[1]).toMatchObject({ type: 'value', min: 0, max: 20 });
    expect(option.series[2]).toMatchObject({ xAxisIndex: 1, markLine: { data: [{ xAxis: 15 }] } });
    expect(distributionOption(buckets, null).series).toHaveLength(2);
  });
});
