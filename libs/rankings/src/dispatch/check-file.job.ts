import { Injectable } from '@nestjs/common';
import type { JobContext, JobHandler } from '@tidu/platform';
import { type CheckedFile, type FileCheck, FileChecks } from './file-checks';

export const checkFileTask = 'rankings.checkFile';

/** Compares a file with what is on the screen before it leaves (自检); writes nothing. */
@Injectable()
export class CheckFileJob implements JobHandler<CheckedFile> {
  readonly task = checkFileTask;

  constructor(private readonly checks: FileChecks) {}

  run(context: JobContext<CheckedFile>): Promise<FileCheck> {
    return this.checks.check(context);
  }
}
