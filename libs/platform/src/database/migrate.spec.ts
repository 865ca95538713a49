import { migrate, type MigrationClass, requireSchema } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { migrations } from '../../../../apps/server/src/schema';

describe('the schema and the program', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('fit together: the application sees that nothing is missing', async () => {
    await expect(requireSchema(test.appUrl, migrations)).resolves.toBeUndefined();
  });

  it('are refused when the schema is older, or newer, than the program', async () => {
    class Later9999999999999 {
      up = () => Promise.resolve();
      down = () => Promise.resolve();
    }
    await expect(requireSchema(test.appUrl, [...migrations, Later9999999999999])).rejects.toMatchObject({
      code: 'PLATFORM.SCHEMA_OLD',
    });
    await expect(requireSchema(test.appUrl, migrations.slice(0, -1))).rejects.toMatchObject({
      code: 'PLATFORM.SCHEMA_NEW',
    });
  });

  it('five migrators at once: one works, the others find nothing to do', async () => {
    let ran = 0;
    class Slow9999999999998 {
      async up(runner: { query(sql: string): Promise<unknown> }) {
        ran++;
        await runner.query('select pg_sleep(0.2)');
      }
      down = () => Promise.resolve();
    }
    const list = [...migrations, Slow9999999999998 as unknown as MigrationClass];
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(test.ownerUrl, list)));
    expect(applied.flat()).toEqual(['Slow9999999999998']);
    expect(ran).toBe(1);
  });
});
