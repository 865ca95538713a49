import { type CountTable, exposedCells, type Frame, frameOf, isSmall, type Place } from './exposure';

/** The same as they may be published; null: suppressed (*). */
export interface PublicTable {
  cells: (number | null)[][];
  rowTotals: (number | null)[] | null;
  columnTotals: (number | null)[] | null;
  total: number | null;
}

/**
 * Suppresses small cells and sums (1 to 4), and as many others as are needed so that none of them can be worked out from what is
 * published: for each there is another table of counts with the same published numbers. Sums are suppressed only where
 * nothing else helps. None is suppressed where none is small.
 */
export function suppress(table: CountTable): PublicTable {
  const frame = frameOf(table);
  for (const place of frame.places()) if (isSmall(frame.value(place)) && !frame.isKnown(place)) frame.hide(place);
  for (let exposed = exposedCells(frame); exposed.length > 0; exposed = exposedCells(frame)) {
    const hidden = exposed[0] && protect(frame, exposed[0]);
    if (!hidden) return everything(table); // a table of one number has nothing it could hide behind
  }
  return published(frame, table);
}

/** Hides the cheapest three more cells that form a square with this one and leave it open; false: there are none. */
function protect(frame: Frame, place: Place): boolean {
  let [least, chosen] = [Infinity, null as Place[] | null];
  for (let row = 0; row <= frame.rows; row++)
    for (let column = 0; column <= frame.columns; column++) {
      if (row === place.row || column === place.column) continue;
      const corners = [
        { row: place.row, column },
        { row, column: place.column },
        { row, column },
      ];
      const fresh = corners.filter((corner) => !frame.isHidden(corner));
      if (fresh.length === 0 || fresh.some(frame.isKnown)) continue;
      const [beside, below, across] = corners as [Place, Place, Place];
      const up = frame.canShrink(beside) && frame.canShrink(below) && frame.canGrow(across) && frame.canGrow(place);
      const down = frame.canGrow(beside) && frame.canGrow(below) && frame.canShrink(across) && frame.canShrink(place);
      if (!up && !down) continue;
      const cost = fresh.reduce((sum, corner) => sum + frame.cost(corner), 0);
      if (cost < least) [least, chosen] = [cost, fresh];
    }
  for (const corner of chosen ?? []) frame.hide(corner);
  return chosen !== null;
}

function published(frame: Frame, { cells, rowTotals, columnTotals }: CountTable): PublicTable {
  const shown = (row: number, column: number) =>
    frame.isHidden({ row, column }) ? null : frame.value({ row, column });
  const { rows, columns } = frame;
  return {
    cells: cells.map((line, row) => line.map((_, column) => shown(row, column))),
    rowTotals: rowTotals ? cells.map((_, row) => shown(row, columns)) : null,
    columnTotals: columnTotals ? (cells[0] ?? []).map((_, column) => shown(rows, column)) : null,
    total: rowTotals || columnTotals ? shown(rows, columns) : null,
  };
}

function everything({ cells, rowTotals, columnTotals, columnSumsKnown }: CountTable): PublicTable {
  const sums = (cells[0] ?? []).map((_, column) => cells.reduce((all, line) => all + (line[column] ?? 0), 0));
  const known = columnSumsKnown === true;
  return {
    cells: cells.map((line) => line.map(() => null)),
    rowTotals: rowTotals ? cells.map(() => null) : null,
    columnTotals: columnTotals ? sums.map((sum) => (known ? sum : null)) : null,
    total: known && (rowTotals || columnTotals) ? sums.reduce((all, sum) => all + sum, 0) : null,
  };
}
