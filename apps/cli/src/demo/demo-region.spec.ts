import { forgetSeeds, systemActor, writeSetting } from '@tidu/platform';
import { ReferenceService, seedReference } from '@tidu/reference';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import path from 'node:path';
import { projectRoot } from '../root';
import { keepDemoRegion } from './demo-region';

describe('the invented district in the table of regions', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('outlives every further start while its enterprises are here, and comes with nothing else', async () => {
    const start = async () => {
      await test.database.write(systemActor, forgetSeeds); // another program: every region is compared
      await seedReference(test.database, path.join(projectRoot(), 'seeds'));
      await keepDemoRegion(test.database);
      return (await new ReferenceService(test.database).regions()).get('410399')?.path;
    };
    expect(await start()).toBeUndefined();
    const mark = (state: string) => test.database.write(systemActor, (tx) => writeSetting(tx, 'demo', { state }));
    await mark('installed');
    expect(await start()).toBe('河南省洛阳市演示区（虚构）');
    expect(await start()).toBe('河南省洛阳市演示区（虚构）');
    await mark('removed');
    expect(await start()).toBeUndefined();
  });
});
