import { DomainError, type Problem } from '@tidu/kernel';
import type { ActingPerson } from '../database/acting-person';
import type { Database } from '../database/database';
import type { Transaction } from '../database/transaction';

/** What a job counts for the person who waits: items taken in, with a warning, refused. */
export interface JobCounts {
  counted: number;
  warned: number;
  failed: number;
}

/** How far a job is. `total` is null while it isn't known. */
export interface JobProgress extends Partial<JobCounts> {
  stage?: string;
  done?: number;
  total?: number | null;
}

/** What a job handler may do; everything it writes goes through `commit`. */
export interface JobContext<Payload> {
  readonly jobId: string;
  readonly payload: Payload;
  /** In whose name the job works: the person who caused it. */
  readonly person: ActingPerson;
  readonly database: Database;
  /** Aborted when the person cancels, the lease is lost or the process ends. */
  readonly signal: AbortSignal;
  /** Notes the progress; written with the next heartbeat, at most once a second. */
  readonly progress: (progress: JobProgress) => void;
  /**
   * Runs the effect in one transaction that also proves the job is still ours (fencing token) and, when `result`
   * is returned, ends it: after a crash the effect is there together with the end of the job, or not at all.
   */
  readonly commit: <Result extends object>(effect: (tx: Transaction) => Promise<Result>) => Promise<Result>;
}

/** One kind of heavy work. `Payload` carries ids and options, never records. */
export interface JobHandler<Payload extends object = object> {
  /** `room.what`, the name in `job_run.task`. */
  readonly task: string;
  /** Does the work; the value it returns, or that of its `commit`, becomes the result. */
  run(context: JobContext<Payload>): Promise<object>;
}

/** A row of `job_run` as people see it. */
export interface JobView extends JobCounts {
  id: string;
  task: string;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  stage: string | null;
  done: number;
  total: number | null;
  result: object | null;
  error: { code: string; message: string; problems?: Problem[] } | null;
  personName: string;
  createdAt: string;
  finishedAt: string | null;
}

/** Thrown inside a handler when the job was cancelled or taken over; never shown as a failure. */
export class JobStopped extends Error {
  constructor(readonly why: 'cancelled' | 'lost' | 'ending') {
    super(`job stopped: ${why}`);
  }
}

/** Throws `JobStopped` when the job should stop; handlers call it between chunks. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason instanceof JobStopped ? signal.reason : new JobStopped('ending');
}

/** The error as it's kept with the job: the words of a domain error, nothing of any other. */
export function jobError(error: unknown, jobId: string): NonNullable<JobView['error']> {
  if (error instanceof DomainError) {
    return { code: error.code, message: error.message, problems: error.problems.slice(0, 100) };
  }
  return {
    code: 'PLATFORM.JOB_FAILED',
    message: `后台任务因程序错误中断，没有留下半成品。请把任务号 ${jobId} 告诉系统管理员。`,
  };
}
