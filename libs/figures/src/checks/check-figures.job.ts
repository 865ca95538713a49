import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError } from '@tidu/kernel';
import { type JobContext, type JobHandler, throwIfStopped, type Transaction, workInSets } from '@tidu/platform';
import { FigureChecker } from './figure-checker';

export const checkFiguresTask = 'figures.check';

export interface CheckFiguresPayload {
  /** Accounting year (会计年度) to look at. */
  year: number;
}

export interface CheckFiguresResult {
  year: number;
  /** Enterprises with figures of the year. */
  looked: number;
  /** Flags found, newly opened among them, and gone since. */
  found: number;
  opened: number;
  gone: number;
}

/** Enterprises a transaction: few enough for memory, many enough for set-based writing. */
const chunkSize = 10_000;
const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Checks one year of every enterprise in scope, part by part, each in a transaction of its own: begun again after a
 * break it finds the same, because a flag is kept by what it is about.
 */
@Injectable()
export class CheckFiguresJob implements JobHandler<CheckFiguresPayload> {
  readonly task = checkFiguresTask;

  constructor(
    private readonly checker: FigureChecker,
    private readonly trail: AuditTrail = new AuditTrail(),
  ) {}

  async run(context: JobContext<CheckFiguresPayload>): Promise<CheckFiguresResult> {
    const { payload, database, person, signal } = context;
    const { year } = payload;
    if (!Number.isInteger(year) || year < 1949 || year > 2200)
      throw new DomainError('invalid', 'FIGURES.YEAR', `年度 ${String(year)} 不对，请选一个会计年度。`);
    const set = await this.checker.checkSet();
    const result: CheckFiguresResult = { year, looked: 0, found: 0, opened: 0, gone: 0 };
    context.progress({ stage: '检查数据', done: 0, total: null });
    for (let from: string | null = firstId; from !== null;) {
      throwIfStopped(signal);
      from = await database.write(person, async (tx) => {
        await workInSets(tx);
        const start: string = from ?? firstId;
        const end = await chunkEnd(tx, start);
        const part = await this.checker.checkRange(tx, set, year, start, end ?? lastId);
        for (const key of ['looked', 'found', 'opened', 'gone'] as const) result[key] += part[key];
        return end;
      });
      context.progress({ done: result.looked, counted: result.looked, warned: result.found });
    }
    return context.commit(async (tx) => {
      const after = { ...result };
      await this.trail.record(tx, { action: 'figures.check', objectType: 'job_run', objectId: context.jobId, after });
      return result;
    });
  }
}

/** The last id of the next part, or null when what is left fits in one. */
async function chunkEnd(tx: Transaction, from: string): Promise<string | null> {
  const row = await tx.row<{ id: string }>(
    `select id from enterprise where id > $1 order by id offset ${chunkSize - 1} limit 1`,
    [from],
  );
  return row?.id ?? null;
}
