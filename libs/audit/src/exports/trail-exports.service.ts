import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database, JobsService } from '@tidu/platform';
import { exportTrailTask, type ExportTrailPayload } from './export-trail.job';

/** Asks for exports of the trail. */
@Injectable()
export class TrailExports {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobsService,
  ) {}

  /** Returns the job that writes the file. */
  start(person: ActingPerson, payload: ExportTrailPayload): Promise<string> {
    return this.database.write(person, (tx) => this.jobs.enqueue(tx, exportTrailTask, payload));
  }
}
