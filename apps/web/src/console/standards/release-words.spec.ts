import { activationWords, versionOf } from './release-words';

describe('what activating will do', () => {
  it('names the day, the version that goes and what stays', () => {
    expect(activationWords(2, 1, '2027-01-01', '2026-11-24')).toBe(
      '从 2027-01-01 起，新的预评估、自测和开放接口都按第 2 版，第 1 版不再用于新的预评估。已经做过的预评估、排名和导出不变。',
    );
  });

  it('no day, and today, are today', () => {
    expect(activationWords(2, 1, '', '2026-11-24')).toMatch(/^从今天起/);
    expect(activationWords(2, 1, '2026-11-24', '2026-11-24')).toMatch(/^从今天起/);
  });

  it('where nothing was in use, nothing goes', () => {
    expect(activationWords(1, null, '', '2026-11-24')).not.toContain('不再用于');
    expect(activationWords(2, 2, '2027-01-01', '2026-11-24')).not.toContain('不再用于');
  });
});

describe('a version in an address', () => {
  it.each([
    ['2', 2],
    ['0', undefined],
    ['2.5', undefined],
    ['12345', undefined],
    [undefined, undefined],
  ])('%s → %s', (text, version) => {
    expect(versionOf(text)).toBe(version);
  });
});
