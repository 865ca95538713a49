import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { EnterprisesService } from '@tidu/enterprises';
import { shanghaiDay, uuidv7 } from '@tidu/kernel';
import {
  type JobContext,
  importCopiesTask,
  type JobHandler,
  JobsService,
  keepImportFile,
  keepProblems,
  openTable,
  type OpenTable,
  ProblemLog,
  staffLimits,
  StoredFiles,
  systemActor,
  throwIfStopped,
  type Transaction,
  workInSets,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { ColumnNames, isFigure } from './column-names';
import { type ColumnPlan, isKnownHeader, planColumns } from './column-plan';
import { checkImportOptions } from './check-options';
import { type ImportPayload, importTask } from './import-options';
import type { ImportResult } from './import-result';
import { refuseStaged } from './refuse-staged';
import { RowReader, type StagingKey } from './row-reader';
import { constantsOf, fixLabels } from './fix-labels';
import { StagedSet } from './staged-set';
import { clearStaging, dropStaged, type StagedRows, stageRows } from './staging';
import { takeIn, type TakenIn } from './take-in';

/** Commits of imports come one after the other: two that bring the same enterprise must not meet half-way. */
export const commitLock = 744_118_054;

/** From so many new rows on the server is told at once that its tables have changed, not when it notices. */
const bulkRows = 1000;

type Context = JobContext<ImportPayload>;

interface Work {
  table: OpenTable;
  plan: ColumnPlan;
  key: StagingKey;
  log: ProblemLog;
  staged: StagedRows;
}

/**
 * Imports one file: reads and checks it row by row into the staging table, then takes everything in at once. Until
 * that one commit nothing is visible; a job that was killed begins anew and finds no trace of its first try.
 */
@Injectable()
export class ImportFiguresJob implements JobHandler<ImportPayload> {
  readonly task = importTask;

  constructor(
    private readonly files: StoredFiles,
    private readonly reference: ReferenceService,
    private readonly jobs: JobsService,
    private readonly enterprises: EnterprisesService = new EnterprisesService(),
    private readonly trail: AuditTrail = new AuditTrail(),
  ) {}

  async run(context: Context): Promise<ImportResult> {
    checkImportOptions(context.payload);
    await clearStaging(context.database, context.jobId);
    try {
      const work = await this.readAndStage(context);
      throwIfStopped(context.signal);
      context.progress({ stage: '写入', done: work.staged.rows, total: work.staged.rows });
      const result = await context.commit((tx) => this.takeIn(tx, context, work));
      await refreshStatistics(context, result);
      return result;
    } finally {
      // after a commit this finds nothing; when it fails, the next import clears what is left
      await clearStaging(context.database, context.jobId).catch(() => undefined);
    }
  }

  private async readAndStage(context: Context): Promise<Work> {
    const { payload, jobId, database, person, signal } = context;
    context.progress({ stage: '读取与校验', done: 0 });
    const catalogue = await this.reference.facts();
    const names = new ColumnNames(catalogue, await this.reference.registerFields());
    const table = await openTable(this.files.path(payload.fileSha256), {
      limits: staffLimits,
      isHeader: isKnownHeader(names, payload),
      signal,
    });
    try {
      const plan = planColumns(table.header, names, payload);
      const key = { jobId, attempt: uuidv7() };
      const log = new ProblemLog();
      const reader = new RowReader({
        ...{ plan, key, log, year: payload.year, dictionary: catalogue.dictionary },
        ...{ regions: await this.reference.regions(), industries: await this.reference.industries() },
        ...{ scope: person.scope, today: shanghaiDay(Date.now()) },
      });
      const staged = await stageRows(database, person, reader, table.rows, ({ rows, staged, rejected }) => {
        throwIfStopped(signal);
        context.progress({ done: rows, counted: staged, failed: rejected, warned: log.warnings });
      });
      return { table, plan, key, log, staged };
    } catch (error) {
      await table.close();
      throw error;
    }
  }

  /** All that becomes visible, in the transaction that ends the job. A dry run does the same and undoes the change. */
  private async takeIn(tx: Transaction, context: Context, work: Work): Promise<ImportResult> {
    const { payload, jobId } = context;
    await workInSets(tx);
    await tx.rows('select pg_advisory_xact_lock($1)', [commitLock]);
    await tx.rows('select analyze_figures_staging()');
    const set = new StagedSet(work.plan, work.key, payload);
    const refused = await refuseStaged(tx, set, payload, work.log);
    const { facts } = await this.reference.dictionary();
    const { district } = await this.reference.facts();
    const columns = facts.filter((fact) => isFigure(fact) && !district.has(fact.code)).map(({ code }) => code);
    if (payload.dryRun) await tx.rows('savepoint dry_run');
    const taken = await takeIn(tx, set, this.enterprises, payload.source, columns);
    if (payload.dryRun) await tx.rows('rollback to savepoint dry_run');
    const listed = await keepProblems(tx, jobId, work.log);
    await this.keepFile(tx, context, work);
    await dropStaged(tx, work.key);
    const result = importResult(payload, work, refused, taken, listed);
    context.progress({ counted: result.accepted, failed: result.rejected, warned: result.warnings });
    if (!payload.dryRun) await this.note(tx, jobId, payload, result);
    return result;
  }

  /** Keeps which rows were refused, and has them given back as files. */
  private async keepFile(tx: Transaction, { payload, jobId }: Context, { table, plan, log }: Work): Promise<void> {
    const rejectedRows = log.refusedRows();
    await keepImportFile(tx, {
      ...{ jobId, fileSha256: payload.fileSha256, fileName: payload.fileName, list: plan.kind },
      ...{ sheet: table.info.sheet ?? null, headerRow: table.header.row, labels: plan.labels, rejectedRows },
      ...{ fixLabels: fixLabels(plan, payload), constants: constantsOf(payload) },
    });
    if (rejectedRows.length === 0) return;
    const copies = await this.jobs.enqueue(tx, importCopiesTask, { importJobId: jobId });
    await tx.rows('update import_file set "copiesJobId" = $2 where "jobId" = $1', [jobId, copies]);
  }

  private async note(tx: Transaction, jobId: string, payload: ImportPayload, result: ImportResult): Promise<void> {
    const { kind, accepted, rejected, createdEnterprises, updatedEnterprises, newRevisions, years } = result;
    const { fileName, fileSha256, source } = payload;
    await this.trail.record(tx, {
      ...{ action: 'figures.import', objectType: 'job_run', objectId: jobId },
      after: {
        ...{ fileName, fileSha256, source, kind, accepted, rejected },
        ...{ createdEnterprises, updatedEnterprises, newRevisions, years },
      },
    });
  }
}

/** The import has succeeded by now: a failure here only leaves the next plans a little worse for a minute. */
async function refreshStatistics({ database }: Context, result: ImportResult): Promise<void> {
  const changed = [result.createdEnterprises > bulkRows, result.newRevisions > bulkRows];
  if (result.dryRun || !changed.some(Boolean)) return;
  await database
    .write(systemActor, async (tx) => {
      await workInSets(tx);
      await tx.rows('select analyze_register($1, $2)', changed);
    })
    .catch(() => undefined);
}

function importResult(
  { dryRun }: ImportPayload,
  { table, plan, log, staged }: Work,
  refused: { rejected: number; duplicates: number },
  taken: TakenIn,
  listed: number,
): ImportResult {
  const { info, header } = table;
  const accepted = staged.staged - refused.rejected - refused.duplicates;
  const changed = plan.kind === 'figures' ? taken.newRevisions : taken.createdEnterprises + taken.updatedEnterprises;
  return {
    ...{ kind: plan.kind, dryRun, format: info.format, encoding: info.encoding ?? null, sheet: info.sheet ?? null },
    ...{ headerRow: header.row, columns: plan.columns, unmatchedColumns: plan.unmatched },
    ...{
      rows: staged.rows,
      skipped: staged.skipped,
      accepted,
      rejected: staged.rejected + refused.rejected,
      duplicates: refused.duplicates,
    },
    ...taken,
    unchanged: accepted - changed,
    ...{ problems: log.problems, warnings: log.warnings, listed, reasons: log.counts() },
  };
}
