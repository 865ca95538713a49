import { Holders } from '@tidu/access';
import { AuditTrail } from '@tidu/audit';
import {
  Asking,
  DocumentsService,
  EnterpriseBook,
  MessagesService,
  ReportFilling,
  ReportSources,
  TasksService,
} from '@tidu/desk';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, type JobHandler, JobRunner, type JobView, StoredFiles } from '@tidu/platform';
import { Channels } from '../../../desk/src/outbox/channels';
import { Owners } from '../../../desk/src/tasks/owners';
import { TemplatesService } from '../../../desk/src/templates/templates.service';
import { Register } from '../../../scoring/src/testing/register';
import { DefinitionsService } from '../definitions/definitions.service';
import { CheckFileJob } from '../dispatch/check-file.job';
import { DispatchesService } from '../dispatch/dispatches.service';
import { FileChecks } from '../dispatch/file-checks';
import { RegisterDispatchJob } from '../dispatch/register-dispatch.job';
import { ExportSnapshotJob } from '../files/export-snapshot.job';
import { GapTasksService } from '../readiness/gap-tasks.service';
import { ReadinessService } from '../readiness/readiness.service';
import { SnapshotFields } from '../reports/report-fields';
import { SnapshotReports } from '../reports/snapshot-reports.service';
import { RunRankingJob, type RunRankingPayload, type RunRankingResult } from '../run/run-ranking.job';
import { FreezeSnapshotJob, type FreezeSnapshotResult } from '../snapshots/freeze-snapshot.job';
import { SnapshotsService } from '../snapshots/snapshots.service';

const person = (last: number, name: string): ActingPerson => ({
  ...{ id: `0190a000-0000-7000-8000-00000000000${last}`, name, permissions: 'all' },
  scope: { everything: true },
});

/** Writes definitions and has rankings made; reviews, publishes, freezes. */
export const clerk = person(1, '综合科经办');
export const reviewer = person(2, '综合科复核');

/** Two firms' worth of figures by name; money in 元. */
export type Firm = Record<string, unknown>;

/** A register with rankings by definitions. */
export class RankingWorld {
  readonly definitions: DefinitionsService;
  readonly snapshots: SnapshotsService;
  readonly job: RunRankingJob;

  private constructor(readonly register: Register) {
    const trail = new AuditTrail();
    this.definitions = new DefinitionsService(register.database, register.reference, trail);
    this.snapshots = new SnapshotsService(register.database, register.jobs, trail);
    this.job = new RunRankingJob(register.reference, register.sheets, trail);
  }

  static async open(): Promise<RankingWorld> {
    return new RankingWorld(await Register.open());
  }

  /** What makes files into a folder, fills forms, checks and registers them. */
  filing(dir: string) {
    const { database, reference, jobs } = this.register;
    const [files, sources, trail] = [new StoredFiles(dir), new ReportSources(), new AuditTrail()];
    new SnapshotFields(reference, sources);
    const filling = new ReportFilling(files, sources);
    const reports = new SnapshotReports(database, reference, filling, jobs);
    const documents = this.documents();
    const checks = new FileChecks(database, jobs, files, reports, filling, documents);
    return {
      ...{ files, reports, checks, templates: new TemplatesService(database, files, sources, trail) },
      job: new ExportSnapshotJob(files, trail, reports, filling),
      dispatches: new DispatchesService(database, jobs, checks, documents),
      dispatching: [new CheckFileJob(checks), new RegisterDispatchJob(checks, documents, trail)] as JobHandler[],
    };
  }

  /** Does what was asked for, as a worker does; tells how it ended. */
  async work(person: ActingPerson, handlers: JobHandler[], asked: Promise<string>): Promise<JobView> {
    const id = await asked;
    await new JobRunner(this.register.database, handlers).run(id);
    return this.register.jobs.get(person, id);
  }

  private tasks(): TasksService {
    const { database, reference } = this.register;
    const messages = new MessagesService(new Channels([]));
    const owners = new Owners(database, new Holders(), new EnterpriseBook());
    return new TasksService(reference, owners, messages, new Asking(messages), new AuditTrail());
  }

  /** What superiors ask for. */
  documents(): DocumentsService {
    return new DocumentsService(this.register.database, this.tasks(), new AuditTrail());
  }

  /** What is missing of the figures, with the tasks of it. */
  readiness(): { readiness: ReadinessService; gapTasks: GapTasksService } {
    const { database, reference, jobs, sheets } = this.register;
    const gapTasks = new GapTasksService(database, reference, this.tasks(), sheets);
    return { gapTasks, readiness: new ReadinessService(database, reference, new AuditTrail(), gapTasks, jobs) };
  }

  close(): Promise<void> {
    return this.register.close();
  }

  /** Firms with figures of 2021 and, as `last`, of 2020. */
  async firms(firms: Record<string, Firm & { last?: Firm; regionCode?: string }>): Promise<Record<string, string>> {
    const names = Object.keys(firms);
    const ids = await this.register.enterprises(
      names.map((name) => ({ name, regionCode: firms[name]?.regionCode ?? '410302' })),
    );
    await this.register.manyFigures(
      names.flatMap((name, i) => {
        const { last, ...facts } = firms[name] ?? {};
        delete facts.regionCode;
        const enterpriseId = ids[i] ?? '';
        return [
          ...(last ? [{ enterpriseId, year: 2020, source: 'enterprise', facts: last }] : []),
          ...(Object.keys(facts).length > 0 ? [{ enterpriseId, year: 2021, source: 'tax', facts }] : []),
        ];
      }),
    );
    return Object.fromEntries(names.map((name, i) => [name, ids[i] ?? '']));
  }

  /** A published definition. */
  async definition(text: string, note = '测试用的定义'): Promise<string> {
    const id = await this.definitions.propose(clerk, { text, note });
    await this.definitions.publish(reviewer, id);
    return id;
  }

  run(payload: RunRankingPayload, by = clerk): Promise<RunRankingResult> {
    return this.register.result<RunRankingResult>(this.job, payload, by);
  }

  /** Runs and freezes. */
  async frozen(payload: RunRankingPayload): Promise<string> {
    const { snapshotId } = await this.run(payload);
    await this.freeze(snapshotId);
    return snapshotId;
  }

  async freeze(snapshotId: string, by = reviewer): Promise<string> {
    const [row] = await this.rows<{ root: string }>(`select "rowsRoot" as root from ranking_snapshot where id = $1`, [
      snapshotId,
    ]);
    const payload = { snapshotId, rowsRoot: row?.root ?? '' };
    await this.snapshots.freeze(by, snapshotId, payload.rowsRoot); // refuses at once what must be
    return (await this.register.result<FreezeSnapshotResult>(new FreezeSnapshotJob(new AuditTrail()), payload, by))
      .root;
  }

  /** The list as it stands: name, rank, score, class, flags. */
  async places(snapshotId: string) {
    const rows = await this.rows<{
      name: string;
      rank: number | null;
      score: string | null;
      class: string | null;
      flags: string[];
    }>(
      'select name, rank, score::text as score, class, flags from ranking_snapshot_row where "snapshotId" = $1 order by position',
      [snapshotId],
    );
    return rows.map(({ name, rank, score, class: code, flags }) => [name, rank, score, code, flags.join(',')]);
  }

  rows<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.register.test.asSuperuser<T>(sql, values);
  }
}

/** A definition over 亩均税收 and 研发占比; the rest as a test wants it. */
export const definitionText = (more: string, code = `test-${uuidv7().slice(-12)}`) => `
code: ${code}
title: 测试排名
own: true
basis: 测试
year: 2021
asOf: 2022-09-01
indicators:
  - id: taxPerMu
    label: 亩均税收
    ratio: { over: taxPaid, under: landArea }
    weight: 60
    benchmark: { value: 100, floor: 0, cap: 90 }
    gap: lastYear
    minUnder: 1
    tiny: worst
    negative: worst
  - id: profitRate
    label: 净利润率
    ratio: { over: netProfit, under: revenue }
    weight: 40
    minMax: true
    gap: provisional
    negative: worst
${more}`;
