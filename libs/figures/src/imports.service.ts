import { Injectable } from '@nestjs/common';
import { type ImportListPayload, importListTask, ListsService } from '@tidu/enterprises';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, JobsService, type StoredFile, StoredFiles } from '@tidu/platform';
import { type UndoPayload, undoImportTask } from './import/undo-import.job';
import { type ImportOptions, type ImportPayload, importTask } from './import/import-options';

/** What a request for an import says; `list`, `issuer` and `document` are of lists of evidence. */
export type ImportRequest = Partial<ImportOptions> & { list?: string; issuer?: string; document?: string };

/** Asks for imports; the work is a job. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly database: Database,
    private readonly files: StoredFiles,
    private readonly jobs: JobsService,
    private readonly lists: ListsService,
  ) {}

  /** Asks for an import to be taken back; returns the job's id. */
  async undo(person: ActingPerson, importJobId: string, reason: string): Promise<string> {
    const payload: UndoPayload = { importJobId, reason };
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, undoImportTask, payload));
  }

  /** Notes the file and the job in one transaction; returns the job's id. @throws DomainError `LISTS.NOT_ALLOWED`. */
  async request(person: ActingPerson, file: StoredFile | undefined, request: ImportRequest): Promise<string> {
    if (!file) throw new DomainError('invalid', 'FIGURES.NO_FILE', 'file：没有收到文件，请选择一个 CSV 或 XLSX 文件。');
    if (request.list !== undefined) this.lists.refuseWithout(person, request.list);
    const { task, payload } = await this.plan(file, request);
    return this.database.write(person, async (tx) => {
      await this.files.register(tx, file);
      return this.jobs.enqueue(tx, task, payload);
    });
  }

  /** The job an import is, whoever runs it. @throws DomainError `LISTS.NOT_FOUND`, `FIGURES.NO_ISSUER`. */
  async plan(
    { sha256: fileSha256, name: fileName }: StoredFile,
    { list, issuer, document, source = 'enterprise', unknown = 'create', dryRun = false, ...rest }: ImportRequest,
  ): Promise<{ task: string; payload: ImportPayload | ImportListPayload }> {
    const file = { fileSha256, fileName };
    if (list === undefined || list === 'figures' || list === 'register')
      return { task: importTask, payload: { ...file, source, unknown, dryRun, ...rest } };
    const { id } = await this.lists.one(list);
    if (!issuer)
      throw new DomainError('invalid', 'FIGURES.NO_ISSUER', 'issuer：请写明这份清单是谁说的（部门或文件名称）。');
    const further = document ? { document } : {};
    return { task: importListTask, payload: { ...file, list: id, source: issuer, dryRun, ...further } };
  }
}
