import { type ActingPerson, parseScope, systemActor } from '../database/acting-person';
import type { Database } from '../database/database';
import { DatabaseLost } from '../database/lost';
import { jobError, type JobContext, type JobHandler, type JobProgress, JobStopped } from './job';
import { Lease, leaseSeconds } from './lease';

interface Claimed {
  task: string;
  payload: object;
  personId: string;
  personName: string;
  scope: string;
  token: string;
}

/**
 * Runs one job under its lease: claim (fencing token + 1), heartbeat, effect, end. Everything about the row of
 * `job_run` is done by the system actor; the handler works in the name of the person who caused the job.
 */
export class JobRunner {
  private readonly handlers: Map<string, JobHandler>;
  /** Jobs at work in this process, to stop them when it ends. */
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly database: Database,
    handlers: JobHandler[],
    private readonly report: (error: unknown, jobId: string) => void = () => undefined,
  ) {
    this.handlers = new Map(handlers.map((handler) => [handler.task, handler]));
  }

  /**
   * Runs the job if it's free. Returns false when somebody else has it or it has ended. `onProgress` is told of
   * every progress (the command line draws it).
   */
  async run(jobId: string, onProgress?: (progress: Required<JobProgress>) => void): Promise<boolean> {
    const claimed = await this.claim(jobId);
    if (!claimed) return false;
    const stop = new AbortController();
    this.running.set(jobId, stop);
    const lease = new Lease(this.database, jobId, claimed.token, stop, onProgress);
    const handler = this.handlers.get(claimed.task);
    try {
      if (!handler) throw new Error(`no handler for task ${claimed.task}`);
      const result = await handler.run(this.context(jobId, claimed, lease, stop));
      await lease.end('succeeded', { result });
    } catch (error) {
      await this.failed(jobId, error, lease, stop);
    } finally {
      lease.release();
      this.running.delete(jobId);
    }
    return true;
  }

  /** Stops every job at work here and leaves it to whoever comes next (used when the process ends). */
  async stop(): Promise<void> {
    for (const stop of this.running.values()) stop.abort(new JobStopped('ending'));
    while (this.running.size > 0) await new Promise((done) => setTimeout(done, 20));
  }

  /**
   * Puts jobs whose process died back into the queue and ends those of them that were to be cancelled; returns how
   * many. Forgets old acts. Runs every 30 s in each worker.
   */
  async sweep(): Promise<number> {
    return this.database.write(systemActor, async (tx) => {
      const expired = await tx.rows<{ id: string; state: string }>(
        // a row that is locked belongs to an effect that is committing just now
        `update job_run set "leaseUntil" = null,
           state = case when "cancelRequested" then 'cancelled' else 'queued' end,
           "finishedAt" = case when "cancelRequested" then now() end
         where id in (
           select id from job_run
           where (state = 'running' and "leaseUntil" < now())
              or (state = 'queued' and "createdAt" < now() - interval '1 minute')
           for update skip locked) returning id, state`,
      );
      for (const { id, state } of expired) if (state === 'queued') await tx.rows('select enqueue_job($1)', [id]);
      await tx.rows(`delete from act where at < now() - interval '7 days'`);
      return expired.length;
    });
  }

  private async claim(jobId: string): Promise<Claimed | null> {
    return this.database.write(systemActor, (tx) =>
      tx.row<Claimed>(
        `update job_run set state = 'running', "startedAt" = coalesce("startedAt", now()), attempts = attempts + 1,
                "leaseUntil" = now() + make_interval(secs => ${leaseSeconds}), "fencingToken" = "fencingToken" + 1,
                done = 0, total = null, counted = 0, warned = 0, failed = 0
         where id = $1 and not "cancelRequested" and (state = 'queued' or (state = 'running' and "leaseUntil" < now()))
         returning task, payload, "personId", "personName", scope, "fencingToken" as token`,
        [jobId],
      ),
    );
  }

  private context(jobId: string, claimed: Claimed, lease: Lease, stop: AbortController): JobContext<object> {
    const person = personOf(claimed);
    return {
      jobId,
      person,
      payload: claimed.payload,
      database: this.database,
      signal: stop.signal,
      progress: (progress) => lease.note(progress),
      commit: (effect) =>
        this.database.write(person, async (tx) => {
          await lease.prove(tx);
          const result = await effect(tx);
          await lease.endWith(tx, result);
          return result;
        }),
    };
  }

  private async failed(jobId: string, error: unknown, lease: Lease, stop: AbortController): Promise<void> {
    const why = stop.signal.aborted
      ? (stop.signal.reason as JobStopped).why
      : error instanceof JobStopped
        ? error.why
        : null;
    if (why === 'lost') return; // another process has it
    // the lease lapses, and whoever sweeps first after the database is back has it done again
    if (error instanceof DatabaseLost) return this.report(error, jobId);
    if (why === 'ending') return lease.giveBack();
    if (why === 'cancelled') return lease.end('cancelled', {});
    this.report(error, jobId);
    await lease.end('failed', { error: jobError(error, jobId) });
  }
}

function personOf({ personId, personName, scope }: Claimed): ActingPerson {
  return { id: personId, name: personName, scope: parseScope(scope), permissions: 'all' };
}
