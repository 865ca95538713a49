import { builtInOfficer, forgetSeeds, systemActor } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ReferenceService } from './reference.service';
import { seedReference } from './seed';

const seeds = path.resolve(__dirname, '../../../seeds');

describe('seedReference', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const tables = [
    ...['region', 'street', 'industry', 'strategic_field', 'strategic_emerging'],
    ...['calendar_version', 'calendar_day', 'calendar_year', 'fact', 'register_field'],
  ];
  const state = () =>
    Promise.all(
      tables.map((table) => test.asSuperuser(`select ctid::text, xmin::text, t.* from ${table} t order by 3`)),
    );

  it('fills every table', async () => {
    expect((await state()).map((rows) => rows.length)).toEqual([3351, 41352, 1972, 9, 656, 1, 769, 23, 93, 7]);
  });

  const afresh = () => test.database.write(systemActor, forgetSeeds);
  it('touches no row when run again, also when every row is compared', async () => {
    const before = await state();
    await seedReference(test.database, seeds);
    expect(await state()).toEqual(before);
    await afresh();
    await seedReference(test.database, seeds);
    expect(await state()).toEqual(before);
  });

  it('mends a row that was changed, takes out one that isn’t in the files, puts back one that is missing', async () => {
    await test.asSuperuser(`update region set name = '别处' where code = '410305'`);
    await test.asSuperuser(`insert into region values ('999999', '无此地', 'district', '410300')`);
    await test.asSuperuser(`delete from fact where code = 'revenue'`);
    await afresh();
    await seedReference(test.database, seeds);
    const service = new ReferenceService(test.database);
    const regions = await service.regions();
    expect([regions.get('410305')?.path, regions.has('999999')]).toEqual(['河南省洛阳市涧西区', false]);
    expect((await service.dictionary()).get('revenue').label).toBe('营业收入(上年度)');
  });

  describe('from files of its own', () => {
    let own: string;
    beforeAll(() => {
      own = fs.mkdtempSync(path.join(os.tmpdir(), 'tidu-seeds-'));
      fs.cpSync(path.join(seeds, 'reference'), path.join(own, 'reference'), { recursive: true });
      for (const file of ['facts.csv', 'lists.yaml']) fs.cpSync(path.join(seeds, file), path.join(own, file));
      fs.mkdirSync(path.join(own, 'facts.d'));
    });
    afterAll(() => fs.rmSync(own, { recursive: true, force: true }));

    it('compares only the tables whose file is another than last time', async () => {
      const names = () =>
        test.asSuperuser(`select name from region where code = '410305' union all
          select name from industry where code = '3811' union all select label from register_field where code = 'name'`);
      const [region, industry, field] = await names();
      for (const change of [
        `update region set name = '别处' where code = '410305'`,
        `update industry set name = '别业' where code = '3811'`,
        `update register_field set label = '别名' where code = 'name'`,
      ])
        await test.asSuperuser(change);
      const file = path.join(own, 'reference/industries.csv');
      fs.writeFileSync(file, `\ufeff${fs.readFileSync(file, 'utf8')}`); // another file, the same rows
      await seedReference(test.database, own);
      expect(await names()).toEqual([{ name: '别处' }, industry, { name: '别名' }]);
      await afresh();
      await seedReference(test.database, own);
      expect(await names()).toEqual([region, industry, field]);
    });

    it('names a file that is missing or isn’t UTF-8, and writes nothing', async () => {
      const file = path.join(own, 'reference/regions.csv');
      const content = fs.readFileSync(file);
      fs.writeFileSync(file, Buffer.from([0xff, 0xfe, 0x41]));
      const refused = expect.objectContaining({
        code: 'PLATFORM.BAD_SEED',
        message: expect.stringContaining('regions.csv'),
      });
      await expect(seedReference(test.database, own)).rejects.toEqual(refused);
      fs.rmSync(file);
      await expect(seedReference(test.database, own)).rejects.toEqual(refused);
      fs.writeFileSync(file, content);
      expect((await state())[0]).toHaveLength(3351);
    });

    const header = fs.readFileSync(path.join(seeds, 'facts.csv'), 'utf8').split('\n')[0] ?? '';
    const add = (row: string) => fs.writeFileSync(path.join(own, 'facts.d/own.csv'), `${header}\n${row}\n`);

    it('adds facts of the district behind the national ones', async () => {
      add('greenFactory,绿色工厂,boolean,,,,,,,entered,,,,是否为绿色工厂,');
      await seedReference(test.database, own);
      const { dictionary, district } = await new ReferenceService(test.database).facts();
      expect(dictionary.facts.at(-1)?.code).toBe('greenFactory');
      expect([...district]).toEqual(['greenFactory']);
    });

    it('writes nothing at all when one of those takes the name of another', async () => {
      const before = await state();
      add('sales,营业收入,money,元,2,0,1000,,,entered,,,,销售,');
      await expect(seedReference(test.database, own)).rejects.toMatchObject({
        ...{ code: 'CRITERIA.BAD_DICTIONARY', message: expect.stringContaining('facts.d/own.csv 第 2 行') },
      });
      expect(await state()).toEqual(before);
    });
  });

  it('lets the application read what everybody may, whoever acts', async () => {
    const { n } = (await test.database.read({ ...builtInOfficer, scope: { everything: false, regions: [] } }, (tx) =>
      tx.row<{ n: number }>('select count(*)::int as n from region'),
    )) as { n: number };
    expect(n).toBe(3351);
  });
});

describe('ReferenceService', () => {
  let test: TestDatabase;
  let service: ReferenceService;
  beforeAll(async () => {
    test = await createTestDatabase();
    service = new ReferenceService(test.database);
  });
  afterAll(() => test.drop());

  it('keeps what it read until told to forget', async () => {
    const first = await service.regions();
    await test.asSuperuser(`update region set name = '新名区' where code = '410305'`);
    expect(await service.regions()).toBe(first);
    service.forget();
    expect((await service.regions()).get('410305')?.name).toBe('新名区');
  });

  it('does not keep a failure', async () => {
    await test.asSuperuser('alter table industry rename to hidden');
    await expect(service.industries()).rejects.toThrow();
    await test.asSuperuser('alter table hidden rename to industry');
    expect((await service.industries()).get('3811')?.level).toBe(4);
  });

  it('gives the working days as the kernel counts with them', async () => {
    const calendar = await service.workingCalendar();
    expect(calendar.coveredYears.has(2026)).toBe(true);
    expect(calendar.workdays.has('2026-02-14')).toBe(true);
    expect(calendar.holidays.has('2026-10-01')).toBe(true);
  });
});
