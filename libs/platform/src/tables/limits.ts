/** What a file may cost before it is refused. Sizes in bytes, lengths in UTF-16 units, times in milliseconds. */
export interface TableLimits {
  maxFileBytes: number;
  /** XLSX: sum of the unpacked sizes of all parts; also the most text a file may deliver in all. */
  maxUnpackedBytes: number;
  /** XLSX: unpacked over packed size; asked only above 10 MB unpacked, below that no ratio can hurt. */
  maxRatio: number;
  /** XLSX: parts in the package. */
  maxEntries: number;
  /** Rows with something in them. */
  maxRows: number;
  /** Columns up to the last one with something in it. */
  maxColumns: number;
  /** One cell; Excel's own limit is 32 767. */
  maxCellLength: number;
  /** All cells of one row, or one record of a CSV file. */
  maxRowLength: number;
  /** Time spent reading; the time the consumer takes for the rows doesn't count. */
  timeoutMs: number;
  /** Heap of the reading process, in MB; the texts of a workbook may take three quarters of it beside. */
  memoryMb: number;
}

const MB = 1024 * 1024;

/** Files that enterprises upload: small and many. */
export const portalLimits: Readonly<TableLimits> = {
  maxFileBytes: 20 * MB,
  maxUnpackedBytes: 50 * MB,
  maxRatio: 100,
  maxEntries: 200,
  maxRows: 20_000,
  maxColumns: 500,
  maxCellLength: 32_767,
  maxRowLength: 1_000_000,
  timeoutMs: 30_000,
  memoryMb: 256,
};

/** Files of staff, through the console or the command line. */
export const staffLimits: Readonly<TableLimits> = {
  ...portalLimits,
  maxFileBytes: 600 * MB,
  maxUnpackedBytes: 600 * MB,
  maxRows: 1_048_576,
  timeoutMs: 600_000,
};
