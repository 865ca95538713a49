/** Remarks on the rows of a file, to be written into a copy of it. */
export interface Remarks {
  /** The last row of the header, where the new column gets its name. */
  headerRow: number;
  /** By row as Excel counts. */
  rows: ReadonlyMap<number, RowRemark>;
}

export interface RowRemark {
  /** Everything that is wrong with the row, for the column of reasons. */
  reason: string;
  /** Index of a cell from 0 → what is wrong with it. */
  cells: ReadonlyMap<number, string>;
}

/** Header of the added column; an import passes over a column of this name. */
export const reasonLabel = '导入问题';
