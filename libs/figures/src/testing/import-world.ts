import {
  type ActingPerson,
  builtInOfficer,
  ImportCopiesJob,
  JobRunner,
  JobsService,
  type JobView,
  StoredFiles,
  type Transaction,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ImportFiguresJob } from '../import/import-figures.job';
import { UndoImportJob } from '../import/undo-import.job';
import { type ImportOptions, importTask } from '../import/import-options';
import type { ImportResult } from '../import/import-result';

export { codeOf } from './credit-codes';

/** A job as it ended, with what it found wrong. */
export interface ImportEnd extends JobView {
  result: ImportResult;
  problems: {
    row: number | null;
    column: string | null;
    value: string | null;
    code: string;
    message: string;
    warning: boolean;
  }[];
}

/** A database with reference tables, stored files and a runner: everything an import touches is real. */
export interface ImportWorld {
  test: TestDatabase;
  files: StoredFiles;
  jobs: JobsService;
  runner: JobRunner;
  reference: ReferenceService;
  /** Imports a file given by its content, as this person. */
  import(content: string | Buffer, options?: Partial<ImportOptions>, person?: ActingPerson): Promise<ImportEnd>;
  /** Notes the job without running it. */
  prepare(content: string | Buffer, options?: Partial<ImportOptions>, person?: ActingPerson): Promise<string>;
  ended(jobId: string): Promise<ImportEnd>;
  close(): Promise<void>;
}

export async function createImportWorld(): Promise<ImportWorld> {
  const test = await createTestDatabase();
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-import-'));
  const files = new StoredFiles(dir);
  const jobs = new JobsService(test.database);
  const reference = new ReferenceService(test.database);
  const failures: unknown[] = [];
  const runner = new JobRunner(
    test.database,
    [new ImportFiguresJob(files, reference, jobs), new ImportCopiesJob(files), new UndoImportJob()],
    (error) => failures.push(error),
  );

  const prepare: ImportWorld['prepare'] = async (content, options = {}, person = builtInOfficer) => {
    const stored = await files.take(Readable.from([Buffer.from(content)]), 'figures.csv', 'text/csv', 1e9);
    const payload = { fileSha256: stored.sha256, fileName: stored.name, ...defaults, ...options };
    return test.database.write(person, (tx: Transaction) => jobs.write(tx, importTask, payload));
  };
  const ended: ImportWorld['ended'] = async (jobId) => {
    const job = (await jobs.get(builtInOfficer, jobId)) as ImportEnd;
    if (job.error?.code === 'PLATFORM.JOB_FAILED') throw failures.at(-1);
    const problems = await test.asSuperuser<ImportEnd['problems'][number]>(
      `select row, "column", value, code, message, warning from import_problem where "jobId" = $1 order by position`,
      [jobId],
    );
    return { ...job, problems };
  };
  return {
    ...{ test, files, jobs, runner, reference, prepare, ended },
    import: async (content, options, person) => {
      const jobId = await prepare(content, options, person);
      await runner.run(jobId);
      return ended(jobId);
    },
    close: async () => {
      await test.drop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

const defaults: ImportOptions = { source: 'enterprise', unknown: 'create', dryRun: false };
