import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import type { ImportListResult } from '@tidu/enterprises';
import { DomainError } from '@tidu/kernel';
import {
  columnName,
  importCopiesTask,
  isTotalRow,
  type JobContext,
  type JobHandler,
  JobsService,
  keepImportFile,
  keepProblems,
  openTable,
  type OpenTable,
  plainLabel,
  ProblemLog,
  repeatsHeader,
  staffLimits,
  StoredFiles,
  throwIfStopped,
  type Transaction,
  workInSets,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { importParcelsTask, type ImportParcelsPayload } from './import-parcels.options';
import { parcelColumnOf, type PlacedColumn, planParcels } from './parcel-columns';
import { mostRows, ParcelRows } from './read-parcel-rows';
import { takeInParcels } from './take-in-parcels';

type Context = JobContext<ImportParcelsPayload>;

interface Work {
  table: OpenTable;
  columns: PlacedColumn[];
  unmatched: ImportListResult['unmatchedColumns'];
  log: ProblemLog;
  rows: ParcelRows;
  skipped: number;
}

/** Imports a list of parcels with their tenants: parcel by parcel, whole or not at all, every bad row named. */
@Injectable()
export class ImportParcelsJob implements JobHandler<ImportParcelsPayload> {
  readonly task = importParcelsTask;

  constructor(
    private readonly files: StoredFiles,
    private readonly reference: ReferenceService,
    private readonly jobs: JobsService,
    private readonly trail: AuditTrail,
  ) {}

  async run(context: Context): Promise<ImportListResult> {
    const work = await this.read(context);
    const groups = work.rows.whole();
    const regions = await this.reference.regions();
    context.progress({ stage: '写入台账', done: work.rows.rows, total: work.rows.rows });
    return context.commit(async (tx) => {
      await workInSets(tx);
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('parcels', 0))`);
      const { payload, jobId } = context;
      if (payload.dryRun) await tx.rows('savepoint dry_run');
      const taken = await takeInParcels(tx, groups, { regions, jobId, log: work.log });
      // a trial says too what the commit would
      if (payload.dryRun) await tx.rows('set constraints all immediate');
      if (payload.dryRun) await tx.rows('rollback to savepoint dry_run');
      return this.finish(tx, context, work, taken);
    });
  }

  private async read({ payload, signal, progress }: Context): Promise<Work> {
    progress({ stage: '读取与校验', done: 0 });
    const isHeader = (label: string) => parcelColumnOf(label) !== null;
    const table = await openTable(this.files.path(payload.fileSha256), { limits: staffLimits, isHeader, signal });
    try {
      const { columns, unmatched } = planParcels(table.header);
      const log = new ProblemLog();
      const work = { table, columns, unmatched, log, rows: new ParcelRows(columns, log), skipped: 0 };
      const identity = columns.find(({ column }) => column.name === 'number')?.index ?? 0;
      for await (const batch of table.rows) {
        throwIfStopped(signal);
        for (const row of batch) {
          if (isTotalRow(row, identity) || repeatsHeader(row, table.header.labels, plainLabel)) work.skipped++;
          else work.rows.add(row);
        }
        if (work.rows.rows > mostRows)
          throw new DomainError('invalid', 'PARCELS.TOO_MANY', `一次最多导入 ${mostRows} 行，请分成几个文件。`);
        progress({ done: work.rows.rows, failed: log.problems, warned: log.warnings });
      }
      return work;
    } catch (error) {
      await table.close();
      throw error;
    }
  }

  private async finish(
    tx: Transaction,
    context: Context,
    { table, columns, unmatched, log, rows, skipped }: Work,
    taken: { created: number; changed: number; unchanged: number },
  ): Promise<ImportListResult> {
    const { payload, jobId } = context;
    const listed = await keepProblems(tx, jobId, log);
    const rejectedRows = log.refusedRows();
    const { labels, row: headerRow } = table.header;
    await keepImportFile(tx, {
      ...{ jobId, fileSha256: payload.fileSha256, fileName: payload.fileName, list: payload.list },
      ...{ sheet: table.info.sheet ?? null, headerRow, labels, fixLabels: labels, constants: [], rejectedRows },
    });
    if (rejectedRows.length > 0) {
      const copies = await this.jobs.enqueue(tx, importCopiesTask, { importJobId: jobId });
      await tx.rows('update import_file set "copiesJobId" = $2 where "jobId" = $1', [jobId, copies]);
    }
    const result: ImportListResult = {
      ...{ kind: 'list', dryRun: payload.dryRun, format: table.info.format, headerRow },
      ...{ encoding: table.info.encoding ?? null, sheet: table.info.sheet ?? null, unmatchedColumns: unmatched },
      columns: columns.map(({ index, header, column }) => ({
        ...{ column: columnName(index), header, field: column.name, label: column.label, unit: null },
      })),
      ...{ rows: rows.rows, skipped, duplicates: 0, rejected: rejectedRows.length },
      ...{ accepted: rows.rows - rejectedRows.length, newRecords: taken.created, changedRecords: taken.changed },
      ...{ unchanged: taken.unchanged, problems: log.problems, warnings: log.warnings, listed, reasons: log.counts() },
    };
    if (payload.dryRun) return result;
    const { accepted, rejected, newRecords, changedRecords } = result;
    await this.trail.record(tx, {
      ...{ action: 'parcels.import', objectType: 'job_run', objectId: jobId },
      after: {
        ...{ fileName: payload.fileName, fileSha256: payload.fileSha256, source: payload.source },
        ...{ accepted, rejected, newRecords, changedRecords },
      },
    });
    return result;
  }
}
