import { type Clock, dueWords } from './due-words';

const clock: Clock & { overdue: boolean } = {
  ...{ state: 'open', stateWords: '在办', dueOn: '2026-12-01', dueProvisional: false },
  ...{ left: 3, pausedOn: null, overdue: false },
};

describe('how far a task is', () => {
  it.each([
    [{}, '还有 3 个工作日'],
    [{ left: 0 }, '今天到期'],
    [{ left: -2, overdue: true }, '逾期 2 个工作日'],
    [{ left: 0, overdue: true }, '已逾期'], // since then there was no working day
    [{ left: null, pausedOn: '2026-11-20' }, '已暂停'],
    [{ state: 'done', stateWords: '已办结', left: null }, '已办结'],
  ] as const)('%j is %s', (more, words) => {
    expect(dueWords({ ...clock, ...more })).toBe(words);
  });
});
