import { Injectable } from '@nestjs/common';
import { AuditTrail, keepExport } from '@tidu/audit';
import { shanghaiDay, systemClock } from '@tidu/kernel';
import {
  definitionSheet,
  type ExportedFile,
  exportName,
  type ExportRows,
  fileTypes,
  type JobContext,
  type JobHandler,
  requireAllRows,
  StoredFiles,
  throwIfStopped,
  type Transaction,
  writeCsv,
  writeXlsx,
} from '@tidu/platform';
import { bureauOf } from '@tidu/reference';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { sealedCells } from '../evaluate/cells';
import { type FrozenSnapshot, requireWholeSight, wholeFrozen } from '../snapshots/frozen';
import { rowsOf, sealedRow, type StoredRow } from '../snapshots/whole-rows';
import { commonCells, fileCells, fileColumns, natureOf } from './file-columns';
import { headEntries } from './head-entries';
import { writeJson } from './json-file';
import { ZipSeal } from './zip-seal';

export const exportSnapshotTask = 'rankings.exportSnapshot';
export const snapshotFormats = ['csv', 'xlsx', 'json'] as const;

export interface ExportSnapshotPayload {
  snapshotId: string;
  format: (typeof snapshotFormats)[number];
}

export interface ExportSnapshotResult extends ExportedFile {
  snapshotId: string;
}

/** Writes a frozen snapshot into a file that can be verified without us, row by row. */
@Injectable()
export class ExportSnapshotJob implements JobHandler<ExportSnapshotPayload> {
  readonly task = exportSnapshotTask;

  constructor(
    readonly files: StoredFiles,
    readonly trail: AuditTrail,
  ) {}

  async run(context: JobContext<ExportSnapshotPayload>): Promise<ExportSnapshotResult> {
    const { database, person, payload, jobId } = context;
    const { snapshotId, format } = payload;
    const { file, result: rows } = await database.snapshot(person, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const snapshot = await wholeFrozen(tx, snapshotId);
      await requireWholeSight(tx, snapshot);
      context.progress({ stage: '写入文件', done: 0, total: snapshot.total });
      const bureau = await bureauOf(tx);
      const generated = { bureau, at: systemClock.now(), by: person.name, jobId };
      const written = await this.files.write(nameOf(snapshot, jobId, format), fileTypes[format], (out) =>
        writeSnapshot(tx, snapshot, format, out, {
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

interface Options {
  entries: [string, string][];
  onRows: (done: number) => void;
}

/** Writes a snapshot into a stream; returns its rows. */
export async function writeSnapshot(
  tx: Transaction,
  snapshot: FrozenSnapshot,
  format: ExportSnapshotPayload['format'],
  out: Writable,
  { entries, onRows }: Options,
): Promise<number> {
  const common = commonCells(snapshot.head, snapshot.rowsRoot, snapshot.root);
  let count = 0;
  const cellsOf = (row: StoredRow) => sealedCells(sealedRow(row, snapshot), snapshot.body, snapshot.cohort.facts);
  async function* rows(): ExportRows {
    for await (const batch of rowsOf(tx, snapshot.id)) {
      yield batch.map((row) => fileCells(cellsOf(row), Buffer.from(row.hash, 'hex'), common));
      count += batch.length;
      onRows(count);
    }
  }
  const columns = fileColumns(snapshot.columns);
  if (format === 'csv') await writeCsv(columns, rows(), out);
  else if (format === 'xlsx') {
    const seal = new ZipSeal();
    const passed = pipeline(seal, out, { end: false });
    const sheets = [{ name: '排名', columns, rows: rows() }, definitionSheet('口径', entries)];
    const writing = writeXlsx(sheets, seal).then(() => seal.end());
    await Promise.all([writing, passed]);
  } else {
    const source = rowsOf(tx, snapshot.id);
    await writeJson(snapshot, source, cellsOf, out, (done) => onRows((count = done)));
  }
  return count;
}

/** What it is stands in the name, because a CSV has no second sheet: ranking, year, version, day, what it is not. */
function nameOf(
  { title, year, version, head }: FrozenSnapshot,
  jobId: string,
  format: ExportSnapshotPayload['format'],
): string {
  const day = shanghaiDay(systemClock.now());
  return exportName([title, `${year}年度`, `第${version}版`, day, natureOf(head)], jobId, format);
}
