import { RowBuilder } from './row-builder';
import { failure, limits } from './testing/table-files';

/** Sizes of the batches that rows with the given texts make. */
function batches(texts: string[], all = true): number[] {
  const builder = new RowBuilder(limits());
  texts.forEach((text, i) => builder.add({ row: i + 1, cells: [text] }));
  return [...builder.take(all)].map((event) => (event.kind === 'rows' ? event.rows.length : -1));
}

describe('RowBuilder', () => {
  it('hands on 500 rows at a time, and the rest at the end', () => {
    const rows = Array.from({ length: 1201 }, () => 'x');
    expect(batches(rows, false)).toEqual([500, 500]);
    expect(batches(rows)).toEqual([500, 500, 201]);
    expect(batches([])).toEqual([]);
  });

  it('hands on fewer where they are long, so that a batch stays small', () => {
    expect(batches(Array.from({ length: 30 }, () => 'x'.repeat(30_000)))).toEqual([9, 9, 9, 3]);
  });

  it('drops blank rows, cuts blank cells at the end, keeps a blank row with a problem', () => {
    const builder = new RowBuilder(limits());
    const problem = { where: { row: 3 }, code: 'X', message: 'x' };
    builder.add({ row: 1, cells: ['', ''] });
    builder.add({ row: 2, cells: ['', 'b', '', ''] });
    builder.add({ row: 3, cells: ['', ''], problems: [problem] });
    const [event] = [...builder.take(true)];
    expect(event).toEqual({
      kind: 'rows',
      rows: [
        { row: 2, cells: ['', 'b'] },
        { row: 3, cells: [], problems: [problem] },
      ],
    });
    expect(builder.summary.rows).toBe(2);
  });

  it('adds its problems to those a row already has, one a cell', () => {
    const builder = new RowBuilder(limits({ maxCellLength: 5 }));
    const first = { where: { row: 9 }, code: 'X', message: 'x' };
    builder.add({ row: 9, cells: ['a\u0000', 'abcdef', 'ok', '\u0001\u0002'], problems: [first] });
    const [event] = [...builder.take(true)];
    const problems = event?.kind === 'rows' ? event.rows[0]?.problems : undefined;
    expect(problems?.map(({ where, code }) => [where.column, code])).toEqual([
      [undefined, 'X'],
      ['A', 'PLATFORM.TABLE_CHARACTER'],
      ['B', 'PLATFORM.TABLE_CELL_LENGTH'],
      ['D', 'PLATFORM.TABLE_CHARACTER'],
    ]);
  });

  it('stops at the limit of what a file may deliver in all', async () => {
    const builder = new RowBuilder(limits({ maxUnpackedBytes: 1000 }));
    const error = await failure(() => {
      for (let row = 1; ; row++) builder.add({ row, cells: ['x'.repeat(100)] });
    });
    expect([error.kind, error.code, error.problems[0]?.where.row]).toEqual(['tooLarge', 'PLATFORM.TABLE_UNPACKED', 11]);
  });

  it('stops at a row that is too long though each of its cells is not', async () => {
    const builder = new RowBuilder(limits({ maxRowLength: 1000 }));
    const error = await failure(() => builder.add({ row: 4, cells: Array.from({ length: 20 }, () => 'x'.repeat(60)) }));
    expect([error.code, error.problems[0]?.where.row]).toEqual(['PLATFORM.TABLE_ROW_LENGTH', 4]);
  });
});
