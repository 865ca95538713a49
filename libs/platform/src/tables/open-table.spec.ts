import { openTable } from './open-table';
import type { RawRow } from './table-events';
import { failure, limits, testFolder } from './testing/table-files';

const folder = testFolder();
const isHeader = (label: string) => ['名称', '年度', '收入'].includes(label);
const open = (content: string, signal?: AbortSignal) =>
  openTable(folder.file('t.csv', content), { limits: limits(), isHeader, ...(signal === undefined ? {} : { signal }) });

describe('openTable', () => {
  it('gives the header and the rows below it, few or many', async () => {
    for (const count of [0, 3, 10, 11, 2000]) {
      const body = Array.from({ length: count }, (_, i) => `企业${i},2021,${i}`);
      const table = await open(['汇总表,,', '名称,年度,收入', ...body].join('\n'));
      expect(table.header).toEqual({ row: 2, labels: ['名称', '年度', '收入'], fields: 3 });
      expect(table.info.format).toBe('csv');
      const rows: RawRow[] = [];
      for await (const batch of table.rows) rows.push(...batch);
      expect(rows.map((row) => [row.row, ...row.cells])).toEqual(body.map((line, i) => [i + 3, ...line.split(',')]));
      expect(table.summary()?.rows).toBe(count + 2);
    }
  });

  it('reports rows with another number of fields, also among the first ones', async () => {
    const lines = Array.from({ length: 1200 }, (_, i) => (i === 1 ? 'a,2021' : i === 1100 ? 'b,2021,1,2' : 'c,2021,1'));
    const table = await open(['名称,年度,收入', ...lines].join('\n'));
    const bad: (number | undefined)[] = [];
    for await (const batch of table.rows)
      for (const row of batch) if (row.problems) bad.push(row.problems[0]?.where.row);
    expect(bad).toEqual([3, 1102]);
  });

  it('refuses a header with a character that no column can be called by', async () => {
    const error = await failure(open('名称,年\u0000度,收入\na,2021,1\n'));
    expect([error.code, error.message]).toEqual(['PLATFORM.TABLE_HEADER', expect.stringContaining('NUL')]);
  });

  it('refuses a file without header, and ends the reading', async () => {
    expect((await failure(open(Array.from({ length: 5000 }, () => 'x,y,z').join('\n')))).code).toBe(
      'PLATFORM.TABLE_HEADER',
    );
  });

  it('can be closed without reading, and left in the middle', async () => {
    const content = ['名称,年度,收入', ...Array.from({ length: 50_000 }, () => 'a,2021,1')].join('\n');
    await (await open(content)).close();
    const table = await open(content);
    for await (const batch of table.rows) if (batch.length > 0) break;
    expect(table.summary()).toBeNull();
  });
});
