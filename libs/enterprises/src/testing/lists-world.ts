import { AuditTrail } from '@tidu/audit';
import { makeCreditCode } from '@tidu/kernel';
import {
  type ActingPerson,
  builtInOfficer,
  ImportCopiesJob,
  JobRunner,
  JobsService,
  type JobView,
  StoredFiles,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ExportListJob } from '../export/export-list.job';
import { ImportListJob } from '../lists/import-list.job';
import { importListTask, type ImportListPayload, type ImportListResult } from '../lists/import-list.options';
import { ImportUndo } from '../lists/import-undo';
import { ListsService } from '../lists/lists.service';
import { SoundsService } from '../search/sounds';

/** The credit code of the n-th enterprise. */
export const codeOf = (n: number) =>
  makeCreditCode({ region: '410305', organisation: `MA${String(n).padStart(6, '0')}` });

/** What an import answered, and what it refused or warned of. */
export interface Loaded extends JobView {
  result: ImportListResult;
  problems: { row: number; column: string | null; code: string; message: string; warning: boolean }[];
}

/** A register with five enterprises (two of one name, one of another region), lists going in and out. */
export class ListsWorld {
  readonly files: StoredFiles;
  readonly jobs: JobsService;
  readonly lists: ListsService;
  readonly runner: JobRunner;
  private readonly failures: unknown[] = [];

  private constructor(
    readonly test: TestDatabase,
    private readonly dir: string,
  ) {
    const { database } = test;
    this.files = new StoredFiles(dir);
    this.jobs = new JobsService(database);
    const reference = new ReferenceService(database);
    this.lists = new ListsService(reference);
    const handlers = [
      new ImportListJob(this.files, this.lists, this.jobs),
      new ImportCopiesJob(this.files),
      new ExportListJob(this.files, new AuditTrail(), reference, new SoundsService(database)),
    ];
    this.runner = new JobRunner(database, handlers, (error) => this.failures.push(error));
  }

  static async open(): Promise<ListsWorld> {
    const test = await createTestDatabase();
    return new ListsWorld(test, fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-lists-')));
  }

  async close(): Promise<void> {
    await this.test.drop();
    fs.rmSync(this.dir, { recursive: true, force: true });
  }

  /** The five enterprises and nothing else. */
  async refill(): Promise<void> {
    this.failures.length = 0;
    await this.test.asSuperuser('delete from enterprise');
    for (const [n, name, region] of [
      [1, '洛阳甲轴承有限公司', '410305'],
      [2, '洛阳乙机械（集团）有限公司', '410305'],
      [3, '同名贸易有限公司', '410305'],
      [4, '同名贸易有限公司', '410305'],
      [5, '外区企业有限公司', '420102'],
    ] as const)
      await this.test.asSuperuser(
        `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values (gen_random_uuid(), $1, $2, $3, 'given')`,
        [codeOf(n), name, region],
      );
  }

  /** Runs an import the way a worker does; a failure of the program is thrown. */
  async load(
    list: string,
    content: string | Buffer,
    options: Partial<ImportListPayload> = {},
    person: ActingPerson = builtInOfficer,
  ): Promise<Loaded> {
    const stored = await this.files.take(Readable.from([Buffer.from(content)]), `${list}.csv`, 'text/csv', 1e9);
    const file = { fileSha256: stored.sha256, fileName: stored.name };
    const id = await this.test.database.write(person, async (tx) => {
      await this.files.register(tx, stored);
      return this.jobs.write(tx, importListTask, { list, ...file, source: '市工信局', dryRun: false, ...options });
    });
    const job = (await this.run(id)) as JobView & { result: ImportListResult };
    const problems = await this.test.asSuperuser<Loaded['problems'][0]>(
      'select row, "column", code, message, warning from import_problem where "jobId" = $1 order by position',
      [id],
    );
    return { ...job, problems };
  }

  /** Runs a job that was asked for. */
  async run(id: string): Promise<JobView> {
    await this.runner.run(id);
    const job = await this.jobs.get(builtInOfficer, id);
    if (job.error?.code === 'PLATFORM.JOB_FAILED') throw this.failures.at(-1);
    return job;
  }

  /** Takes an import back. */
  undo(importJobId: string): Promise<void> {
    return this.test.database.write(builtInOfficer, (tx) => new ImportUndo().undo(tx, importJobId, '给错了文件'));
  }
}
