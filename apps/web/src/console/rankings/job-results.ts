import type { Job } from '../jobs/jobs.queries';

/** The ranking a finished job has made. */
export function rankingOf(job: Job): string | undefined {
  return job.state === 'succeeded' ? textOf(job, 'rankingId') : undefined;
}

/** A text that a job has left in its result. */
export function textOf(job: Job, key: string): string | undefined {
  const value = job.result?.[key];
  return typeof value === 'string' ? value : undefined;
}
