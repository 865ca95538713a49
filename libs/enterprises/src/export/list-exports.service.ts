import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, fieldsSeenWhole, JobsService } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { type ExportListPayload, exportListTask } from './export-list.job';
import { listSource, listSources } from './list-sources';

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
  ) {}

  async lists(): Promise<ExportableList[]> {
    return (await listSources(this.reference)).map(({ id, label, about, unit }) => ({ id, label, about, unit }));
  }

  /** Asks for a file; returns the job. @throws DomainError `LISTS.NOT_FOUND`. */
  async start(person: ActingPerson, asked: Omit<ExportListPayload, 'whole'>): Promise<string> {
    await listSource(this.reference, asked.list);
    const payload: ExportListPayload = { ...asked, whole: fieldsSeenWhole(person) };
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, exportListTask, payload));
  }
}
