import { systemActor } from '@tidu/platform';
import { createTestDatabase } from '@tidu/test/database';
import { throughCursor } from './cursor';

describe('a cursor', () => {
  it('yields every row once and in order, however many batches they are, and is closed', async () => {
    const test = await createTestDatabase();
    await test.database.read(systemActor, async (tx) => {
      for (const count of [0, 1, 2, 3, 4, 5]) {
        const found: number[] = [];
        const sql = `select n from generate_series(1, ${count}) n order by n`;
        for await (const { n } of throughCursor<{ n: number }>(tx, 'numbers', sql, 2)) found.push(n);
        expect(found).toEqual(Array.from({ length: count }, (_, i) => i + 1));
        expect(await tx.rows('select name from pg_cursors')).toEqual([]);
      }
    });
    await test.drop();
  });
});
