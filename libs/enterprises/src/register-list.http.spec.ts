import { read as readBook, utils } from '@e965/xlsx';
import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer, Database, JobRunner } from '@tidu/platform';
import { sealed } from '@tidu/test/database';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { ExportListJob } from './export/export-list.job';
import { readIndicators } from './indicators/indicators';

const base = '/api/console/enterprises';

describe('the list over HTTP', () => {
  let doors: TestDoors;
  const ids: string[] = [];

  beforeAll(async () => {
    doors = await openTestDoors();
    const insert = `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis", "industryCode", status)
      select ('0190000' || (i % 10) || '-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, '91' || lpad(i::text, 16, '0'), '洛阳轴承' || i || '有限公司',
        '410305', 'given', case when i % 3 = 0 then '3451' when i % 3 = 1 then '5189' end, case when i % 50 = 0 then 'dissolved' else 'active' end
      from generate_series(1, 300) i returning id`;
    ids.push(...(await doors.test.asSuperuser<{ id: string }>(insert)).map(({ id }) => id));
    await doors.test.database.write(builtInOfficer, async (tx) => {
      await tx.rows(
        `insert into scale_status (id, "enterpriseId", "validFrom", "validUntil", source, "recordedByName", "changedByName")
         select gen_random_uuid(), id::uuid, '2020-01-01', ends::date, '统计局', '经办人', '经办人' from (values ($1, null), ($2, '2021-01-01')) v(id, ends)`,
        [ids[2], ids[5]],
      );
      await tx.rows(
        `insert into title_held (id, "enterpriseId", title, level, "validFrom", "validUntil", "cancelledOn", "cancelledWhy", source, "recordedByName", "changedByName")
         select gen_random_uuid(), id::uuid, 'littleGiant', 'nation', '2020-01-01', '2100-01-01', off::date,
           case when off is not null then '更名后不符' end, '公告', '经办人', '经办人' from (values ($1, null), ($2, '2021-01-01')) v(id, off)`,
        [ids[0], ids[1]],
      );
    });
  }, 60_000);
  afterAll(() => doors.close());

  it('issues at most six statements for 20 and for 200 rows, searched or not', async () => {
    for (const query of [
      'limit=20',
      'limit=200',
      'limit=20&q=zhoucheng',
      'limit=200&q=轴承',
      'limit=200&q=lyzc&sort=name',
    ]) {
      await doors.http.get(`${base}?${query}`).expect(200); // code tables are read once
      const sent: string[] = [];
      const { pg } = { pg: jest.requireActual<typeof import('pg')>('pg') };
      const query0 = pg.Client.prototype.query as (...all: unknown[]) => unknown;
      const spy = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
        this: unknown,
        ...all: unknown[]
      ) {
        const [text] = all;
        sent.push(typeof text === 'string' ? text : ((text as { text?: string }).text ?? ''));
        return query0.apply(this, all) as never;
      });
      const { body } = await doors.http.get(`${base}?${query}`).expect(200);
      spy.mockRestore();
      expect(body.items.length).toBeGreaterThanOrEqual(20);
      const statements = sent.filter((text) => !/^(begin|commit|rollback)\b/.test(text));
      expect([query, statements.length]).toEqual([query, Math.min(statements.length, 6)]);
      expect(statements.length).toBeGreaterThan(0);
    }
  });

  it('refuses filters it doesn’t know, by name', async () => {
    for (const query of ['regoin=4103', 'q=轴承&page=2', 'title=best', 'aboveScale=maybe', 'industry=Z', 'q=轴'])
      expect([query, (await doors.http.get(`${base}?${query}`)).status]).toEqual([query, 400]);
    const { body } = await doors.http.get(`${base}?regoin=4103`);
    expect(body.detail).toContain('regoin');
    const view = { name: '错', filters: { regoin: '41' }, columns: null, shared: false };
    const refused = await doors.http.post('/api/console/enterprise-views').send(view).expect(400);
    expect(refused.body.detail).toContain('filters.regoin');
    await doors.http.get(`${base}/count?sort=name`).expect(400);
  });

  it('counts exactly on demand, and every indicator is the length of its list', async () => {
    expect((await doors.http.get(`${base}/count?q=轴承`).expect(200)).body).toEqual({ count: 300 });
    const { body } = await doors.http.get('/api/console/indicators').expect(200);
    const counts: Record<string, number | null> = {};
    for (const { code, filter, count, meaning } of body.items) {
      const query = new URLSearchParams({ ...filter, limit: '1' }).toString();
      const list = await doors.http.get(`${base}?${query}`).expect(200);
      expect([code, list.body.count]).toEqual([code, { value: count ?? 0, exact: true }]);
      expect(meaning).not.toBe('');
      counts[code] = count;
    }
    expect(counts).toMatchObject({
      registered: 294,
      industrial: 98,
      aboveScale: 1,
      littleGiant: 1,
      singleChampion: null,
      withoutOfficer: 294,
    });
  });

  const run = async (body: object) => {
    const { body: started } = await doors.http.post('/api/console/enterprise-exports').send(body).expect(202);
    const handler = doors.app.get(ExportListJob, { strict: false });
    await new JobRunner(doors.app.get(Database), [handler], (error) => {
      throw error;
    }).run(started.jobId);
    const { body: job } = await doors.http.get(`/api/console/jobs/${started.jobId}`).expect(200);
    const file = await doors.http
      .get(`/api/console/enterprise-exports/${started.jobId}/file`)
      .responseType('blob')
      .expect(200);
    return { job, file };
  };

  it('exports the filtered or the selected enterprises with a sheet that says so', async () => {
    const filter = { industry: 'C', status: 'active' };
    const all = await run({ format: 'csv', filter, ids: null, columns: ['name', 'industry'] });
    expect(all.job.result.rows).toBe(98);
    const lines = (all.file.body as Buffer).toString('utf8').trim().split('\r\n');
    expect([lines.length, lines[0]]).toEqual([99, '统一社会信用代码,企业名称,行业代码,行业,性质']);
    const sorted = await run({
      format: 'csv',
      filter: { ...filter, q: '轴承1' },
      sort: '-name',
      ids: null,
      columns: ['name'],
    });
    const page = await doors.http.get(`${base}?industry=C&status=active&q=轴承1&sort=-name&limit=200`).expect(200);
    const named = (sorted.file.body as Buffer).toString('utf8').trim().split('\r\n').slice(1);
    expect(named.map((line) => line.split(',')[1])).toEqual(
      (page.body.items as { name: string }[]).map(({ name }) => name),
    );
    const some = await run({ format: 'xlsx', filter: {}, ids: ids.slice(0, 3), columns: null });
    expect(some.job.result.rows).toBe(3);
    const book = readBook(some.file.body as Buffer);
    expect(book.SheetNames).toEqual(['企业名单', '说明']);
    expect(JSON.stringify(utils.sheet_to_json(book.Sheets['说明'] ?? {}, { header: 1 }))).toContain('由人选定的 3 家');
    await doors.http
      .post('/api/console/enterprise-exports')
      .send({ format: 'csv', filter: {}, ids: [], columns: null })
      .expect(400);
    await doors.http.get(`/api/console/enterprise-exports/${uuidv7()}/file`).expect(404);
  });

  it('exports every list of the register, of the enterprises that match, contacts masked', async () => {
    const [id = '', other = ''] = ids;
    const insert = (table: string, columns: string, values: string, of: string) =>
      doors.test.asSuperuser(
        `insert into ${table} (id, "enterpriseId", ${columns}, "recordedBy", "recordedByName")
         values (gen_random_uuid(), $1, ${values}, $2, '经办人')`,
        [of, builtInOfficer.id],
      );
    for (const owner of [id, other]) {
      const contact = uuidv7();
      await doors.test.asSuperuser(
        `insert into enterprise_contact (id, "enterpriseId", role, name, phone, mail, "recordedBy", "recordedByName")
         values ($1, $2, 'finance', '张三', $3, $4, $5, '经办人')`,
        [
          ...[contact, owner, sealed('enterprise_contact.phone', contact, '13837912345')],
          ...[sealed('enterprise_contact.mail', contact, 'zhang@example.com'), builtInOfficer.id],
        ],
      );
      await insert('enterprise_name', 'kind, name, "validUntil"', `'former', '洛阳旧名有限公司', '2019-01-01'`, owner);
      await insert('enterprise_zone', '"zoneCode"', `'GONE'`, owner);
      await insert('enterprise_link', 'kind, "otherName", share', `'control', '某集团', 5100`, owner);
    }
    const { body: lists } = await doors.http.get('/api/console/enterprise-exports/lists').expect(200);
    const offered = (lists.items as { id: string; label: string; about: string }[]).map((list) => list.id);
    expect(offered.slice(0, 6)).toEqual(['enterprises', 'names', 'contact', 'zone', 'chain', 'links']);
    expect(offered).toEqual(expect.arrayContaining(['scaleStatus', 'titleHeld', 'ipRight', 'checked']));
    const { body: one } = await doors.http.get(`${base}/${id}`).expect(200);
    const filter = { q: one.creditCode };
    const rows: Record<string, number> = {};
    for (const list of offered) {
      const { job, file } = await run({ list, format: 'xlsx', filter, ids: null, columns: null });
      const book = readBook(file.body as Buffer);
      expect([list, book.SheetNames[1]]).toEqual([list, '说明']);
      const words = JSON.stringify(utils.sheet_to_json(book.Sheets['说明'] ?? {}, { header: 1 }));
      expect(words).toContain('筛选：查找');
      rows[list] = job.result.rows;
    }
    expect(rows).toMatchObject({ enterprises: 1, names: 2, contact: 1, zone: 1, chain: 0, links: 1, titleHeld: 1 });
    const { file } = await run({ list: 'contact', format: 'csv', filter, ids: null, columns: null });
    const text = (file.body as Buffer).toString('utf8');
    expect(text).toContain('138****2345');
    expect(text).toContain('z***@example.com');
    expect(text).toContain('张三'); // who may look contacts up sees their names
    expect(text).not.toMatch(/13837912345|zhang@/);
    const unknown = { list: 'nothing', format: 'csv', filter, ids: null, columns: null };
    await doors.http.post('/api/console/enterprise-exports').send(unknown).expect(404);
  });

  it('refuses indicators with mistakes', () => {
    const entry = 'code: a\n  label: 甲\n  meaning: 乙\n  source: 丙\n  frequency: 丁\n  owner: 戊\n';
    expect(() => readIndicators(`- ${entry}  filter: { regoin: '41' }`)).toThrow('regoin');
    expect(() => readIndicators(`- ${entry}  fliter: {}`)).toThrow('fliter');
    expect(() => readIndicators('- code: a')).toThrow('label');
  });
});
