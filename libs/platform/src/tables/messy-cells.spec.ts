import fc from 'fast-check';
import { dayNote, readDay } from './day-text';
import { plainLabel } from './header';
import { isTotalRow, repeatsHeader } from './total-row';

describe('a day in a cell', () => {
  it.each([
    ['2021年3月5日', '2021-03-05'],
    ['２０２１年３月５日', '2021-03-05'],
    ['2021 年 3 月 5 日', '2021-03-05'],
    ['2021.3.5', '2021-03-05'],
    ['2021/3/5 00:00:00', '2021-03-05'],
    ['20210305', '2021-03-05'],
  ])('%s is written out', (cell, day) => expect(readDay(cell)).toEqual({ day }));

  it.each([
    ['2021年3月', '2021-03-01', 'month'],
    ['2021.3', '2021-03-01', 'month'],
    ['２０２１．３', '2021-03-01', 'month'],
    ['2021-03', '2021-03-01', 'month'],
    ['44260', '2021-03-05', 'serial'],
    ['44260.0', '2021-03-05', 'serial'],
  ] as const)('%s is supposed to be %s', (cell, day, supposed) => {
    expect(readDay(cell)).toEqual({ day, supposed });
    expect(dayNote({ day, supposed }, cell)).toContain(day);
  });

  it.each(['2021', '2021.13', '2021年2月30日', '1234', '三月', '', '2021.3.5.6', '999999'])('%s is none', (cell) =>
    expect(readDay(cell)).toBeNull(),
  );

  it('serial numbers are Excel’s days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 80_000 }), (serial) => {
        const ms = Date.UTC(1899, 11, 30) + serial * 86_400_000;
        expect(readDay(String(serial))?.day).toBe(new Date(ms).toISOString().slice(0, 10));
      }),
    );
  });
});

describe('a row that is no data', () => {
  const row = (...cells: string[]) => ({ row: 9, cells });

  it.each(['合计', '合 计', '小计：', '涧西区小计', '总计', '一、合计', '填表人：张三', '注：金额为含税数'])(
    '%s',
    (word) => {
      expect(isTotalRow(row(word, '', '', '100'), 1)).toBe(true);
      expect(isTotalRow(row('', word, '100'), 1)).toBe(true);
    },
  );

  it('a firm may be called so, if it has a code', () => {
    expect(isTotalRow(row('洛阳合计', '91410300MA44YQUW5T', '100'), 1)).toBe(false);
    expect(isTotalRow(row('洛阳轴承有限公司', '', '100'), 1)).toBe(false);
  });

  it('the header once more, but not a row of one value', () => {
    const labels = ['企业名称', '营业收入(万元)'];
    expect(repeatsHeader(row('企业 名称', '营业收入（万元）'), labels, plainLabel)).toBe(true);
    expect(repeatsHeader(row('企业名称', ''), labels, plainLabel)).toBe(false);
    expect(repeatsHeader(row('某公司', '1'), labels, plainLabel)).toBe(false);
  });
});
