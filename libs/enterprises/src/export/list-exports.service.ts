import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, StoredFiles } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import fs from 'node:fs';
import { type ExportListPayload, type ExportListResult, exportListTask } from './export-list.job';
import { listSource, listSources } from './list-sources';

/** A list as the page offers it. */
export interface ExportableList {
  id: string;
  label: string;
  about: string;
  unit: '家' | '条';
}

/** Exports of the register's lists: which there are, asking for one, and taking its file. */
@Injectable()
export class ListExports {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly files: StoredFiles,
    private readonly reference: ReferenceService,
  ) {}

  async lists(): Promise<ExportableList[]> {
    return (await listSources(this.reference)).map(({ id, label, about, unit }) => ({ id, label, about, unit }));
  }

  /** Asks for a file; returns the job. @throws DomainError `LISTS.NOT_FOUND`. */
  async start(person: ActingPerson, payload: ExportListPayload): Promise<string> {
    await listSource(this.reference, payload.list);
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, exportListTask, payload));
  }

  /** The file a finished export made, for whoever may see that job. @throws DomainError `ENTERPRISES.NO_FILE`. */
  async file(person: ActingPerson, jobId: string): Promise<ExportListResult & { stream: fs.ReadStream }> {
    const job = await this.jobs.get(person, jobId);
    const result = job.result as ExportListResult | null;
    if (job.task !== exportListTask || job.state !== 'succeeded' || !result)
      throw new DomainError('notFound', 'ENTERPRISES.NO_FILE', '这个任务没有可下载的文件，或导出还没有完成。');
    const path = this.files.path(result.sha256);
    if (!fs.existsSync(path))
      throw new DomainError('notFound', 'ENTERPRISES.NO_FILE', '导出文件已不在服务器上，请重新导出。');
    return { ...result, stream: fs.createReadStream(path) };
  }
}
