import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import path from 'node:path';
import { accessRoles } from './roles';
import { seedAccess } from './seed';

const seedsDir = path.resolve(__dirname, '../../../../seeds');

describe('the table of roles', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('is made equal to the file where that changed, and left alone where it didn’t', async () => {
    const read = () =>
      test.asSuperuser<{ name: string }>('select code, name, duty, position from role order by position');
    const inFile = accessRoles().all.map(({ code, name, duty }, position) => ({ code, name, duty, position }));
    expect(await read()).toEqual(inFile);
    await test.asSuperuser(`update role set name = '别的' where code = 'city.reader'`);
    await seedAccess(test.database, seedsDir);
    expect((await read()).filter(({ name }) => name === '别的')).toHaveLength(1);
    await test.asSuperuser(`delete from setting where key = 'seeds.access'`);
    await seedAccess(test.database, seedsDir);
    expect(await read()).toEqual(inFile);
    await test.asSuperuser(`update role set name = '又一个' where code = 'city.reader'`);
    await seedAccess(test.database, seedsDir); // remembered
    expect((await read()).filter(({ name }) => name === '又一个')).toHaveLength(1);
    await test.asSuperuser(`delete from setting where key = 'seeds.access'`);
    await seedAccess(test.database, seedsDir);
  });
});
