import { builtInOfficer, type ImportFile, readTable, staffLimits } from '@tidu/platform';
import fs from 'node:fs';
import { codeOf, createImportWorld, type ImportWorld } from '../testing/import-world';
import { undoImportTask, type UndoResult } from './undo-import.job';

let world: ImportWorld;
beforeEach(async () => {
  world = await createImportWorld();
});
afterEach(() => world.close());

const csv = (...lines: string[]) => `${lines.join('\n')}\n`;
const count = async (table: string) =>
  (await world.test.asSuperuser<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

async function copiesOf(jobId: string) {
  const [file] = await world.test.asSuperuser<ImportFile & { copiesJobId: string }>(
    'select * from import_file where "jobId" = $1',
    [jobId],
  );
  if (file?.copiesJobId) await world.runner.run(file.copiesJobId);
  const [made] = await world.test.asSuperuser<{ fixFile: string; annotatedFile: string }>(
    'select "fixFile", "annotatedFile" from import_file where "jobId" = $1',
    [jobId],
  );
  const at = (sha256: string | null | undefined) => (sha256 ? world.files.path(sha256) : '');
  return { file, fix: at(made?.fixFile), annotated: at(made?.annotatedFile) };
}

async function rowsOf(path: string) {
  const rows: string[][] = [];
  for await (const event of readTable(path, { limits: staffLimits }))
    if (event.kind === 'rows') rows.push(...event.rows.map(({ cells }) => cells));
  return rows;
}

const messy = csv(
  '涧西区规上工业企业主要指标,,,,,单位：万元',
  '统一社会信用代码,企业名称,成立时间,年份,经营情况,',
  ',,,,营业收入,职工总数',
  ',,,,,人',
  `${codeOf(1)},甲轴承有限公司,2001年3月,２０２４年,"１，２３４．５",８０`,
  `${codeOf(2)},乙轴承有限公司,44260,2024,甲,90`,
  ',小计,,,1234.5,',
  `${codeOf(3)},丙轴承有限公司,2001.13,2024,乙,九十`,
  `${codeOf(4)},丁轴承有限公司,2001-02-03,2024,5.00,7`,
  '合\u3000计,,,,9999,',
  '填表人：张三,,,,,',
);

describe('a file as a bureau sends it', () => {
  it('goes in but for its bad rows: headings over three rows, unit above, sums, full-width digits', async () => {
    const { result, problems } = await world.import(messy);
    expect(result).toMatchObject({ rows: 4, skipped: 3, accepted: 2, rejected: 2, headerRow: 4 });
    expect(problems.filter(({ warning }) => !warning).map(({ row, column }) => [row, column])).toEqual([
      [6, '营业收入'],
      [8, '成立时间'],
      [8, '营业收入'],
      [8, '职工总数(人)'],
    ]);
    const stored = await world.test.asSuperuser(
      `select e."registeredOn"::text, f.revenue, f.employees from figures f join enterprise e on e.id = f."enterpriseId" order by e."creditCode"`,
    );
    expect(stored).toEqual([
      { registeredOn: '2001-03-01', revenue: '1234500000', employees: 80 },
      { registeredOn: '2001-02-03', revenue: '5000000', employees: 7 },
    ]);
  });

  it('in GB18030 goes in, with a character beyond the basic plane', async () => {
    // 统一社会信用代码,企业名称,年份,营业收入（万元） / …,洛阳𠮷轴承有限公司,2024年,1
    const gb18030 = Buffer.from(
      'cdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb2cc6f3d2b5c3fbb3c62cc4eab7dd2cd3aad2b5cad5c8eba3a8cdf2d4aaa3a90d0a39313431303330354d4130303030303135582cc2e5d1f49534b235d6e1b3d0d3d0cfdeb9abcbbe2c32303234c4ea2c310d0a',
      'hex',
    );
    expect((await world.import(gb18030)).result).toMatchObject({ encoding: 'gb18030', rows: 1, accepted: 1 });
    const [{ name } = { name: '' }] = await world.test.asSuperuser<{ name: string }>('select name from enterprise');
    expect(name).toBe('洛阳𠮷轴承有限公司');
  });
});

describe('the fix file', () => {
  it('holds exactly the bad rows, each once, means the same and goes in once it is mended', async () => {
    const first = await world.import(messy);
    const { fix } = await copiesOf(first.id);
    const rows = await rowsOf(fix);
    expect(rows.map((cells) => cells.slice(0, 6))).toEqual([
      ['统一社会信用代码', '企业名称', '成立时间', '年份', '营业收入(万元)', '职工总数(人)'],
      [codeOf(2), '乙轴承有限公司', '44260', '2024', '甲', '90'],
      [codeOf(3), '丙轴承有限公司', '2001.13', '2024', '乙', '九十'],
    ]);
    expect(rows[2]?.[6]).toMatch(/成立时间：.*不是日期.*；营业收入：.*不是数字.*；职工总数\(人\)：/);
    const mended = fs
      .readFileSync(fix, 'utf8')
      .replace('甲,90', '6,90')
      .replace('2001.13', '2001.12')
      .replace('乙,九十', '7,8');
    const second = await world.import(mended);
    expect(second.result).toMatchObject({ rows: 2, accepted: 2, rejected: 0, createdEnterprises: 2 });
    const revenues = await world.test.asSuperuser<{ revenue: string }>('select revenue from figures order by revenue');
    expect(revenues.map(({ revenue }) => revenue)).toEqual(['5000000', '6000000', '7000000', '1234500000']);
    expect((await world.import(mended)).result).toMatchObject({ unchanged: 2, newRevisions: 0 });
  });

  it('has the year and the unit that the import was told', async () => {
    const told = { year: 2024, units: { '*': '万元' as const }, mapping: { 收入: 'revenue' } };
    const first = await world.import(csv('uscc,企业名称,收入', `${codeOf(1)},甲,x`), told);
    const { fix } = await copiesOf(first.id);
    expect((await rowsOf(fix)).map((cells) => cells.slice(0, 4))).toEqual([
      ['uscc', '企业名称', '营业收入(上年度)(万元)', '年份'],
      [codeOf(1), '甲', 'x', '2024'],
    ]);
    const mended = fs.readFileSync(fix, 'utf8').replace(',x,', ',3,');
    expect((await world.import(mended)).result).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('holds rows that contradict each other too; a dry run gives it as well, and a good file none', async () => {
    const content = csv(
      'uscc,企业名称,年份,营业收入',
      `${codeOf(1)},甲,2024,1`,
      `${codeOf(1)},甲,2024,2`,
      `${codeOf(2)},乙,2024,3`,
    );
    const dry = await world.import(content, { dryRun: true });
    const { file, fix, annotated } = await copiesOf(dry.id);
    expect(file?.rejectedRows).toEqual([2, 3]);
    expect(await rowsOf(fix)).toHaveLength(3);
    expect((await rowsOf(annotated)).map((cells) => cells.length)).toEqual([5, 5, 5, 4]);
    const good = await world.import(csv('uscc,企业名称,年份,营业收入', `${codeOf(3)},丙,2024,1`));
    expect((await copiesOf(good.id)).file).toMatchObject({ rejectedRows: [], copiesJobId: null });
  });
});

describe('the undo of an import', () => {
  const undo = async (importJobId: string, reason = '传错了文件') => {
    const jobId = await world.test.database.write(builtInOfficer, (tx) =>
      world.jobs.write(tx, undoImportTask, { importJobId, reason }),
    );
    await world.runner.run(jobId);
    return world.ended(jobId) as unknown as Promise<{
      state: string;
      result: UndoResult;
      error: { code: string } | null;
    }>;
  };
  const figuresOf = (...rows: string[]) => csv('uscc,企业名称,年份,营业收入', ...rows);

  it('lets the state before count again and takes new enterprises out; twice is refused', async () => {
    await world.import(figuresOf(`${codeOf(1)},甲,2024,1`));
    const second = await world.import(figuresOf(`${codeOf(1)},甲,2024,2`, `${codeOf(2)},乙,2024,3`));
    expect((await undo(second.id)).result).toEqual({ undone: 3, kept: 0, years: [2024] });
    expect(await count('enterprise')).toBe(1);
    const now = await world.test.asSuperuser('select revision, revenue from figures where "supersededAt" is null');
    expect(now).toEqual([{ revision: 3, revenue: '100' }]);
    expect((await undo(second.id)).error?.code).toBe('FIGURES.UNDONE');
    expect((await world.import(figuresOf(`${codeOf(1)},甲,2024,2`, `${codeOf(2)},乙,2024,3`))).result).toMatchObject({
      ...{ createdEnterprises: 1, newRevisions: 2 },
    });
  });

  it('leaves what was changed since, and says so row by row', async () => {
    const first = await world.import(figuresOf(`${codeOf(1)},甲,2024,1`, `${codeOf(2)},乙,2024,1`));
    await world.import(figuresOf(`${codeOf(1)},甲,2024,9`));
    await world.test.asSuperuser(`update enterprise set version = 2 where "creditCode" = $1`, [codeOf(2)]);
    expect((await undo(first.id)).result).toEqual({ undone: 1, kept: 3, years: [2024] });
    const changes = await world.test.asSuperuser<{ table: string; outcome: string; why: string | null }>(
      `select "table", outcome, why from import_change where "jobId" = $1 order by 1, 2, 3`,
      [first.id],
    );
    expect(changes).toEqual([
      { table: 'enterprise', outcome: 'kept', why: expect.stringMatching(/之后有了别的资料|之后被修改过/) },
      { table: 'enterprise', outcome: 'kept', why: expect.stringMatching(/之后有了别的资料|之后被修改过/) },
      { table: 'figures', outcome: 'kept', why: expect.stringContaining('新的版本') },
      { table: 'figures', outcome: 'undone', why: null },
    ]);
    expect(await world.test.asSuperuser('select revenue from figures where "supersededAt" is null')).toEqual([
      { revenue: '900' },
    ]);
  });

  it('of a register gives back what it replaced and what it filled in', async () => {
    await world.import(csv('uscc,企业名称,行业代码', `${codeOf(1)},甲,3451`, `${codeOf(2)},乙,`));
    const state = () =>
      world.test.asSuperuser('select "industryCode", ownership, since from enterprise order by "creditCode"');
    const before = await state();
    const second = await world.import(
      csv('uscc,企业名称,行业代码,所有制', `${codeOf(1)},甲,3452,民营`, `${codeOf(2)},乙,3459,`),
    );
    expect(second.result.updatedEnterprises).toBe(2);
    expect((await undo(second.id)).result).toMatchObject({ undone: 2, kept: 0 });
    expect(await state()).toEqual(before);
  });

  it('of a dry run, of nothing or of another person’s import is refused', async () => {
    const dry = await world.import(figuresOf(`${codeOf(1)},甲,2024,1`), { dryRun: true });
    expect((await undo(dry.id)).error?.code).toBe('FIGURES.NOTHING_TO_UNDO');
    const real = await world.import(figuresOf(`${codeOf(1)},甲,2024,1`));
    const stranger = {
      ...builtInOfficer,
      id: '00000000-0000-7000-8000-000000000099',
      scope: { everything: false as const, regions: ['420000'] },
    };
    const jobId = await world.test.database.write(stranger, (tx) =>
      world.jobs.write(tx, undoImportTask, { importJobId: real.id, reason: '试试' }),
    );
    await world.runner.run(jobId);
    expect((await world.ended(jobId)).error?.code).toBe('FIGURES.IMPORT_NOT_FOUND');
    expect(await count('enterprise')).toBe(1);
  });
});
