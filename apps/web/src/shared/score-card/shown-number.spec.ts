import { readShown, thresholdPlace } from './shown-number';

describe('readShown', () => {
  it.each([
    ['1,234.5万元', { value: 12345000, unit: '元' }],
    ['1亿', { value: 1e8, unit: '元' }],
    ['500万', { value: 5e6, unit: '元' }],
    ['2.96%', { value: 2.96, unit: '%' }],
    ['3年', { value: 3, unit: '年' }],
    ['-5.10%', { value: -5.1, unit: '%' }],
    ['2,500 千瓦时', { value: 2500, unit: '千瓦时' }],
  ])('%s', (text, read) => expect(readShown(text)).toEqual(read));

  it.each([null, '', '未知', '末期为基期的 110%'])('%s is no single number', (text) =>
    expect(readShown(text)).toBeNull(),
  );
});

describe('thresholdPlace', () => {
  it('puts the threshold in the middle and the value beside it', () => {
    expect(thresholdPlace('1.50%', '≥ 3%')).toEqual({ at: 0.25, beyond: false, passes: 'above' });
    expect(thresholdPlace('1000万元', '≥ 1亿')).toEqual({ at: 0.05, beyond: false, passes: 'above' });
    expect(thresholdPlace('80.00%', '≤ 70%')?.passes).toBe('below');
  });

  it('cuts what lies far beyond', () => {
    expect(thresholdPlace('90.00%', '≥ 3%')).toEqual({ at: 1, beyond: true, passes: 'above' });
  });

  it.each([
    ['3年', '≥ 3%'],
    ['5', '≥ 0'],
    ['-1.00%', '≥ 5%'],
    [null, '≥ 5%'],
    ['5.00%', null],
    ['5.00%', '营业收入'],
  ])('draws nothing for %s against %s', (measure, threshold) => {
    expect(thresholdPlace(measure, threshold)).toBeNull();
  });
});
