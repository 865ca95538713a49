import { elapsedYears } from '@tidu/kernel';
import { builtInOfficer } from '@tidu/platform';
import { until } from '@tidu/test/product';
import fc from 'fast-check';
import { countyOfficer, Register } from '../testing/register';
import { factsHash } from './canonical';
import { readSheet } from './sheet-reader';

interface Stored {
  asOf: string;
  version: number;
  current: boolean;
  [fact: string]: unknown;
}

describe('fact sheets', () => {
  let register: Register;
  beforeAll(async () => {
    register = await Register.open();
  });
  afterAll(() => register.close());

  const refresh = (year: number, asOf: string, ids: string[]) =>
    register.database.write(builtInOfficer, (tx) => register.sheets.refresh(tx, { year, asOf, enterpriseIds: ids }));
  const stored = (id: string) =>
    register.test.asSuperuser<Stored>(
      `select *, "asOf"::text as "asOf", "supersededAt" is null as current from fact_sheet
       where "enterpriseId" = $1 order by year, fact_sheet."asOf", version`,
      [id],
    );
  const read = async (id: string, year: number, asOf: string, version = 1) => {
    const catalogue = await register.reference.facts();
    return register.database.read(builtInOfficer, (tx) =>
      readSheet(tx, catalogue, { enterpriseId: id, year, asOf, version }),
    );
  };

  it('are said beforehand as they would be written, also without figures of the year, and nothing is left of it', async () => {
    const [id, bare] = await register.enterprises([{ registeredOn: '2010-03-01' }, { registeredOn: '2015-03-01' }]);
    await register.figures(id ?? '', 2020, 'enterprise', { revenue: 90 });
    await register.figures(id ?? '', 2021, 'tax', { revenue: 100 });
    const preview = (enterpriseId = '', person = builtInOfficer) =>
      register.database.read(person, (tx) =>
        register.sheets.preview(tx, { enterpriseId, year: 2021, asOf: '2022-09-01' }),
      );
    const before = await preview(id);
    expect(await stored(id ?? '')).toEqual([]);
    await refresh(2021, '2022-09-01', [id ?? '']);
    const written = await read(id ?? '', 2021, '2022-09-01');
    expect([before?.hash, [...(before?.facts ?? [])]]).toEqual([written?.hash, [...(written?.facts ?? [])]]);
    expect(before?.origin('revenue')).toMatchObject({ source: { code: 'tax' }, year: 2021 });
    const known = await preview(bare);
    expect(known?.facts.get('establishedYears')).not.toBeNull();
    expect(known?.facts.get('revenue')).toBeNull();
    expect(await preview(id, countyOfficer)).toBeNull();
  });

  it('are neither made nor seen beyond the scope of whoever asks', async () => {
    const id = await register.enterprise({ regionCode: '410302' });
    await register.figures(id, 2021, 'enterprise', { revenue: 100 });
    const counts = await register.database.write(countyOfficer, (tx) =>
      register.sheets.refresh(tx, { year: 2021, asOf: '2022-06-01', enterpriseIds: [id] }),
    );
    expect(counts).toEqual({ sheets: 0, written: 0 });
    await refresh(2021, '2022-06-01', [id]);
    const seen = (person: typeof countyOfficer) =>
      register.database.read(person, (tx) => tx.rows('select 1 from fact_sheet where "enterpriseId" = $1', [id]));
    expect(await seen(countyOfficer)).toHaveLength(0);
    expect(await seen(builtInOfficer)).toHaveLength(1);
  });

  it('believe the sources in order, fact by fact, and say whom', async () => {
    const id = await register.enterprise({ registeredOn: '2010-03-01' });
    await register.figures(id, 2021, 'enterprise', { revenue: 300, employees: 30, ownBrand: false });
    await register.figures(id, 2021, 'statistics', { revenue: 200, employees: 20 });
    await register.figures(id, 2021, 'audit', { revenue: 100 });
    await refresh(2021, '2022-06-01', [id]);
    const sheet = await read(id, 2021, '2022-06-01');
    expect(sheet?.facts.get('revenue')).toBe(100);
    expect(sheet?.facts.get('employees')).toBe(20);
    expect(sheet?.facts.get('ownBrand')).toBe(false);
    expect(sheet?.facts.get('totalAssets')).toBeNull();
    expect(sheet?.origin('revenue')).toMatchObject({ source: { code: 'audit', label: '审计报告' }, year: 2021 });
    expect(sheet?.origin('employees')?.source.code).toBe('statistics');
    expect(sheet?.origin('ownBrand')?.source.code).toBe('enterprise');
    expect(sheet?.origin('totalAssets')).toBeNull();
    expect(sheet?.origin('regionCode')).toMatchObject({ source: { code: 'register' }, year: null });
    expect(sheet?.origin('establishedYears')?.source.code).toBe('computed');
  });

  it('take the figures of earlier years from those years, and not from later ones', async () => {
    const id = await register.enterprise();
    await register.figures(id, 2019, 'audit', { revenue: 19, netProfit: -5 });
    await register.figures(id, 2020, 'enterprise', { revenue: 20, qualityScore: 800000 });
    await register.figures(id, 2021, 'enterprise', { revenue: 21, qualityScore: 900000 });
    await register.figures(id, 2022, 'enterprise', { revenue: 22 });
    await refresh(2021, '2022-06-01', [id]);
    const sheet = await read(id, 2021, '2022-06-01');
    const value = (code: string) => sheet?.facts.get(code);
    expect(['revenue', 'revenueY1', 'revenueY2', 'netProfitY2', 'netProfitY1'].map(value)).toEqual([
      21,
      20,
      19,
      -5,
      null,
    ]);
    expect([value('qualityScore'), value('qualityScoreY1')]).toEqual([900000, 800000]);
    expect(sheet?.origin('revenueY2')).toMatchObject({ source: { code: 'audit' }, year: 2019 });
  });

  it('exist for enterprises with figures of that year only', async () => {
    const id = await register.enterprise();
    await register.figures(id, 2020, 'enterprise', { revenue: 20 });
    expect(await refresh(2021, '2022-06-01', [id])).toEqual({ sheets: 0, written: 0 });
    expect(await refresh(2020, '2022-06-01', [id])).toEqual({ sheets: 1, written: 1 });
  });

  it('are written again only when a fact changed, and the old one stays', async () => {
    const id = await register.enterprise();
    await register.figures(id, 2021, 'enterprise', { revenue: 1 });
    expect(await refresh(2021, '2022-06-01', [id])).toEqual({ sheets: 1, written: 1 });
    expect(await refresh(2021, '2022-06-01', [id])).toEqual({ sheets: 1, written: 0 });
    expect(await refresh(2021, '2022-07-01', [id])).toEqual({ sheets: 1, written: 0 });
    await register.figures(id, 2021, 'enterprise', { revenue: 2 });
    expect(await refresh(2021, '2022-07-01', [id])).toEqual({ sheets: 1, written: 1 });
    await register.figures(id, 2021, 'enterprise', { revenue: 3 });
    expect(await refresh(2021, '2022-07-01', [id])).toEqual({ sheets: 1, written: 1 });
    const rows = await stored(id);
    expect(rows.map(({ asOf, version, current, revenue }) => [asOf, version, current, revenue])).toEqual([
      ['2022-06-01', 1, false, '1'],
      ['2022-07-01', 1, false, '2'],
      ['2022-07-01', 2, true, '3'],
    ]);
  });

  it('of an earlier day do not push aside those of a later one', async () => {
    const id = await register.enterprise({ registeredOn: '2015-01-01' });
    await register.figures(id, 2021, 'enterprise', { revenue: 1 });
    await refresh(2021, '2022-12-31', [id]);
    await refresh(2021, '2022-01-01', [id]);
    const rows = await stored(id);
    expect(rows.map(({ asOf, current, establishedYears }) => [asOf, current, establishedYears])).toEqual([
      ['2022-01-01', false, '70000'],
      ['2022-12-31', true, '79972'],
    ]);
  });

  it('bear a hash that the same facts give again outside the database', async () => {
    const { dictionary } = await register.reference.facts();
    const id = await register.enterprise({ registeredOn: '1999-02-28' });
    await register.figures(id, 2020, 'enterprise', { revenue: '999999999999999', netProfit: '-1' });
    await register.figures(id, 2021, 'enterprise', {
      ...{ registeredInChina: true, ownBrand: false, enterpriseSize: 'small', mainProductShare: 700000, employees: 0 },
      ...{ revenue: '1000000000000000', landArea: '9999999999999999' },
    });
    await refresh(2021, '2022-06-01', [id]);
    const sheet = await read(id, 2021, '2022-06-01');
    expect(sheet?.facts.get('landArea')).toBe(9999999999999999n);
    expect(sheet && factsHash(sheet.facts, dictionary)).toBe(sheet?.hash);
    const [other] = await stored(await register.enterprise());
    expect(other).toBeUndefined();
  });

  it('count years of operation as the kernel does, day by day', async () => {
    const day = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const leap = fc.constantFrom('2000-02-29', '2004-02-29', '2023-02-28', '2024-02-28', '2024-02-29', '2024-03-01');
    const pairs = fc.sample(fc.tuple(fc.oneof(day, leap), fc.oneof(day, leap)), { numRuns: 2000, seed: 20261101 });
    const counted = await register.test.asSuperuser<{ years: number }>(
      'select elapsed_years(a, b)::int as years from unnest($1::date[], $2::date[]) with ordinality x (a, b, n) order by n',
      [pairs.map(([from]) => from), pairs.map(([, to]) => to)],
    );
    const differing = pairs.filter(([from, to], i) => counted[i]?.years !== elapsedYears(from, to));
    expect(differing).toEqual([]);
  });

  it('hold what the district added by data alone', async () => {
    await register.test.asSuperuser(
      `insert into fact (code, position, district, entry) select 'parkRent', 1000, true, entry || '{"code": "parkRent", "label": "园区租金", "aliases": ""}'
       from fact where code = 'taxPaid'`,
    );
    register.reference.forget();
    try {
      const id = await register.enterprise();
      await register.figures(id, 2021, 'zone', { extra: { parkRent: 12345 }, revenue: 5 });
      await register.figures(id, 2021, 'enterprise', { extra: { parkRent: 99 } });
      await refresh(2021, '2022-06-01', [id]);
      const sheet = await read(id, 2021, '2022-06-01');
      expect(sheet?.facts.get('parkRent')).toBe(12345);
      expect(sheet?.origin('parkRent')?.source.code).toBe('zone');
      expect(sheet && factsHash(sheet.facts, (await register.reference.facts()).dictionary)).toBe(sheet?.hash);
    } finally {
      await register.test.asSuperuser(`delete from fact where code = 'parkRent'`);
      register.reference.forget();
    }
  });

  it('go through everybody in chunks and can be stopped between them', async () => {
    for (let i = 0; i < 3; i++) {
      await register.figures(await register.enterprise(), 2018, 'enterprise', { revenue: i });
    }
    const done: number[] = [];
    const counts = await register.sheets.refreshAll(builtInOfficer, {
      ...{ year: 2018, asOf: '2019-06-01', onProgress: (n: number) => done.push(n) },
    });
    expect(counts).toEqual({ sheets: 3, written: 3 });
    expect(done).toEqual([3]);
    const stop = () => {
      throw new Error('stopped');
    };
    const again = register.sheets.refreshAll(builtInOfficer, { year: 2018, asOf: '2019-06-01', onProgress: stop });
    await expect(again).rejects.toThrow('stopped');
  });

  describe('brought up to date again', () => {
    const year = 2016;
    const all = (asOf: string) => register.sheets.refreshAll(builtInOfficer, { year, asOf });
    /** Enterprises looked at by a refresh of everybody: all in ranges, or the changed ones by name. */
    async function lookedAt(asOf: string): Promise<number> {
      let done = -1;
      await register.sheets.refreshAll(builtInOfficer, { year, asOf, onProgress: (count) => (done = count) });
      return done;
    }
    /** Until nothing is left to look at: a transaction open anywhere in the cluster, other tests' too, holds that up. */
    async function settle(): Promise<void> {
      const found = await until(async () => (await lookedAt('2017-06-01')) === 0, 20);
      if (!found) throw new Error('the refresh never comes to rest');
    }
    let ids: string[];
    beforeAll(async () => {
      ids = await register.enterprises(Array.from({ length: 6 }, () => ({ registeredOn: '2001-02-03' })));
      await register.manyFigures(
        ids.map((enterpriseId, i) => ({ enterpriseId, year, source: 'enterprise', facts: { revenue: i } })),
      );
      expect(await all('2017-06-01')).toEqual({ sheets: 6, written: 6 });
    });

    it('looks at nobody when nothing changed, and at all on another day', async () => {
      await settle();
      expect(await lookedAt('2017-06-02')).toBe(6);
      expect(await lookedAt('2017-06-01')).toBe(6);
    });

    it('sees new figures of the year and of those before it, another source, a changed entry in the register', async () => {
      const [a = '', b = '', c = '', d = ''] = ids;
      await settle();
      await register.figures(a, year, 'enterprise', { revenue: 77 });
      await register.figures(b, year - 2, 'tax', { revenue: 5 });
      await register.figures(c, year, 'audit', { employees: 3 });
      await register.test.asSuperuser(`update enterprise set ownership = 'foreign' where id = $1`, [d]);
      expect(await lookedAt('2017-06-01')).toBe(4);
      const rows = await register.test.asSuperuser<Record<string, unknown>>(
        `select "enterpriseId", revenue, "revenueY2", employees, ownership from fact_sheet
         where year = $1 and "asOf" = '2017-06-01' and version = 2 order by array_position($2::uuid[], "enterpriseId")`,
        [year, ids],
      );
      expect(
        rows.map(({ revenue, revenueY2, employees, ownership }) => [revenue, revenueY2, employees, ownership]),
      ).toEqual([
        ['77', null, null, 'private'],
        ['1', '5', null, 'private'],
        ['2', null, 3, 'private'],
        ['3', null, null, 'foreign'],
      ]);
      await settle();
    });

    it('misses nothing of a transaction that was still open when the refresh before began', async () => {
      await settle();
      let finish: () => void = () => undefined;
      const goOn = new Promise<void>((done) => (finish = done));
      let written: () => void = () => undefined;
      const hasWritten = new Promise<void>((done) => (written = done));
      const slow = register.database.write(builtInOfficer, async (tx) => {
        await tx.rows(`update enterprise set ownership = 'collective' where id = $1`, [ids[5]]);
        written();
        await goOn;
      });
      await hasWritten;
      await register.figures(ids[4] ?? '', year, 'enterprise', { revenue: 4444 });
      expect(await lookedAt('2017-06-01')).toBe(1); // the other isn't there yet
      finish();
      await slow;
      const { written: sheets } = await all('2017-06-01');
      expect(sheets).toBe(1);
      const [sheet] = await register.test.asSuperuser<{ ownership: string }>(
        `select ownership from fact_sheet where "enterpriseId" = $1 and year = $2 and "asOf" = '2017-06-01'
         order by version desc limit 1`,
        [ids[5], year],
      );
      expect(sheet?.ownership).toBe('collective');
    });

    it('begins anew when the dictionary changed or the database is another', async () => {
      await settle();
      await register.test.asSuperuser(
        `update setting set value = value || '{"cluster": "1"}' where key = 'scoring.sheets.2016'`,
      );
      expect(await lookedAt('2017-06-01')).toBe(6);
      await register.test.asSuperuser(
        `update setting set value = value || '{"rules": "older"}' where key = 'scoring.sheets.2016'`,
      );
      expect(await lookedAt('2017-06-01')).toBe(6);
      await settle();
    });
  });

  it('can be changed by nobody but for the mark that a newer one came', async () => {
    const change = (sql: string) => register.database.write(builtInOfficer, (tx) => tx.rows(sql));
    for (const sql of ['update fact_sheet set revenue = 1', 'delete from fact_sheet', 'truncate fact_sheet'])
      await expect(change(sql)).rejects.toMatchObject({ code: '42501' });
  });
});
