import { deadlineOf, loadUpdateRules, updateRules } from './update-rules';

describe('the rules of yearly updates', () => {
  it('are those of the file: 30 April until 2025, 31 May from 2026', () => {
    const rules = updateRules();
    expect(rules).toMatchObject({ titles: ['innovativeSme', 'specializedSme', 'littleGiant'], lateClears: true });
    expect([2024, 2025, 2026, 2030].map((year) => deadlineOf(rules, year).dueOn)).toEqual([
      ...['2024-04-30', '2025-04-30', '2026-05-31', '2030-05-31'],
    ]);
  });

  it('name everything that is wrong, with its line', () => {
    const read = () =>
      loadUpdateRules(
        [
          ...['titles: [noTitle]', 'countedFrom: 26', 'opens: 02-29', 'lateClears: maybe', 'extra: 1'],
          ...['deadlines:', '  - { year: 2026, day: 05-31, source: x }', '  - { year: 2025, day: 05-32, source: x }'],
          ...['renewal: { lostAfter: 0, source: x }', 'cancel: { misses: 2, from: 2026, cause: noCause, source: x }'],
        ].join('\n'),
      );
    expect(read).toThrow(
      expect.objectContaining({
        code: 'RECOGNITION.BAD_UPDATE_RULES',
        problems: expect.arrayContaining(
          ['noTitle', 'countedFrom', 'opens', 'lateClears', 'extra', 'day', 'deadlines', 'lostAfter', 'noCause'].map(
            (word) => expect.objectContaining({ message: expect.stringContaining(word) }),
          ),
        ),
      }),
    );
  });
});
