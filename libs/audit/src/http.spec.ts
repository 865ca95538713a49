import { builtInOfficer, JobRunner, StoredFiles } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { administrator } from '@tidu/test/signed-in';
import { read, utils } from '@e965/xlsx';
import fs from 'node:fs';
import { AuditTrail } from './audit-trail';
import { ExportTrailJob } from './exports/export-trail.job';
import { AuditSealer } from './seal/sealer';
import path from 'node:path';

interface List {
  items: { id: string; action: string; actionLabel: string; personName: string; sealed: boolean; at: string }[];
  next: string | null;
  count: { value: number; exact: boolean };
}

describe('the HTTP side of the trail', () => {
  let doors: TestDoors;
  let http: TestDoors['http'];
  const other = { ...builtInOfficer, id: '00000000-0000-7000-8000-0000000000cc', name: '王经办' };
  const trail = new AuditTrail();
  const get = (query: string) => http.get(`/api/console/audit/entries${query}`);
  const list = async (query: string) => (await get(query)).body as List;
  beforeAll(async () => {
    doors = await openTestDoors();
    http = await doors.as(administrator('audit'));
    const { database } = doors.test;
    for (let i = 0; i < 7; i++)
      await database.write(i % 2 === 0 ? builtInOfficer : other, (tx) =>
        trail.record(tx, {
          ...{ action: i < 3 ? 'figures.judge' : 'rankings.create', objectType: 'thing', objectId: `n${i}` },
          ...{ after: { value: i }, reason: `理由${i}` },
        }),
      );
  });
  afterAll(() => doors.close());

  it('lists the newest first, page by page, each once', async () => {
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: List = await list(`?objectType=thing&limit=3${after === '' ? '' : `&after=${after}`}`);
      expect(page.count).toEqual({ value: 7, exact: true });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toHaveLength(7);
    expect([...seen].sort((a, b) => Number(BigInt(b) - BigInt(a)))).toEqual(seen);
  });

  it('finds by person, act, object and day', async () => {
    const count = async (query: string) => (await list(`?objectType=thing&${query}`)).count.value;
    expect(await count(`personId=${other.id}`)).toBe(3);
    expect(await count(`person=${encodeURIComponent('王')}`)).toBe(3);
    expect(await count('person=%25')).toBe(0);
    expect(await count('action=figures')).toBe(3);
    expect(await count('action=figures.judge')).toBe(3);
    expect(await count('objectId=n4')).toBe(1);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(await count(`from=${today}&until=${today}`)).toBe(7);
    expect(await count('until=2020-01-01')).toBe(0);
    const { items } = await list('?objectType=thing&action=figures.judge&limit=1');
    expect(items[0]?.actionLabel).toBe('人工判断');
  });

  it('shows one entry whole, and its place in the chain once it has one', async () => {
    const { items } = await list('?objectId=n1');
    const at = `/api/console/audit/entries/${items[0]?.id ?? ''}`;
    expect((await http.get(at)).body).toMatchObject({ after: { value: 1 }, reason: '理由1', sequence: null });
    const before = (await http.get('/api/console/audit/sealing')).body as { pending: number };
    expect(before.pending).toBeGreaterThan(0);
    await new AuditSealer(doors.test.database, path.join(doors.filesDir, 'heads')).seal();
    expect((await http.get(at)).body).toMatchObject({
      seal: '1',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await http.get('/api/console/audit/sealing')).body).toMatchObject({
      ...{ pending: 0, behindSeconds: 0, late: false, seal: { number: '1', exported: true } },
    });
  });

  it('refuses what is no entry and no filter', async () => {
    expect((await http.get('/api/console/audit/entries/999999999')).status).toBe(404);
    for (const id of ['x', '0', '-1', '1e3', '9'.repeat(30)])
      expect((await http.get(`/api/console/audit/entries/${id}`)).status).toBe(400);
    for (const query of [
      '?personId=1',
      '?action=DROP',
      '?from=2020-02-30',
      '?file=xyz',
      '?who=me',
      '?after=zzz',
      '?person=',
    ])
      expect([query, (await get(query)).status]).toEqual([query, 400]);
  });

  it('exports what was asked for; the id in name and sheet, and the hash, lead to person and time', async () => {
    const asked = await http.post('/api/console/audit/exports').send({ format: 'xlsx', objectType: 'thing' });
    expect(asked.status).toBe(202);
    const { jobId } = asked.body as { jobId: string };
    const files = new StoredFiles(doors.filesDir);
    await new JobRunner(doors.test.database, [new ExportTrailJob(files, trail)]).run(jobId);
    const answer = await http.get(`/api/console/audit/exports/${jobId}/file`).responseType('blob');
    expect(answer.status).toBe(200);
    const code = jobId.slice(-12).toUpperCase();
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(`导出${code}.xlsx`);
    const book = read(answer.body as Buffer);
    expect(utils.sheet_to_json(book.Sheets['审计记录'] ?? {})).toHaveLength(7);
    const said = utils.sheet_to_json<string[]>(book.Sheets['说明'] ?? {}, { header: 1 });
    expect(said).toContainEqual(['导出编号', code]);
    const { items } = await list(`?file=${code}`);
    expect(items.map(({ action }) => action)).toEqual(['audit.downloadExport', 'audit.exportTrail']);
    expect(items[0]?.personName).toBe(administrator('audit').displayName);
    const [{ sha256 } = { sha256: '' }] = await doors.test.asSuperuser<{ sha256: string }>(
      `select result ->> 'sha256' as sha256 from job_run where id = $1`,
      [jobId],
    );
    expect((await list(`?file=${sha256}`)).items).toHaveLength(2);
    expect(fs.existsSync(files.path(sha256))).toBe(true);
  });
});
