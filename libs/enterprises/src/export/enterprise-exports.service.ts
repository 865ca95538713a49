import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, StoredFiles } from '@tidu/platform';
import fs from 'node:fs';
import {
  type ExportEnterprisesPayload,
  type ExportEnterprisesResult,
  exportEnterprisesTask,
} from './export-enterprises.job';

/** Exports of the list: asking for one, and taking its file. */
@Injectable()
export class EnterpriseExports {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly files: StoredFiles,
  ) {}

  /** Asks for a file; returns the job. */
  start(person: ActingPerson, payload: ExportEnterprisesPayload): Promise<string> {
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, exportEnterprisesTask, payload));
  }

  /** The file a finished export made, for whoever may see that job. @throws DomainError `ENTERPRISES.NO_FILE`. */
  async file(person: ActingPerson, jobId: string): Promise<ExportEnterprisesResult & { stream: fs.ReadStream }> {
    const job = await this.jobs.get(person, jobId);
    const result = job.result as ExportEnterprisesResult | null;
    if (job.task !== exportEnterprisesTask || job.state !== 'succeeded' || !result)
      throw new DomainError('notFound', 'ENTERPRISES.NO_FILE', '这个任务没有可下载的文件，或导出还没有完成。');
    const path = this.files.path(result.sha256);
    if (!fs.existsSync(path))
      throw new DomainError('notFound', 'ENTERPRISES.NO_FILE', '导出文件已不在服务器上，请重新导出。');
    return { ...result, stream: fs.createReadStream(path) };
  }
}
