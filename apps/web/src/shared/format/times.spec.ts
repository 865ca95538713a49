import { formatInstant } from './times';

describe('formatInstant', () => {
  it('speaks in the time of the district, not of the computer', () => {
    expect(formatInstant('2026-11-23T16:30:00Z')).toBe('2026-11-24 00:30');
    expect(formatInstant('2026-11-23T08:05:00+08:00')).toBe('2026-11-23 08:05');
  });

  it('leaves what is no instant', () => {
    expect(formatInstant('明天')).toBe('明天');
  });
});
