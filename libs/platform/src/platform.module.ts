import { type DynamicModule, Module } from '@nestjs/common';
import type { Environment } from './config/environment';
import { Database } from './database/database';
import { ClamdScanner } from './files/clamd-scanner';
import { FileTransfers } from './files/file-transfers';
import { StoredFiles } from './files/stored-files';
import { ImportCopiesJob } from './imports/import-copies.job';
import { JobsService } from './jobs/jobs.service';
import { readLimits } from './limits/limits';
import { RequestLimits } from './limits/request-limits.guard';

/** Hands the rooms what one installation has: database, stored files, jobs. */
@Module({})
export class PlatformModule {
  static of(
    database: Database,
    { filesDir, limitsFile, clamd }: Pick<Environment, 'filesDir' | 'limitsFile' | 'clamd'>,
  ): DynamicModule {
    const limits = readLimits(limitsFile);
    const files = new StoredFiles(filesDir, clamd ? new ClamdScanner(clamd) : null);
    const jobs = new JobsService(database, limits.jobs);
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: Database, useValue: database },
        { provide: StoredFiles, useValue: files },
        { provide: FileTransfers, useValue: new FileTransfers(database, files) },
        { provide: JobsService, useValue: jobs },
        { provide: RequestLimits, useValue: new RequestLimits(database, limits) },
        { provide: ImportCopiesJob, useValue: new ImportCopiesJob(files) },
      ],
      exports: [Database, StoredFiles, FileTransfers, JobsService, RequestLimits],
    };
  }
}
