/** What is told of a task's clock. */
export interface Clock {
  state: 'open' | 'done' | 'cancelled';
  stateWords: string;
  dueOn: string;
  dueProvisional: boolean;
  /** Working days left, negative so many as it is overdue; null: the clock stands still. */
  left: number | null;
  pausedOn: string | null;
}

/** How far a task is, as people say it: `还有 3 个工作日`, `逾期 2 个工作日`. */
export function dueWords({ state, stateWords, left, pausedOn, overdue }: Clock & { overdue: boolean }): string {
  if (state !== 'open') return stateWords;
  if (pausedOn !== null || left === null) return '已暂停';
  if (overdue) return left === 0 ? '已逾期' : `逾期 ${-left} 个工作日`;
  return left === 0 ? '今天到期' : `还有 ${left} 个工作日`;
}
