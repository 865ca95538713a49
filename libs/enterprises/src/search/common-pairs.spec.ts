import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { Enterprise } from '../enterprise.entity';
import { EnterprisesQueries } from '../enterprises.queries';
import { bigram, CommonPairs } from './common-pairs';
import { SoundsService } from './sounds';

const size = 600;
const town: ActingPerson = { ...builtInOfficer, scope: { everything: false, regions: ['410305'] } };

describe('common pairs of letters', () => {
  let test: TestDatabase;

  const queries = () =>
    new EnterprisesQueries(test.database, new ReferenceService(test.database), new SoundsService(test.database));
  const said = (rows: number) =>
    test.asSuperuser(`update pg_class set reltuples = $1 where oid = 'enterprise_search'::regclass`, [rows]);

  beforeAll(async () => {
    test = await createTestDatabase();
    const made = Array.from({ length: size }, (_, n) => ({
      ...{ id: uuidv7(), regionBasis: 'given' as const, registeredOn: null, industryCode: null, ownership: null },
      name: n % 3 === 0 ? `洛阳轴承${n}厂` : `洛阳齿轮${n}有限公司`,
      regionCode: n % 2 === 0 ? '410305' : '410311',
      creditCode: makeCreditCode({ region: '410305', organisation: `MA${String(n).padStart(6, '0')}` }),
    }));
    await test.database.write(builtInOfficer, (tx) => tx.manager.insert(Enterprise, made));
    await test.asSuperuser('analyze enterprise_search');
  });
  afterAll(() => test.drop());

  it('numbers pairs as the database does', async () => {
    const letter = fc.integer({ min: 0x20, max: 0x2ffff }).filter((code) => code < 0xd800 || code > 0xdfff);
    const pairs = fc.sample(fc.tuple(letter, letter), { numRuns: 500, seed: 7 });
    const rows = await test.asSuperuser<{ token: number }>(
      `select bigram(chr(a), chr(b)) as token from unnest($1::int[], $2::int[]) with ordinality as p (a, b, n) order by n`,
      [pairs.map(([a]) => a), pairs.map(([, b]) => b)],
    );
    expect(rows.map(({ token }) => token)).toEqual(pairs.map(([a, b]) => bigram(a, b)));
  });

  it('knows from the statistics how many names hold a text', async () => {
    const common = new CommonPairs(test.database);
    expect(await common.estimate('洛阳')).toBeCloseTo(size, 0);
    expect(await common.estimate('轴承')).toBeCloseTo(size / 3, 0);
    expect(await common.estimate('恒通')).toBe(0);
    expect(await common.estimate('有限公司')).toBe(size);
    expect(await common.estimate('洛阳恒通')).toBe(0);
  });

  it('says 0 before statistics were taken', async () => {
    const fresh = await createTestDatabase();
    try {
      expect(await new CommonPairs(fresh.database).estimate('洛阳')).toBe(0);
    } finally {
      await fresh.drop();
    }
  });

  it('spares the count of what very many names hold, in the whole register only, and shows every page', async () => {
    await said(1_000_000);
    try {
      const first = await queries().list(builtInOfficer, { q: '轴承', limit: 150 });
      expect(first.count).toEqual({ value: 10_000, exact: false });
      const rest = await queries().list(builtInOfficer, { q: '轴承', limit: 150, after: first.next ?? '' });
      expect(rest.count).toEqual(first.count);
      expect(rest.next).toBeNull();
      const names = [...first.items, ...rest.items].map(({ name }) => name);
      expect(new Set(names).size).toBe(size / 3);
      expect(names.every((name) => name.includes('轴承'))).toBe(true);
      expect((await queries().list(builtInOfficer, { q: '有限' })).count).toEqual({ value: 10_000, exact: false });
      const counted = { value: size / 6, exact: true };
      expect((await queries().list(town, { q: '轴承' })).count).toEqual(counted);
      expect((await queries().list(builtInOfficer, { q: '轴承', region: '410305' })).count).toEqual(counted);
      expect((await queries().list(builtInOfficer, { q: '恒通' })).count).toEqual({ value: 0, exact: true });
    } finally {
      await said(size);
    }
  });
});
