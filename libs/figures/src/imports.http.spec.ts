import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import ExcelJS from 'exceljs';
import { buffer } from 'node:stream/consumers';

const code = makeCreditCode({ region: '410305', organisation: 'MA000077' });

describe('the HTTP side of imports, templates and exports', () => {
  let doors: TestDoors;
  beforeAll(async () => {
    doors = await openTestDoors();
  });
  afterAll(() => doors.close());
  const bytes = (url: string) =>
    doors.http
      .get(url)
      .buffer(true)
      .parse((stream, done) => {
        buffer(stream as unknown as NodeJS.ReadableStream).then(
          (all) => done(null, all),
          (error: Error) => done(error, null),
        );
      });

  it('knows no import of somebody else, nor one that never was', async () => {
    for (const part of ['', '/fix-file', '/annotated-file', '/changes'])
      expect((await doors.http.get(`/api/console/imports/${uuidv7()}${part}`)).status).toBe(404);
    expect((await doors.http.post(`/api/console/imports/${uuidv7()}/undo`).send({ reason: '试' })).status).toBe(404);
  });

  it('offers every list with a template in both formats', async () => {
    const { body } = await doors.http.get('/api/console/import-lists');
    const lists = (body as { items: { id: string; kind: string }[] }).items;
    expect(lists.map(({ id }) => id).slice(0, 2)).toEqual(['register', 'figures']);
    expect(lists.filter(({ kind }) => kind === 'evidence')).toHaveLength(10);
    expect(lists.filter(({ kind }) => kind === 'dated').map(({ id }) => id)).toEqual(['contact', 'zone', 'chain']);
    for (const id of ['register', 'figures', 'titleHeld']) {
      const csv = await doors.http.get(`/api/console/import-lists/${id}/template?format=csv`);
      expect([csv.status, csv.text.startsWith('\ufeff统一社会信用代码,企业名称')]).toEqual([200, true]);
      const { body: content, headers } = await bytes(`/api/console/import-lists/${id}/template`);
      expect(headers['content-disposition']).toContain("filename*=UTF-8''");
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(content as ExcelJS.Buffer);
      expect(book.worksheets.length).toBeGreaterThan(1);
    }
    expect((await doors.http.get('/api/console/import-lists/nothing/template')).status).toBe(404);
  });

  it('refuses a list of evidence without its source, and a list that isn’t one', async () => {
    const send = (fields: Record<string, string>) =>
      doors.http
        .post('/api/console/imports')
        .field(fields)
        .attach('file', Buffer.from(`企业名称\n${code}\n`), '名单.csv');
    expect((await send({ list: 'titleHeld' })).body).toMatchObject({ code: 'FIGURES.NO_ISSUER' });
    expect((await send({ list: 'nothing', issuer: '局' })).body).toMatchObject({ code: 'LISTS.NOT_FOUND' });
    expect((await send({ list: 'figures' })).status).toBe(202);
  });

  it('changes of code tables need the version that was seen', async () => {
    const zone = { code: 'Z1', name: '集聚区', reason: '名录' };
    expect((await doors.http.post('/api/console/own-lists/zone').send(zone)).status).toBe(201);
    const body = { name: zone.name, reason: zone.reason };
    const change = (version?: string) => {
      const request = doors.http.put('/api/console/own-lists/zone/Z1');
      return (version === undefined ? request : request.set('If-Match', version)).send(body);
    };
    expect((await change()).body).toMatchObject({ code: 'PLATFORM.IF_MATCH' });
    expect((await change('1')).body).toMatchObject({ version: 2 });
    expect([(await change('1')).status, (await change('"2"')).status]).toEqual([409, 200]);
    const { body: page } = await doors.http.get('/api/console/code-tables/industry?q=轴承&limit=2');
    expect(page).toMatchObject({ items: [{ code: '345' }, { code: '3451' }] });
    expect((await doors.http.get('/api/console/code-tables/nothing')).status).toBe(400);
    expect((await doors.http.get('/api/console/calendar?year=2026')).body).toMatchObject({ version: 1, year: 2026 });
  });
});
