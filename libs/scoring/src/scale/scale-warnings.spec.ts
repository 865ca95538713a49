import { uuidv7 } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { countyOfficer, Register } from '../testing/register';
import { ScaleWarningsQueries } from './scale-warnings.queries';

/** 2 000 万元 in 分. */
const line = 2_000_000_000;

describe('early warnings for the official list', () => {
  let register: Register;
  let warnings: ScaleWarningsQueries;
  let ids: string[];
  beforeAll(async () => {
    register = await Register.open();
    warnings = new ScaleWarningsQueries(register.database, register.reference);
    ids = await register.enterprises(['甲', '乙', '丙', '丁', '戊', '己'].map((name) => ({ name: `${name}公司有限` })));
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = ids;
    await register.manyFigures(
      (
        [
          [a, 2025, 'enterprise', line], // reaches the line exactly, not on the list
          [a, 2024, 'tax', line - 1],
          [b, 2025, 'enterprise', line - 1], // below, not on the list: nothing to say
          [c, 2025, 'enterprise', line * 5], // stated high, audited below, on the list
          [c, 2025, 'audit', line - 100],
          [d, 2025, 'statistics', line * 2], // above and on the list: nothing to say
          [e, 2025, 'enterprise', line * 3], // left the list
          [f, 2024, 'enterprise', 5], // on the list, no figure of that year: nothing is known
        ] as [string, number, string, number][]
      ).map(([enterpriseId, year, source, mainRevenue]) => ({ enterpriseId, year, source, facts: { mainRevenue } })),
    );
    const periods: [string, string, string | null][] = [
      [c, '2020-01-01', null],
      [d, '2021-01-01', null],
      [e, '2019-01-01', '2024-05-01'],
      [f, '2020-01-01', null],
    ];
    for (const period of periods) await putOnList(...period);
  });
  afterAll(() => register.close());

  /** Puts an enterprise on the list for a time. */
  const putOnList = (enterpriseId: string, from = '2020-01-01', until: string | null = null) =>
    register.test.asSuperuser(
      `insert into scale_status (id, "enterpriseId", "validFrom", "validUntil", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
       values ($1, $2, $3, $4, '名单', $5, '甲', $5, '甲')`,
      [uuidv7(), enterpriseId, from, until, builtInOfficer.id],
    );
  const list = (kind: 'rise' | 'fall', more = {}) =>
    warnings.list(builtInOfficer, { kind, asOf: '2026-06-01', ...more });
  const names = async (kind: 'rise' | 'fall', more = {}) => (await list(kind, more)).items.map(({ name }) => name[0]);

  it('shows nothing beyond the scope of who asks', async () => {
    expect(await warnings.list(countyOfficer, { kind: 'rise' })).toMatchObject({ items: [], count: { value: 0 } });
  });

  it('finds who crossed the line either way, by the figure that is believed', async () => {
    const rising = await list('rise');
    expect(await warnings.line(builtInOfficer)).toEqual({
      ...{ year: 2025, line: '20000000.00', factLabel: '主营业务收入(上年度)' },
    });
    expect(rising.items).toMatchObject([
      { name: '戊公司有限', amount: '60000000.00', enteredOn: '2019-01-01', leftOn: '2024-05-01', amountBefore: null },
      {
        name: '甲公司有限',
        amount: '20000000.00',
        amountBefore: '19999999.99',
        enteredOn: null,
        sourceName: '企业填报',
      },
    ]);
    expect((await list('fall')).items).toMatchObject([
      { name: '丙公司有限', amount: '19999999.00', sourceName: '审计报告', enteredOn: '2020-01-01', leftOn: null },
    ]);
  });

  it('goes by the list as of the day, and by the year asked for', async () => {
    expect(await names('rise', { asOf: '2024-04-30' })).toEqual(['甲']);
    expect(await names('rise', { asOf: '2019-06-01' })).toEqual(['丁', '甲']);
    expect(await names('fall', { year: 2024 })).toEqual(['己']);
    expect(await names('rise', { year: 2023 })).toEqual([]);
    expect(await names('rise', { region: '41' })).toEqual(['戊', '甲']);
    expect(await names('rise', { region: '410399' })).toEqual([]);
  });

  it('goes by the source somebody decided for, until the decision ends', async () => {
    const id = await register.enterprise({ name: '庚公司有限' });
    const [taxed, stated] = [line * 7, line - 500].map((mainRevenue) => ({ mainRevenue }));
    await register.figures(id, 2025, 'tax', { ...taxed });
    await register.figures(id, 2025, 'enterprise', { ...stated });
    await register.figures(id, 2024, 'tax', { ...taxed });
    await register.figures(id, 2024, 'enterprise', { ...stated });
    expect(await names('rise')).toEqual(['庚', '戊', '甲']);
    await decide(id, 2025, 'enterprise');
    expect(await names('rise')).toEqual(['戊', '甲']);
    await putOnList(id);
    expect((await list('fall')).items).toMatchObject([
      // what was decided of a year holds for that year alone
      { name: '庚公司有限', sourceName: '企业填报', decided: true, amountBefore: '140000000.00' },
      { name: '丙公司有限', decided: false },
    ]);
    // the source that was decided for says nothing any more: the precedence holds again
    await register.figures(id, 2025, 'enterprise', { revenue: 1 });
    expect(await names('fall')).toEqual(['丙']);
    await register.test.asSuperuser('delete from enterprise where id = $1', [id]);
  });

  it('takes records of one enterprise as one, and leaves out what another has absorbed', async () => {
    const [kept, second, absorbed] = (await register.enterprises(
      ['辛', '壬', '癸'].map((name) => ({ name: `${name}公司有限` })),
    )) as [string, string, string];
    await register.figures(kept, 2025, 'enterprise', { mainRevenue: 1 });
    await register.figures(second, 2025, 'audit', { mainRevenue: line * 9 });
    await register.figures(second, 2024, 'audit', { mainRevenue: 7 });
    await register.figures(absorbed, 2025, 'audit', { mainRevenue: line * 8 });
    expect(await names('rise')).toEqual(['壬', '癸', '戊', '甲']);
    await merge(second, kept, 'duplicate');
    await merge(absorbed, kept, 'absorbed');
    expect((await list('rise')).items).toMatchObject([
      { enterpriseId: kept, name: '辛公司有限', amount: '180000000.00', sourceName: '审计报告', amountBefore: '0.07' },
      { name: '戊公司有限' },
      { name: '甲公司有限' },
    ]);
    await decide(kept, 2025, 'enterprise');
    expect(await names('rise')).toEqual(['戊', '甲']);
    // the second record was on the list: so is the enterprise
    await putOnList(second);
    expect((await list('fall')).items).toMatchObject([
      { name: '辛公司有限', amount: '0.01', decided: true, enteredOn: '2020-01-01' },
      { name: '丙公司有限' },
    ]);
    await register.test.asSuperuser('delete from enterprise where id = any($1)', [[absorbed, second, kept]]);
  });

  const decide = (id: string, year: number, source: string) =>
    register.test.asSuperuser(
      `insert into figure_resolution (id, "enterpriseId", year, fact, source, seen, reason, "resolvedBy", "resolvedByName")
       values ($1, $2, $3, 'mainRevenue', $4, '{}', '核对过报表', $5, '甲')`,
      [uuidv7(), id, year, source, builtInOfficer.id],
    );
  const merge = async (merged: string, survivor: string, kind: 'duplicate' | 'absorbed') => {
    await register.test.asSuperuser(
      `insert into enterprise_merge (id, "mergedId", "survivorId", kind, "effectiveOn", "statusBefore", reason, "personId", "personName")
       values ($1, $2, $3, $4, $5, 'active', '同一家', $6, '甲')`,
      [uuidv7(), merged, survivor, kind, kind === 'absorbed' ? '2026-01-01' : null, builtInOfficer.id],
    );
    await register.test.asSuperuser(`update enterprise set status = 'merged', "mergedInto" = $2 where id = $1`, [
      merged,
      survivor,
    ]);
  };

  it('pages on after the last one shown', async () => {
    const first = await list('rise', { limit: 1 });
    expect([first.items.length, first.count]).toEqual([1, { value: 2, exact: true }]);
    const second = await list('rise', { limit: 1, after: first.next ?? '' });
    expect([second.items[0]?.name, second.next]).toEqual(['甲公司有限', null]);
    await expect(list('rise', { after: 'WyJ4Iiwxb10' })).rejects.toMatchObject({ code: 'PLATFORM.BAD_CURSOR' });
  });
});
