import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { Enterprise, ownerships } from './enterprise.entity';
import { type EnterpriseListOptions, EnterprisesQueries } from './enterprises.queries';
import { SoundsService } from './search/sounds';

const letters = [...'洛阳轴承有限（()Ａa%_1 '];
const regionCodes = ['410305', '410311', '410402', '411681', '110101'];
const scopes = ['41', '4103', '11', '410305', '410402', '410300', '410', '41030', '99'];

const officer = (regions: string[] | null): ActingPerson =>
  regions === null ? builtInOfficer : { ...builtInOfficer, scope: { everything: false, regions } };

/** What searchable() says, told again. */
const plain = (text: string) => text.toLowerCase().replaceAll('（', '(').replaceAll('）', ')').replaceAll('　', ' ');
const within = (code: string, prefixes: string[]) =>
  prefixes.some((prefix) => [2, 4, 6].includes(prefix.length) && code.startsWith(prefix));

const drawn = fc.record({
  name: fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 }).map((all) => `${all.join('')}厂`),
  regionCode: fc.constantFrom(...regionCodes),
  industryCode: fc.constantFrom(null, '34', '345', '3451', '3571', 'C34'),
  ownership: fc.constantFrom(null, ...ownerships),
  demo: fc.boolean(),
});
const everyOption = fc.record({
  q: fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 2 }).map((all) => all.join('')),
  region: fc.constantFrom('41', '4103', '410300', '410000', '410305', '110101', '12'),
  industry: fc.constantFrom('34', '345', '3451', '35', '99'),
  ownership: fc.constantFrom(...ownerships),
  demo: fc.boolean(),
  sort: fc.constantFrom('id' as const, '-id' as const, 'creditCode' as const),
});
const options = fc
  .tuple(everyOption, fc.subarray(['q', 'q', 'region', 'industry', 'ownership', 'demo', 'sort'], { maxLength: 3 }))
  .map(([every, kept]): EnterpriseListOptions => {
    return Object.fromEntries(Object.entries(every).filter(([name]) => kept.includes(name)));
  });
const scope = fc.option(fc.uniqueArray(fc.constantFrom(...scopes), { maxLength: 3 }));

/** The same, by reading everything; a part of a code from anywhere only where nothing else is found. */
function expected(rows: Enterprise[], regions: string[] | null, options: EnterpriseListOptions) {
  const found = matching(rows, regions, options, startsCode);
  return found.length > 0 ? found : matching(rows, regions, options, holdsCode);
}

function matching(
  rows: Enterprise[],
  regions: string[] | null,
  { q, region, sort, ...given }: EnterpriseListOptions,
  byCode: (row: Enterprise, q: string) => boolean,
) {
  const found = rows.filter(
    (row) =>
      (regions === null || within(row.regionCode, regions)) &&
      (q === undefined || plain(row.name).includes(plain(q)) || byCode(row, q)) &&
      (region === undefined || row.regionCode.startsWith(region.replace(/^(\d{2}|\d{4})(?:00)+$/, '$1'))) &&
      (given.industry === undefined || (row.industryCode?.startsWith(given.industry) ?? false)) &&
      (given.ownership === undefined || row.ownership === given.ownership) &&
      (given.demo === undefined || row.demo === given.demo),
  );
  const key = (row: Enterprise) => (sort === 'creditCode' ? row.creditCode : row.id);
  found.sort((one, other) => (key(one) < key(other) ? -1 : 1));
  return sort === '-id' ? found.reverse() : found;
}

const startsCode = ({ creditCode }: Enterprise, q: string) =>
  /^[0-9A-Z]{2,}$/i.test(q) && [creditCode, creditCode.slice(8)].some((code) => code.startsWith(q.toUpperCase()));

const holdsCode = ({ creditCode }: Enterprise, q: string) =>
  /^[0-9A-Z]{2,}$/i.test(q) && creditCode.includes(q.toUpperCase());

describe('searching', () => {
  let test: TestDatabase;
  let queries: EnterprisesQueries;
  const rows: Enterprise[] = [];

  const all = () => test.database.read(builtInOfficer, (tx) => tx.manager.find(Enterprise));

  beforeAll(async () => {
    test = await createTestDatabase();
    // by letters alone: what sounds find has a suite of its own
    await test.asSuperuser('truncate letter_sound');
    queries = new EnterprisesQueries(
      test.database,
      new ReferenceService(test.database),
      new SoundsService(test.database),
    );
    const made = fc.sample(drawn, { numRuns: 400, seed: 2026 }).map((one, n) => ({
      ...{ id: uuidv7(), regionBasis: 'given' as const, registeredOn: null },
      creditCode: makeCreditCode({ region: one.regionCode, organisation: `MA${String(n).padStart(6, '0')}` }),
      ...one,
    }));
    await test.database.write(builtInOfficer, (tx) => tx.manager.insert(Enterprise, made));
    rows.push(...(await all()));
  });
  afterAll(() => test.drop());

  it('finds what reading every name finds, in the own regions only, page by page, and counts it', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(scope, options, fc.integer({ min: 1, max: 50 }), async (regions, given, limit) => {
        const wanted = expected(rows, regions, given).map(({ name }) => name);
        const first = await queries.list(officer(regions), { ...given, limit });
        const seen = first.items.map(({ name }) => name);
        expect(first.count).toEqual({ value: wanted.length, exact: true });
        let { next } = first;
        for (let page = 0; next !== null && page < 3; page++) {
          const more = await queries.list(officer(regions), { ...given, limit, after: next });
          seen.push(...more.items.map(({ name }) => name));
          expect(more.count).toEqual(first.count);
          next = more.next;
        }
        expect(seen).toEqual(next === null ? wanted : wanted.slice(0, seen.length));
        found += seen.length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(1000);
  }, 60_000);

  it('keeps in step when region, industry, ownership and mark change', async () => {
    const moved = rows.find(({ regionCode, demo }) => regionCode === '410305' && !demo);
    const listed = async (regions: string[], filter: EnterpriseListOptions) =>
      (await queries.list(officer(regions), { q: moved?.name, ...filter })).items.some(({ id }) => id === moved?.id);
    expect(await listed(['4103'], { region: '410305' })).toBe(true);
    const changes = { regionCode: '110101', industryCode: '2641', ownership: 'foreign' as const, demo: true };
    await test.database.write(builtInOfficer, (tx) => tx.manager.update(Enterprise, { id: moved?.id }, changes));
    expect(await listed(['4103'], {})).toBe(false);
    expect(await listed(['11'], { industry: '264', ownership: 'foreign', demo: true })).toBe(true);
    expect(await listed(['11'], { demo: false })).toBe(false);
  });

  it('pages through more hits than are counted, lying close together or far behind', async () => {
    await test.asSuperuser(
      `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis")
       select (lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000')::uuid, '91' || lpad(i::text, 16, '0'),
              '众多' || i || '公司', case when i <= 21000 then '410402' else '411681' end, 'given'
       from generate_series(1, 32000) i`,
    );
    for (const [regions, first] of [
      [null, 1],
      [['411681', '99'], 21_001],
    ] as const)
      for (const sort of ['id', '-id', 'creditCode'] as const) {
        const page = (after?: string) =>
          queries.list(officer(regions && [...regions]), { q: '众多', sort, limit: 2, ...(after && { after }) });
        const one = await page();
        const two = await page(one.next ?? '');
        expect([one.count, two.count]).toEqual(new Array(2).fill({ value: 10_000, exact: false }));
        const numbers = sort === '-id' ? [32_000, 31_999, 31_998, 31_997] : [0, 1, 2, 3].map((n) => first + n);
        expect([...one.items, ...two.items].map(({ name }) => name)).toEqual(numbers.map((n) => `众多${n}公司`));
      }
    const ends = await queries.list(builtInOfficer, { q: '众多32000', sort: 'id' });
    expect([ends.items.length, ends.next, ends.count.value]).toEqual([1, null, 1]);
  }, 30_000);
});
