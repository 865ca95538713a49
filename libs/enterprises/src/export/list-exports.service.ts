import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { type ActingPerson, Database, fieldsSeenWhole, JobsService } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type ExportListPayload, exportListTask } from './export-list.job';
import { ListBook } from '../lists/list-book';
import { listSource, listSources, mayRead } from './list-sources';

/** A list as the page offers it. */
export interface ExportableList {
  id: string;
  label: string;
  about: string;
  unit: '家' | '条';
}

/** Exports of the register's lists: which there are, and asking for one. */
@Injectable()
export class ListExports {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
    private readonly reference: ReferenceService,
    private readonly book: ListBook,
  ) {}

  /** Those the person may read. */
  async lists(person: ActingPerson): Promise<ExportableList[]> {
    const all = await listSources(this.reference, this.book);
    return all
      .filter((source) => mayRead(person, source))
      .map(({ id, label, about, unit }) => ({ id, label, about, unit }));
  }

  /** Asks for a file; returns the job. @throws DomainError `LISTS.NOT_FOUND`, `LISTS.NOT_READABLE`. */
  async start(person: ActingPerson, asked: Omit<ExportListPayload, 'whole'>): Promise<string> {
    const source = await listSource(this.reference, this.book, asked.list);
    if (!mayRead(person, source))
      throw new DomainError('forbidden', 'LISTS.NOT_READABLE', `您没有查看“${source.label}”的权限，不能导出这种清单。`);
    const payload: ExportListPayload = { ...asked, whole: fieldsSeenWhole(person) };
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, exportListTask, payload));
  }
}
