import { barsOption } from './bars-option';

describe('bars of counts', () => {
  it('begin at zero, in the order given, with the counts written at them', () => {
    const { xAxis, yAxis, series } = barsOption([
      { label: '升 1–10 位', count: 3 },
      { label: '不变', count: 0 },
    ]);
    expect([xAxis.min, yAxis.inverse, yAxis.data]).toEqual([0, true, ['升 1–10 位', '不变']]);
    expect(series[0]).toMatchObject({ data: [3, 0], label: { show: true } });
  });
});
