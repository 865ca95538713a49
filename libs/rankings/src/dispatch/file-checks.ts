import { Injectable } from '@nestjs/common';
import { type DocumentView, DocumentsService, ReportFilling } from '@tidu/desk';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, type JobContext, JobsService, StoredFiles, throwIfStopped } from '@tidu/platform';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type AskedForm, exportSnapshotTask, type ExportSnapshotResult } from '../files/snapshot-export';
import { verifyRankingFile } from '../files/verify-file';
import { SnapshotReports } from '../reports/snapshot-reports.service';
import { wholeFrozen } from '../snapshots/frozen';

/** Which file of which frozen list. */
export interface CheckedFile {
  snapshotId: string;
  /** Job that made the file. */
  exportJobId: string;
}

/** What was found about a file before it leaves (自检). */
export interface FileCheck {
  name: string;
  sha256: string;
  rowsShown: number;
  rowsInFile: number;
  duplicates: number;
  /** Null: a superior's form, which bears no root. */
  rootMatches: boolean | null;
  faults: string[];
  ok: boolean;
  /** Document the form came with, while what it asks for is still to be sent. */
  document: Pick<DocumentView, 'id' | 'title' | 'dueOn' | 'ownerName'> | null;
}

/** What a check says of the file itself. */
type Found = Pick<FileCheck, 'rowsShown' | 'rowsInFile' | 'rootMatches' | 'faults'> & { documentId: string | null };

/** Holds a file that is to leave the house against what is frozen, row by row: the work of a job. */
@Injectable()
export class FileChecks {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly files: StoredFiles,
    private readonly reports: SnapshotReports,
    private readonly filling: ReportFilling,
    private readonly documents: DocumentsService,
  ) {}

  /**
   * The file a finished export of this list made, as far as can be told at once that it may be checked.
   * @throws DomainError `PLATFORM.JOB_NOT_FOUND`, `RANKINGS.NO_FILE`, `RANKINGS.NOT_FROZEN`, and what
   *   {@link SnapshotReports.ready} throws of a form.
   */
  async require(person: ActingPerson, { snapshotId, exportJobId }: CheckedFile): Promise<ExportSnapshotResult> {
    const { task, state, result } = await this.jobs.get(person, exportJobId);
    const file = result as ExportSnapshotResult | null;
    if (task !== exportSnapshotTask || state !== 'succeeded' || file?.snapshotId !== snapshotId) throw noFile();
    if (!fs.existsSync(this.files.path(file.sha256))) throw noFile();
    await this.database.read<unknown>(person, (tx) =>
      file.form ? this.reports.ready(tx, snapshotId, file.form.template) : wholeFrozen(tx, snapshotId),
    );
    return file;
  }

  /** Reads the whole file; can be stopped, and tells how far it is. @throws DomainError what {@link require} throws. */
  async check(context: JobContext<CheckedFile>): Promise<FileCheck> {
    const { person, payload, progress, signal } = context;
    const file = await this.require(person, payload);
    const path = this.files.path(file.sha256);
    const counts = await this.counts(person, payload.snapshotId);
    progress({ stage: '核对文件', done: 0, total: counts.total });
    const found = file.form
      ? await this.checkForm(person, payload.snapshotId, file.form, path)
      : await checkList(context, counts, path);
    const { rowsShown, rowsInFile, rootMatches } = found;
    progress({ stage: '核对文件的字节', done: rowsInFile, counted: rowsInFile });
    const faults = [
      ...(rowsInFile === rowsShown
        ? []
        : [`屏幕上 ${rowsShown} 行，文件里${file.form ? '对得上的' : ''} ${rowsInFile} 行`]),
      ...(counts.rows === counts.total ? [] : [`应有 ${counts.total} 行，您只看得到 ${counts.rows} 行`]),
      ...(counts.duplicates === 0 ? [] : [`有 ${counts.duplicates} 行的统一社会信用代码重复`]),
      ...(rootMatches === false ? ['文件的快照根值与这一版的不同'] : []),
      ...((await hashOf(path, signal)) === file.sha256 ? [] : ['文件的字节与生成时不同']),
      ...found.faults,
    ].slice(0, 20);
    throwIfStopped(signal);
    return {
      ...{ name: file.name, sha256: file.sha256, rowsShown, rowsInFile, rootMatches, faults },
      ...{ duplicates: counts.duplicates, ok: faults.length === 0 },
      document: found.documentId === null ? null : await this.waiting(person, found.documentId),
    };
  }

  private counts(person: ActingPerson, id: string): Promise<ListCounts> {
    return this.database.snapshot(person, async (tx) => {
      await tx.rows('set local statement_timeout = 0');
      const { total, root } = await wholeFrozen(tx, id);
      const row = await tx.row<{ rows: number; duplicates: number }>(
        `select count(*)::int as rows, (count(*) - count(distinct "creditCode"))::int as duplicates
         from ranking_snapshot_row where "snapshotId" = $1`,
        [id],
      );
      return { total, root, rows: row?.rows ?? 0, duplicates: row?.duplicates ?? 0 };
    });
  }

  /** A superior's form bears no root: it is read again, row by row, against what is frozen. */
  private async checkForm(person: ActingPerson, id: string, form: AskedForm, path: string): Promise<Found> {
    const { ready, rows } = await this.reports.gather(person, id, form);
    const rowsInFile = await this.filling.agreeing(ready, rows, path);
    const { documentId } = ready.version;
    return { rowsShown: rows.length, rowsInFile, rootMatches: null, faults: [], documentId };
  }

  private waiting(person: ActingPerson, id: string): Promise<FileCheck['document']> {
    return this.database.read(person, async (tx) => {
      const found = await this.documents.waiting(tx, id);
      return found && { id, title: found.title, dueOn: found.dueOn, ownerName: found.ownerName };
    });
  }
}

interface ListCounts {
  total: number;
  root: string;
  /** Rows whoever asks can see. */
  rows: number;
  duplicates: number;
}

async function checkList(
  { progress, signal }: JobContext<CheckedFile>,
  { total, root }: ListCounts,
  path: string,
): Promise<Found> {
  const verified = await verifyRankingFile(path, (done, stage) => {
    throwIfStopped(signal);
    progress({ stage, done });
  });
  return {
    ...{ rowsShown: total, rowsInFile: verified.rows, rootMatches: verified.root === root, documentId: null },
    faults: verified.faults.map(({ where, message }) => `${where}：${message}`),
  };
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(path), hash, { signal });
  return hash.digest('hex');
}

const noFile = () =>
  new DomainError('notFound', 'RANKINGS.NO_FILE', '没有这份导出文件，或不是这一版排名的。请先导出，再自检和登记。');
