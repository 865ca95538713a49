import { Injectable } from '@nestjs/common';
import { AuditTrail, keepExport } from '@tidu/audit';
import { ReportFilling } from '@tidu/desk';
import { shanghaiDay, systemClock } from '@tidu/kernel';
import {
  exportName,
  fileTypes,
  type JobContext,
  type JobHandler,
  requireAllRows,
  StoredFiles,
  throwIfStopped,
} from '@tidu/platform';
import { bureauOf } from '@tidu/reference';
import { SnapshotReports } from '../reports/snapshot-reports.service';
import { type FrozenSnapshot, requireWholeSight, wholeFrozen } from '../snapshots/frozen';
import { natureOf } from './file-columns';
import { headEntries } from './head-entries';
import {
  type AskedForm,
  type ExportSnapshotPayload,
  type ExportSnapshotResult,
  exportSnapshotTask,
  type SnapshotFormat,
} from './snapshot-export';
import { writeSnapshot } from './write-snapshot';

/** Writes a frozen snapshot into a file that can be verified without us, row by row, or into a superior's form. */
@Injectable()
export class ExportSnapshotJob implements JobHandler<ExportSnapshotPayload> {
  readonly task = exportSnapshotTask;

  constructor(
    readonly files: StoredFiles,
    readonly trail: AuditTrail,
    private readonly reports: SnapshotReports,
    private readonly filling: ReportFilling,
  ) {}

  async run(context: JobContext<ExportSnapshotPayload>): Promise<ExportSnapshotResult> {
    const { payload } = context;
    return payload.format === 'form'
      ? this.fill(context, payload.snapshotId, payload.form)
      : this.write(context, payload.snapshotId, payload.format);
  }

  /** A superior's form, filled; it is of the same rows the list shows. */
  private async fill(
    context: JobContext<ExportSnapshotPayload>,
    snapshotId: string,
    form: AskedForm,
  ): Promise<ExportSnapshotResult> {
    const { person, jobId } = context;
    context.progress({ stage: '填写模板' });
    const { snapshot, ready, rows } = await this.reports.gather(person, snapshotId, form);
    const bytes = await this.filling.fill(ready, rows);
    const { title, year, version, head } = snapshot;
    const name = exportName([ready.name, title, `${year}年度`, `第${version}版`, natureOf(head)], jobId, 'xlsx');
    const { file } = await this.files.write(name, fileTypes.xlsx, (out) => {
      return new Promise<void>((done) => out.write(bytes, () => done()));
    });
    context.progress({ done: rows.length, counted: rows.length });
    return context.commit(async (tx) => {
      const { number, fileSha256: templateSha256 } = ready.version;
      await keepExport(tx, this, {
        ...{ action: 'rankings.exportSnapshot', objectType: 'ranking_snapshot', objectId: snapshotId, jobId, file },
        after: { format: 'form', rows: rows.length, template: ready.name, templateNumber: number, templateSha256 },
      });
      return {
        snapshotId,
        form,
        format: 'xlsx',
        name: file.name,
        sha256: file.sha256,
        size: file.size,
        rows: rows.length,
      };
    });
  }

  private async write(
    context: JobContext<ExportSnapshotPayload>,
    snapshotId: string,
    format: SnapshotFormat,
  ): Promise<ExportSnapshotResult> {
    const { database, person, jobId } = context;
    const { file, result: rows } = await database.snapshot(person, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const snapshot = await wholeFrozen(tx, snapshotId);
      await requireWholeSight(tx, snapshot);
      context.progress({ stage: '写入文件', done: 0, total: snapshot.total });
      const bureau = await bureauOf(tx);
      const generated = { bureau, at: systemClock.now(), by: person.name, jobId };
      const written = await this.files.write(nameOf(snapshot, jobId, format), fileTypes[format], (out) =>
        writeSnapshot({ database, tx, snapshot }, format, out, {
          entries: headEntries(snapshot.head, snapshot.root, snapshot.rowsRoot, generated),
          onRows: (done) => (throwIfStopped(context.signal), context.progress({ done })),
        }),
      );
      requireAllRows(snapshot.total, written.result);
      return written;
    });
    context.progress({ done: rows, counted: rows });
    return context.commit(async (tx) => {
      await keepExport(tx, this, {
        ...{ action: 'rankings.exportSnapshot', objectType: 'ranking_snapshot', objectId: snapshotId },
        ...{ jobId, file, after: { format, rows } },
      });
      return { snapshotId, format, name: file.name, sha256: file.sha256, size: file.size, rows };
    });
  }
}

/** What it is stands in the name, because a CSV has no second sheet: ranking, year, version, day, what it is not. */
function nameOf({ title, year, version, head }: FrozenSnapshot, jobId: string, format: SnapshotFormat): string {
  const day = shanghaiDay(systemClock.now());
  return exportName([title, `${year}年度`, `第${version}版`, day, natureOf(head)], jobId, format);
}
