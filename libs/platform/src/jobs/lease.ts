import { systemActor } from '../database/acting-person';
import type { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { type JobProgress, JobStopped } from './job';

/** How long a job belongs to its process without a sign of life. */
export const leaseSeconds = 30;
const heartbeatMs = 10_000;
const progressMs = 1_000;

/**
 * The right to work on one job: renewed every 10 s together with the progress, lost to whoever claims the job
 * after it lapsed. Every write carries the fencing token, so a process that lost the lease can't do harm.
 */
export class Lease {
  private readonly state: Required<JobProgress> = { stage: '', done: 0, total: null, counted: 0, warned: 0, failed: 0 };
  private dirty = false;
  private ended = false;
  private beating = false;
  private renewedAt = Date.now();
  private readonly timer: NodeJS.Timeout;
  private renewing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly jobId: string,
    private readonly token: string,
    private readonly stop: AbortController,
    private readonly onProgress?: (progress: Required<JobProgress>) => void,
  ) {
    this.timer = setInterval(() => {
      // while the effect commits it holds the row: beats must not pile up behind it
      const due = this.dirty || Date.now() - this.renewedAt >= heartbeatMs;
      if (due && !this.beating) this.renewing = this.renew();
    }, progressMs);
  }

  note(progress: JobProgress): void {
    Object.assign(this.state, progress);
    this.dirty = true;
    this.onProgress?.(this.state);
  }

  /** Proves inside the effect's transaction that the job is still ours and wanted, before anything is done. */
  async prove(tx: Transaction): Promise<void> {
    const own = await tx.row<{ cancel: boolean }>(
      `select "cancelRequested" as cancel from job_run where id = $1 and "fencingToken" = $2 and state = 'running'`,
      [this.jobId, this.token],
    );
    if (!own) this.lose('lost');
    if (own.cancel) this.lose('cancelled');
  }

  /**
   * Ends the job in the effect's own transaction, if it is still ours and wanted. Only from here on the row is locked: an
   * effect may take minutes, in which its progress is to be seen and it can be cancelled.
   */
  async endWith(tx: Transaction, result: object): Promise<void> {
    const own = await tx.row(
      `update job_run set state = 'succeeded', "finishedAt" = now(), "leaseUntil" = null, result = $3, ${progressColumns(4)}
       where id = $1 and "fencingToken" = $2 and state = 'running' and not "cancelRequested" returning id`,
      [this.jobId, this.token, result, ...this.progressValues()],
    );
    if (!own) {
      await this.prove(tx); // says so where it was cancelled
      this.lose('lost');
    }
    this.ended = true;
  }

  async end(state: 'succeeded' | 'failed' | 'cancelled', kept: { result?: object; error?: object }): Promise<void> {
    if (this.ended) return;
    await this.settle();
    await this.database.write(systemActor, (tx) =>
      tx.rows(
        `update job_run set state = $3, "finishedAt" = now(), "leaseUntil" = null, result = $4, error = $5, ${progressColumns(6)}
         where id = $1 and "fencingToken" = $2 and state = 'running'`,
        [this.jobId, this.token, state, kept.result ?? null, kept.error ?? null, ...this.progressValues()],
      ),
    );
  }

  /** Leaves the job to the next worker at once instead of letting the lease lapse. */
  async giveBack(): Promise<void> {
    await this.settle();
    await this.database.write(systemActor, async (tx) => {
      const own = await tx.row(
        `update job_run set state = 'queued', "leaseUntil" = null
         where id = $1 and "fencingToken" = $2 and state = 'running' returning id`,
        [this.jobId, this.token],
      );
      if (own) await tx.rows('select enqueue_job($1)', [this.jobId]);
    });
  }

  release(): void {
    clearInterval(this.timer);
  }

  private async settle(): Promise<void> {
    this.release();
    await this.renewing;
  }

  private async renew(): Promise<void> {
    this.dirty = false;
    this.beating = true;
    this.renewedAt = Date.now();
    try {
      const row = await this.database.write(systemActor, (tx) =>
        tx.row<{ cancel: boolean }>(
          `update job_run set "leaseUntil" = now() + make_interval(secs => ${leaseSeconds}), ${progressColumns(3)}
           where id = $1 and "fencingToken" = $2 and state = 'running' returning "cancelRequested" as cancel`,
          [this.jobId, this.token, ...this.progressValues()],
        ),
      );
      if (this.ended) return;
      if (!row) this.stop.abort(new JobStopped('lost'));
      else if (row.cancel) this.stop.abort(new JobStopped('cancelled'));
    } catch {
      this.dirty = true; // the database may be away for a moment; the next beat tries again
    } finally {
      this.beating = false;
    }
  }

  private lose(why: 'lost' | 'cancelled'): never {
    const stopped = new JobStopped(why);
    if (!this.stop.signal.aborted) this.stop.abort(stopped);
    throw stopped;
  }

  private progressValues(): unknown[] {
    const { stage, done, total, counted, warned, failed } = this.state;
    return [stage, done, total, counted, warned, failed];
  }
}

function progressColumns(from: number): string {
  return ['stage', 'done', 'total', 'counted', 'warned', 'failed']
    .map((name, i) => `${name} = $${from + i}`)
    .join(', ');
}
