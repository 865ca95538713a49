import { AuditTrail } from '@tidu/audit';
import { EnterprisesQueries, SoundsService } from '@tidu/enterprises';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, JobRunner, JobsService, StoredFiles } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RevisionsQueries } from '../by-hand/revisions.queries';
import { WriteFiguresService } from '../by-hand/write-figures.service';
import { CheckFiguresJob } from '../checks/check-figures.job';
import { FigureChecker } from '../checks/figure-checker';
import { FlagsService } from '../checks/flags.service';
import { EvidenceFilesService } from '../evidence/evidence-files.service';
import { FiguresQueries } from '../figures.queries';
import { JudgementsService } from '../judgements/judgements.service';
import { ConflictsQueries } from '../resolutions/conflicts.queries';
import { ResolutionsService } from '../resolutions/resolutions.service';
import { codeOf } from './credit-codes';

/** Sees one county of 开封 only, and no enterprise of a test unless it says so. */
export const elsewhere: ActingPerson = {
  id: '00000000-0000-7000-8000-0000000000a1',
  name: '县区经办人',
  scope: { everything: false, regions: ['410399'] },
  permissions: 'all',
};

/** Another officer who sees everything. */
export const colleague: ActingPerson = { ...builtInOfficer, id: '00000000-0000-7000-8000-0000000000b2', name: '李四' };

/** A database with the parts of the room that write by hand, judge, decide and check. */
export class FiguresWorld {
  readonly reference: ReferenceService;
  readonly figures: FiguresQueries;
  readonly revisions: RevisionsQueries;
  readonly writing: WriteFiguresService;
  readonly evidence: EvidenceFilesService;
  readonly judgements: JudgementsService;
  readonly conflicts: ConflictsQueries;
  readonly resolutions: ResolutionsService;
  readonly checker: FigureChecker;
  readonly flags: FlagsService;
  readonly jobs: JobsService;
  readonly files: StoredFiles;
  private made = 0;

  private constructor(
    readonly test: TestDatabase,
    private readonly dir: string,
  ) {
    const { database } = test;
    const trail = new AuditTrail();
    this.files = new StoredFiles(dir);
    this.jobs = new JobsService(database);
    this.reference = new ReferenceService(database);
    const enterprises = new EnterprisesQueries(database, this.reference, new SoundsService(database));
    this.figures = new FiguresQueries(database, enterprises, this.reference);
    this.revisions = new RevisionsQueries(database, enterprises, this.reference);
    this.evidence = new EvidenceFilesService(database, this.files, enterprises, trail);
    this.checker = new FigureChecker(database, this.reference);
    this.writing = new WriteFiguresService(database, this.reference, enterprises, this.evidence, this.checker, trail);
    this.judgements = new JudgementsService(database, this.reference, enterprises, this.evidence, trail);
    this.conflicts = new ConflictsQueries(database, enterprises, this.reference);
    this.resolutions = new ResolutionsService(database, this.reference, enterprises, trail);
    this.flags = new FlagsService(database, enterprises, this.reference, this.checker, this.jobs, trail);
  }

  static async open(): Promise<FiguresWorld> {
    const test = await createTestDatabase();
    return new FiguresWorld(test, fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-figures-')));
  }

  async close(): Promise<void> {
    await this.test.drop();
    fs.rmSync(this.dir, { recursive: true, force: true });
  }

  /** A new enterprise; returns its id. */
  async enterprise(): Promise<string> {
    const id = uuidv7();
    await this.test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "industryCode", ownership, demo)
       values ($1, $2, $3, '410305', 'given', '3811', 'private', false)`,
      [id, codeOf(++this.made), `测试企业${this.made}号`],
    );
    return id;
  }

  /** Figures in force, as an import would have left them. */
  async stated(enterpriseId: string, year: number, source: string, facts: Record<string, unknown>): Promise<void> {
    await this.test.asSuperuser(
      `update figures set "supersededAt" = now() where "enterpriseId" = $1 and year = $2 and source = $3 and "supersededAt" is null`,
      [enterpriseId, year, source],
    );
    const row = {
      id: uuidv7(),
      enterpriseId,
      year,
      source,
      revision: ++this.made,
      extra: {},
      submittedAt: '2024-03-01',
    };
    await this.test.asSuperuser('insert into figures select * from json_populate_record(null::figures, $1)', [
      JSON.stringify({ ...row, submittedBy: builtInOfficer.id, ...facts }),
    ]);
  }

  /** Checks a year the way a worker does; returns the result. */
  async check(year: number, person: ActingPerson = builtInOfficer): Promise<Record<string, number>> {
    const id = await this.test.database.write(person, (tx) => this.jobs.write(tx, 'figures.check', { year }));
    const failures: unknown[] = [];
    const job = new CheckFiguresJob(this.checker);
    await new JobRunner(this.test.database, [job], (error) => failures.push(error)).run(id);
    if (failures.length > 0) throw failures[0];
    return (await this.jobs.get(person, id)).result as Record<string, number>;
  }

  /** The trail's entries about an object, in order. */
  trail(objectId: string): Promise<{ action: string; before: unknown; after: unknown; reason: string | null }[]> {
    return this.test.asSuperuser(
      'select action, before, after, reason from audit_entry where "objectId" = $1 order by id',
      [objectId],
    );
  }
}
