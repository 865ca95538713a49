import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from './database/database';
import { StoredFiles } from './files/stored-files';
import { ImportCopiesJob } from './imports/import-copies.job';
import { JobsService } from './jobs/jobs.service';

/** Hands the rooms what one installation has: database, stored files, jobs. */
@Module({})
export class PlatformModule {
  static of(database: Database, filesDir: string): DynamicModule {
    const files = new StoredFiles(filesDir);
    const jobs = new JobsService(database);
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: Database, useValue: database },
        { provide: StoredFiles, useValue: files },
        { provide: JobsService, useValue: jobs },
        { provide: ImportCopiesJob, useValue: new ImportCopiesJob(files) },
      ],
      exports: [Database, StoredFiles, JobsService],
    };
  }
}
