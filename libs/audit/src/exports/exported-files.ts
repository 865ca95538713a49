import { Injectable, StreamableFile } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import {
  type ActingPerson,
  attachment,
  covers,
  exportCode,
  type ExportedFile,
  fileTypes,
  JobsService,
  StoredFiles,
} from '@tidu/platform';
import fs from 'node:fs';
import { TrailOfReads } from '../trail-of-reads';

/** The files that export jobs made, handed over; who took which one stands in the trail. */
@Injectable()
export class ExportedFiles {
  constructor(
    private readonly jobs: JobsService,
    private readonly files: StoredFiles,
    private readonly reads: TrailOfReads,
  ) {}

  /**
   * The file a finished export of this kind made, for whoever may see that job and still all that stands in it.
   * @throws DomainError `PLATFORM.NO_FILE`.
   */
  async download(person: ActingPerson, jobId: string, task: string): Promise<StreamableFile> {
    const job = await this.jobs.get(person, jobId);
    if (job.task !== task || job.state !== 'succeeded') throw noFile('这个任务没有可下载的文件，或导出还没有完成。');
    if (!covers(person.scope, await this.jobs.scopeOf(person, jobId)))
      throw noFile('您的范围比导出时小了，不能再下载这个文件。请重新导出。');
    const { sha256, name, format, size } = job.result as ExportedFile;
    const path = this.files.path(sha256);
    if (!fs.existsSync(path)) throw noFile('导出文件已不在服务器上，请重新导出。');
    await this.reads.note(person, {
      ...{ action: 'audit.downloadExport', objectType: 'job_run', objectId: jobId },
      after: { export: exportCode(jobId), task, name, sha256 },
    });
    const type = fileTypes[format];
    return new StreamableFile(fs.createReadStream(path), { type, length: size, disposition: attachment(name) });
  }
}

const noFile = (message: string) => new DomainError('notFound', 'PLATFORM.NO_FILE', message);
