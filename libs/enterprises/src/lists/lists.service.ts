import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import {
  type ActingPerson,
  Database,
  JobsService,
  type StoredFile,
  StoredFiles,
  type TemplateColumn,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { exportListTask, type ExportListPayload } from './export-list.job';
import { importListTask, type ImportListPayload } from './import-list.options';
import { defineList, type ListDefinition } from './list-definition';

/** The lists of evidence that can be imported, their templates, and requests for imports. */
@Injectable()
export class ListsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly files: StoredFiles,
    private readonly jobs: JobsService,
  ) {}

  async all(): Promise<ListDefinition[]> {
    return (await this.reference.importLists()).map(defineList);
  }

  /** @throws DomainError `LISTS.NOT_FOUND` */
  async one(id: string): Promise<ListDefinition> {
    const found = (await this.all()).find((list) => list.id === id);
    if (!found) throw new DomainError('notFound', 'LISTS.NOT_FOUND', `没有“${id}”这种清单。`);
    return found;
  }

  /** The columns of the template of a list, with what to fill in. */
  async templateColumns(id: string): Promise<TemplateColumn[]> {
    return (await this.one(id)).columns.map(({ label, type, required, hint, options }) => ({
      ...{ label, required, options: options.map((option) => option.label) },
      note: [formOf[type], hint].filter(Boolean).join('；'),
    }));
  }

  /** Asks for an export; returns the job's id. */
  async requestExport(person: ActingPerson, payload: ExportListPayload): Promise<string> {
    if (payload.list !== 'enterprises') await this.one(payload.list);
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, exportListTask, payload));
  }

  /** A file that was exported. @throws DomainError `LISTS.NO_FILE` */
  async exported(person: ActingPerson, jobId: string): Promise<StoredFile> {
    const file = await this.database.read(person, (tx) =>
      tx.row<StoredFile>(
        `select s.sha256, j.result->>'name' as name, s."mediaType", s.size::float8 as size from job_run j
         join stored_file s on s.sha256 = j.result->>'sha256' where j.id = $1 and j.task = $2 and j.state = 'succeeded'`,
        [jobId, exportListTask],
      ),
    );
    if (!file) throw new DomainError('notFound', 'LISTS.NO_FILE', '没有这个导出的文件，或还没有生成。');
    return file;
  }

  /** Notes the file and the job in one transaction; returns the job's id. */
  async request(person: ActingPerson, file: StoredFile, payload: Omit<ImportListPayload, 'fileSha256' | 'fileName'>) {
    await this.one(payload.list);
    return this.database.write(person, async (tx) => {
      await this.files.register(tx, file);
      return this.jobs.enqueue(tx, importListTask, { ...payload, fileSha256: file.sha256, fileName: file.name });
    });
  }
}

const formOf: Record<string, string> = {
  text: '',
  day: '日期，如 2023-06-30',
  choice: '从下拉中选一项',
  choices: '可填多项，用顿号隔开',
  boolean: '填 是 或 否，不清楚就空着',
  rank: '整数',
  ratio: '比例，如 35%',
};
