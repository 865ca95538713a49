import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { type ActingPerson, anonymous, builtInOfficer, Database } from '@tidu/platform';

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

  it('forgets who acted when the transaction ends, though the connection is used again', async () => {
    const one = await Database.connect({ url: test.appUrl, entities: [], poolSize: 1 });
    const seen = (person: ActingPerson) =>
      one.read(person, (tx) => tx.row<{ everything: boolean }>('select scope_everything() as everything'));
    await expect(seen(builtInOfficer)).resolves.toEqual({ everything: true });
    await expect(seen(anonymous)).resolves.toEqual({ everything: false });
    await one.close();
  });

  it('refuses to write in a read', async () => {
    const work = test.database.read(builtInOfficer, (tx) => tx.rows('delete from job_run'));
    await expect(work).rejects.toMatchObject({ code: expect.stringMatching(/25006|42501/) });
  });

  it('refuses the login of the owner', async () => {
    await expect(Database.connect({ url: test.ownerUrl, entities: [] })).rejects.toMatchObject({
      code: 'PLATFORM.UNSAFE_DATABASE',
    });
  });

  it('says so when the server is away', async () => {
    const url = 'postgres://tidu_app:x@127.0.0.1:1/tidu';
    await expect(Database.connect({ url, entities: [] })).rejects.toMatchObject({
      code: 'PLATFORM.DATABASE_UNREACHABLE',
    });
  });
});
