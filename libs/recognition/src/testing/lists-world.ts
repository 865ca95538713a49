import { EvidenceService } from '@tidu/enterprises';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, JobRunner, JobsService, type JobView, StoredFiles } from '@tidu/platform';
import type { TestDatabase } from '@tidu/test/database';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { Readable } from 'node:stream';
import { ApplicationActs } from '../applications/application-acts.service';
import { GrantListJob } from '../lists/grant-list.job';
import { ListDecisionsService } from '../lists/list-decisions.service';
import { ListGrantsService } from '../lists/list-grants.service';
import { MatchListJob } from '../lists/match-list.job';
import { OfficialListsQueries, type RowView, type Section } from '../lists/official-lists.queries';
import { type Brought, type BroughtList, OfficialListsService } from '../lists/official-lists.service';
import { UndoListJob } from '../lists/undo-list.job';

export const clerk: ActingPerson = builtInOfficer;
/** Another of the staff, who applies what the clerk brought. */
export const approver: ActingPerson = { ...builtInOfficer, id: uuidv7(), name: '复核人' };
export const elsewhere: ActingPerson = {
  ...{ ...builtInOfficer, id: uuidv7(), name: '外区经办人' },
  scope: { everything: false, regions: ['420102'] },
};

/** Terms of a list of one title. */
export const terms = (given: Partial<BroughtList> = {}): BroughtList => ({
  ...{ title: 'specializedSme', level: 'province', batch: '第三批', document: '工信〔2023〕1号', statedCount: 1 },
  ...{ listedOn: '2023-06-30', validFrom: '2023-07-01', validUntil: '2026-07-01' },
  ...given,
});

let made = 0;
export const freshCode = (region = '410305') =>
  makeCreditCode({ region, organisation: `ML${String(++made).padStart(6, '0')}` });

/** A register of one's own with everything that reads and applies official lists. */
export class ListsWorld {
  readonly files: StoredFiles;
  readonly lists: OfficialListsService;
  readonly queries: OfficialListsQueries;
  readonly decisions: ListDecisionsService;
  readonly grants: ListGrantsService;
  readonly acts: ApplicationActs;
  readonly evidence: EvidenceService;
  private readonly jobs: JobsService;
  private readonly runner: JobRunner;
  private readonly failures: unknown[] = [];

  readonly test: TestDatabase;

  private constructor(private readonly doors: TestDoors) {
    const part = <T>(one: new (...args: never[]) => T): T => doors.app.get(one, { strict: false });
    this.test = doors.test;
    this.files = part(StoredFiles);
    this.jobs = part(JobsService);
    this.lists = part(OfficialListsService);
    this.queries = part(OfficialListsQueries);
    this.decisions = part(ListDecisionsService);
    this.grants = part(ListGrantsService);
    this.acts = part(ApplicationActs);
    this.evidence = part(EvidenceService);
    const handlers = [part(MatchListJob), part(GrantListJob), part(UndoListJob)];
    this.runner = new JobRunner(doors.test.database, handlers, (error) => this.failures.push(error));
  }

  static async open(): Promise<ListsWorld> {
    return new ListsWorld(await openTestDoors());
  }

  close(): Promise<void> {
    return this.doors.close();
  }

  /** Enters an enterprise as if it had always been there; `names`: former ones with the day each ended. */
  async enterprise(
    name: string,
    { region = '410305', registeredOn = '2001-01-01', names = [] as [string, string][], code = freshCode(region) } = {},
  ): Promise<string> {
    const id = uuidv7();
    await this.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "registeredOn") values ($1, $2, $3, $4, 'given', $5)`,
      [id, code, name, region, registeredOn],
    );
    let from: string | null = null;
    for (const [former, until] of names) {
      await this.test.asSuperuser(
        `insert into enterprise_name (id, "enterpriseId", kind, name, "validFrom", "validUntil", source, "recordedBy", "recordedByName")
         values ($1, $2, 'former', $3, $4, $5, '测试', $6, '测试')`,
        [uuidv7(), id, former, from, until, clerk.id],
      );
      from = until;
    }
    return id;
  }

  /** Brings a list of these lines (a header first) and runs its job. */
  async bring(
    lines: readonly string[],
    given: Partial<BroughtList> = {},
    person = clerk,
  ): Promise<Brought & { job: JobView | null }> {
    const content = Buffer.from(`${lines.join('\n')}\n`);
    const stored = await this.files.take(Readable.from([content]), '名单.csv', 'text/csv', 1e9);
    const brought = await this.lists.bring(person, stored, terms({ statedCount: lines.length - 1, ...given }));
    return { ...brought, job: brought.jobId === null ? null : await this.run(brought.jobId) };
  }

  /** Runs a job that was asked for; a failure of the program is thrown. */
  async run(id: string): Promise<JobView> {
    await this.runner.run(id);
    const job = await this.jobs.get(clerk, id);
    if (job.error?.code === 'PLATFORM.JOB_FAILED') throw this.failures.at(-1);
    return job;
  }

  /** Asks a job to stop; one that hasn't begun never does. */
  async cancel(id: string): Promise<void> {
    await this.jobs.cancel(clerk, id);
  }

  rows(id: string, section: Section, person = clerk): Promise<RowView[]> {
    return this.queries.rows(person, id, { section, limit: 200 }).then(({ items }) => items);
  }
}
