import type { Job } from './jobs.queries';

const words: Readonly<Record<Job['state'], string>> = {
  queued: '○ 排队中',
  running: '◐ 进行中',
  succeeded: '● 已完成',
  failed: '✕ 未完成',
  cancelled: '– 已取消',
};

/** State of a job in a list: sign and word. */
export function JobState({ state }: { state: Job['state'] }) {
  return <span className={`job-state job-state--${state}`}>{words[state]}</span>;
}
