import { migrate, type MigrationClass, requireSchema } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { Client } from 'pg';
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

  it('what a killed upgrade left at work is undone before the next one begins', async () => {
    class Killed9999999999997 {
      async up(runner: { query(sql: string): Promise<unknown>; data: object }) {
        // its lock is gone with the connection that held it; the server is still at its statement
        const holder = new Client({ connectionString: test.ownerUrl });
        await holder.connect();
        await holder.query(
          `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and pid <> pg_backend_pid()
             and database = (select oid from pg_database where datname = current_database())`,
        );
        await holder.end();
        await runner.query('create table left_behind ()');
        await runner.query('select pg_sleep(30)');
      }
      down = () => Promise.resolve();
    }
    jest.spyOn(console, 'log').mockImplementation(); // TypeORM tells of each migration that fails
    const left = migrate(test.ownerUrl, [...migrations, Killed9999999999997 as unknown as MigrationClass]).catch(
      String,
    );
    const owner = new Client({ connectionString: test.ownerUrl });
    await owner.connect();
    const atWork = async () =>
      (await owner.query(`select from pg_stat_activity where query = 'select pg_sleep(30)' and state = 'active'`))
        .rowCount;
    while ((await atWork()) === 0) await new Promise((done) => setTimeout(done, 50));
    expect(await migrate(test.ownerUrl, migrations)).toEqual([]);
    expect(await atWork()).toBe(0);
    expect(await left).toContain('terminating connection');
    expect((await owner.query(`select to_regclass('left_behind') as left`)).rows).toEqual([{ left: null }]);
    await owner.end();
    jest.restoreAllMocks();
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
