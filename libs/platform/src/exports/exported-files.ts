import { StreamableFile } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import fs from 'node:fs';
import type { ActingPerson } from '../database/acting-person';
import type { StoredFiles } from '../files/stored-files';
import { attachment } from '../http/attachment';
import type { JobsService } from '../jobs/jobs.service';
import { type TableFormat, tableTypes } from '../tables/table-types';

/** What an export left: the result of its job. */
export interface ExportedFile {
  format: TableFormat;
  /** Name for people; the file itself is kept under its hash. */
  name: string;
  sha256: string;
  size: number;
  rows: number;
}

/** The files that export jobs made, handed over. */
export class ExportedFiles {
  constructor(
    private readonly jobs: JobsService,
    private readonly files: StoredFiles,
  ) {}

  /** The file a finished export of this kind made, for whoever may see that job. @throws DomainError `PLATFORM.NO_FILE`. */
  async download(person: ActingPerson, jobId: string, task: string): Promise<StreamableFile> {
    const job = await this.jobs.get(person, jobId);
    if (job.task !== task || job.state !== 'succeeded') throw noFile('这个任务没有可下载的文件，或导出还没有完成。');
    const { sha256, name, format, size } = job.result as ExportedFile;
    const path = this.files.path(sha256);
    if (!fs.existsSync(path)) throw noFile('导出文件已不在服务器上，请重新导出。');
    const type = tableTypes[format];
    return new StreamableFile(fs.createReadStream(path), { type, length: size, disposition: attachment(name) });
  }
}

const noFile = (message: string) => new DomainError('notFound', 'PLATFORM.NO_FILE', message);

/** Refuses a file that holds another number of rows than were counted at its start. */
export function requireAllRows(expected: number, written: number): void {
  if (written === expected) return;
  throw new DomainError(
    'conflict',
    'PLATFORM.ROW_COUNT',
    `应导出 ${expected} 行，实际写出 ${written} 行，文件没有保存。请重试；再次出现请联系系统管理员。`,
  );
}

/** A file's name of several parts, without what no file system takes in a name. */
export function fileName(parts: readonly string[], format: TableFormat): string {
  const clean = [...parts.join('_')].map((char) => ('\\/:*?"<>|'.includes(char) || char < ' ' ? ' ' : char)).join('');
  return `${clean.trim()}.${format}`;
}
