import { Logger, run, type Runner } from 'graphile-worker';
import type { JobRunner } from './job-runner';

const sweepMs = 30_000;

/** A worker at work: wakes on the database's notice, runs jobs, sweeps up after dead colleagues. */
export interface Worker {
  /** Stops taking jobs, gives running ones back to the queue and ends. */
  stop(): Promise<void>;
}

/** Starts a worker of `concurrency` jobs at once. The library only wakes; `job_run` decides (see JobRunner). */
export async function startWorker(
  connectionString: string,
  runner: JobRunner,
  log: (level: string, message: string) => void,
  concurrency = 2,
): Promise<Worker> {
  const library: Runner = await run({
    connectionString,
    maxPoolSize: concurrency + 2,
    concurrency,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (['error', 'warning'].includes(level)) log(level, message);
    }),
    taskList: {
      job: async (payload) => {
        await runner.run((payload as { id: string }).id);
      },
    },
  });
  const sweep = () => runner.sweep().catch((error: Error) => log('warning', `sweep: ${error.message}`));
  await sweep();
  const timer = setInterval(() => void sweep(), sweepMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await runner.stop();
      await library.stop().catch(() => undefined);
    },
  };
}
