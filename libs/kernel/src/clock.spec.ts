import { fixedClock, shanghaiDay, shanghaiTime, systemClock, today } from './clock';

describe('shanghaiDay', () => {
  it.each([
    ['2025-12-31T15:59:59.999Z', '2025-12-31'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
    ['2026-03-31T23:59:59+08:00', '2026-03-31'],
    ['2026-04-01T00:00:00+08:00', '2026-04-01'],
  ])('%s is %s', (instant, day) => {
    expect(shanghaiDay(new Date(instant))).toBe(day);
    expect(shanghaiDay(Date.parse(instant))).toBe(day);
    expect(today(fixedClock(instant))).toBe(day);
  });
});

it('shanghaiTime writes the minute of the district, whatever the computer’s zone', () => {
  expect(shanghaiTime(new Date('2025-12-31T16:05:59.999Z'))).toBe('2026-01-01 00:05（北京时间）');
});

describe('clocks', () => {
  it('a fixed clock stands still and cannot be moved through its answer', () => {
    const clock = fixedClock('2026-11-20T09:00:00+08:00');
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2026-11-20T01:00:00.000Z');
  });

  it('refuses what is no instant', () => expect(() => fixedClock('soon')).toThrow(RangeError));

  it('the system clock goes', () => {
    const before = Date.now();
    expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(before);
  });
});
