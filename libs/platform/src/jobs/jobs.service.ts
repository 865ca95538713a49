import { DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, parseScope, type Scope, scopeSetting } from '../database/acting-person';
import type { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import type { Limits } from '../limits/limits';
import { TooMany } from '../limits/too-many';
import type { JobView } from './job';

const columns = `id, task, state, stage, done::float8 as done, total::float8 as total, counted::float8 as counted,
  warned::float8 as warned, failed::float8 as failed, result, error, "personName",
  "createdAt", "finishedAt"`;

/** Asks for jobs, looks at them and cancels them. The work itself is done by `JobRunner`. */
export class JobsService {
  /** @param limits how many jobs of one person may be unfinished; none: as many as are asked for */
  constructor(
    private readonly database: Database,
    private readonly limits?: Limits['jobs'],
  ) {}

  /** Writes the job and wakes a worker, in the transaction that causes it. Returns the job's id. */
  async enqueue(tx: Transaction, task: string, payload: object): Promise<string> {
    await this.refuseStorm(tx, task);
    const id = await this.write(tx, task, payload);
    await tx.rows('select enqueue_job($1)', [id]);
    return id;
  }

  /** One person's jobs must not keep everybody else's waiting. @throws TooMany */
  private async refuseStorm(tx: Transaction, task: string): Promise<void> {
    if (!this.limits) return;
    const { id } = tx.person;
    await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`jobs ${id}`]);
    const found = await tx.row<{ all: number; exports: number }>(
      `select count(*)::int as all, count(*) filter (where task ~* 'export')::int as exports
       from job_run where "personId" = $1 and state in ('queued', 'running')`,
      [id],
    );
    const isExport = /export/i.test(task);
    const { all, exports } = this.limits;
    if (isExport && (found?.exports ?? 0) >= exports) throw tooManyJobs(`导出任务还有 ${exports} 个没有完成`);
    if ((found?.all ?? 0) >= all) throw tooManyJobs(`后台任务还有 ${all} 个没有完成`);
  }

  /** Writes the job without waking anybody: the caller runs it itself (the command line). */
  async write(tx: Transaction, task: string, payload: object): Promise<string> {
    const id = uuidv7();
    const { id: personId, name, scope } = tx.person;
    await tx.rows(
      `insert into job_run (id, task, payload, "personId", "personName", scope) values ($1, $2, $3, $4, $5, $6)`,
      [id, task, payload, personId, name, scopeSetting(scope)],
    );
    return id;
  }

  /** The job, or `PLATFORM.JOB_NOT_FOUND` when there is none that this person may see. */
  async get(person: ActingPerson, id: string): Promise<JobView> {
    const job = await this.database.read(person, (tx) =>
      tx.row<JobView>(`select ${columns} from job_run where id = $1`, [id]),
    );
    if (!job) throw new DomainError('notFound', 'PLATFORM.JOB_NOT_FOUND', '没有这个后台任务。');
    return job;
  }

  /** What the job was allowed to see. */
  async scopeOf(person: ActingPerson, id: string): Promise<Scope> {
    const job = await this.database.read(person, (tx) =>
      tx.row<{ scope: string }>('select scope from job_run where id = $1', [id]),
    );
    return parseScope(job?.scope ?? '{}');
  }

  /** The newest jobs of these tasks, at most 50. */
  async recent(person: ActingPerson, tasks: string[]): Promise<JobView[]> {
    return this.database.read(person, (tx) =>
      tx.rows<JobView>(`select ${columns} from job_run where task = any($1) order by "createdAt" desc limit 50`, [
        tasks,
      ]),
    );
  }

  /** When each of these kinds of work last succeeded, whoever asked for it; none: never. */
  async lastDone(person: ActingPerson, tasks: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.database.read(person, (tx) =>
      tx.rows<{ task: string; finishedAt: Date }>('select task, "finishedAt" from last_done($1)', [tasks]),
    );
    return new Map(rows.map(({ task, finishedAt }) => [task, finishedAt]));
  }

  /** Asks the job to stop; one that hasn't begun is cancelled at once. A finished job stays as it is. */
  async cancel(person: ActingPerson, id: string): Promise<JobView> {
    await this.database.write(person, (tx) =>
      tx.rows(
        `update job_run set "cancelRequested" = true,
                state = case when state = 'queued' then 'cancelled' else state end,
                "finishedAt" = case when state = 'queued' then now() else "finishedAt" end
         where id = $1 and state in ('queued', 'running')`,
        [id],
      ),
    );
    return this.get(person, id);
  }
}

/** Seconds after which it is worth asking again. */
const jobPause = 30;

const tooManyJobs = (what: string) =>
  new TooMany('PLATFORM.TOO_MANY_JOBS', `您的${what}，这一个没有受理。请等先前的完成，或取消其中几个再试。`, jobPause);
