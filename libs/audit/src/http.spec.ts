import { shanghaiDay, systemClock, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, encodeCursor, JobRunner, StoredFiles } from '@tidu/platform';
import { createTestDatabase } from '@tidu/test/database';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { administrator } from '@tidu/test/signed-in';
import { read, utils } from '@e965/xlsx';
import fs from 'node:fs';
import path from 'node:path';
import { AuditTrail } from './audit-trail';
import type { SealingDto } from './console/audit.console.dto';
import { EntryIdPipe } from './console/entry-id.pipe';
import { ExportTrailJob } from './exports/export-trail.job';
import { ExportedFiles } from './exports/exported-files';
import { TrailExports } from './exports/trail-exports.service';
import { actionWords } from './reading/action-words';
import { TrailQueries } from './reading/trail.queries';
import { sealingPolicy } from './seal/policy';
import { AuditSealer } from './seal/sealer';

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
  const sealing = async () => (await http.get('/api/console/audit/sealing')).body as SealingDto;
  const seal = () => new AuditSealer(doors.test.database, path.join(doors.filesDir, 'heads')).seal();
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
    expect((await list('?objectType=thing&limit=7')).next).toBeNull();
    const newest = await list('?limit=2');
    const then = await list(`?limit=1&after=${newest.next}`);
    expect(BigInt(then.items[0]?.id ?? 0)).toBeLessThan(BigInt(newest.items[1]?.id ?? 0));
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
    expect(await count('from=2199-01-01')).toBe(0);
    const { items } = await list('?objectType=thing&action=figures.judge&limit=1');
    expect(items[0]?.actionLabel).toBe('人工判断');
    const { items: acts } = (await http.get('/api/console/audit/actions')).body as { items: object[] };
    expect(acts).toEqual([...actionWords()].map(([action, label]) => ({ action, label })));
    expect(acts).toContainEqual({ action: 'figures.judge', label: '人工判断' });
  });

  it('shows one entry whole, and its place in the chain once it has one', async () => {
    const objectId = uuidv7();
    await doors.test.database.write(builtInOfficer, (tx) =>
      trail.record(tx, { action: 'figures.judge', objectType: 'one', objectId, after: { value: 1 }, reason: '一' }),
    );
    const { items } = await list(`?objectId=${objectId}`);
    const one = async () => (await http.get(`/api/console/audit/entries/${items[0]?.id ?? ''}`)).body as object;
    const nowhere = { sequence: null, digest: null, seal: null, sealedAt: null };
    expect(await one()).toMatchObject({ after: { value: 1 }, reason: '一', requestId: null, ...nowhere });
    expect(items[0]?.sealed).toBe(false);
    await seal();
    const { seal: newest, ...state } = await sealing();
    const { refuseAfterHours: refusesAfterHours } = sealingPolicy();
    expect(state).toEqual({ pending: 0, behindSeconds: 0, late: false, refusesAfterHours });
    expect(newest).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), exported: true });
    expect(await one()).toMatchObject({
      ...{ seal: newest?.number, sealedAt: newest?.sealedAt, sequence: expect.stringMatching(/^\d+$/) },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(new Date(newest?.sealedAt ?? '').toISOString()).toBe(newest?.sealedAt);
  });

  it('says how far sealing is, and that it is late after three rounds', async () => {
    await seal();
    await doors.test.database.write(builtInOfficer, (tx) =>
      trail.record(tx, { action: 'figures.judge', objectType: 'one', objectId: uuidv7() }),
    );
    const rounds = 3 * sealingPolicy().everySeconds;
    for (const [seconds, late] of [
      [rounds - 5, false],
      [rounds + 5, true],
    ] as const) {
      await doors.test.asSuperuser('update audit_pending set since = now() - make_interval(secs => $1)', [seconds]);
      const state = await sealing();
      expect([state.pending, state.late, Math.abs(state.behindSeconds - seconds) < 5]).toEqual([1, late, true]);
      expect(state.behindSeconds % 1).toBe(0);
    }
    const unsealed = await createTestDatabase();
    expect((await new TrailQueries(unsealed.database).sealing(builtInOfficer)).seal).toBeNull();
    await unsealed.drop();
  });

  it('refuses what is no entry and no filter', async () => {
    expect((await http.get('/api/console/audit/entries/999999999')).status).toBe(404);
    for (const id of ['x', '0', '-1', '1e3', '9'.repeat(30)])
      expect((await http.get(`/api/console/audit/entries/${id}`)).body).toMatchObject({
        ...{ status: 400, code: 'AUDIT.BAD_ID' },
      });
    expect(() => new EntryIdPipe().transform('1e3')).toThrow(expect.objectContaining({ code: 'AUDIT.BAD_ID' }));
    for (const place of [5, 'x', ' 5', '5 ', null, '9'.repeat(30)])
      expect((await get(`?after=${encodeCursor([place])}`)).body).toMatchObject({
        ...{ status: 400, code: 'PLATFORM.BAD_CURSOR' },
      });
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

  it('masks what was written before it was masked, on the page and in the file, and leaves the entry as it is', async () => {
    const contact = { role: 'finance', name: '张会计', phone: '13837912345', mail: 'zhang@example.com' };
    const objectId = uuidv7();
    const enterprise = { objectType: 'enterprise', objectId };
    await doors.test.database.write(builtInOfficer, async (tx) => {
      await trail.record(tx, { ...enterprise, action: 'enterprises.contactAdd', after: contact });
      await trail.record(tx, {
        ...{ ...enterprise, action: 'enterprises.contactCorrect' },
        ...{ before: contact, after: { ...contact, name: '李会计' } },
      });
      // what an enterprise is called, and who invites whom
      await trail.record(tx, { ...enterprise, action: 'enterprises.nameChange', after: { name: '洛阳轴承' } });
      const after = { inviteeName: '王代办', role: 'member.agent' };
      await trail.record(tx, { ...enterprise, action: 'members.invite', after });
    });
    const { items } = await list(`?objectId=${objectId}`);
    const shown = await Promise.all(items.map(({ id }) => http.get(`/api/console/audit/entries/${id}`)));
    const masked = { role: 'finance', name: '张**', phone: '138****2345', mail: 'z***@example.com' };
    const said = [
      { before: null, after: { inviteeName: '王**', role: 'member.agent' } },
      { before: null, after: { name: '洛阳轴承' } },
      { before: masked, after: { ...masked, name: '李**' } },
      { before: null, after: masked },
    ];
    expect(shown.map(({ body }) => ({ before: body.before as unknown, after: body.after as unknown }))).toEqual(said);
    for (const format of ['csv', 'xlsx']) {
      const asked = await http.post('/api/console/audit/exports').send({ format, objectId });
      const { jobId } = asked.body as { jobId: string };
      await new JobRunner(doors.test.database, [new ExportTrailJob(new StoredFiles(doors.filesDir), trail)]).run(jobId);
      const file = await http.get(`/api/console/audit/exports/${jobId}/file`).responseType('blob');
      const book = read(file.body as Buffer, { codepage: 65001 });
      const rows = utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0] ?? ''] ?? {});
      const told = rows.map(({ 之前: before, 之后: after }) => ({
        before: before ? (JSON.parse(before) as unknown) : null,
        after: after ? (JSON.parse(after) as unknown) : null,
      }));
      expect([format, told]).toEqual([format, [...said].reverse()]);
    }
    const kept = await doors.test.asSuperuser<{ name: string }>(
      `select after->>'name' as name from audit_entry where action = 'enterprises.contactAdd' and "objectId" = $1`,
      [objectId],
    );
    expect(kept).toEqual([{ name: '张会计' }]);
  });

  it('hands a file over when it is made, to who may see its job, and as long as it is there', async () => {
    const { jobId } = (
      await http.post('/api/console/audit/exports').send({ format: 'csv', from: '2020-01-01', until: '2020-01-01' })
    ).body as { jobId: string };
    const file = `/api/console/audit/exports/${jobId}/file`;
    const early = await http.get(file);
    expect([early.status, early.body.code]).toEqual([404, 'PLATFORM.NO_FILE']);
    const files = new StoredFiles(doors.filesDir);
    await new JobRunner(doors.test.database, [new ExportTrailJob(files, trail)]).run(jobId);
    const { status, text, headers } = await http.get(file);
    expect([status, headers['content-type'], text.split('\n').filter((line) => line !== '').length]).toEqual([
      ...[200, 'text/csv; charset=utf-8', 1],
    ]);
    const id = uuidv7();
    const colleague = await doors.as({ ...administrator('audit'), id, loginName: `audit.${id.slice(-12)}` });
    expect((await colleague.get(file)).status).toBe(404);
    // another kind of file isn't handed over here
    await doors.test.asSuperuser(`update job_run set task = 'other.export' where id = $1`, [jobId]);
    expect((await http.get(file)).body.code).toBe('PLATFORM.NO_FILE');
    await doors.test.asSuperuser(`update job_run set task = 'audit.export' where id = $1`, [jobId]);
    const [{ sha256 } = { sha256: '' }] = await doors.test.asSuperuser<{ sha256: string }>(
      `select result ->> 'sha256' as sha256 from job_run where id = $1`,
      [jobId],
    );
    fs.rmSync(files.path(sha256));
    const gone = await http.get(file);
    expect([gone.status, gone.body.code, gone.body.detail]).toEqual([
      ...[404, 'PLATFORM.NO_FILE', expect.stringContaining('已不在服务器上')],
    ]);
    const { items } = await list(`?objectId=${jobId}`);
    expect(items.map(({ action }) => action)).toEqual(['audit.downloadExport', 'audit.exportTrail']); // once each
  });

  it('hands a file over to nobody whose scope no longer covers what it was made with', async () => {
    const [files, wide] = [new StoredFiles(doors.filesDir), { ...builtInOfficer, id: uuidv7() }];
    const jobId = await doors.app.get(TrailExports).start(wide, { format: 'csv', filter: { objectType: 'thing' } });
    await new JobRunner(doors.test.database, [new ExportTrailJob(files, trail)]).run(jobId);
    const take = (scope: ActingPerson['scope']) =>
      doors.app.get(ExportedFiles).download({ ...wide, scope }, jobId, 'audit.export');
    await expect(take({ everything: false, regions: ['410305'], zones: [], enterprises: [] })).rejects.toMatchObject({
      ...{ code: 'PLATFORM.NO_FILE', message: expect.stringContaining('范围') },
    });
    (await take({ everything: true })).getStream().destroy();
    expect((await list(`?objectId=${jobId}&action=audit.downloadExport`)).items).toHaveLength(1);
  });

  it('exports what was asked for; the id in name and sheet, and the hash, lead to person and time', async () => {
    const asked = await http.post('/api/console/audit/exports').send({ format: 'xlsx', objectType: 'thing' });
    expect(asked.status).toBe(202);
    const { jobId } = asked.body as { jobId: string };
    const files = new StoredFiles(doors.filesDir);
    const told: object[] = [];
    const runner = new JobRunner(doors.test.database, [new ExportTrailJob(files, trail)]);
    await runner.run(jobId, (progress) => told.push({ ...progress }));
    expect([told[0], told.at(-1)]).toMatchObject([
      { stage: '写入文件', done: 0, total: 7 },
      { stage: '写入文件', done: 7, total: 7, counted: 7 },
    ]);
    const answer = await http.get(`/api/console/audit/exports/${jobId}/file`).responseType('blob');
    expect(answer.status).toBe(200);
    const code = jobId.slice(-12).toUpperCase();
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(
      `审计记录_${shanghaiDay(systemClock.now())}_导出${code}.xlsx`,
    );
    const book = read(answer.body as Buffer);
    const rows = utils.sheet_to_json<Record<string, string>>(book.Sheets['审计记录'] ?? {});
    // the oldest first; where nothing is masked, as it stands in the database
    expect(rows.map(({ 对象编号: id, 之前: before, 之后: after }) => [id, before, after])).toEqual(
      Array.from({ length: 7 }, (_, i) => [`n${i}`, undefined, `{"value": ${i}}`]),
    );
    const linesOf = ({ Sheets }: ReturnType<typeof read>) =>
      utils.sheet_to_json<string[]>(Sheets['说明'] ?? {}, { header: 1 });
    const said = linesOf(book);
    for (const line of [
      ['导出编号', code],
      ['筛选：对象种类', 'thing'],
      ['条数', '7'],
      ['遮盖', '前后内容里的个人信息已遮盖；内容散列按没有遮盖的原文计算'],
      ['内容', expect.stringMatching(/^审计记录/)],
      ['核对', expect.stringContaining('npx tidu audit verify')],
    ])
      expect(said).toContainEqual(line);
    expect(said.map(([what]) => what).filter((what) => what?.startsWith('筛选'))).toEqual(['筛选：对象种类']);
    const { items } = await list(`?file=${code}`);
    expect(items.map(({ action }) => action)).toEqual(['audit.downloadExport', 'audit.exportTrail']);
    const kept = (await http.get(`/api/console/audit/entries/${items[1]?.id}`)).body as { after: object };
    expect(kept.after).toMatchObject({ format: 'xlsx', filter: { objectType: 'thing' }, rows: 7, export: code });
    expect(items[0]?.personName).toBe(administrator('audit').displayName);
    const [{ sha256 } = { sha256: '' }] = await doors.test.asSuperuser<{ sha256: string }>(
      `select result ->> 'sha256' as sha256 from job_run where id = $1`,
      [jobId],
    );
    expect((await list(`?file=${sha256}`)).items).toHaveLength(2);
    expect(fs.existsSync(files.path(sha256))).toBe(true);
    const all = (await http.post('/api/console/audit/exports').send({ format: 'xlsx' })).body as { jobId: string };
    await runner.run(all.jobId);
    const whole = await http.get(`/api/console/audit/exports/${all.jobId}/file`).responseType('blob');
    const lines = linesOf(read(whole.body as Buffer));
    expect(lines.filter(([what]) => what?.startsWith('筛选'))).toEqual([['筛选', '不限']]);
  });
});
