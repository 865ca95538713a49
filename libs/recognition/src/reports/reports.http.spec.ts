import { cityForm, type FormOptions } from '@tidu/test/report-form';
import ExcelJS from 'exceljs';
import { uuidv7 } from '@tidu/kernel';
import type supertest from 'supertest';
import { bare, type Firm, goodFacts, type Officer, RecognitionWorld } from '../testing/recognition-world';

const desk = '/api/console/desk';
const at = '/api/console/recognition/batches';

interface Version {
  id: string;
  number: number;
  version: number;
  mapped: boolean;
  columns: { index: number; label: string; field: string | null; fieldUnit: string | null; formula: boolean }[];
  changes: { kind: string; label: string; words: string }[] | null;
}
interface Template {
  versions: Version[];
}

describe('a city’s form filled with a batch', () => {
  let world: RecognitionWorld;
  let [one, other]: Officer[] = [];
  let batch: string;
  const firms: Firm[] = [];
  beforeAll(async () => {
    world = await RecognitionWorld.open();
    [one, other] = [await world.officer('district.leader', '4103'), await world.officer('district.leader', '4103')];
    batch = await world.batch(one, { quota: null });
    for (const [i, spent] of [300, 500].entries()) {
      const firm = await world.firm(i === 0 ? '410305' : '410302');
      const id = await world.submitted(batch, firm, {
        ...goodFacts,
        revenue: '123456789.10',
        rdExpense: `${spent}0000`,
      });
      await world.sql(`update application set state = 'ready' where id = $1`, [id]);
      firms.push(firm);
    }
  });
  afterAll(() => world.close());

  let made = 0;
  const upload = (who: Officer, to: string, bytes: Buffer, fields: Record<string, string> = {}) => {
    const request = who.http.post(to).attach('file', bytes, '市局模板.xlsx');
    for (const [name, value] of Object.entries(fields)) void request.field(name, value);
    return request;
  };
  const add = async (options: FormOptions = {}) => {
    const name = `推荐汇总表 ${++made}`;
    const { status, body } = await upload(one!, `${desk}/templates`, await cityForm(options), {
      name,
      source: 'recognition.batch',
    });
    expect([status, body]).toEqual([201, { id: expect.any(String) as string }]);
    return (body as { id: string }).id;
  };
  const read = async (id: string) => (await one!.http.get(`${desk}/templates/${id}`)).body as Template;
  const newest = async (id: string) => (await read(id)).versions[0]!;
  const map = (version: Version, columns: object[], who = one!) =>
    who.http
      .put(`${desk}/template-versions/${version.id}/mapping`)
      .set('if-match', String(version.version))
      .send({ columns });
  const proposed = ({ columns }: Version) =>
    columns.flatMap(({ index, field, fieldUnit }) => (field === null ? [] : [{ index, field, unit: fieldUnit }]));
  const ready = async (options: FormOptions = {}) => {
    const id = await add(options);
    const version = await newest(id);
    expect((await map(version, proposed(version))).status).toBe(204);
    return { id, version: await newest(id) };
  };
  const fill = (version: string, body: object, who = one!) =>
    binary(who.http.post(`${at}/${batch}/reports/${version}`).send({ states: ['ready'], ...body }));
  const binary = (request: supertest.Test) =>
    request.buffer(true).parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });
  const codeOf = ({ body }: { body: unknown }) =>
    (Buffer.isBuffer(body) ? (JSON.parse(body.toString()) as { code: string }) : (body as { code: string })).code;

  it('holds nothing of an enterprise out of sight, and says so; of no batch and no form it is the same 404', async () => {
    const { version } = await ready();
    const narrow = await world.officer('district.leader', '410302');
    const { status, body } = await narrow.http.get(`${at}/${batch}/reports/${version.id}?states=ready`);
    expect([status, body]).toMatchObject([200, { rows: 1 }]);
    expect(JSON.stringify((body as { notes: string[] }).notes)).toContain('另有 1 件在您的范围之外');
    const sheet = await opened((await fill(version.id, { expected: 1 }, narrow)).body as Buffer);
    expect([sheet.getCell('B5').value, sheet.getCell('B6').value]).toEqual([firms[1]!.name, null]);
    for (const address of [`${at}/${uuidv7()}/reports/${version.id}`, `${at}/${batch}/reports/${uuidv7()}`])
      expect((await narrow.http.get(`${address}?states=ready`)).status).toBe(404);
    const absent = await narrow.http.get(`${desk}/templates/${uuidv7()}`);
    expect([absent.status, bare(absent)]).toMatchObject([404, { code: 'DESK.TEMPLATE_NOT_FOUND' }]);
  });

  it('is nothing to an enterprise’s people', async () => {
    await ready();
    const seen = await world.database.read(firms[0]!.member, (tx) =>
      tx.rows(
        'select id from desk_template union all select id from desk_template_version union all select id from desk_document',
      ),
    );
    expect(seen).toEqual([]);
  });

  it('proposes what headers say beyond doubt; a person confirms, columns of the form’s own stay', async () => {
    const version = await newest(await add());
    const columns = Object.fromEntries(
      version.columns.map(({ label, field, fieldUnit }) => [label, [field, fieldUnit]]),
    );
    expect(columns).toMatchObject({
      ...{ 序号: ['position', null], 企业名称: ['name', null], 统一社会信用代码: ['creditCode', null] },
      ...{ '经营情况／营业收入': ['fact.revenue', '万元'], 研发占比: [null, null], 联系电话: [null, null] },
    });
    expect(codeOf(await fill(version.id, { expected: 2 }))).toBe('DESK.NOT_MAPPED');
    const bad = async (...wrong: object[]) => codeOf(await map(version, wrong));
    const name = { index: 1, field: 'name', unit: null };
    expect(await bad({ ...name, index: 5 })).toBe('DESK.MAPPING'); // a formula
    expect(await bad({ ...name, index: 40 })).toBe('DESK.MAPPING');
    expect(await bad(name, name)).toBe('DESK.MAPPING');
    expect(await bad({ ...name, field: 'nothing' })).toBe('DESK.MAPPING');
    expect(await bad({ index: 3, field: 'fact.revenue', unit: null })).toBe('DESK.MAPPING');
    expect(await bad({ index: 3, field: 'fact.revenue', unit: '元' })).toBe('DESK.MAPPING'); // the form says 万元
    expect((await map(version, [name])).status).toBe(204);
    expect(codeOf(await map(version, [name], other))).toBe('PLATFORM.STALE');
  });

  it('is filled by place: codes as text, amounts in its unit to the last digit, days as days', async () => {
    const { version } = await ready();
    const { status, body, headers } = await fill(version.id, { expected: 2 });
    expect(status).toBe(200);
    const sheet = await opened(body as Buffer);
    const row = (n: number) => ['A', 'B', 'C', 'D', 'E'].map((column) => sheet.getCell(`${column}${n}`).value);
    expect(row(5)).toEqual([1, firms[1]!.name, firms[1]!.creditCode, 12345.67891, 500]);
    expect(row(6)).toEqual([2, firms[0]!.name, firms[0]!.creditCode, 12345.67891, 300]);
    expect(sheet.getCell('G5').value).toBeInstanceOf(Date);
    expect(sheet.getCell('F6').formula).toBe('IF(D6="","",E6/D6*100)');
    const [entry] = await world.sql<{ after: { rows: number; export: string; sha256: string } }>(
      `select after from audit_entry where action = 'recognition.takeReport' and "objectId" = $1 order by id desc limit 1`,
      [batch],
    );
    expect(entry?.after).toMatchObject({ rows: 2, templateNumber: 1, states: ['ready'] });
    expect(decodeURIComponent(String(headers['content-disposition']))).toContain(entry?.after.export);
  });

  it('is refused when there are other cases than were seen, or no room for them', async () => {
    const { version } = await ready();
    expect(codeOf(await fill(version.id, { expected: 3 }))).toBe('RECOGNITION.REPORT_COUNT');
    expect(codeOf(await fill(version.id, { expected: 0, states: ['draft'] }))).toBe('RECOGNITION.REPORT_EMPTY');
    expect(codeOf(await fill(version.id, { expected: 2, states: ['nowhere'] }))).toBe('RECOGNITION.REPORT_STATE');
    const { version: small } = await ready({ prepared: 1, total: true });
    const { body } = await one!.http.get(`${at}/${batch}/reports/${small.id}?states=ready`);
    expect(JSON.stringify(body)).toContain('放不下 2 件');
    expect(codeOf(await fill(small.id, { expected: 2 }))).toBe('PLATFORM.TEMPLATE_ROOM');
  });

  it('a new version is told apart: what stayed is carried over, what changed waits for a person, the old one is kept', async () => {
    const { id } = await ready();
    const next = await cityForm({
      change: (sheet) => {
        sheet.getCell('H2').value = '金额单位：元';
        sheet.getCell('B3').value = '申报单位全名';
        sheet.getCell('I3').value = '回执编号';
      },
    });
    expect((await upload(one!, `${desk}/templates/${id}/versions`, next)).status).toBe(201);
    expect(codeOf(await upload(one!, `${desk}/templates/${id}/versions`, next))).toBe('DESK.TEMPLATE_SAME');
    const { versions } = await read(id);
    expect(versions.map(({ number, mapped }) => [number, mapped])).toEqual([
      [2, false],
      [1, true],
    ]);
    expect(versions[0]!.changes!.map(({ kind, label }) => [kind, label])).toEqual(
      expect.arrayContaining([
        ['renamed', '申报单位全名'],
        ['added', '回执编号'],
        ['unit', '整张表'],
      ]),
    );
    const field = Object.fromEntries(
      versions[0]!.columns.map((column) => [column.label, [column.field, column.fieldUnit]]),
    );
    expect(field).toMatchObject({
      申报单位全名: [null, null],
      统一社会信用代码: ['creditCode', null],
      '经营情况／营业收入': ['fact.revenue', '元'],
    });
    const { body } = await one!.http.get(`${at}/${batch}/reports/${versions[1]!.id}?states=ready`);
    expect((body as { notes: string[] }).notes[0]).toContain('有更新的版本');
  });

  it('what a superior asks for is a task with its day and who sees to it', async () => {
    const given = {
      title: '报送推荐名单',
      number: '洛工信〔2026〕8号',
      issuer: '市工信局',
      receivedOn: '2026-11-20',
      note: null,
      owner: one!.id,
    };
    const { status, body } = await one!.http.post(`${desk}/documents`).send({ ...given, dueOn: '2099-12-04' });
    expect(status).toBe(201);
    const { body: list } = await other!.http.get(`${desk}/documents`);
    expect((list as { items: object[] }).items).toContainEqual(
      expect.objectContaining({
        id: (body as { id: string }).id,
        dueOn: '2099-12-04',
        ownerName: one!.name,
        taskState: 'open',
      }),
    );
    const early = await one!.http.post(`${desk}/documents`).send({ ...given, dueOn: '2026-11-01' });
    expect(codeOf(early)).toBe('DESK.DOCUMENT_DAYS');
    expect(
      codeOf(await one!.http.post(`${desk}/documents`).send({ ...given, dueOn: '2099-12-04', owner: uuidv7() })),
    ).toBe('DESK.OWNER');
  });
});

async function opened(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  const sheet = book.getWorksheet('推荐汇总表');
  if (!sheet) throw new Error('no sheet');
  return sheet;
}
