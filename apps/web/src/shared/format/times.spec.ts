import { formatDuration, formatInstant } from './times';

describe('formatInstant', () => {
  it('speaks in the time of the district, not of the computer', () => {
    expect(formatInstant('2026-11-23T16:30:00Z')).toBe('2026-11-24 00:30');
    expect(formatInstant('2026-11-23T08:05:00+08:00')).toBe('2026-11-23 08:05');
  });

  it('leaves what is no instant', () => {
    expect(formatInstant('明天')).toBe('明天');
  });
});

describe('formatDuration', () => {
  it.each([
    ['2026-11-23T00:00:00Z', '2026-11-23T00:00:00.200Z', '不到 1 秒'],
    ['2026-11-23T00:00:00Z', '2026-11-23T00:00:08Z', '8 秒'],
    ['2026-11-23T00:00:00Z', '2026-11-23T00:03:20Z', '3 分 20 秒'],
    ['2026-11-23T00:00:05Z', '2026-11-23T00:00:00Z', '不到 1 秒'],
  ])('from %s to %s: %s', (from, to, words) => {
    expect(formatDuration(from, to)).toBe(words);
  });
});
