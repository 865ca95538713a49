import { AuditTrail } from '@tidu/audit';
import { builtInOfficer, JobRunner, StoredFiles } from '@tidu/platform';
import { ScoreJob } from '@tidu/scoring';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { CreateRankingJob } from './jobs/create-ranking.job';
import { ExportRankingJob } from './jobs/export-ranking.job';

const standardId = 'miit-2022-63-innovative';

interface Answered {
  jobId: string;
  result: { rankingId: string; runs: { runId: string }[] };
  items: { rank: number; name: string }[];
  code: string;
}

describe('the HTTP side of rankings', () => {
  let doors: TestDoors;
  let runner: JobRunner;
  let rankingId = '';
  beforeAll(async () => {
    doors = await openTestDoors();
    const { database } = doors.test;
    const trail = new AuditTrail();
    runner = new JobRunner(database, [
      doors.app.get(ScoreJob, { strict: false }),
      new CreateRankingJob(trail),
      new ExportRankingJob(new StoredFiles(doors.filesDir), trail),
    ]);
    for (let i = 0; i < 3; i++) {
      const [id, code] = [uuidv7(), makeCreditCode({ region: '410302', organisation: `0000000${i}` })];
      await doors.test.asSuperuser(
        `with e as (insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, $3, '410302', 'given'))
         insert into figures (id, "enterpriseId", year, source, revision, "submittedBy", revenue, "rdExpense")
         values ($4, $1, 2021, 'enterprise', 1, $4, 100, $5)`,
        [id, code, `企业${i}`, uuidv7(), i * 3],
      );
    }
    const scored = await job('/api/console/scoring-runs', { year: 2021, standardIds: [standardId] });
    const made = await job('/api/console/rankings', { runId: scored.runs[0]?.runId, name: ' 全区 ' });
    rankingId = made.rankingId;
  });
  afterAll(() => doors.close());

  /** Posts, runs the job it began and answers with its result. */
  async function job(url: string, body: object): Promise<Answered['result']> {
    const { jobId } = await begin(url, body);
    return ((await doors.http.get(`/api/console/jobs/${jobId}`)).body as Answered).result;
  }
  async function begin(url: string, body: object): Promise<{ jobId: string }> {
    const taken = await doors.http.post(url).send(body);
    expect([url, taken.status]).toEqual([url, 202]);
    const { jobId } = taken.body as Answered;
    await runner.run(jobId);
    return { jobId };
  }
  const code = async (url: string, body?: object) => {
    const answer = await (body ? doors.http.post(url).send(body) : doors.http.get(url));
    return [answer.status, (answer.body as Answered).code];
  };

  it('makes a ranking and shows it, its rows and how they spread', async () => {
    const ranking = await doors.http.get(`/api/console/rankings/${rankingId}`);
    expect(ranking.body).toMatchObject({
      name: '全区',
      total: 3,
      demo: false,
      standardId,
      hasPoints: true,
      filters: {},
    });
    const list = (await doors.http.get('/api/console/rankings?year=2021')).body as { items: object[] };
    expect(list.items).toEqual([ranking.body]);
    const rows = (await doors.http.get(`/api/console/rankings/${rankingId}/rows?limit=2`)).body as Answered;
    expect(rows.items.map(({ rank, name }) => [rank, name])).toEqual([
      [1, '企业2'],
      [2, '企业1'],
    ]);
    const spread = await doors.http.get(`/api/console/rankings/${rankingId}/distribution`);
    expect(spread.body).toMatchObject({ counts: { unknown: 3, open: 3 } });
    expect((spread.body as { buckets: object[] }).buckets).toHaveLength(10);
  });

  it('hands the file out under its Chinese name', async () => {
    const { jobId } = await begin(`/api/console/rankings/${rankingId}/exports`, { format: 'csv' });
    const file = await doors.http.get(`/api/console/exports/${jobId}/file`).buffer(true);
    expect(file.status).toBe(200);
    expect(file.headers['content-type']).toMatch('text/csv');
    const [, name = ''] = /filename\*=UTF-8''(\S+)$/.exec(String(file.headers['content-disposition'])) ?? [];
    expect(decodeURIComponent(name)).toMatch(/^全区_2021年度_[\d-]{10}_预评估，非认定_导出[0-9A-F]{12}\.csv$/);
    expect(file.text.split('\n')[1]).toMatch(/^1,91410302/);
  });

  it('refuses what can’t be, by name', async () => {
    const nothing = uuidv7();
    expect(await code(`/api/console/rankings/${nothing}`)).toEqual([404, 'RANKINGS.NOT_FOUND']);
    expect(await code(`/api/console/rankings/${nothing}/rows`)).toEqual([404, 'RANKINGS.NOT_FOUND']);
    expect(await code(`/api/console/rankings/${nothing}/distribution`)).toEqual([404, 'RANKINGS.NOT_FOUND']);
    expect(await code(`/api/console/rankings/${nothing}/exports`, { format: 'csv' })).toEqual([
      404,
      'RANKINGS.NOT_FOUND',
    ]);
    expect(await code('/api/console/rankings', { runId: nothing, name: '甲' })).toEqual([
      404,
      'RANKINGS.RUN_NOT_FOUND',
    ]);
    expect(await code(`/api/console/rankings/${rankingId}/exports`, { format: 'pdf' })).toEqual([
      400,
      'PLATFORM.INVALID',
    ]);
    expect(await code('/api/console/rankings', { runId: nothing, name: '\u0000' })).toEqual([400, 'PLATFORM.BAD_TEXT']);
    const wrong = { runId: nothing, name: '甲', filters: { regions: ["1' or true"] } };
    expect(await code('/api/console/rankings', wrong)).toEqual([400, 'PLATFORM.INVALID']);
    expect(await code(`/api/console/exports/${nothing}/file`)).toEqual([404, 'PLATFORM.JOB_NOT_FOUND']);
  });

  it('has no file of a job that isn’t a finished export', async () => {
    const id = await doors.test.database.write(builtInOfficer, async (tx) => {
      const jobId = uuidv7();
      await tx.rows(
        `insert into job_run (id, task, payload, "personId", "personName", scope) values ($1, 'rankings.export', '{}', $2, 'x', '*')`,
        [jobId, tx.person.id],
      );
      return jobId;
    });
    expect(await code(`/api/console/exports/${id}/file`)).toEqual([404, 'PLATFORM.NO_FILE']);
  });
});
