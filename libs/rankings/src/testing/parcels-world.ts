import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { builtInOfficer, type JobHandler, JobRunner, type JobView, JobsService } from '@tidu/platform';
import { UndoImportJob } from '@tidu/figures';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { leader } from '@tidu/test/signed-in';
import { ImportParcelsJob } from '../parcels/import/import-parcels.job';
import { PublishAreaListJob } from '../parcels/lists/publish-area-list.job';
import { WriteAreasJob } from '../parcels/lists/write-areas.job';

type Http = TestDoors['http'];
export type Given = Record<string, unknown>;

/** The doors with a clerk, two leaders, an officer of one county, and enterprises that use land. */
export class ParcelsWorld {
  clerk!: Http;
  /** Publishes. */
  leader!: Http;
  /** Another who may publish, answer, write. */
  second!: Http;
  /** Sees 410303 only. */
  elsewhere!: Http;
  private made = 0;

  private constructor(readonly doors: TestDoors) {}

  static async open(): Promise<ParcelsWorld> {
    const world = new ParcelsWorld(await openTestDoors());
    const as = (role: string, scopeId: string | null = null) =>
      world.doors.as({
        ...{ ...leader, id: uuidv7(), loginName: `p${uuidv7().slice(-12)}`, displayName: role, role },
        ...(scopeId !== null && { scopeKind: 'region', scopeId }),
      });
    world.leader = world.doors.http;
    world.clerk = await as('district.officer');
    world.second = await as('district.leader');
    world.elsewhere = await as('district.leader', '410303');
    return world;
  }

  /** An empty ledger again; the enterprises stay. */
  async forget(): Promise<void> {
    await this.sql(
      'truncate area_written, area_writing, area_objection, area_list_item, area_list, parcel_share, parcel_division, parcel',
    );
    await this.sql(`delete from figures where source = 'zone'`);
  }

  close(): Promise<void> {
    return this.doors.close();
  }

  sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.doors.test.asSuperuser<T>(text, values);
  }

  get<T>(part: new (...args: never[]) => T): T {
    return this.doors.app.get(part, { strict: false });
  }

  async firm(more: { regionCode?: string; demo?: boolean; name?: string } = {}) {
    const { regionCode = '410302', demo = false, name = `用地企业${++this.made}` } = more;
    const [id, creditCode] = [
      uuidv7(),
      makeCreditCode({ region: regionCode, organisation: String(++this.made).padStart(8, '0') }),
    ];
    await this.sql(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", demo) values ($1, $2, $3, $4, 'given', $5)`,
      [id, creditCode, name, regionCode, demo],
    );
    return { id, creditCode, name };
  }

  /** How a parcel is divided; what a test wants otherwise in `more`. */
  shared(shares: [{ id: string }, string][], more: Given = {}): Given {
    return {
      ...{ area: '10', publicArea: '0', vacantArea: '0', document: '租赁合同' },
      shares: shares.map(([{ id }, area]) => ({ enterpriseId: id, area })),
      ...more,
    };
  }

  /** A parcel as it is entered. */
  given(shares: [{ id: string }, string][], more: Given = {}): Given {
    const place = { number: `地块${++this.made}`, regionCode: '410302', address: '创业路 1 号' };
    return { ...place, validFrom: '2024-01-01', ...this.shared(shares, more) };
  }

  /** The same as it is divided anew. */
  division(shares: [{ id: string }, string][], more: Given = {}): Given {
    return { validFrom: '2024-01-01', reason: '核对合同', ...this.shared(shares, more) };
  }

  async parcel(shares: [{ id: string }, string][], more: Given = {}): Promise<string> {
    const answer = await this.clerk.post('/api/console/parcels').send(this.given(shares, more));
    if (answer.status !== 201) throw new Error(answer.text);
    return (answer.body as { id: string }).id;
  }

  divide(id: string, version: number, body: Given, as = this.clerk) {
    return as.post(`/api/console/parcels/${id}/divisions`).set('if-match', String(version)).send(body);
  }

  /** Runs a job that was asked for, as the worker does. */
  async run(id: string): Promise<JobView> {
    const failures: unknown[] = [];
    const jobs = [ImportParcelsJob, PublishAreaListJob, WriteAreasJob, UndoImportJob].map((job) =>
      this.get<JobHandler>(job),
    );
    await new JobRunner(this.doors.test.database, jobs, (error) => failures.push(error)).run(id);
    const job = await this.get(JobsService).get(builtInOfficer, id);
    if (job.error?.code === 'PLATFORM.JOB_FAILED') throw failures[0];
    return job;
  }

  /** Asks for a list of the shares of a day, as `who` may. */
  publish(who = this.leader, more: Given = {}) {
    const list = { year: 2024, asOf: '2024-12-31', title: '2024 年度用地面积公示', body: '现予公示。', workingDays: 5 };
    return who.post('/api/console/area-lists').send({ ...list, ...more });
  }

  /** A list that is published; its id. */
  async published(more: Given = {}): Promise<string> {
    const answer = await this.publish(this.leader, more);
    if (answer.status !== 202) throw new Error(answer.text);
    const job = await this.run((answer.body as { jobId: string }).jobId);
    return (job.result as { listId: string }).listId;
  }

  /** `landArea` of source zone as it counts, by enterprise, with its revision. */
  async areas(year: number): Promise<Record<string, string>> {
    const rows = await this.sql<{ id: string; area: string }>(
      `select "enterpriseId" as id, "landArea"::text as area from figures where year = $1 and source = 'zone' and "supersededAt" is null`,
      [year],
    );
    return Object.fromEntries(rows.map(({ id, area }) => [id, area]));
  }
}
