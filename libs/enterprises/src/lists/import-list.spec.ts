import { type ActingPerson, builtInOfficer, xlsxTemplate } from '@tidu/platform';
import type { TestDatabase } from '@tidu/test/database';
import ExcelJS from 'exceljs';
import fs from 'node:fs';
import { type ExportListResult, exportListTask } from '../export/export-list.job';
import { codeOf, ListsWorld } from '../testing/lists-world';
import type { ImportListPayload } from './import-list.options';

describe('an import of a list', () => {
  let world: ListsWorld;
  let test: TestDatabase;
  beforeAll(async () => {
    world = await ListsWorld.open();
    ({ test } = world);
  });
  afterAll(() => world.close());
  beforeEach(() => world.refill());
  const load = (
    list: string,
    content: string | Buffer,
    options: Partial<ImportListPayload> = {},
    person: ActingPerson = builtInOfficer,
  ) => world.load(list, content, options, person);
  const csv = (...lines: string[]) => `${lines.join('\n')}\n`;
  const held = () =>
    test.asSuperuser<{ title: string; validFrom: string; validUntil: string; batch: string | null }>(
      `select title, "validFrom"::text, "validUntil"::text, batch from title_held where "withdrawnAt" is null order by 1, 2`,
    );
  const titles = csv(
    '2023年度专精特新中小企业名单',
    '序号,企业名称,统一社会信用代码,称号,级别,认定批次,认定时间,有效期至',
    `1,洛阳甲轴承有限公司,${codeOf(1)},专精特新中小企业,省级,第三批,2023年7月1日,2026年6月30日`,
    `2,洛阳乙机械(集团)有限公司,,专精特新中小企业,省级,第三批,2023.7.1,２０２６-06-30`,
    '合计,2家',
  );

  it('shows another scope’s enterprises to nobody: unknown, however it is named', async () => {
    const person = { ...builtInOfficer, scope: { everything: false as const, regions: ['410305'] } };
    const { result, problems } = await load(
      'titleHeld',
      csv(
        '企业名称,统一社会信用代码,称号,级别,认定日期,有效期至',
        `外区企业有限公司,,小巨人,国家级,2023-07-01,2026-06-30`,
        `,${codeOf(5)},专精特新“小巨人”企业,国家级,2023-07-01,2026-06-30`,
      ),
      {},
      person,
    );
    expect(result.accepted).toBe(0);
    expect(JSON.stringify(problems)).not.toContain('外区');
    expect(await held()).toEqual([]);
  });

  it('matches by code, then by name; the last day of validity is the file’s, the day after is kept', async () => {
    const { result } = await load('titleHeld', titles);
    expect(result).toMatchObject({ rows: 2, skipped: 1, accepted: 2, newRecords: 2, rejected: 0, headerRow: 2 });
    expect(await held()).toEqual(
      Array(2).fill({ title: 'specializedSme', validFrom: '2023-07-01', validUntil: '2026-07-01', batch: '第三批' }),
    );
    const [change] = await test.asSuperuser<{ act: string; reason: string }>(
      'select act, reason from evidence_change limit 1',
    );
    expect(change).toEqual({ act: 'record', reason: '导入“titleHeld.csv”' });
  });

  it('twice changes nothing; a file that says more corrects, and what it doesn’t say stays', async () => {
    await load('titleHeld', titles);
    expect((await load('titleHeld', titles)).result).toMatchObject({ newRecords: 0, changedRecords: 0, unchanged: 2 });
    const more = csv(
      '企业名称,称号,级别,认定日期,有效期至',
      '洛阳甲轴承有限公司,专精特新中小企业,省级,2023-07-01,2026-12-31',
    );
    expect((await load('titleHeld', more)).result).toMatchObject({ newRecords: 0, changedRecords: 1, unchanged: 0 });
    expect((await held()).map(({ validUntil, batch }) => [validUntil, batch])).toEqual(
      expect.arrayContaining([
        ['2027-01-01', '第三批'],
        ['2026-07-01', '第三批'],
      ]),
    );
  });

  it('never guesses between two of one name, nor takes a name for an unknown code', async () => {
    const { result, problems } = await load(
      'titleHeld',
      csv(
        '企业名称,信用代码,称号,级别,认定日期,有效期至',
        '同名贸易有限公司,,专精特新中小企业,省级,2023-07-01,2026-06-30',
        `洛阳甲轴承有限公司,${codeOf(99)},专精特新中小企业,省级,2023-07-01,2026-06-30`,
        '没有这家,,专精特新中小企业,省级,2023-07-01,2026-06-30',
        ',,专精特新中小企业,省级,2023-07-01,2026-06-30',
        `改了名的公司,${codeOf(1)},专精特新中小企业,省级,2023-07-01,2026-06-30`,
      ),
    );
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'LISTS.AMBIGUOUS'],
      [3, 'LISTS.UNKNOWN_CODE'],
      [4, 'LISTS.UNKNOWN_NAME'],
      [5, 'LISTS.NO_ENTERPRISE'],
      [6, 'LISTS.NAME_DIFFERS'],
    ]);
    expect(problems[0]?.message).toContain(codeOf(3));
    expect(problems[0]?.message).toContain(codeOf(4));
    expect(problems[1]?.message).toContain(codeOf(1));
    expect(result).toMatchObject({ accepted: 1, rejected: 4, newRecords: 1 });
  });

  it('knows former names in their time, and old codes', async () => {
    const who = `'00000000-0000-7000-8000-000000000001', '本机经办人'`;
    await test.asSuperuser(
      `insert into enterprise_name (id, "enterpriseId", kind, name, "validFrom", "validUntil", "recordedBy", "recordedByName")
       select gen_random_uuid(), id, 'former', '洛阳老厂', null, '2022-01-01', ${who} from enterprise where "creditCode" = $1`,
      [codeOf(1)],
    );
    await test.asSuperuser(
      `insert into enterprise_alias (id, "enterpriseId", kind, code, "recordedBy", "recordedByName")
       select gen_random_uuid(), id, 'creditCode', $2, ${who} from enterprise where "creditCode" = $1`,
      [codeOf(2), codeOf(88)],
    );
    const { result, problems } = await load(
      'titleHeld',
      csv(
        '企业名称,信用代码,称号,级别,认定日期,有效期至',
        '洛阳老厂,,创新型中小企业,省级,2021-07-01,2024-06-30',
        '洛阳老厂,,专精特新中小企业,省级,2023-07-01,2026-06-30',
        '洛阳甲轴承有限公司,,专精特新中小企业,省级,2021-07-01,2024-06-30',
        `,${codeOf(88)},专精特新中小企业,省级,2023-07-01,2026-06-30`,
      ),
    );
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [3, 'LISTS.UNKNOWN_NAME'],
      [4, 'LISTS.UNKNOWN_NAME'],
    ]);
    expect(result).toMatchObject({ accepted: 2, newRecords: 2 });
  });

  it('checks every row as a person’s entry, with all its mistakes', async () => {
    const { result, problems } = await load(
      'ipRight',
      csv(
        '信用代码,专利类型,专利号,授权公告日,取得方式,受让日期,权利人排名,已应用并产生效益',
        `${codeOf(1)},发明专利,ZL1,2020-01-02,受让,,第1名,是`,
        `${codeOf(1)},发明,ZL2,2020-13-02,自主研发,,一,不知道`,
        `${codeOf(1)},发明专利,ZL3,2020年1月,自主研发,,2,`,
        `${codeOf(1)},发明专利,ZL3,2020年1月,自主研发,,3,`,
        `${codeOf(1)},实用新型专利,ZL4,43832,自主研发,,,否`,
      ),
    );
    expect(problems.filter(({ warning }) => !warning).map(({ row, column }) => [row, column])).toEqual([
      [2, '受让日期'],
      [3, '专利类型'],
      [3, '授权公告日'],
      [3, '权利人排名'],
      [3, '已应用并产生效益'],
      [4, null],
      [5, null],
    ]);
    expect(result).toMatchObject({ accepted: 1, rejected: 4, newRecords: 1 });
    expect(await test.asSuperuser(`select number, "validFrom"::text, applied, "holderRank" from ip_right`)).toEqual([
      { number: 'ZL4', validFrom: '2020-01-02', applied: false, holderRank: null },
    ]);
  });

  it('of the official list refuses a second membership at a time', async () => {
    const { problems, result } = await load(
      'scaleStatus',
      csv(
        '信用代码,入库时间,退库时间',
        `${codeOf(1)},2019-01-01,2021-01-01`,
        `${codeOf(1)},2022-03-01,`,
        `${codeOf(2)},2020-01-01,`,
        `${codeOf(2)},2021-01-01,`,
      ),
    );
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [4, 'LISTS.OVERLAP'],
      [5, 'LISTS.OVERLAP'],
    ]);
    expect(result.newRecords).toBe(2);
    const again = await load('scaleStatus', csv('信用代码,入库时间', `${codeOf(1)},2023-01-01`));
    expect(again.problems.map(({ code }) => code)).toEqual(['LISTS.OVERLAP']);
  });

  it('a dry run writes nothing and says the same', async () => {
    const { result } = await load('titleHeld', titles, { dryRun: true });
    expect(result).toMatchObject({ dryRun: true, newRecords: 2, accepted: 2 });
    expect(await held()).toEqual([]);
  });

  it('is taken back as a whole: new records withdrawn, changed ones as before, later corrections kept', async () => {
    await load('titleHeld', titles);
    const more = csv(
      '企业名称,称号,级别,认定日期,有效期至',
      '洛阳甲轴承有限公司,专精特新中小企业,省级,2023-07-01,2026-12-31',
      '洛阳乙机械（集团）有限公司,专精特新中小企业,省级,2023-07-01,2026-12-31',
      '洛阳甲轴承有限公司,创新型中小企业,省级,2022-07-01,2025-06-30',
    );
    const second = await load('titleHeld', more);
    expect(second.result).toMatchObject({ newRecords: 1, changedRecords: 2 });
    await test.asSuperuser(
      `update title_held set version = version + 1 where "enterpriseId" = (select id from enterprise where "creditCode" = $1)`,
      [codeOf(2)],
    );
    await world.undo(second.id);
    expect((await held()).map(({ title, validUntil }) => [title, validUntil])).toEqual([
      ['specializedSme', expect.anything()],
      ['specializedSme', expect.anything()],
    ]);
    expect((await held()).map(({ validUntil }) => validUntil).sort()).toEqual(['2026-07-01', '2027-01-01']);
    const outcomes = await test.asSuperuser<{ kind: string; outcome: string }>(
      'select kind, outcome from import_change where "jobId" = $1 order by 1, 2',
      [second.id],
    );
    expect(outcomes).toEqual([
      { kind: 'changed', outcome: 'kept' },
      { kind: 'changed', outcome: 'undone' },
      { kind: 'created', outcome: 'undone' },
    ]);
    expect((await load('titleHeld', more)).result).toMatchObject({ newRecords: 1 });
  });

  it('is the inverse of an export: what was exported changes nothing when it comes back', async () => {
    await load('titleHeld', titles);
    const whole = { filter: {}, sort: 'id', ids: null, columns: null };
    const id = await test.database.write(builtInOfficer, (tx) =>
      world.jobs.write(tx, exportListTask, { ...whole, list: 'titleHeld', format: 'xlsx' }),
    );
    const result = (await world.run(id)).result as ExportListResult;
    expect(result).toMatchObject({ rows: 2, format: 'xlsx', name: expect.stringMatching(/^称号_\d{4}/) });
    const exported = fs.readFileSync(world.files.path(result.sha256));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(exported as unknown as ExcelJS.Buffer);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['称号', '说明']);
    expect(book.worksheets[0]?.rowCount).toBe(3);
    expect(JSON.stringify(book.worksheets[1]?.getSheetValues())).toMatch(/条数.*"2"/);
    expect((await load('titleHeld', exported)).result).toMatchObject({
      rows: 2,
      unchanged: 2,
      newRecords: 0,
      changedRecords: 0,
    });
    const other = await test.database.write(builtInOfficer, (tx) =>
      world.jobs.write(tx, exportListTask, { ...whole, list: 'enterprises', format: 'csv', filter: { q: '同名贸易' } }),
    );
    const csvFile = (await world.run(other)).result as ExportListResult;
    expect(csvFile.rows).toBe(2);
    expect(fs.readFileSync(world.files.path(csvFile.sha256), 'utf8')).toContain(codeOf(4));
  });

  it('refuses a file without a needed column, or with two of one meaning, naming all', async () => {
    const { error } = await load('titleHeld', csv('企业名称,称号,称号名称', 'a,b,c'));
    expect(error?.code).toBe('LISTS.COLUMNS');
    expect(error?.message).toMatch(/B 列“称号”和C 列“称号名称”.*级别.*模板/s);
  });

  it('every template is a workbook with notes and choices, and its own columns are understood', async () => {
    for (const { id, label } of await world.lists.all()) {
      const columns = await world.lists.templateColumns(id);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load((await xlsxTemplate(label, columns)) as unknown as ExcelJS.Buffer);
      const [sheet, words] = book.worksheets;
      expect(words?.rowCount).toBe(columns.length + 1);
      expect(((sheet?.getRow(1).values ?? []) as string[]).slice(1)).toEqual(columns.map((column) => column.label));
      const empty = csv(
        columns.map((column) => column.label).join(','),
        `${codeOf(1)}${','.repeat(columns.length - 1)}`,
      );
      const { result, error } = await load(id, empty, { dryRun: true });
      expect([id, error, result?.unmatchedColumns]).toEqual([id, null, []]);
    }
  });
});
