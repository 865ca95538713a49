import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { ImportUndo } from '@tidu/enterprises';
import { DomainError } from '@tidu/kernel';
import { type JobContext, type JobHandler, type Transaction, workInSets } from '@tidu/platform';
import { commitLock } from './import-figures.job';
import { FurtherImports } from './further-imports';
import { importTasks } from './import-options';
import { undoFigures } from './undo-figures';

export const undoImportTask = 'figures.undoImport';

/** Which import is taken back, and why. */
export interface UndoPayload {
  importJobId: string;
  reason: string;
}

/** What an undo did: rows that went back, rows that were changed since and stay. */
export interface UndoResult {
  undone: number;
  kept: number;
  /** Years whose fact sheets must be made again. */
  years: number[];
}

/**
 * Takes a whole import back: what it made goes, what it changed is as before. What was changed since stays, and the
 * list of changes says of every row which of both happened.
 */
@Injectable()
export class UndoImportJob implements JobHandler<UndoPayload> {
  readonly task = undoImportTask;

  constructor(
    private readonly register: ImportUndo = new ImportUndo(),
    private readonly trail: AuditTrail = new AuditTrail(),
    private readonly further: FurtherImports = new FurtherImports(),
  ) {}

  async run(context: JobContext<UndoPayload>): Promise<UndoResult> {
    const { jobId } = context;
    const { importJobId, reason } = context.payload;
    context.progress({ stage: '撤销', done: 0 });
    return context.commit(async (tx) => {
      await workInSets(tx);
      await tx.rows('select pg_advisory_xact_lock($1)', [commitLock]);
      const takeBack = this.further.of(await this.claim(tx, importJobId, jobId));
      await takeBack?.(tx, { importJobId, jobId, reason });
      const years = takeBack ? [] : await undoFigures(tx, importJobId, jobId);
      if (!takeBack) await this.register.undo(tx, importJobId, reason);
      const [counts] = await tx.rows<{ undone: number; kept: number }>(
        `select count(*) filter (where outcome = 'undone')::int as undone, count(*) filter (where outcome = 'kept')::int as kept
         from import_change where "jobId" = $1`,
        [importJobId],
      );
      const result = { undone: counts?.undone ?? 0, kept: counts?.kept ?? 0, years };
      await this.trail.record(tx, {
        ...{ action: 'figures.undoImport', objectType: 'job_run', objectId: importJobId, reason, after: result },
      });
      return result;
    });
  }

  /** An import is taken back once, and only one that took something in. Returns the task that it was. */
  private async claim(tx: Transaction, importJobId: string, undoJobId: string): Promise<string> {
    const job = await tx.row<{ task: string; dryRun: boolean; undone: boolean }>(
      `select j.task, coalesce((j.payload->>'dryRun')::boolean, false) as "dryRun", f."undoneByJob" is not null as undone
       from job_run j join import_file f on f."jobId" = j.id where j.id = $1 and j.task = any($2) for update of f`,
      [importJobId, importTasks],
    );
    if (!job) throw new DomainError('notFound', 'FIGURES.IMPORT_NOT_FOUND', '没有这次导入，或它没有完成。');
    if (job.dryRun) throw new DomainError('conflict', 'FIGURES.NOTHING_TO_UNDO', '这一次是试算，没有写入，无须撤销。');
    if (job.undone) throw new DomainError('conflict', 'FIGURES.UNDONE', '这次导入已经撤销过了。');
    await tx.rows('update import_file set "undoneByJob" = $2 where "jobId" = $1', [importJobId, undoJobId]);
    return job.task;
  }
}
