import { builtInOfficer, eraseImported, fieldRegister, Sealer } from '@tidu/platform';
import { testKeys } from '@tidu/test/database';
import { ofRegion } from '../testing/register';
import { codeOf, ListsWorld } from '../testing/lists-world';

const opener = new Sealer(testKeys);
const opened = <R extends object>(rows: readonly R[]): R[] => opener.openRows('enterprise_contact', rows);
const csv = (...lines: string[]) => `${lines.join('\n')}\n`;

describe('an import of contacts, zones, chains and of the official list', () => {
  let world: ListsWorld;
  beforeAll(async () => {
    world = await ListsWorld.open();
    await world.test.asSuperuser(
      `insert into zone (code, name, note, "recordedBy", "recordedByName", reason) select code, name, '', $1, '经办人', '名录'
       from (values ('Z1', '先进制造业开发区'), ('Z2', '高新区'), ('Z3', '双名园'), ('Z4', '双名园')) v(code, name)`,
      [builtInOfficer.id],
    );
    await world.test.asSuperuser(
      `insert into chain (code, name, parent, note, "recordedBy", "recordedByName", reason) select code, name, parent, '', $1, '经办人', '名录'
       from (values ('C1', '轴承', null), ('C1-1', '研发', 'C1'), ('C2', '农机', null), ('C2-1', '研发', 'C2'), ('C2-2', '整机', 'C2')) v(code, name, parent)`,
      [builtInOfficer.id],
    );
  });
  afterAll(() => world.close());
  beforeEach(() => world.refill());

  const zones = () =>
    world.test.asSuperuser<{
      name: string;
      zoneCode: string;
      from: string | null;
      until: string | null;
      source: string;
    }>(
      `select e.name, z."zoneCode", z."validFrom"::text as from, z."validUntil"::text as until, z.source
       from enterprise_zone z join enterprise e on e.id = z."enterpriseId" where z."withdrawnAt" is null order by 1, 3, 2`,
    );
  const timeline = (kind: string) =>
    world.test.asSuperuser<{ kind: string; before: object | null; after: object | null; reason: string }>(
      'select kind, before, after, reason from enterprise_change where kind like $1 order by at, kind',
      [`${kind}.%`],
    );
  const messy = csv(
    '涧西区企业入园情况统计表',
    '序号,单位名称,社会信用代码,所在园区,入驻时间,退园日期',
    `１,洛阳甲轴承有限公司,${codeOf(1)},先进制造业开发区,2021年3月,`,
    `2,洛阳乙机械(集团)有限公司,,z2,2019.5.6,2022-01-01`,
    `3,洛阳甲轴承有限公司,${codeOf(1)},高新区,2018/1/1,２０２１-03-01`,
    '合计,3家',
  );

  it('finds nobody in another region', async () => {
    const { result } = await world.load('zone', messy, {}, ofRegion('420102'));
    expect(result).toMatchObject({ newRecords: 0, rejected: 3 });
    expect(await zones()).toEqual([]);
  });

  it('reads what a bureau is sent, several zones at a time, and is idempotent', async () => {
    const trial = await world.load('zone', messy, { dryRun: true });
    expect(trial.result).toMatchObject({ dryRun: true, rows: 3, newRecords: 3, rejected: 0 });
    expect(await zones()).toEqual([]);
    const { result, problems } = await world.load('zone', messy, { document: '洛西工信〔2024〕3号' });
    expect(result).toMatchObject({ rows: 3, skipped: 1, newRecords: 3, rejected: 0 });
    expect(problems.map(({ code, warning }) => [code, warning])).toEqual([['LISTS.SUPPOSED', true]]);
    const source = '市工信局 洛西工信〔2024〕3号';
    expect(await zones()).toEqual([
      { name: '洛阳乙机械（集团）有限公司', zoneCode: 'Z2', from: '2019-05-06', until: '2022-01-01', source },
      { name: '洛阳甲轴承有限公司', zoneCode: 'Z2', from: '2018-01-01', until: '2021-03-01', source },
      { name: '洛阳甲轴承有限公司', zoneCode: 'Z1', from: '2021-03-01', until: null, source },
    ]);
    expect((await timeline('zone')).map(({ kind, reason }) => [kind, reason])).toEqual(
      Array.from({ length: 3 }, () => ['zone.add', '导入“zone.csv”']),
    );
    expect((await world.load('zone', messy)).result).toMatchObject({ newRecords: 0, changedRecords: 0, unchanged: 3 });
  });

  it('says what is so today of a row without days, and corrects what is there of the same time', async () => {
    await world.load('zone', csv('企业名称,园区', '洛阳甲轴承有限公司,高新区'));
    expect(await zones()).toMatchObject([{ zoneCode: 'Z2', from: null, until: null }]);
    const dated = await world.load('zone', csv('企业名称,园区,入园日期', '洛阳甲轴承有限公司,高新区,2020-01-01'));
    expect(dated.result).toMatchObject({ newRecords: 0, changedRecords: 1 });
    expect((await world.load('zone', csv('企业名称,园区', '洛阳甲轴承有限公司,高新区'))).result).toMatchObject({
      unchanged: 1,
    });
    const left = await world.load('zone', csv('企业名称,园区,离园日期', '洛阳甲轴承有限公司,高新区,2023-01-01'));
    expect(left.result).toMatchObject({ changedRecords: 1 });
    expect(await zones()).toMatchObject([{ from: '2020-01-01', until: '2023-01-01' }]);
    expect((await timeline('zone')).at(-1)).toMatchObject({
      ...{ kind: 'zone.correct', before: { zoneCode: 'Z2', validFrom: '2020-01-01' } },
      after: { zoneCode: 'Z2', validFrom: '2020-01-01', validUntil: '2023-01-01' },
    });
    // a second time begins another row; without a day nobody knows which is meant
    expect((await world.load('zone', csv('企业名称,园区', '洛阳甲轴承有限公司,高新区'))).problems).toMatchObject([
      { code: 'LISTS.OVERLAP', message: expect.stringContaining('请写明起日') },
    ]);
    const again = csv('企业名称,园区,入园日期', '洛阳甲轴承有限公司,高新区,2024-06-01');
    expect((await world.load('zone', again)).result).toMatchObject({ newRecords: 1 });
  });

  it('refuses what the district’s lists don’t have, what two of them are called, and what contradicts itself', async () => {
    const { result, problems } = await world.load(
      'zone',
      csv(
        '企业名称,园区,入园日期,离园日期',
        '洛阳甲轴承有限公司,没有的园区,2020-01-01,',
        '洛阳甲轴承有限公司,双名园,2020-01-01,',
        '洛阳甲轴承有限公司,Z4,2020-01-01,2019-01-01',
        '洛阳乙机械(集团)有限公司,高新区,2020-01-01,',
        '洛阳乙机械(集团)有限公司,高新区,2021-01-01,',
        '同名贸易有限公司,高新区,2021-01-01,',
      ),
    );
    expect(result).toMatchObject({ rejected: 6, newRecords: 0 });
    const said = problems.map(({ row, message }) => [row, message] as const);
    expect(said.find(([row]) => row === 2)?.[1]).toMatch(/园区表里没有“没有的园区”/);
    expect(said.find(([row]) => row === 3)?.[1]).toMatch(/有 2 个（双名园 Z3、双名园 Z4）/);
    expect(said.find(([row]) => row === 4)?.[1]).toMatch(/到哪天止：不能早于/);
    expect(said.find(([row]) => row === 5)?.[1]).toMatch(/起止日又重叠/);
    expect(said.find(([row]) => row === 7)?.[1]).toMatch(/有 2 家/);
  });

  it('knows a link of a chain by its own name where only one bears it', async () => {
    const { result, problems } = await world.load(
      'chain',
      csv(
        '企业名称,产业链环节',
        '洛阳甲轴承有限公司,整机',
        '洛阳甲轴承有限公司,轴承 / 研发',
        '洛阳甲轴承有限公司,研发',
      ),
    );
    expect(result).toMatchObject({ newRecords: 2, rejected: 1 });
    expect(problems[0]?.message).toMatch(/轴承 \/ 研发 C1-1、农机 \/ 研发 C2-1/);
  });

  it('keeps phones and mail addresses of contacts out of the timeline, and takes them back', async () => {
    const people = csv(
      '企业名称,联系人,身份,职务,联系电话,邮箱',
      '洛阳甲轴承有限公司,张三,财务,财务总监,１３８ 3791 2345,zhang@example.com',
      '洛阳乙机械(集团)有限公司,李四,法定代表人,,0379-60000000,',
      '洛阳乙机械(集团)有限公司,王五,财务,,打前台转,wang',
    );
    const first = await world.load('contact', people);
    expect(first.result).toMatchObject({ newRecords: 2, rejected: 1 });
    expect(first.problems.map(({ column }) => column).sort()).toEqual(['联系电话', '邮箱']);
    const changed = await world.load(
      'contact',
      csv('企业名称,联系人,身份,联系电话', '洛阳甲轴承有限公司,张三,财务,13900000000'),
    );
    expect(changed.result).toMatchObject({ changedRecords: 1, newRecords: 0 });
    const contacts = async () => {
      const rows = await world.test.asSuperuser<Record<'id' | 'name' | 'phone' | 'position' | 'mail', string>>(
        `select id, name, phone, position, mail from enterprise_contact where "withdrawnAt" is null order by name`,
      );
      return opened(rows).map(({ id: _, ...rest }) => rest);
    };
    expect(await contacts()).toEqual([
      { name: '张三', phone: '13900000000', position: '财务总监', mail: 'zhang@example.com' },
      { name: '李四', phone: '0379-60000000', position: null, mail: null },
    ]);
    expect(JSON.stringify(await timeline('contact'))).not.toMatch(/138|139|example|0379|张三|李四/);
    expect(JSON.stringify(await timeline('contact'))).toMatch(/张\*/);
    await world.undo(changed.id);
    expect((await contacts())[0]).toMatchObject({ phone: expect.stringMatching(/^138/) });
    await world.undo(first.id);
    // what was changed meanwhile, if only by the undo, stays and is said
    expect((await contacts()).map(({ name }) => name)).toEqual(['张三']);
    const outcomes = await world.test.asSuperuser<{ outcome: string; why: string | null }>(
      'select outcome, why from import_change where "jobId" = $1 order by outcome',
      [first.id],
    );
    expect(outcomes).toEqual([
      { outcome: 'kept', why: expect.stringContaining('第 3 版') },
      { outcome: 'undone', why: null },
    ]);
  });

  it('forgets the personal data it found after the time the register says, and then can’t be taken back', async () => {
    const row = (phone: string) => csv('企业名称,联系人,身份,联系电话', `洛阳甲轴承有限公司,张三,财务,${phone}`);
    await world.load('contact', row('13837912345'));
    const changed = await world.load('contact', row('13900000000'));
    const kept = async () => {
      const [found] = await world.test.asSuperuser<{
        rowId: string;
        before: object;
        erased: boolean;
        outcome: string;
        why: string;
      }>(
        `select "rowId", before, "erasedAt" is not null as erased, outcome, why from import_change where "jobId" = $1`,
        [changed.id],
      );
      return found && { ...found, before: opener.openRow('enterprise_contact', found.before, found.rowId) };
    };
    expect(await eraseImported(world.test.database)).toBe(0);
    expect(await kept()).toMatchObject({ before: { phone: '13837912345' }, erased: false });
    const { keptDays } = fieldRegister().undo;
    await world.test.asSuperuser(
      `update job_run set "createdAt" = "createdAt" - make_interval(days => $2) - interval '1 hour' where id = $1`,
      [changed.id, keptDays],
    );
    expect(await eraseImported(world.test.database)).toBe(1);
    expect(await eraseImported(world.test.database)).toBe(0);
    const erased = await kept();
    expect(erased).toMatchObject({ before: { role: 'finance' }, erased: true });
    expect(JSON.stringify(erased?.before)).not.toMatch(/13837912345|张三/);
    await world.undo(changed.id);
    expect(await kept()).toMatchObject({ outcome: 'kept', why: expect.stringContaining('已按期清除') });
    const [contact] = opened(
      await world.test.asSuperuser<{ id: string }>(
        `select id, name, phone from enterprise_contact where "withdrawnAt" is null`,
      ),
    );
    expect(contact).toMatchObject({ name: '张三', phone: '13900000000' });
  });

  it('lists what is wrong with a phone or an address without telling it', async () => {
    const { id } = await world.load(
      'contact',
      csv(
        '企业名称,联系人,身份,联系电话,邮箱',
        '洛阳甲轴承有限公司,张三,财务,13837912345；13900000000,zhang.example.com',
      ),
    );
    const values = await world.test.asSuperuser<{ value: string }>(
      'select value from import_problem where "jobId" = $1',
      [id],
    );
    expect(values.length).toBeGreaterThan(0);
    expect(JSON.stringify(values)).not.toMatch(/13837912345|13900000000|zhang\.example/);
  });

  it('takes entries of and exits from the official list', async () => {
    const listed = () =>
      world.test.asSuperuser<{ from: string; until: string | null }>(
        `select "validFrom"::text as from, "validUntil"::text as until from scale_status where "withdrawnAt" is null order by 1`,
      );
    const entered = csv(
      '企业名称,升规时间,入库批次',
      '洛阳甲轴承有限公司,2021年1月1日,年度',
      '洛阳乙机械(集团)有限公司,2022-01-01,年度',
    );
    expect((await world.load('scaleStatus', entered)).result).toMatchObject({ newRecords: 2 });
    const exits = csv(
      '2025 年退库企业名单',
      '企业名称,统一社会信用代码,退库时间',
      `洛阳甲轴承有限公司,${codeOf(1)},2025-01-01`,
      '同名贸易有限公司,' + codeOf(3) + ',2025-01-01',
    );
    const left = await world.load('scaleStatus', exits);
    expect(left.result).toMatchObject({ changedRecords: 1, rejected: 1 });
    expect(left.problems).toMatchObject([
      { code: 'LISTS.NOT_LISTED', message: expect.stringContaining('补上升规日期') },
    ]);
    expect(await listed()).toEqual([
      { from: '2021-01-01', until: '2025-01-01' },
      { from: '2022-01-01', until: null },
    ]);
    expect((await world.load('scaleStatus', exits)).result).toMatchObject({ unchanged: 1, changedRecords: 0 });
    await world.undo(left.id);
    expect((await listed())[0]).toEqual({ from: '2021-01-01', until: null });
  });
});
