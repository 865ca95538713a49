/** When enterprises may hand in (申报窗口), of a batch. */
export interface Window {
  state: 'prepared' | 'announced' | 'ended';
  opensAt: Date;
  closesAt: Date;
  graceMinutes: number;
}

const minute = 60_000;

/** Why nothing can be begun at an instant; null: it can. */
export function obstacleToBegin({ state, opensAt, closesAt }: Window, now: Date): string | null {
  if (state !== 'announced') return '这个批次没有开放申报。';
  if (now < opensAt) return '申报窗口还没有开始。';
  return now < closesAt ? null : '申报窗口已经截止。';
}

/**
 * Why nothing can be submitted for the first time at an instant; null: it can. What was begun before the window closed
 * is taken for the minutes of grace after it.
 */
export function obstacleToSubmit(window: Window, begunAt: Date, now: Date): string | null {
  const { closesAt, graceMinutes } = window;
  const graced = begunAt < closesAt && now >= closesAt && now.getTime() < closesAt.getTime() + graceMinutes * minute;
  return graced && window.state === 'announced' ? null : obstacleToBegin(window, now);
}
