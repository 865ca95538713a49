import { DomainError } from '@tidu/kernel';
import type { PassThrough } from 'node:stream';
import type { JobContext, JobHandler } from '../jobs/job';
import { throwIfStopped } from '../jobs/job';
import type { StoredFile, StoredFiles } from '../files/stored-files';
import { annotateCsv } from '../tables/annotate/annotate-csv';
import { annotateXlsx } from '../tables/annotate/annotate-xlsx';
import { reasonLabel, type Remarks, type RowRemark } from '../tables/annotate/remarks';
import { writeCsv } from '../tables/csv-writer';
import type { ExportColumn, ExportRows } from '../tables/export-table';
import { fileKind } from '../tables/file-kind';
import { staffLimits } from '../tables/limits';
import { readTable } from '../tables/read-table';
import { columnName } from '../tables/table-errors';
import { type TableFormat, tableTypes } from '../tables/table-types';
import { writeXlsx } from '../tables/xlsx-writer';
import type { ImportFile } from './import-file';

export const importCopiesTask = 'platform.importCopies';

interface Payload {
  importJobId: string;
}

/** Problems of one row as they are listed. */
interface Listed {
  row: number;
  column: string | null;
  message: string;
}

/** Gives back what an import refused: the bad rows alone, and a copy of the whole file with the reasons written in. */
export class ImportCopiesJob implements JobHandler<Payload> {
  readonly task = importCopiesTask;

  constructor(private readonly files: StoredFiles) {}

  async run(context: JobContext<Payload>): Promise<{ fixFile: string; annotatedFile: string }> {
    const { importJobId } = context.payload;
    const { file, listed } = await context.database.read(context.person, async (tx) => ({
      file: await tx.row<ImportFile>('select * from import_file where "jobId" = $1', [importJobId]),
      listed: await tx.rows<Listed>(
        `select row, "column", message from import_problem
         where "jobId" = $1 and not warning and row is not null order by position`,
        [importJobId],
      ),
    }));
    if (!file) throw new DomainError('notFound', 'PLATFORM.IMPORT_NOT_FOUND', '没有这次导入。');
    const path = this.files.path(file.fileSha256);
    const kind = await fileKind(path);
    const remarks = remarksOf(file, listed);
    const stem = file.fileName.replace(/\.\w+$/, '');
    context.progress({ stage: '生成修正文件', done: 0, total: 2 });
    const fix = await this.take(`${stem}-待修正.${kind}`, kind, (out) => writeFix(path, kind, file, remarks, out));
    throwIfStopped(context.signal);
    context.progress({ stage: '在原文件上批注', done: 1 });
    const annotated = await this.take(`${stem}-批注.${kind}`, kind, (out) =>
      kind === 'csv'
        ? annotateCsv(path, staffLimits, remarks, out)
        : annotateXlsx(path, staffLimits, remarks, out, file.sheet ?? undefined),
    );
    return context.commit(async (tx) => {
      await this.files.register(tx, fix);
      await this.files.register(tx, annotated);
      await tx.rows('update import_file set "fixFile" = $2, "annotatedFile" = $3 where "jobId" = $1', [
        ...[importJobId, fix.sha256, annotated.sha256],
      ]);
      return { fixFile: fix.sha256, annotatedFile: annotated.sha256 };
    });
  }

  private async take(
    name: string,
    kind: TableFormat,
    write: (out: PassThrough) => Promise<unknown>,
  ): Promise<StoredFile> {
    return (await this.files.write(name, tableTypes[kind], write)).file;
  }
}

/** What is said of each row; beyond the listed problems a refused row is only marked as such. */
function remarksOf({ headerRow, labels, rejectedRows }: ImportFile, listed: Listed[]): Remarks {
  const rows = new Map<number, RowRemark>(
    rejectedRows.map((row) => [row, { reason: '', cells: new Map<number, string>() }]),
  );
  for (const { row, column, message } of listed) {
    const remark = rows.get(row);
    if (!remark) continue;
    const index = column === null ? -1 : labels.indexOf(column);
    remark.reason += `${remark.reason === '' ? '' : '；'}${column === null ? '' : `${column}：`}${message}`;
    if (index >= 0) (remark.cells as Map<number, string>).set(index, message);
  }
  for (const remark of rows.values())
    if (remark.reason === '') remark.reason = '本行没有导入（问题太多，未逐条列出）。';
  return { headerRow, rows };
}

/** Exactly the refused rows, each once, under labels that can be imported as they are. */
async function writeFix(
  path: string,
  kind: 'csv' | 'xlsx',
  file: ImportFile,
  remarks: Remarks,
  out: PassThrough,
): Promise<void> {
  const labels = [...file.fixLabels, ...file.constants.map(({ label }) => label), reasonLabel];
  const columns: ExportColumn[] = labels.map((label) => ({ label, type: 'text' }));
  const rows = refusedRows(path, file, remarks);
  if (kind === 'csv') await writeCsv(columns, rows, out);
  else await writeXlsx([{ name: '待修正', columns, rows }], out);
}

async function* refusedRows(path: string, file: ImportFile, remarks: Remarks): ExportRows {
  const { fixLabels, constants } = file;
  const values = constants.map(({ value }) => value);
  const options = { limits: staffLimits, ...(file.sheet === null ? {} : { sheet: file.sheet }) };
  for await (const event of readTable(path, options)) {
    if (event.kind !== 'rows') continue;
    const rows: string[][] = [];
    for (const { row, cells } of event.rows) {
      const remark = row > file.headerRow ? remarks.rows.get(row) : undefined;
      if (!remark) continue;
      // values beyond the header would shift the others: they are told instead
      const beyond = cells.slice(fixLabels.length).filter((cell) => cell !== '');
      const note = beyond.length === 0 ? '' : `（${columnName(fixLabels.length)} 列起多出：${beyond.join('、')}）`;
      rows.push([...fixLabels.map((_, i) => cells[i] ?? ''), ...values, remark.reason + note]);
    }
    if (rows.length > 0) yield rows;
  }
}
