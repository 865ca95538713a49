import { readNotice } from './read-notice';

describe('the lines of a notice', () => {
  it('are periods and days, holidays and days worked in exchange', () => {
    const { days, faults } = readNotice(
      '放假 2027-10-01 至 2027-10-03 国庆节\n上班 2027-10-10 国庆节；放假2027-01-01',
      2027,
    );
    expect(faults).toEqual([]);
    expect(days).toEqual([
      { day: '2027-10-01', kind: 'holiday', name: '国庆节' },
      { day: '2027-10-02', kind: 'holiday', name: '国庆节' },
      { day: '2027-10-03', kind: 'holiday', name: '国庆节' },
      { day: '2027-10-10', kind: 'workday', name: '国庆节' },
      { day: '2027-01-01', kind: 'holiday', name: '放假' },
    ]);
  });

  it.each([
    '放假 2026-10-01',
    '放假 2027-02-30',
    '休息 2027-01-01',
    '放假 2027-01-05 至 2027-01-01',
    '放假 2027-01-01\n上班 2027-01-01',
  ])('%s is refused with its place', (text) => expect(readNotice(text, 2027).faults).toHaveLength(1));
});
