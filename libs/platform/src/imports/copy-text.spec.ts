import { builtInOfficer } from '@tidu/platform';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import fc from 'fast-check';
import { copyField, CopyLines } from './copy-text';

describe('COPY', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  const ids = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
  const columns = ['jobId', 'attempt', 'row', 'creditCode', 'enterpriseId', 'figuresId', 'name'];
  const line = (row: number, name: string | null) =>
    [ids[0], ids[1], String(row), 'x', ids[0], ids[1], name].map((field) => copyField(field ?? null));
  const stored = () =>
    test.asSuperuser<{ row: number; name: string | null }>('select row, name from figures_staging order by row');

  it('brings every text over as it was, and tells missing from empty', async () => {
    const text = fc.string({ unit: 'binary' }).map((s) => s.replaceAll('\0', ''));
    const texts = [...fc.sample(text, 300), '', '\\N', '\\.', '\\', 'a\tb', 'c\nd', 'e\r\nf', '轴承', null];
    await test.database.write(builtInOfficer, async (tx) => {
      const copy = new CopyLines(tx.client, 'figures_staging', columns);
      texts.forEach((name, row) => copy.line(line(row, name)));
      await copy.end();
    });
    expect(await stored()).toEqual(texts.map((name, row) => ({ row, name })));
  });

  it('that was aborted leaves nothing and a usable connection', async () => {
    const before = (await stored()).length;
    const work = test.database.write(builtInOfficer, async (tx) => {
      const copy = new CopyLines(tx.client, 'figures_staging', columns);
      for (let row = 0; row < 5000; row++) copy.line(line(row, 'x'.repeat(100)));
      await copy.flush();
      await copy.abort();
      throw new Error('stopped');
    });
    await expect(work).rejects.toThrow('stopped');
    expect(await stored()).toHaveLength(before);
  });

  it('says what the server refused', async () => {
    const work = test.database.write(builtInOfficer, async (tx) => {
      const copy = new CopyLines(tx.client, 'figures_staging', columns);
      copy.line(['no uuid']);
      await copy.end();
    });
    await expect(work).rejects.toThrow(/uuid/);
  });
});
