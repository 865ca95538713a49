import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import {
  type ActingPerson,
  type CodeSheet,
  Database,
  JobsService,
  type StoredFile,
  StoredFiles,
  type TemplateColumn,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { importListTask, type ImportListPayload } from './import-list.options';
import { type ListDefinition, listDefinitions } from './list-definition';

/** The lists of evidence that can be imported, their templates, and requests for imports. */
@Injectable()
export class ListsService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly files: StoredFiles,
    private readonly jobs: JobsService,
  ) {}

  all(): Promise<ListDefinition[]> {
    return listDefinitions(this.reference);
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

  /** Code tables of the template: choices that are the district's own, with their codes. */
  async templateCodes(id: string): Promise<CodeSheet[]> {
    const { columns } = await this.one(id);
    return columns
      .filter(({ options }) => options.some(({ also }) => also !== undefined))
      .map(({ label, options }) => ({
        ...{ name: `本区${label}表`, columns: ['代码', label] },
        rows: options.map((option) => [option.code, option.label]),
      }));
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
