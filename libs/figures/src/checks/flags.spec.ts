import { builtInOfficer } from '@tidu/platform';
import { colleague, elsewhere, FiguresWorld } from '../testing/figures-world';

describe('flags', () => {
  let world: FiguresWorld;
  beforeEach(async () => {
    world = await FiguresWorld.open();
  });
  afterEach(() => world.close());

  const wrong = async (year = 2023) => {
    const id = await world.enterprise();
    await world.stated(id, year, 'audit', {
      revenue: 1_000_000_000,
      mainRevenue: 1_200_000_000,
      employees: 50,
      rdStaff: 60,
    });
    return id;
  };
  const open = (id: string) => world.flags.ofEnterprise(builtInOfficer, id);

  it('are seen, explained and checked by nobody beyond the scope', async () => {
    const id = await wrong();
    expect(await world.check(2023, elsewhere)).toMatchObject({ looked: 0, found: 0 });
    await world.check(2023);
    const [flag] = await open(id);
    expect((await world.flags.list(elsewhere, {})).items).toEqual([]);
    await expect(world.flags.ofEnterprise(elsewhere, id)).rejects.toMatchObject({ kind: 'notFound' });
    await expect(world.flags.explain(elsewhere, flag?.id ?? '', 1, '没有错')).rejects.toMatchObject({
      kind: 'notFound',
    });
    // and a check by somebody who sees less takes nothing away
    expect(await world.check(2023, elsewhere)).toMatchObject({ gone: 0 });
    expect(await open(id)).toHaveLength(2);
  });

  it('name rule, values and sources; a second check of the same figures changes nothing', async () => {
    const id = await wrong();
    expect(await world.check(2023)).toMatchObject({ looked: 1, found: 2, opened: 2, gone: 0 });
    const flags = await open(id);
    expect(flags.map(({ check, message }) => [check, message])).toEqual([
      [
        'main-revenue',
        '主营业务收入大于营业收入：2023 年审计报告的主营业务收入 1,200万元，2023 年审计报告的营业收入 1,000万元。',
      ],
      ['rd-staff', '研发人员多于职工：2023 年审计报告的研发人员数 60人，2023 年审计报告的职工总数 50人。'],
    ]);
    expect(flags[0]?.values).toEqual([
      expect.objectContaining({ fact: 'mainRevenue', source: 'audit', sourceLabel: '审计报告', display: '1,200万元' }),
      expect.objectContaining({ fact: 'revenue', display: '1,000万元' }),
    ]);
    expect(await world.check(2023)).toMatchObject({ found: 2, opened: 0, gone: 0 });
    expect((await open(id)).map(({ version }) => version)).toEqual([1, 1]);
  });

  it('are gone when the figures are right, and open again when they are wrong again', async () => {
    const id = await wrong();
    await world.check(2023);
    await world.stated(id, 2023, 'audit', {
      revenue: 1_200_000_000,
      mainRevenue: 1_200_000_000,
      employees: 50,
      rdStaff: 60,
    });
    expect(await world.check(2023)).toMatchObject({ found: 1, gone: 1 });
    expect((await open(id)).map(({ check }) => check)).toEqual(['rd-staff']);
    await world.stated(id, 2023, 'audit', { revenue: 1_000_000_000, mainRevenue: 1_200_000_000 });
    expect(await world.check(2023)).toMatchObject({ opened: 1, gone: 1 });
  });

  it('once explained stay so until a value changes; the loser of two is told', async () => {
    const id = await wrong();
    const [flag] = await world.flags.checkNow(builtInOfficer, id);
    const explained = await world.flags.explain(colleague, flag?.id ?? '', 1, '含内部结算');
    expect(explained).toMatchObject({
      state: 'explained',
      explainedByName: '李四',
      explanation: '含内部结算',
      version: 2,
    });
    await expect(world.flags.explain(builtInOfficer, flag?.id ?? '', 1, '我的说明')).rejects.toMatchObject({
      ...{ code: 'PLATFORM.STALE', message: expect.stringContaining('李四') },
    });
    await world.check(2023);
    expect((await world.flags.list(builtInOfficer, { state: 'explained' })).items.map(({ id: one }) => one)).toEqual([
      flag?.id,
    ]);
    await world.stated(id, 2023, 'audit', { revenue: 1_000_000_000, mainRevenue: 1_300_000_000 });
    await world.check(2023);
    const [again] = await open(id);
    expect(again).toMatchObject({ id: flag?.id, state: 'open', version: 3 });
    await expect(world.flags.reopen(builtInOfficer, flag?.id ?? '', 2)).rejects.toMatchObject({
      code: 'PLATFORM.STALE',
    });
    expect((await world.trail(flag?.id ?? '')).map(({ action }) => action)).toEqual(['figures.explain']);
  });

  it('appear as soon as figures are written by hand', async () => {
    const id = await world.enterprise();
    const values = [
      { code: 'revenue', value: '100' },
      { code: 'mainRevenue', value: '200' },
    ];
    await world.writing.submit(builtInOfficer, id, {
      year: 2023,
      source: 'zone',
      basedOn: 0,
      document: '园区台账',
      values,
    });
    expect((await open(id)).map(({ check }) => check)).toEqual(['main-revenue']);
  });

  it('are listed by page and filter, and counted by check', async () => {
    for (let i = 0; i < 3; i++) await wrong();
    await wrong(2022);
    await world.check(2023);
    await world.check(2022);
    const page = await world.flags.list(builtInOfficer, { check: 'rd-staff', year: 2023, limit: 2 });
    expect([page.items.length, page.count]).toEqual([2, { value: 3, exact: true }]);
    const rest = await world.flags.list(builtInOfficer, {
      check: 'rd-staff',
      year: 2023,
      limit: 2,
      after: page.next ?? '',
    });
    expect([rest.items.length, rest.next]).toEqual([1, null]);
    expect((await world.flags.list(builtInOfficer, { source: 'tax' })).items).toEqual([]);
    expect((await world.flags.list(builtInOfficer, { q: '企业1号' })).items).toHaveLength(2);
    const checks = await world.flags.checks(builtInOfficer, undefined);
    expect(checks.filter(({ open: n }) => n > 0).map(({ code, open: n }) => [code, n])).toEqual([
      ['main-revenue', 4],
      ['rd-staff', 4],
    ]);
  });
});
