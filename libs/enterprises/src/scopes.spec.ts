import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer, type Scope } from '@tidu/platform';
import { ReferenceService } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { Enterprise } from './enterprise.entity';
import { EnterprisesQueries } from './enterprises.queries';
import { SoundsService } from './search/sounds';

const regionCodes = ['410305', '410311', '410402', '110101'];
const zoneCodes = ['HX', 'A-1', 'B.2'];

interface Made {
  id: string;
  regionCode: string;
  /** Zones it belongs to today. */
  zones: string[];
}

describe('what a person sees of the register', () => {
  let test: TestDatabase;
  let queries: EnterprisesQueries;
  const made: Made[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    queries = new EnterprisesQueries(
      test.database,
      new ReferenceService(test.database),
      new SoundsService(test.database),
    );
    for (let i = 0; i < 24; i++) {
      const regionCode = regionCodes[i % 4] ?? '';
      const zones = zoneCodes.filter((_, at) => (i >> at) % 3 === 1);
      made.push({ id: uuidv7(), regionCode, zones });
    }
    await test.database.write(builtInOfficer, (tx) =>
      tx.manager.insert(
        Enterprise,
        made.map(({ id, regionCode }, i) => ({
          ...{ id, regionCode, regionBasis: 'given' as const, name: `洛阳轴承${i}厂` },
          creditCode: makeCreditCode({ region: regionCode, organisation: `MA9AC${String(i).padStart(3, '0')}` }),
        })),
      ),
    );
    for (const { id, zones } of made) {
      for (const zone of zones) await join(id, zone, null, null);
      // a membership that is over, one to come and one taken back count for nothing
      await join(id, 'PAST', '2010-01-01', '2020-01-01');
      await join(id, 'COMING', '2199-01-01', null);
      await join(id, 'GONE', null, null, true);
    }
  });
  afterAll(() => test.drop());

  const join = (id: string, zone: string, from: string | null, until: string | null, withdrawn = false) =>
    test.asSuperuser(
      `insert into enterprise_zone (id, "enterpriseId", "zoneCode", "validFrom", "validUntil", reason, "recordedBy",
         "recordedByName", "withdrawnAt", "withdrawnBy", "withdrawnByName", "withdrawnReason")
       values ($1, $2, $3, $4, $5, '测试', $6, 'x', $7, $8, $9, $10)`,
      [
        uuidv7(),
        id,
        zone,
        from,
        until,
        builtInOfficer.id,
        ...(withdrawn ? [new Date(), builtInOfficer.id, 'x', '错'] : [null, null, null, null]),
      ],
    );

  const scopes = fc.record({
    regions: fc.subarray(['41', '4103', '410305', '410402', '11']),
    zones: fc.subarray([...zoneCodes, 'PAST', 'COMING', 'GONE', 'NONE']),
    single: fc.array(fc.nat({ max: 23 }), { maxLength: 3 }),
  });
  const personOf = (scope: Scope): ActingPerson => ({ ...builtInOfficer, scope });

  it('is what lies in its regions, belongs to its zones today, or is named, in lists, searches, records and rows', async () => {
    await fc.assert(
      fc.asyncProperty(scopes, async ({ regions, zones, single }) => {
        const enterprises = single.map((i) => made[i]?.id ?? '');
        const person = personOf({ everything: false, regions, zones, enterprises });
        const expected = made
          .filter(
            (one) =>
              regions.some((prefix) => one.regionCode.startsWith(prefix)) ||
              one.zones.some((zone) => zones.includes(zone)) ||
              enterprises.includes(one.id),
          )
          .map(({ id }) => id)
          .sort();
        const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
        const listed = await queries.list(person, { limit: 100 });
        expect([ids(listed.items), listed.count.value]).toEqual([expected, expected.length]);
        expect(ids((await queries.list(person, { q: '轴承', limit: 100 })).items)).toEqual(expected);
        const belonging = await test.database.read(person, (tx) =>
          tx.rows<{ id: string }>('select distinct "enterpriseId" as id from enterprise_zone'),
        );
        expect(ids(belonging)).toEqual(expected);
        const other = made.find(({ id }) => !expected.includes(id));
        if (other) await expect(queries.one(person, other.id)).rejects.toMatchObject({ code: 'ENTERPRISES.NOT_FOUND' });
      }),
      { numRuns: 60 },
    );
  });

  it('can’t be changed beyond: neither another’s row nor one’s own out of sight', async () => {
    const [first, second] = made.filter(({ zones }) => zones.includes('HX'));
    const person = personOf({ everything: false, regions: [], zones: [], enterprises: [first?.id ?? ''] });
    const change = (id: string | undefined) =>
      test.database.write(person, (tx) =>
        tx.rows('update enterprise set "officerName" = $2 where id = $1 returning id', [id, '甲']),
      );
    expect(await change(first?.id)).toHaveLength(1);
    expect(await change(second?.id)).toHaveLength(0);
    const ofRegion = personOf({ everything: false, regions: [first?.regionCode ?? ''] });
    const moved = test.database.write(ofRegion, (tx) =>
      tx.rows(`update enterprise set "regionCode" = '650102' where id = $1`, [first?.id]),
    );
    await expect(moved).rejects.toMatchObject({ code: '42501' });
  });

  it('costs the others nothing: the plan of a list asks for no zone unless there is one', async () => {
    const plan = (scope: Scope) =>
      test.database.read(personOf(scope), async (tx) => {
        const rows = await tx.rows<{ 'QUERY PLAN': string }>(
          'explain (analyze, costs off, timing off, summary off) select id from enterprise order by id limit 20',
        );
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    const all = await plan({ everything: true });
    // of the three questions only the first is asked
    expect(all.match(/never executed/g)).toHaveLength(2);
    expect(all).toMatch(/Index (Only )?Scan using \w*pkey/);
  });
});
