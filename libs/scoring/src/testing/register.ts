import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import {
  type ActingPerson,
  builtInOfficer,
  type Database,
  type JobHandler,
  JobRunner,
  JobsService,
  type JobView,
} from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { AuditTrail } from '@tidu/audit';
import { FactSheetBuilder } from '../facts/fact-sheet-builder';
import { BulkScorer } from '../run/bulk-scorer';
import { ScoreJob } from '../run/score.job';
import { StandardsService } from '../standards/standards.service';

/** Sees one county of 开封 only. */
export const countyOfficer: ActingPerson = {
  id: '00000000-0000-7000-8000-0000000000a1',
  name: '县区经办人',
  scope: { everything: false, regions: ['410399'] },
  permissions: 'all',
};

/** Whatever of an enterprise a test wants to say; the rest is made up. */
export interface EnterpriseSeed {
  id?: string;
  name?: string;
  regionCode?: string;
  industryCode?: string | null;
  ownership?: string | null;
  registeredOn?: string | null;
  creditCode?: string;
  demo?: boolean;
}

/** A database with dictionary and standards, and the parts of the room that need no Nest. */
export class Register {
  readonly reference: ReferenceService;
  readonly standards: StandardsService;
  readonly sheets: FactSheetBuilder;
  readonly scorer: BulkScorer;
  readonly jobs: JobsService;
  private made = 0;

  private constructor(readonly test: TestDatabase) {
    const { database } = test;
    this.reference = new ReferenceService(database);
    this.standards = new StandardsService(database, this.reference);
    this.sheets = new FactSheetBuilder(database, this.reference);
    this.scorer = new BulkScorer(database, this.reference);
    this.jobs = new JobsService(database);
  }

  static async open(): Promise<Register> {
    return new Register(await createTestDatabase());
  }

  get database(): Database {
    return this.test.database;
  }

  close(): Promise<void> {
    return this.test.drop();
  }

  scoreJob(): ScoreJob {
    return new ScoreJob(this.standards, this.sheets, this.scorer, new AuditTrail());
  }

  /** Runs a job the way a worker does and returns how it ended. */
  async runJob(handler: JobHandler, payload: object, person: ActingPerson = builtInOfficer): Promise<JobView> {
    const id = await this.database.write(person, (tx) => this.jobs.write(tx, handler.task, payload));
    const failures: unknown[] = [];
    await new JobRunner(this.database, [handler], (error) => failures.push(error)).run(id);
    const job = await this.jobs.get(person, id);
    if (job.error?.code === 'PLATFORM.JOB_FAILED') throw failures[0];
    return job;
  }

  /** The same, and the result; a failed job is thrown. */
  async result<T>(handler: JobHandler, payload: object, person: ActingPerson = builtInOfficer): Promise<T> {
    const job = await this.runJob(handler, payload, person);
    if (job.state !== 'succeeded') throw new Error(`${job.state}: ${job.error?.message}`);
    return job.result as T;
  }

  /** A new enterprise; returns its id. */
  async enterprise(seed: EnterpriseSeed = {}): Promise<string> {
    const [id = ''] = await this.enterprises([seed]);
    return id;
  }

  /** New enterprises in one statement; returns their ids. */
  async enterprises(seeds: EnterpriseSeed[]): Promise<string[]> {
    const rows = seeds.map((seed) => {
      const number = String(++this.made).padStart(8, '0');
      const regionCode = seed.regionCode ?? '410302';
      const creditCode = makeCreditCode({ region: regionCode, organisation: number });
      const usual = { id: uuidv7(), name: `测试企业${number}`, creditCode, industryCode: '3811', ownership: 'private' };
      return { ...usual, demo: false, ...seed, regionCode };
    });
    await this.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership, "registeredOn", demo)
       select id, "creditCode", name, "regionCode", 'given', "industryCode", ownership, "registeredOn", demo
       from json_populate_recordset(null::enterprise, $1)`,
      [JSON.stringify(rows)],
    );
    return rows.map(({ id }) => id);
  }

  /** A revision of figures in force; one before it of the same source and year is superseded. */
  async figures(enterpriseId: string, year: number, source: string, facts: Record<string, unknown>): Promise<void> {
    await this.test.asSuperuser(
      `update figures set "supersededAt" = now() where "enterpriseId" = $1 and year = $2 and source = $3 and "supersededAt" is null`,
      [enterpriseId, year, source],
    );
    await this.manyFigures([{ enterpriseId, year, source, facts }]);
  }

  /** Figures in force, in one statement. */
  async manyFigures(
    stated: { enterpriseId: string; year: number; source: string; facts: Record<string, unknown> }[],
  ): Promise<void> {
    const rows = stated.map(({ facts, ...row }) => ({
      ...{ id: uuidv7(), revision: ++this.made, submittedAt: '2022-03-01', submittedBy: builtInOfficer.id, extra: {} },
      ...{ ...row, ...facts },
    }));
    await this.test.asSuperuser('insert into figures select * from json_populate_recordset(null::figures, $1)', [
      JSON.stringify(rows),
    ]);
  }
}
