import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from './database/database';
import { StoredFiles } from './files/stored-files';
import { JobsService } from './jobs/jobs.service';

/** Hands the rooms what one installation has: database, stored files, jobs. */
@Module({})
export class PlatformModule {
  static of(database: Database, filesDir: string): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: Database, useValue: database },
        { provide: StoredFiles, useValue: new StoredFiles(filesDir) },
        { provide: JobsService, useValue: new JobsService(database) },
      ],
      exports: [Database, StoredFiles, JobsService],
    };
  }
}
