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
    for (const [enterpriseId, from, until] of periods)
      await register.test.asSuperuser(
        `insert into scale_status (id, "enterpriseId", "validFrom", "validUntil", source, "recordedBy", "recordedByName", "changedBy", "changedByName")
         values ($1, $2, $3, $4, '名单', $5, '甲', $5, '甲')`,
        [uuidv7(), enterpriseId, from, until, builtInOfficer.id],
      );
  });
  afterAll(() => register.close());

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

  it('pages on after the last one shown', async () => {
    const first = await list('rise', { limit: 1 });
    expect([first.items.length, first.count]).toEqual([1, { value: 2, exact: true }]);
    const second = await list('rise', { limit: 1, after: first.next ?? '' });
    expect([second.items[0]?.name, second.next]).toEqual(['甲公司有限', null]);
    await expect(list('rise', { after: 'WyJ4Iiwxb10' })).rejects.toMatchObject({ code: 'PLATFORM.BAD_CURSOR' });
  });
});
