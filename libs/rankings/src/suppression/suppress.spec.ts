import fc from 'fast-check';
import { type CountTable, smallest } from './exposure';
import { type PublicTable, suppress } from './suppress';

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Whether another table agrees with everything published, and differs in this cell: searched one by one. */
function others(table: CountTable, shown: PublicTable, most: number): { seen: Set<number>[][]; sums: Set<number>[] } {
  const { cells } = table;
  const [rows, columns] = [cells.length, cells[0]?.length ?? 0];
  const seen = cells.map((line) => line.map(() => new Set<number>()));
  const sums = cells.map(() => new Set<number>());
  const trial = cells.map((line) => [...line]);
  const wanted = (totals: (number | null)[] | null, at: number, value: number) =>
    totals?.[at] == null || totals[at] === value;
  const go = (place: number): void => {
    if (place === rows * columns) {
      const total = sum(trial.map(sum));
      if (shown.total !== null && shown.total !== total) return;
      for (let column = 0; column < columns; column++)
        if (!wanted(shown.columnTotals, column, sum(trial.map((line) => line[column] ?? 0)))) return;
      trial.forEach((line, row) => line.forEach((value, column) => seen[row]?.[column]?.add(value)));
      trial.forEach((line, row) => sums[row]?.add(sum(line)));
      return;
    }
    const [row, column] = [Math.floor(place / columns), place % columns];
    const line = trial[row] as number[];
    const fixed = shown.cells[row]?.[column] ?? null;
    for (let value = fixed ?? 0; value <= (fixed ?? most); value++) {
      line[column] = value;
      if (column < columns - 1 || wanted(shown.rowTotals, row, sum(line))) go(place + 1);
    }
  };
  go(0);
  return { seen, sums };
}

const table = (rows: number, columns: number) =>
  fc.record({
    cells: fc.array(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
    rowTotals: fc.boolean(),
    columnTotals: fc.boolean(),
  });

describe('small cells of a public table', () => {
  it.each([
    [2, 2],
    [1, 4],
    [4, 1],
    [2, 3],
  ])(
    '%d × %d: no suppressed cell can be worked out from the sums, none below five is shown, what is shown is true',
    (rows, columns) => {
      fc.assert(
        fc.property(table(rows, columns), (one: CountTable) => {
          const shown = suppress(one);
          const { seen, sums } = others(one, shown, 9);
          one.cells.forEach((line, row) =>
            line.forEach((value, column) => {
              const cell = shown.cells[row]?.[column] ?? null;
              if (value > 0 && value < smallest) expect(cell).toBeNull();
              if (cell === null) expect(seen[row]?.[column]?.size).toBeGreaterThan(1);
              else expect(cell).toBe(value);
            }),
          );
          shown.rowTotals?.forEach((total, row) => {
            expect([null, sum(one.cells[row] ?? [])]).toContain(total);
            if (total === null) expect(sums[row]?.size).toBeGreaterThan(1);
          });
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each([
    [2, 2],
    [2, 3],
  ])(
    '%d × %d with sums of columns that anybody can count: they are shown, and give nothing else away',
    (rows, columns) => {
      fc.assert(
        fc.property(table(rows, columns), ({ cells }) => {
          const shown = suppress({ cells, rowTotals: true, columnTotals: true, columnSumsKnown: true });
          expect(shown.columnTotals).toEqual(cells[0]?.map((_, column) => sum(cells.map((line) => line[column] ?? 0))));
          const { seen } = others({ cells, rowTotals: true, columnTotals: true }, shown, 8);
          cells.forEach((line, row) =>
            line.forEach((value, column) => {
              const cell = shown.cells[row]?.[column] ?? null;
              if (value > 0 && value < smallest) expect(cell).toBeNull();
              if (cell !== null) expect(cell).toBe(value);
              // one who stands alone in a column whose sum is known has nothing to hide behind
              else if (sum(cells.map((one) => one[column] ?? 0)) > 0)
                expect(seen[row]?.[column]?.size).toBeGreaterThan(1);
            }),
          );
        }),
        { numRuns: 40 },
      );
    },
  );

  it('leaves a table without small cells as it is', () => {
    const cells = [
      [5, 0],
      [12, 7],
    ];
    expect(suppress({ cells, rowTotals: true, columnTotals: true })).toEqual({
      cells,
      rowTotals: [5, 19],
      columnTotals: [17, 7],
      total: 24,
    });
  });

  it('hides the cheapest square and keeps the sums', () => {
    const cells = [
      [3, 50, 60],
      [40, 9, 70],
      [80, 90, 100],
    ];
    const { cells: shown, rowTotals, total } = suppress({ cells, rowTotals: true, columnTotals: true });
    expect(shown).toEqual([
      [null, null, 60],
      [null, null, 70],
      [80, 90, 100],
    ]);
    expect([rowTotals, total]).toEqual([[113, 119, 270], 502]);
  });
});
