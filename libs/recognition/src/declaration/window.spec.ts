import { obstacleToBegin, obstacleToSubmit, type Window } from './window';

const at = (clock: string, plus = 0) => new Date(new Date(`2026-06-30T${clock}+08:00`).getTime() + plus);
const window: Window = {
  ...{ state: 'announced', opensAt: at('09:00:00'), closesAt: at('23:59:59', 1000), graceMinutes: 30 },
};
const early = at('10:00:00');
const end = window.closesAt.getTime();
const submit = (now: number, begun = early, of: Partial<Window> = {}) =>
  obstacleToSubmit({ ...window, ...of }, begun, new Date(now)) === null;

describe('the window of a batch', () => {
  it('is open from its first moment to its last, and not a moment longer', () => {
    const open = window.opensAt.getTime();
    expect([open - 1000, open - 1, open, open + 1000].map((now) => submit(now))).toEqual([false, false, true, true]);
    const bare = { graceMinutes: 0 };
    expect([end - 1000, end - 1, end, end + 1000].map((now) => submit(now, early, bare))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('takes for the minutes of grace what was begun before its end', () => {
    const late = end + 30 * 60_000;
    expect([end, end + 1000, late - 1000, late - 1, late, late + 1000].map((now) => submit(now))).toEqual([
      ...[true, true, true, true, false, false],
    ]);
    expect(submit(end + 1000, new Date(end))).toBe(false);
    expect(obstacleToBegin(window, new Date(end))).toContain('截止');
  });

  it('takes nothing where the batch is prepared or ended, grace or not', () => {
    for (const state of ['prepared', 'ended'] as const) {
      expect(submit(end - 1000, early, { state })).toBe(false);
      expect(submit(end + 1000, early, { state })).toBe(false);
    }
  });
});
