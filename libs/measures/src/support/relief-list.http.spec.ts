import { UndoImportJob, undoImportTask } from '@tidu/figures';
import { ExportListJob, ImportListJob, ListExports } from '@tidu/enterprises';
import { DomainError } from '@tidu/kernel';
import { builtInOfficer, ImportCopiesJob, JobRunner, JobsService } from '@tidu/platform';
import { MeasuresWorld, must, type SupportedFirm } from '../testing/measures-world';

interface Relief {
  year: number;
  kind: string;
  amount: string;
  department: string;
  source: string;
  withdrawnWhy: string | null;
}
interface Import {
  state: string;
  result: Record<string, unknown>;
  error: { message: string } | null;
}

describe('an import of tax relief', () => {
  let world: MeasuresWorld;
  let one: SupportedFirm;
  let other: SupportedFirm;
  beforeAll(async () => {
    world = await MeasuresWorld.open();
    one = await world.firm();
    other = await world.firm();
  });
  afterAll(() => world.close());

  const run = async (id: string) => {
    const handlers = [ImportListJob, UndoImportJob, ImportCopiesJob, ExportListJob].map((job) =>
      world.get<never>(job as never),
    );
    const failures: Error[] = [];
    await new JobRunner(world.database, handlers, (error) => failures.push(error as Error)).run(id);
    const broken = failures.find((error) => !(error instanceof DomainError));
    if (broken) throw broken;
  };
  const load = async (text: string | Buffer, options: Record<string, string> = {}, http = world.officer) => {
    let sent = http.post('/api/console/imports').field('list', 'taxRelief');
    for (const [name, value] of Object.entries({ issuer: '市税务局', ...options })) sent = sent.field(name, value);
    const { jobId } = must(await sent.attach('file', Buffer.from(text), '减免.csv'), 202).body as { jobId: string };
    await run(jobId);
    return { jobId, ...(must(await http.get(`/api/console/imports/${jobId}`), 200).body as Import) };
  };
  const problems = async (jobId: string) =>
    (
      must(await world.officer.get(`/api/console/imports/${jobId}/problems`), 200).body as {
        items: { row: number; column: string | null; value: string | null; code: string; message: string }[];
      }
    ).items;
  const support = async (firm: SupportedFirm) =>
    must(await world.leader.get(`/api/console/enterprises/${firm.id}/support`), 200).body as {
      relief: string;
      reliefs: Relief[];
    };
  const row = (firm: SupportedFirm, ...rest: string[]) => [firm.creditCode, ...rest].join(',');
  const head = '统一社会信用代码,年度,减免项目,减免金额(万元),文号';
  const csv = (...lines: string[]) => `${lines.join('\n')}\n`;

  it('finds nobody of another region, and is for who may record relief', async () => {
    const elsewhere = await world.members.officer({
      ...{ role: 'district.officer', displayName: '外区经办', scopeKind: 'region', scopeId: '410306' },
    });
    const text = csv(head, row(one, '2025', '研发费用加计扣除', '3.5', ''));
    const { result, jobId } = await load(text, {}, elsewhere.http);
    expect(result).toMatchObject({ newRecords: 0, rejected: 1 });
    expect(JSON.stringify(result)).not.toContain(one.name);
    expect((await support(one)).reliefs).toEqual([]);
    expect(JSON.stringify(await problems(jobId))).not.toContain(one.name);
  });

  it('tries, takes in to the 分, is a no-op the second time, and gives a corrected amount its place', async () => {
    const text = csv(
      head,
      row(one, '2025年', '研发费用加计扣除', '3.500001', '税函〔2026〕1号'),
      row(other, '2025', '研发费用加计扣除', '“12', ''),
      row(other, '2025', '六税两费减半', '1.25', ''),
      row(other, '2025', '六税两费减半', '1.25', ''),
    );
    expect((await load(text, { dryRun: 'true' })).result).toMatchObject({ newRecords: 2, rejected: 1, duplicates: 1 });
    expect((await support(other)).reliefs).toEqual([]);
    const first = await load(text, { document: '税函〔2026〕9号' });
    expect(first.result).toMatchObject({ newRecords: 2, changedRecords: 0, rejected: 1, duplicates: 1 });
    expect(await problems(first.jobId)).toEqual([
      expect.objectContaining({ row: 3, column: '减免金额(万元)', value: '“12', code: 'LISTS.CELL' }),
    ]);
    expect(await support(one)).toMatchObject({
      relief: '35000.01',
      reliefs: [{ kind: '研发费用加计扣除', amount: '35000.01', department: '市税务局', source: '税函〔2026〕1号' }],
    });
    expect((await support(other)).reliefs).toMatchObject([{ amount: '12500.00', source: '税函〔2026〕9号' }]);
    expect((await load(text)).result).toMatchObject({ newRecords: 0, changedRecords: 0, unchanged: 2 });

    const corrected = await load(csv('企业名称,年度,减免项目,减免税费', `${other.name},2025,六税两费减半,12000.5`));
    expect(corrected.result).toMatchObject({ newRecords: 0, changedRecords: 1, rejected: 0 });
    expect(await problems(corrected.jobId)).toMatchObject([
      { code: 'MEASURES.RELIEF_REPLACED', message: expect.stringContaining('12500.00 元，改为 12000.50 元') },
    ]);
    const { relief, reliefs } = await support(other);
    expect(relief).toBe('12000.50');
    expect(reliefs.find(({ withdrawnWhy }) => withdrawnWhy !== null)).toMatchObject({
      ...{ amount: '12500.00', withdrawnWhy: '导入“减免.csv”改为 12000.5 元' },
    });

    const undo = (jobId: string) =>
      world.database.write(builtInOfficer, (tx) =>
        new JobsService(world.database).write(tx, undoImportTask, { importJobId: jobId, reason: '给错了文件' }),
      );
    await run(await undo(corrected.jobId));
    expect((await support(other)).relief).toBe('12500.00');
    await run(await undo(first.jobId));
    expect([(await support(one)).relief, (await support(other)).relief]).toEqual(['0.00', '0.00']);
    expect(
      await world.sql('select outcome from import_change where "jobId" = $1 order by 1', [corrected.jobId]),
    ).toEqual([{ outcome: 'undone' }, { outcome: 'undone' }]);
  });

  it('refuses a row for every reason, with its place and what to do', async () => {
    const { result, jobId } = await load(
      csv('统一社会信用代码,年度,减免项目,减免金额（千元）', row(one, '2025', '增值税留抵退税', '5')),
    );
    expect(result).toMatchObject({ rejected: 1 });
    expect(await problems(jobId)).toMatchObject([{ message: expect.stringContaining('不是认得的单位') }]);
    const bad = await load(
      csv(
        '统一社会信用代码,年度,减免项目,减免税费',
        row(one, '25', '增值税留抵退税', '5'),
        row(one, '2025', '', '5'),
        row(one, '2025', '增值税留抵退税', '0'),
        row(one, '2025', '增值税留抵退税', '-3'),
        row(one, '2025', '增值税留抵退税', '0.001'),
        row(one, '2025', '增值税留抵退税', '20000000000000'),
        row(one, '2025', '增值税留抵退税', '30%'),
        row(one, '2024', '增值税留抵退税', '5'),
        row(one, '2024', '增值税留抵退税', '6'),
      ),
    );
    expect(bad.result).toMatchObject({ rows: 9, rejected: 9, newRecords: 0 });
    const said = (await problems(bad.jobId)).map(({ row: at, message }) => `${at} ${message}`);
    for (const part of [
      ...['2 “25”不是年度', '3 减免了什么：必须填写', '4 减免税费：应大于 0', '5 减免税费：应大于 0'],
      ...['6 “0.001”', '7 减免税费：应大于 0、至多 10000000000000.00 元', '8 “30%”是百分数', '内容不一致'],
    ])
      expect(said.join('\n')).toContain(part);
    const none = await load(csv('统一社会信用代码,年度', row(one, '2025')));
    expect(none).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('缺少必需的一列“减免税费”') },
    });
  });

  it('is the inverse of an export: in sight alone, with the department of each row, and nothing changes when it comes back', async () => {
    const said = csv(
      `${head},报送部门`,
      row(one, '2025', '研发费用加计扣除', '3.500001', '税函〔2026〕1号', ''),
      row(one, '2025', '研发费用加计扣除', '2', '', '市人社局'),
      row(other, '2024', '六税两费减半', '100000000', '', ''),
      row(other, '2024', '契税减免', '1', '', '局'),
    );
    const first = await load(said);
    expect(first.result).toMatchObject({ newRecords: 3, rejected: 1 });
    expect(await problems(first.jobId)).toMatchObject([
      { row: 5, column: '报送部门', message: expect.stringContaining('2 到 100 个字') },
    ]);
    const exported = async (format: string, http = world.officer) => {
      const asked = { list: 'taxRelief', format, filter: {}, ids: null, columns: null };
      const { jobId } = must(await http.post('/api/console/enterprise-exports').send(asked), 202).body as {
        jobId: string;
      };
      await run(jobId);
      const file = await http.get(`/api/console/enterprise-exports/${jobId}/file`).responseType('blob');
      return must(file, 200).body as Buffer;
    };
    const elsewhere = await world.members.officer({
      ...{ role: 'district.officer', displayName: '外区经办二', scopeKind: 'region', scopeId: '410306' },
    });
    const none = (await exported('csv', elsewhere.http)).toString('utf8');
    expect(none.replace('\ufeff', '').trim()).toBe(
      '统一社会信用代码,企业名称,年度,减免了什么,减免税费（元）,报送部门,依据',
    );
    const text = (await exported('csv')).toString('utf8');
    for (const line of [
      `${one.name},2025,研发费用加计扣除,35000.01,市税务局,税函〔2026〕1号`,
      `${one.name},2025,研发费用加计扣除,20000.00,市人社局,`,
      `${other.name},2024,六税两费减半,1000000000000.00,市税务局,`,
    ])
      expect(text).toContain(line);
    // whoever brings the file: each row names its department
    for (const file of [Buffer.from(text), await exported('xlsx')])
      expect((await load(file, { issuer: '区财政局' })).result).toMatchObject({
        ...{ rows: 3, unchanged: 3, newRecords: 0, changedRecords: 0, rejected: 0, unmatchedColumns: [] },
      });
    // what was withdrawn stands in no file
    const { reliefs } = await support(one);
    const mistaken = reliefs.find(({ department }) => department === '市人社局') as Relief & { id: string };
    const withdrawal = `/api/console/tax-reliefs/${mistaken.id}/withdrawal`;
    must(await world.officer.post(withdrawal).send({ reason: '报错了' }), 204);
    expect((await exported('csv')).toString('utf8')).not.toContain('市人社局');
    // it takes the right to read what it says
    const lists = world.get<ListExports>(ListExports);
    const bare = { ...builtInOfficer, permissions: new Set(['enterprises.export'] as const) };
    expect((await lists.lists(bare)).map(({ id }) => id)).not.toContain('taxRelief');
    await expect(
      lists.start(bare, { list: 'taxRelief', format: 'csv', filter: {}, sort: 'id', ids: null, columns: null }),
    ).rejects.toMatchObject({ code: 'LISTS.NOT_READABLE' });
  });

  it('is offered with a template', async () => {
    const { items } = must(await world.officer.get('/api/console/import-lists'), 200).body as { items: object[] };
    expect(items).toContainEqual(expect.objectContaining({ id: 'taxRelief', label: '减税降费', kind: 'support' }));
    const { text } = must(await world.officer.get('/api/console/import-lists/taxRelief/template?format=csv'), 200);
    expect(text.replace('\ufeff', '').trim()).toBe('统一社会信用代码,企业名称,年度,减免了什么,减免税费,报送部门,文号');
  });
});
