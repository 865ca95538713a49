/** Counts in rows and columns as they are, whole numbers from 0. */
export interface CountTable {
  cells: readonly (readonly number[])[];
  /** Whether sums of rows, of columns, are published beside them; the grand total goes with either. */
  rowTotals: boolean;
  columnTotals: boolean;
  /** Sums of columns are known from elsewhere, as from a list that anybody may count: hiding them hides nothing. */
  columnSumsKnown?: boolean;
}

/** Counts below this, but for none at all, tell of single enterprises. */
export const smallest = 5;

export const isSmall = (value: number): boolean => value > 0 && value < smallest;

/** A place in the table; the row after the last and the column after the last hold the sums. */
export interface Place {
  row: number;
  column: number;
}

/**
 * The table with its sums as one frame in which every row and column adds up to nothing: sums count against the rest.
 * What isn't published is hidden from the start.
 */
export class Frame {
  private readonly values: number[][];
  private readonly hidden: boolean[][];
  private readonly sumsKnown: boolean;

  constructor(
    readonly rows: number,
    readonly columns: number,
    { cells, rowTotals, columnTotals, columnSumsKnown = false }: CountTable,
  ) {
    this.sumsKnown = columnSumsKnown;
    const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
    const withSums = cells.map((line) => [...line, sum(line)]);
    const below = Array.from({ length: columns + 1 }, (_, column) => sum(withSums.map((line) => line[column] ?? 0)));
    this.values = [...withSums, below];
    this.hidden = this.values.map((line, row) =>
      line.map((_, column) => {
        if (row === rows && columnSumsKnown) return false;
        if (row === rows && column === columns) return !rowTotals && !columnTotals;
        return (column === columns && !rowTotals) || (row === rows && !columnTotals);
      }),
    );
  }

  *places(): Generator<Place> {
    for (let row = 0; row <= this.rows; row++)
      for (let column = 0; column <= this.columns; column++) yield { row, column };
  }

  value = ({ row, column }: Place): number => this.values[row]?.[column] ?? 0;
  isHidden = ({ row, column }: Place): boolean => this.hidden[row]?.[column] ?? true;
  /** Whether it stays known whatever is suppressed here. */
  isKnown = ({ row }: Place): boolean => this.sumsKnown && row === this.rows;
  hide({ row, column }: Place): void {
    (this.hidden[row] as boolean[])[column] = true;
  }

  /** Whether somebody who only knows that counts aren't below none can think of more, or less, in the frame there. */
  canGrow = (place: Place): boolean => !this.isSum(place) || this.value(place) > 0;
  canShrink = (place: Place): boolean => this.isSum(place) || this.value(place) > 0;

  /** What is lost by hiding it; a sum only where nothing else helps. */
  cost = (place: Place): number => this.value(place) + 1 + (this.isOuter(place) ? 1e12 : 0);

  /** A sum of one row or of one column; the grand total counts like a cell again. */
  isSum = ({ row, column }: Place): boolean => (row === this.rows) !== (column === this.columns);
  private isOuter = ({ row, column }: Place): boolean => row === this.rows || column === this.columns;
}

export const frameOf = (table: CountTable): Frame => new Frame(table.cells.length, table.cells[0]?.length ?? 0, table);

/**
 * Hidden cells whose number follows from what is published: those for which no other table agrees with it. Another one
 * differs along a ring of hidden cells, one more here and one less there, where nothing falls below none.
 */
export function exposedCells(frame: Frame): Place[] {
  const hidden = [...frame.places()].filter((place) => frame.isHidden(place));
  const rowsOf = group(hidden, ({ column }) => column);
  const columnsOf = group(hidden, ({ row }) => row);
  return hidden.filter((place) => {
    if (frame.isSum(place) && !isSmall(frame.value(place))) return false; // a large sum tells of nobody by itself
    return !(frame.canGrow(place) && reaches(place, 'shrink')) && !(frame.canShrink(place) && reaches(place, 'grow'));
  });

  /** From the cell's column back to its row, over other hidden cells that in turn do the first thing and the other. */
  function reaches(start: Place, first: 'grow' | 'shrink'): boolean {
    const can = (place: Place, isFirst: boolean) =>
      isFirst === (first === 'shrink') ? frame.canShrink(place) : frame.canGrow(place);
    const isOther = ({ row, column }: Place) => row !== start.row || column !== start.column;
    const seen = new Set<number>([start.column]);
    for (const columns = [start.column]; columns.length > 0;) {
      const column = columns.pop() ?? 0;
      for (const one of rowsOf.get(column) ?? []) {
        if (!isOther(one) || !can(one, true)) continue;
        if (one.row === start.row) return true;
        for (const next of columnsOf.get(one.row) ?? []) {
          if (!isOther(next) || !can(next, false) || seen.has(next.column)) continue;
          seen.add(next.column);
          columns.push(next.column);
        }
      }
    }
    return false;
  }
}

function group(places: readonly Place[], by: (place: Place) => number): Map<number, Place[]> {
  const groups = new Map<number, Place[]>();
  for (const place of places) groups.set(by(place), [...(groups.get(by(place)) ?? []), place]);
  return groups;
}
