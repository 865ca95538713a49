import { makeCreditCode, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, builtInOfficer } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { getMetadataArgsStorage } from 'typeorm';
import { Enterprise } from './enterprise.entity';
import { EnterprisesService } from './enterprises.service';

const ofRegion = (region: string): ActingPerson => ({
  ...builtInOfficer,
  id: uuidv7(),
  scope: { everything: false, regions: [region] },
});
const code = makeCreditCode({ region: '410305', organisation: 'MA000001' });

type Given = Partial<
  Pick<Enterprise, 'name' | 'regionCode' | 'regionBasis' | 'industryCode' | 'ownership' | 'registeredOn'>
>;

const source = (given: Given) => ({
  sql: `select $1::uuid as id, '${code}' as "creditCode", $2::text as name, $3::text as "regionCode", $4::text as "regionBasis",
               $5::text as "industryCode", $6::text as ownership, $7::date as "registeredOn", false as demo`,
  parameters: [
    ...[uuidv7(), given.name ?? '甲公司', given.regionCode ?? '410305', given.regionBasis ?? 'creditCode'],
    ...[given.industryCode ?? null, given.ownership ?? null, given.registeredOn ?? null],
  ],
});

describe('EnterprisesService', () => {
  const service = new EnterprisesService();
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  beforeEach(() => test.asSuperuser('delete from enterprise'));

  const create = (given: Given = {}, person: ActingPerson = builtInOfficer) =>
    test.database.write(person, (tx) => service.createMissing(tx, source(given)));
  const takeOver = (given: Given, onlyBlanks: boolean, person: ActingPerson = builtInOfficer) =>
    test.database.write(person, (tx) => service.takeOver(tx, source(given), onlyBlanks));
  const stored = async () =>
    (await test.asSuperuser<Enterprise>(`select *, "registeredOn"::text as "registeredOn" from enterprise`))[0];

  it('changes nothing of another region’s enterprise, and can’t make one there', async () => {
    await create();
    expect(await takeOver({ ownership: 'private' }, false, ofRegion('410399'))).toBe(0);
    await test.asSuperuser('delete from enterprise');
    await expect(create({}, ofRegion('410399'))).rejects.toMatchObject({ code: '42501' });
  });

  it('makes what is missing once, and finds it in the search', async () => {
    expect([await create(), await create({ name: '别名' })]).toEqual([1, 0]);
    expect(await stored()).toMatchObject({ name: '甲公司', regionBasis: 'creditCode', version: 1 });
    expect(await test.asSuperuser('select names from enterprise_search')).toEqual([{ names: '甲公司' }]);
  });

  it('takes over what is given and leaves what isn’t, and never the name', async () => {
    await create({ industryCode: '3451', registeredOn: '1999-08-31' });
    expect(await takeOver({ name: '新名', ownership: 'private', registeredOn: '2000-01-01' }, false)).toBe(1);
    expect(await stored()).toMatchObject({
      ...{ name: '甲公司', ownership: 'private', registeredOn: '2000-01-01', industryCode: '3451', version: 2 },
    });
  });

  it('counts no change where nothing is new', async () => {
    await create({ industryCode: '3451' });
    expect(await takeOver({ industryCode: '3451' }, false)).toBe(0);
    expect((await stored())?.version).toBe(1);
  });

  it('fills in blanks only, when told so', async () => {
    await create({ industryCode: '3451' });
    expect(await takeOver({ industryCode: '3571', ownership: 'foreign' }, true)).toBe(1);
    expect(await stored()).toMatchObject({ industryCode: '3451', ownership: 'foreign' });
  });

  it('lets a stated region take the place of the one from the code, and never the other way round', async () => {
    await create();
    expect(await takeOver({ regionCode: '410311', regionBasis: 'given' }, true)).toBe(1);
    expect(await takeOver({ regionCode: '410305', regionBasis: 'creditCode' }, false)).toBe(0);
    expect(await takeOver({ regionCode: '410302', regionBasis: 'given' }, true)).toBe(0);
    expect(await stored()).toMatchObject({ regionCode: '410311', regionBasis: 'given' });
    expect(await takeOver({ regionCode: '410302', regionBasis: 'given' }, false)).toBe(1);
  });

  const past = () =>
    test.asSuperuser(
      `select "industryCode", ownership, "validFrom"::text as "validFrom", "validUntil"::text as "validUntil", "jobId"
       from enterprise_version order by "validUntil"`,
    );
  const noted = () =>
    test.asSuperuser(
      `select kind, "effectiveOn"::text as "effectiveOn", before, after, source, "personName" from enterprise_change order by at`,
    );
  const from = (effectiveOn: string) => ({ effectiveOn, jobId, source: '名册.csv' });
  const jobId = uuidv7();

  it('keeps the state it replaces, with the day, the file and the job; what fills a blank was always so', async () => {
    await create({ industryCode: '3451' });
    const take = (given: Given, day: string) =>
      test.database.write(builtInOfficer, (tx) => service.takeOver(tx, source(given), false, from(day)));
    await take({ ownership: 'private' }, '2024-01-01');
    expect([await past(), (await stored())?.since]).toEqual([[], null]);
    await take({ industryCode: '3571', ownership: 'foreign' }, '2025-01-01');
    expect(await past()).toEqual([
      { industryCode: '3451', ownership: 'private', validFrom: null, validUntil: '2025-01-01', jobId },
    ]);
    expect(await noted()).toEqual([
      expect.objectContaining({
        kind: 'identity.complete',
        effectiveOn: null,
        before: {},
        after: { ownership: 'private' },
      }),
      {
        ...{ kind: 'identity.change', effectiveOn: '2025-01-01', source: '名册.csv', personName: builtInOfficer.name },
        before: { industryCode: '3451', ownership: 'private' },
        after: { industryCode: '3571', ownership: 'foreign' },
      },
    ]);
    // a second list of the same day corrects the first, and makes no state without a day of its own
    await take({ industryCode: '3572' }, '2025-01-01');
    expect(await past()).toHaveLength(1);
    expect(await stored()).toMatchObject({ industryCode: '3572', changedByName: builtInOfficer.name, version: 4 });
  });

  it('takes another day of registration for a correction, and a region from the code for a blank', async () => {
    await create({ registeredOn: '1999-08-31' });
    await takeOver({ registeredOn: '2000-01-01', regionCode: '410311', regionBasis: 'given' }, false);
    expect(await past()).toEqual([]);
    expect(await noted()).toMatchObject([{ kind: 'identity.complete', before: { regionBasis: 'creditCode' } }]);
  });

  it('has an entity with the columns of the table and no others', async () => {
    const columns = await test.asSuperuser<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'enterprise'`,
    );
    const known = getMetadataArgsStorage().columns.filter(({ target }) => target === Enterprise);
    expect(known.map(({ propertyName }) => propertyName).sort()).toEqual(columns.map(({ name }) => name).sort());
  });
});
