import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { uuidv7 } from '@tidu/kernel';
import { type ActingPerson, anonymous, builtInOfficer, Database, type Transaction } from '@tidu/platform';
import { text } from 'node:stream/consumers';
import { to as copyTo } from 'pg-copy-streams';

describe('Database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it("hides another person's job, and shows it to one whose scope is everything", async () => {
    const other = {
      ...anonymous,
      id: '00000000-0000-7000-8000-0000000000aa',
      scope: { everything: false as const, regions: ['410305'] },
    };
    await test.database.write(other, (tx) =>
      tx.rows(
        `insert into job_run (id, task, payload, "personId", "personName", scope) values (gen_random_uuid(), 't', '{}', $1, 'x', '')`,
        [other.id],
      ),
    );
    const seen = (person: ActingPerson) => test.database.read(person, (tx) => tx.rows('select id from job_run'));
    await expect(seen(anonymous)).resolves.toHaveLength(0);
    await expect(seen(other)).resolves.toHaveLength(1);
    await expect(seen(builtInOfficer)).resolves.toHaveLength(1);
  });

  it('rolls back when the work throws, and the connection is clean afterwards', async () => {
    const work = test.database.write(builtInOfficer, async (tx) => {
      await tx.rows("insert into stored_file values (repeat('a', 64), 'n', 'text/plain', 1, acting_person())");
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    const rows = await test.database.read(anonymous, (tx) => tx.rows('select 1 from stored_file'));
    expect(rows).toHaveLength(0);
  });

  it('refuses a write within another of the same act at once, and keeps nothing of either', async () => {
    const act = { key: uuidv7(), attempt: uuidv7(), asked: () => 'a'.repeat(64) };
    const person = { ...builtInOfficer, act };
    const note = (tx: Transaction, name: string) =>
      tx.rows("insert into stored_file values (repeat('b', 64), $1, 'text/plain', 1, acting_person())", [name]);
    const nested = test.database.write(person, async (tx) => {
      await note(tx, 'outer');
      await test.database.write(person, (inner) => note(inner, 'inner'));
    });
    // not the lock's timeout, which would be told as a busy system
    await expect(nested).rejects.toThrow(/a write within another of one request/);
    const kept = () =>
      test.asSuperuser(`select name from stored_file where sha256 = repeat('b', 64)
                        union all select key::text from act where key = '${act.key}'`);
    expect(await kept()).toEqual([]);
    // one after the other they are one act, and so are the writes of another request at the same time
    await test.database.write(person, (tx) => note(tx, 'first'));
    await test.database.write(person, (tx) => tx.rows('select 1'));
    expect(await kept()).toEqual([{ name: 'first' }, { name: act.key }]);
    const others = [1, 2].map(() => ({ ...person, act: { ...act, key: uuidv7(), attempt: uuidv7() } }));
    await Promise.all(others.map((other) => test.database.write(other, (tx) => tx.rows('select 1'))));
  });

  it('forgets who acted when the transaction ends, though the connection is used again', async () => {
    const one = await Database.connect({ url: test.appUrl, entities: [], poolSize: 1 });
    const seen = (person: ActingPerson) =>
      one.read(person, (tx) => tx.row<{ everything: boolean }>('select scope_everything() as everything'));
    await expect(seen(builtInOfficer)).resolves.toEqual({ everything: true });
    await expect(seen(anonymous)).resolves.toEqual({ everything: false });
    await one.close();
  });

  describe('on a single connection', () => {
    let one: Database;
    beforeEach(async () => {
      one = await Database.connect({ url: test.appUrl, entities: [], poolSize: 1 });
    });
    afterEach(() => one.close());
    const everything = () =>
      one.read(builtInOfficer, (tx) => tx.lastRows<{ everything: boolean }>('select scope_everything() as everything'));

    it('acts in one’s name from the first statement to the last, and answers in order', async () => {
      const seen = await one.read(builtInOfficer, async (tx) => [
        ...(await Promise.all([1, 2, 3].map((n) => tx.row('select $1::int as n, acting_person() as id', [n])))),
        ...(await tx.lastRows('select 4 as n, acting_person() as id')),
      ]);
      expect(seen).toEqual([1, 2, 3, 4].map((n) => ({ n, id: builtInOfficer.id })));
      await expect(everything()).resolves.toEqual([{ everything: true }]);
    });

    it('tells what failed, first, last or in the work itself, and is clean afterwards', async () => {
      const failing: ((tx: Transaction) => Promise<unknown>)[] = [
        (tx) => tx.rows('select 1 / 0'),
        (tx) => tx.lastRows('select 1 / 0'),
        (tx) => Promise.all([tx.rows('select 1 / 0'), tx.rows('select 1')]),
        () => Promise.reject(Object.assign(new Error('own'), { code: '22012' })),
      ];
      for (const work of failing) {
        await expect(one.read(builtInOfficer, work)).rejects.toMatchObject({ code: '22012' });
        await expect(one.read(anonymous, (tx) => tx.row('select scope_everything() as everything'))).resolves.toEqual({
          everything: false,
        });
      }
    });

    it('lets nothing follow the last statement', async () => {
      const work = one.read(builtInOfficer, async (tx) => {
        await tx.lastRows('select 1');
        return tx.rows('select 2');
      });
      await expect(work).rejects.toThrow('after the last');
      await expect(everything()).resolves.toHaveLength(1);
    });

    it('takes turns between reads, writes and streams', async () => {
      for (let i = 0; i < 3; i++) {
        await everything();
        const stream = await one.snapshot(builtInOfficer, (tx) =>
          text(tx.client.query(copyTo('copy (select 7) to stdout'))),
        );
        expect(stream).toBe('7\n');
        await one.write(builtInOfficer, (tx) =>
          tx.rows('select set_config($1, $2, false)', ['tidu.unused', String(i)]),
        );
      }
      await expect(Promise.all([everything(), everything(), everything()])).resolves.toHaveLength(3);
    });

    it('gives up a connection that broke, and takes a new one', async () => {
      const pid = one.read(builtInOfficer, async (tx) => {
        const row = await tx.row<{ pid: number }>('select pg_backend_pid() as pid');
        await test.asSuperuser('select pg_terminate_backend($1)', [row?.pid]);
        return tx.rows('select 1');
      });
      await expect(pid).rejects.toThrow();
      await expect(everything()).resolves.toEqual([{ everything: true }]);
    });
  });

  // a commit may fail while its connection is sound (a deferred constraint) or because it broke
  it.each(['refused', 'broken'] as const)('closes after a commit that was %s, and holds on to nothing', async (how) => {
    const one = await Database.connect({ url: test.appUrl, entities: [], poolSize: 1 });
    const failing = one.write(builtInOfficer, async (tx) => {
      if (how === 'broken') return breakOff(tx);
      // a place that is taken: the constraint is looked at when the transaction ends
      await tx.rows(`insert into fact (code, position, entry) select 'another', min(position), '{}' from fact`);
    });
    await expect(failing).rejects.toThrow(how === 'refused' ? /fact_position_key/ : /./);
    expect(one.pool()).toEqual({ total: 0, idle: 0, waiting: 0 });
    await expect(one.read(builtInOfficer, (tx) => tx.rows('select 1'))).resolves.toHaveLength(1);
    await expect(one.close()).resolves.toBeUndefined();
  });

  async function breakOff(tx: Transaction): Promise<void> {
    const row = await tx.row<{ pid: number }>('select pg_backend_pid() as pid');
    await test.asSuperuser('select pg_terminate_backend($1)', [row?.pid]);
  }

  it('refuses to write in a read', async () => {
    const work = test.database.read(builtInOfficer, (tx) => tx.rows('delete from job_run'));
    await expect(work).rejects.toMatchObject({ code: expect.stringMatching(/25006|42501/) });
  });

  it('refuses the login of the owner', async () => {
    await expect(Database.connect({ url: test.ownerUrl, entities: [] })).rejects.toMatchObject({
      code: 'PLATFORM.UNSAFE_DATABASE',
    });
  });

  it('refuses a server that may forget what it confirmed, unless it is made to be thrown away', async () => {
    const refused = { code: 'PLATFORM.UNSAFE_DATABASE' };
    const url = (options: string) => `${test.appUrl}?options=${encodeURIComponent(options)}`;
    const connect = (options: string) => Database.connect({ url: url(options), entities: [], poolSize: 1 });
    // fsync and full_page_writes are off in the cluster of the tests, which says that it is thrown away
    await expect(connect('-c tidu.throwaway=off')).rejects.toMatchObject(refused);
    await expect(connect('-c tidu.throwaway=off')).rejects.toThrow(/fsync、full_page_writes、synchronous_commit/);
    await expect(connect('-c tidu.throwaway=off -c synchronous_commit=on')).rejects.toThrow(
      /fsync、full_page_writes 是/,
    );
    await (await connect('-c synchronous_commit=off')).close();
  });

  it('says so when the server is away', async () => {
    const url = 'postgres://tidu_app:x@127.0.0.1:1/tidu';
    await expect(Database.connect({ url, entities: [] })).rejects.toMatchObject({
      code: 'PLATFORM.DATABASE_UNREACHABLE',
    });
  });
});
