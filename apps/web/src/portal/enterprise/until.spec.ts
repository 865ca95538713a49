import { afterLastDay, lastDayBefore } from './until';

describe('the last day of a right', () => {
  it('is the day before the one on which it no longer holds, there and back', () => {
    expect(afterLastDay('2026-12-31')).toBe('2027-01-01');
    expect(lastDayBefore('2027-01-01')).toBe('2026-12-31');
    expect([afterLastDay(''), afterLastDay('2026-13-01'), lastDayBefore(null)]).toEqual([null, null, '']);
  });
});
