import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { Enterprise } from './enterprise.entity';
import { EnterprisesQueries, type EnterpriseListOptions } from './enterprises.queries';
import { SoundsService } from './search/sounds';

const officer = (...regions: string[]): ActingPerson => ({
  ...builtInOfficer,
  id: uuidv7(),
  scope: { everything: false, regions },
});

describe('EnterprisesQueries', () => {
  let test: TestDatabase;
  let queries: EnterprisesQueries;
  let rows: Enterprise[];

  beforeAll(async () => {
    test = await createTestDatabase();
    queries = new EnterprisesQueries(
      test.database,
      new ReferenceService(test.database),
      new SoundsService(test.database),
    );
    const made = (n: number, name: string, regionCode: string, more: Partial<Enterprise> = {}) => ({
      ...{
        id: uuidv7(),
        creditCode: makeCreditCode({ region: regionCode, organisation: `MA${String(n).padStart(6, '0')}` }),
      },
      ...{ name, regionCode, regionBasis: 'given' as const, industryCode: null, ownership: null, registeredOn: null },
      ...more,
    });
    const given = [
      made(1, '洛阳轴承（集团）有限公司', '410305', {
        industryCode: '3451',
        ownership: 'stateOwned',
        registeredOn: '1999-08-31',
      }),
      made(2, '洛阳拖拉机有限公司', '410305', { industryCode: '3571', ownership: 'private' }),
      made(3, '安阳轴承有限公司', '410505', { industryCode: '3451', registeredOn: '2015-01-01', demo: true }),
      made(4, 'TCL 科技股份有限公司', '441302', { registeredOn: '1982-03-11' }),
      made(5, '北京一百%_有限公司', '110101'),
    ];
    await test.database.write(builtInOfficer, (tx) => tx.manager.insert(Enterprise, given));
    rows = await test.database.read(builtInOfficer, (tx) => tx.manager.find(Enterprise, { order: { id: 'ASC' } }));
  });
  afterAll(() => test.drop());

  const names = async (options: EnterpriseListOptions, person: ActingPerson = builtInOfficer) =>
    (await queries.list(person, options)).items.map(({ name }) => name.slice(0, 4));

  it('shows a person the enterprises of the own regions only, in lists, searches and counts', async () => {
    const own = officer('410505');
    const seen = await queries.list(own, {});
    expect([seen.items.map(({ name }) => name), seen.count]).toEqual([['安阳轴承有限公司'], { value: 1, exact: true }]);
    expect(await names({ q: '轴承' }, own)).toEqual(['安阳轴承']);
    expect(await names({ q: rows[0]?.creditCode }, own)).toEqual([]);
    expect(await names({}, officer('4103', '11'))).toEqual(['洛阳轴承', '洛阳拖拉', '北京一百']);
    expect(await names({}, officer())).toEqual([]);
  });

  it('answers alike for an enterprise of another region and one that isn’t there', async () => {
    const errors = await Promise.all(
      [rows[0]?.id ?? '', uuidv7()].map((id) => queries.one(officer('410505'), id).catch((error: unknown) => error)),
    );
    expect(errors[0]).toEqual(errors[1]);
    expect(errors[0]).toMatchObject({ kind: 'notFound', code: 'ENTERPRISES.NOT_FOUND' });
  });

  it('gives one enterprise with the names of its region and industry', async () => {
    expect(await queries.one(builtInOfficer, rows[0]?.id ?? '')).toMatchObject({
      ...{ name: '洛阳轴承（集团）有限公司', regionName: '涧西区', regionPath: '河南省洛阳市涧西区' },
      ...{ industryName: '滚动轴承制造', ownership: 'stateOwned', registeredOn: '1999-08-31', version: 1, demo: false },
    });
  });

  it('finds names by any two letters, brackets of either width, capitals or not', async () => {
    expect(await names({ q: '轴承' })).toEqual(['洛阳轴承', '安阳轴承']);
    expect(await names({ q: '(集团)' })).toEqual(['洛阳轴承']);
    expect(await names({ q: '（集' })).toEqual(['洛阳轴承']);
    expect(await names({ q: 'tcl' })).toEqual(['TCL ']);
    expect(await names({ q: '承轴' })).toEqual([]);
  });

  it('takes the signs of LIKE for what they are', async () => {
    expect(await names({ q: '百%_有' })).toEqual(['北京一百']);
    for (const q of ['%%', '__', '百_', '%有限公司', '\\%']) expect(await names({ q })).toEqual([]);
    expect(await names({ q: `'; drop table enterprise; --` })).toEqual([]);
  });

  it('finds credit codes by their beginning and by that of the organisation code', async () => {
    const code = rows[2]?.creditCode ?? '';
    for (const q of [code, code.slice(0, 8), code.toLowerCase(), code.slice(8), code.slice(8, 16)])
      expect(await names({ q })).toEqual(['安阳轴承']);
    expect(await names({ q: 'MA00000' })).toHaveLength(5);
  });

  it('narrows by region of any level, industry, ownership and demo', async () => {
    expect(await names({ region: '41' })).toHaveLength(3);
    expect(await names({ region: '410000' })).toHaveLength(3);
    expect(await names({ region: '410300' })).toEqual(['洛阳轴承', '洛阳拖拉']);
    expect(await names({ region: '410505' })).toEqual(['安阳轴承']);
    expect(await names({ industry: '34' })).toEqual(['洛阳轴承', '安阳轴承']);
    expect(await names({ industry: '3571' })).toEqual(['洛阳拖拉']);
    expect(await names({ ownership: 'private' })).toEqual(['洛阳拖拉']);
    expect(await names({ demo: true })).toEqual(['安阳轴承']);
    expect(await names({ demo: false, q: '轴承', region: '41' })).toEqual(['洛阳轴承']);
  });

  it('orders by name as Chinese do (by sound), by date with the unknown first, both ways', async () => {
    expect(await names({ sort: 'name' })).toEqual(['安阳轴承', '北京一百', '洛阳拖拉', '洛阳轴承', 'TCL ']);
    expect(await names({ sort: '-registeredOn', limit: 3 })).toEqual(['安阳轴承', '洛阳轴承', 'TCL ']);
    expect(await names({ sort: 'registeredOn', limit: 3 })).toEqual(['洛阳拖拉', '北京一百', 'TCL ']);
  });

  it.each(['id', '-id', 'name', '-name', 'creditCode', '-creditCode', 'registeredOn', '-registeredOn'] as const)(
    'pages by %s without losing or repeating a row, and keeps the count',
    async (sort) => {
      const whole = await names({ sort });
      const seen: string[] = [];
      let after: string | undefined;
      for (let pages = 0; pages < 10; pages++) {
        const page = await queries.list(builtInOfficer, { sort, limit: 2, after });
        expect(page.count).toEqual({ value: 5, exact: true });
        seen.push(...page.items.map(({ name }) => name.slice(0, 4)));
        if (page.next === null) break;
        after = page.next;
      }
      expect(seen).toEqual(whole);
    },
  );

  it('refuses a cursor of another order, and one that was tampered with', async () => {
    const { next } = await queries.list(builtInOfficer, { sort: 'name', limit: 1 });
    const cursor = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
    const bad = [
      { sort: 'id' as const, after: next ?? '' },
      { sort: 'registeredOn' as const, after: next ?? '' },
      { sort: 'id' as const, after: cursor([1, 'no id', null, 0]) },
      { sort: 'id' as const, after: cursor(['1', uuidv7(), null, 0]) },
      { sort: 'id' as const, after: 'AAAA' },
    ];
    for (const options of bad)
      await expect(queries.list(builtInOfficer, options)).rejects.toMatchObject({ code: 'PLATFORM.BAD_CURSOR' });
  });

  it('keeps the search in step with a changed name, and forgets who was removed', async () => {
    const [, , , , last] = rows;
    await test.asSuperuser(`update enterprise set name = '天津轴承有限公司' where id = $1`, [last?.id]);
    expect(await names({ q: '天津' })).toEqual(['天津轴承']);
    expect(await names({ q: '百%_有' })).toEqual([]);
    await test.asSuperuser(`update enterprise set name = $2 where id = $1`, [last?.id, last?.name]);
    const [removed] = await test.asSuperuser<{ n: number }>(`select count(*)::int as n from enterprise_search`);
    await test.asSuperuser('delete from enterprise where demo');
    const [left] = await test.asSuperuser<{ n: number }>(`select count(*)::int as n from enterprise_search`);
    expect((removed?.n ?? 0) - (left?.n ?? 0)).toBe(1);
  });
});
