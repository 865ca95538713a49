import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { testApplication } from '../testing/application';
import { takeInDemo } from './install';

/** What differs from installation to installation: ids, and when something was written. */
const own = ['id', 'enterpriseId', 'jobId', 'submittedAt', 'createdAt', 'updatedAt', 'recordedAt', 'changedAt'];
const tables = ['figures', 'scale_status', 'title_held', 'rd_institution'];

describe('the demo district', () => {
  let two: TestDoors[];
  beforeAll(async () => {
    two = [await openTestDoors(), await openTestDoors()];
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    for (const doors of two) await doors.close();
  });

  it('is the same in two installations, row by row, but for ids and instants', async () => {
    const contents: Record<string, unknown[]>[] = [];
    for (const doors of two) {
      await takeInDemo(testApplication(doors), 120);
      const select = (table: string, join: string) =>
        doors.test.asSuperuser<{ row: object }>(
          `select (to_jsonb(t) - $1::text[]) || jsonb_build_object('of', e."creditCode") as row
           from ${table} t ${join} order by 1`,
          [own],
        );
      const enterprises = await select('enterprise', 'join enterprise e on e.id = t.id');
      const rows = await Promise.all(
        tables.map((table) => select(table, 'join enterprise e on e.id = t."enterpriseId"')),
      );
      contents.push({ enterprises, ...Object.fromEntries(tables.map((table, i) => [table, rows[i] ?? []])) });
    }
    const [one, other] = contents;
    for (const [table, rows] of Object.entries(one ?? {})) expect([table, rows.length > 5]).toEqual([table, true]);
    expect(one).toEqual(other);
  }, 120_000);
});
