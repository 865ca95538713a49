import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer } from '@tidu/platform';
import { codeOf, createImportWorld, type ImportWorld } from '../testing/import-world';

const officer = (...regions: string[]): ActingPerson => ({
  ...builtInOfficer,
  id: uuidv7(),
  scope: { everything: false, regions },
});
const file = (...lines: string[]) => `${lines.join('\n')}\n`;
const head = '统一社会信用代码,企业名称,年份,营业收入,研发费用,职工总数';
const [a, b, c] = [codeOf(1), codeOf(2), codeOf(3)];

describe('an import', () => {
  let world: ImportWorld;
  beforeAll(async () => {
    world = await createImportWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => world.test.asSuperuser('delete from enterprise; delete from figures_staging'));

  const figures = (where = 'true') =>
    world.test.asSuperuser<Record<string, string | number>>(
      `select e.name, f.year, f.source, f.revision, f.revenue, f."rdExpense", f.employees, f."supersededAt" is null as current
       from figures f join enterprise e on e.id = f."enterpriseId" where ${where} order by e.name, f.year, f.source, f.revision`,
    );
  const enterprises = () => world.test.asSuperuser<Record<string, unknown>>('select * from enterprise order by name');
  const countOf = async (table: string) =>
    (await world.test.asSuperuser<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

  describe('by a person of one region', () => {
    const rows = file(head, `${a},洛阳甲公司,2021,100,,5`, `${codeOf(9, '410505')},安阳乙公司,2021,200,,5`);

    it('takes in the own region’s rows and refuses the others alike, whether the enterprise is there or not', async () => {
      const own = officer('410305');
      const absent = await world.import(rows, {}, own);
      await world.test.asSuperuser('delete from enterprise');
      await world.import(rows);
      const present = await world.import(rows.replaceAll(',2021,', ',2020,'), {}, own);
      expect(present.problems).toEqual(absent.problems);
      expect(present.problems).toEqual([
        expect.objectContaining({ row: 3, code: 'FIGURES.UNKNOWN_ENTERPRISE', value: codeOf(9, '410505') }),
      ]);
      expect([absent.result, present.result].map(({ accepted, rejected }) => [accepted, rejected])).toEqual([
        [1, 1],
        [1, 1],
      ]);
      expect(await figures(`e.name = '安阳乙公司'`)).toHaveLength(1);
    });

    it('can’t move an enterprise out of the region by stating another one', async () => {
      const end = await world.import(file('信用代码,企业名称,行政区划', `${a},甲公司,410505`), {}, officer('410305'));
      expect(end.problems).toEqual([
        expect.objectContaining({ column: '行政区划', code: 'FIGURES.REGION_OUT_OF_SCOPE' }),
      ]);
      expect(await enterprises()).toEqual([]);
    });

    it('is refused when the code’s region is the own but the enterprise has gone elsewhere', async () => {
      await world.import(file('信用代码,企业名称,行政区划', `${a},甲公司,410505`));
      const end = await world.import(file(head, `${a},甲公司,2021,1,,`), {}, officer('410305'));
      expect(end.result).toMatchObject({ accepted: 0, rejected: 1, newRevisions: 0 });
      expect(end.problems[0]?.code).toBe('FIGURES.UNKNOWN_ENTERPRISE');
    });

    it('keeps the problems from other persons', async () => {
      const end = await world.import(file(head, `${a},甲,2021,x,,`), {}, officer('410305'));
      const seen = await world.test.database.read(officer('410305'), (tx) =>
        tx.rows('select 1 from import_problem where "jobId" = $1', [end.id]),
      );
      expect([end.problems.length, seen.length]).toEqual([1, 0]);
    });
  });

  it('makes enterprises and figures, exact to the fen', async () => {
    const end = await world.import(
      file(
        head,
        `${a},甲公司,2021,"2,306.50",0.01,842.0000`,
        `${a},甲公司,2020,-0,N/A,—`,
        `${b},乙公司,2021,10000000000000,,`,
      ),
    );
    expect(end.result).toMatchObject({
      ...{
        kind: 'figures',
        rows: 3,
        accepted: 3,
        rejected: 0,
        createdEnterprises: 2,
        newRevisions: 3,
        years: [2020, 2021],
      },
    });
    expect(end).toMatchObject({ state: 'succeeded', counted: 3, failed: 0 });
    const row = { source: 'enterprise', revision: 1, current: true };
    expect(await figures()).toEqual([
      { ...row, name: '乙公司', year: 2021, revenue: '1000000000000000', rdExpense: null, employees: null },
      { ...row, name: '甲公司', year: 2020, revenue: '0', rdExpense: null, employees: null },
      { ...row, name: '甲公司', year: 2021, revenue: '230650', rdExpense: '1', employees: 842 },
    ]);
    expect(await enterprises()).toEqual([
      expect.objectContaining({
        name: '乙公司',
        creditCode: b,
        regionCode: '410305',
        regionBasis: 'creditCode',
        demo: false,
      }),
      expect.objectContaining({ name: '甲公司', creditCode: a }),
    ]);
  });

  it('of the same file twice changes nothing and says so', async () => {
    const content = file(`${head},成立日期`, `${a},甲公司,2021,100,1,5,1999-08-31`, `${b},乙公司,2021,,,,`);
    const first = await world.import(content);
    const before = [await enterprises(), await world.test.asSuperuser('select * from figures')];
    const second = await world.import(content);
    expect(first.result).toMatchObject({ newRevisions: 1, createdEnterprises: 2, unchanged: 1 });
    expect(second.result).toMatchObject({
      ...{ accepted: 2, unchanged: 2, newRevisions: 0, createdEnterprises: 0, updatedEnterprises: 0, years: [] },
    });
    expect([await enterprises(), await world.test.asSuperuser('select * from figures')]).toEqual(before);
  });

  it('makes a revision where a value differs; a missing cell carries the old value over', async () => {
    await world.import(file(head, `${a},甲,2021,100,1,5`));
    const end = await world.import(file(head, `${a},甲,2021,200,,5`));
    expect(end.result).toMatchObject({ newRevisions: 1, years: [2021] });
    expect(await figures()).toEqual([
      expect.objectContaining({ revision: 1, revenue: '10000', current: false }),
      expect.objectContaining({ revision: 2, revenue: '20000', rdExpense: '100', employees: 5, current: true }),
    ]);
    await world.import(file('信用代码,年份,净利润', `${a},2021,-7`));
    const [net] = await world.test.asSuperuser(
      `select revenue, "netProfit", revision from figures where "supersededAt" is null`,
    );
    expect(net).toEqual({ revenue: '20000', netProfit: '-700', revision: 3 });
  });

  it('keeps sources apart', async () => {
    await world.import(file(head, `${a},甲,2021,100,,`));
    await world.import(file(head, `${a},甲,2021,90,,`), { source: 'tax' });
    expect((await figures()).map(({ source, revenue, current }) => [source, revenue, current])).toEqual([
      ['enterprise', '10000', true],
      ['tax', '9000', true],
    ]);
  });

  it('keeps good rows and names every problem of a bad one', async () => {
    const end = await world.import(
      file(head, `${a},甲,2021,100,,`, `91410305MA0000029X,乙,1800,1e999,NaN,-5`, `${b},乙,2021,100,,`),
    );
    expect(end.result).toMatchObject({ accepted: 2, rejected: 1, problems: 5 });
    expect(end.problems.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [3, '统一社会信用代码', '91410305MA0000029X', 'KERNEL.CREDIT_CODE_CHECK'],
      [3, '年份', '1800', 'FIGURES.YEAR_OUT_OF_RANGE'],
      [3, '营业收入', '1e999', 'PLATFORM.NUMBER_EXPONENT'],
      [3, '研发费用', 'NaN', 'PLATFORM.NUMBER_FINITE'],
      [3, '职工总数', '-5', 'FIGURES.OUT_OF_RANGE'],
    ]);
    expect(end.problems.every(({ message }) => /请/.test(message))).toBe(true);
    expect(end.result.reasons).toHaveLength(5);
    expect(await figures()).toHaveLength(2);
  });

  it('names a NUL character by its place and takes nothing of that row', async () => {
    const end = await world.import(file(head, `${a},甲\u0000公司,2021,1,,`, `${b},乙,2021,1,,`));
    expect(end.problems).toEqual([
      expect.objectContaining({ row: 2, column: '企业名称', code: 'PLATFORM.TABLE_CHARACTER' }),
    ]);
    expect((await enterprises()).map(({ name }) => name)).toEqual(['乙']);
  });

  it('of a row with a delimiter too many is refused, not shifted', async () => {
    const end = await world.import(file(head, `${a},甲,2021,1,2,3,4`, `${b},乙,2021,1,,`));
    expect(end.problems.map(({ row, code }) => [row, code])).toEqual([[2, 'PLATFORM.TABLE_RAGGED']]);
    expect(await figures()).toHaveLength(1);
  });

  describe('with an enterprise and year twice', () => {
    it('takes a row that says the same once', async () => {
      const end = await world.import(file(head, `${a},甲,2021,100,,`, `${a},甲,2021,100.00,,`));
      expect(end.result).toMatchObject({ accepted: 1, duplicates: 1, rejected: 0, newRevisions: 1 });
    });

    it('refuses all rows that contradict each other, and no others', async () => {
      const end = await world.import(
        file(head, `${a},甲,2021,100,,`, `${a},甲,2021,200,,`, `${a},甲,2020,1,,`, `${a},甲,2021,100,,`),
      );
      expect(end.result).toMatchObject({ accepted: 1, duplicates: 0, rejected: 3 });
      expect(end.problems.map(({ row, code }) => [row, code])).toEqual(
        [2, 3, 5].map((row) => [row, 'FIGURES.CONTRADICTION']),
      );
      expect((await figures()).map(({ year }) => year)).toEqual([2020]);
    });
  });

  describe('of enterprises the register doesn’t have', () => {
    const rows = file(head, `${a},甲,2021,1,,`, `${b},,2021,1,,`);

    it('makes them, if they have a name', async () => {
      const end = await world.import(rows);
      expect(end.problems.map(({ row, code }) => [row, code])).toEqual([[3, 'FIGURES.NO_NAME']]);
      expect(end.result).toMatchObject({ createdEnterprises: 1, accepted: 1, rejected: 1 });
    });

    it('refuses them when told so, and takes figures of known ones', async () => {
      await world.import(file('信用代码,企业名称', `${b},乙`));
      const end = await world.import(rows, { unknown: 'reject' });
      expect(end.problems.map(({ row, code }) => [row, code])).toEqual([[2, 'FIGURES.UNKNOWN_ENTERPRISE']]);
      expect(end.result).toMatchObject({ createdEnterprises: 0, accepted: 1, newRevisions: 1 });
    });

    it('marks them as invented when the file is the demonstration’s', async () => {
      await world.import(file(head, `${a},甲,2021,1,,`), { demo: true });
      expect(await enterprises()).toEqual([expect.objectContaining({ demo: true })]);
    });
  });

  it('keeps the register’s name and dates, and says where the file differs', async () => {
    await world.import(file('信用代码,企业名称,成立日期', `${a},甲公司,2001-02-03`));
    const end = await world.import(
      file(`${head},成立日期`, `${a},甲集团,2021,1,,,2001-02-04`, `${a},甲集团,2020,1,,,`),
    );
    expect(end.problems.map(({ row, column, value, warning }) => [row, column, value, warning])).toEqual([
      [2, '企业名称', '甲集团', true],
      [2, '成立日期', '2001-02-04', true],
    ]);
    expect(end.result).toMatchObject({ accepted: 2, rejected: 0, updatedEnterprises: 0 });
  });

  it('of a register makes and updates enterprises, and asks where a place has two names', async () => {
    const header = '社会信用代码,单位名称,注册日期,所属区县,行业代码,所有制';
    const first = await world.import(
      file(
        header,
        `${a},甲,2001/2/3,涧西区,C3451,民营`,
        `${b},乙,2001年2月3日,河南省洛阳市涧西区,3451,private`,
        `${c},丙,,鼓楼区,9999,外星`,
      ),
    );
    expect(first.result).toMatchObject({ kind: 'register', createdEnterprises: 2, accepted: 2, rejected: 1 });
    expect(first.problems.map(({ code }) => code)).toEqual(
      ['UNKNOWN_REGION', 'UNKNOWN_INDUSTRY', 'UNKNOWN_VALUE'].map((x) => `FIGURES.${x}`),
    );
    expect(first.problems[0]?.message).toContain('320106');
    const second = await world.import(file(header, `${a},甲,,410311,,`, `${b},乙,,,,`));
    expect(second.result).toMatchObject({ updatedEnterprises: 1, createdEnterprises: 0, unchanged: 1 });
    const [row] = (await enterprises()).filter(({ name }) => name === '甲');
    expect(row).toMatchObject({
      regionCode: '410311',
      regionBasis: 'given',
      industryCode: '3451',
      ownership: 'private',
      version: 2,
    });
  });

  it('lists the columns it did not take, and takes them by a mapping', async () => {
    const content = file('uscc,company,年度,operating_cost,研发投入(万元)', `${a},甲,2021,5,1.5`);
    const first = await world.import(content);
    expect(first.result.kind).toBe('register');
    expect(first.result.unmatchedColumns.map(({ column, header }) => [column, header])).toEqual([
      ['D', 'operating_cost'],
      ['E', '研发投入(万元)'],
    ]);
    const mapped = await world.import(content, { mapping: { '研发投入（万元）': 'rdExpense' } });
    expect(mapped.result.columns.at(-1)).toEqual(
      expect.objectContaining({ column: 'E', field: 'rdExpense', unit: '万元' }),
    );
    expect(await figures()).toEqual([expect.objectContaining({ rdExpense: '1500000' })]);
  });

  it('leaves a trace with its counts in the trail, and none for a dry run', async () => {
    await world.test.asSuperuser('alter table audit_entry disable trigger all; delete from audit_entry');
    await world.import(file(head, `${a},甲,2021,1,,`), { dryRun: true });
    const end = await world.import(file(head, `${a},甲,2021,1,,`));
    expect(await world.test.asSuperuser('select action, "objectId", after from audit_entry')).toEqual([
      {
        ...{ action: 'figures.import', objectId: end.id },
        after: expect.objectContaining({ fileName: 'figures.csv', newRevisions: 1, createdEnterprises: 1 }),
      },
    ]);
  });

  it('as a dry run finds the same and changes nothing', async () => {
    await world.import(file(head, `${a},甲,2021,1,,`));
    const before = [await enterprises(), await world.test.asSuperuser('select * from figures')];
    const content = file(head, `${a},甲,2021,2,,`, `${b},乙,2021,x,,`, `${c},丙,2021,3,,`);
    const dry = await world.import(content, { dryRun: true });
    expect([await enterprises(), await world.test.asSuperuser('select * from figures')]).toEqual(before);
    const real = await world.import(content);
    expect({ ...dry.result, dryRun: false }).toEqual(real.result);
    expect(dry.problems).toEqual(real.problems);
    expect(dry.result).toMatchObject({ newRevisions: 2, createdEnterprises: 1, rejected: 1 });
  });

  it('leaves the staging empty, whatever came of it', async () => {
    await world.import(file(head, `${a},甲,2021,1,,`));
    await world.import(file('甲,乙', '1,2')).catch(() => undefined);
    expect(await countOf('figures_staging')).toBe(0);
  });

  it('keeps facts of the district in their own place, and revises them alike', async () => {
    const entry = `{"code":"greenShare","label":"绿电占比","type":"decimal","unit":"1","scale":"4","min":"0","max":"1","origin":"entered"}`;
    await world.test.asSuperuser(`insert into fact values ('greenShare', 1000, true, $1)`, [entry]);
    world.reference.forget();
    const content = file('信用代码,企业名称,年份,营业收入,绿电占比（%）', `${a},甲,2021,1,12.5`);
    await world.import(content);
    expect((await world.import(content)).result).toMatchObject({ unchanged: 1, newRevisions: 0 });
    await world.import(file('信用代码,年份,绿电占比', `${a},2021,0.2`));
    expect(await world.test.asSuperuser('select revision, revenue, extra from figures order by revision')).toEqual([
      { revision: 1, revenue: '100', extra: { greenShare: 1250 } },
      { revision: 2, revenue: '100', extra: { greenShare: 2000 } },
    ]);
    await world.test.asSuperuser(`delete from fact where code = 'greenShare'`);
    world.reference.forget();
  });
});
