import type { ReasonCount } from '@tidu/platform';

/** A column of the file that was taken in. */
export interface MatchedColumn {
  /** Letter of the column. */
  column: string;
  header: string;
  /** Code of the fact or register field. */
  field: string;
  label: string;
  /** In which the values were read; null where there is none. */
  unit: string | null;
}

/** A column of the file that was passed over, and why. */
export interface UnmatchedColumn {
  column: string;
  header: string;
  reason: string;
}

/** What an import did, or in a dry run would do. Counts are rows of the file unless said. */
export interface ImportResult {
  kind: 'figures' | 'register';
  dryRun: boolean;
  format: 'csv' | 'xlsx';
  encoding: string | null;
  sheet: string | null;
  /** Row of the header as Excel counts it. */
  headerRow: number;
  columns: MatchedColumn[];
  unmatchedColumns: UnmatchedColumn[];
  rows: number;
  /** Rows that are no data: sums (合计), lines below the table, the header once more. */
  skipped: number;
  /** Rows that are good: new, changed or unchanged. */
  accepted: number;
  rejected: number;
  /** Rows that say again what an earlier row said. */
  duplicates: number;
  createdEnterprises: number;
  updatedEnterprises: number;
  newRevisions: number;
  /** Good rows that say nothing new. */
  unchanged: number;
  /** Years with new revisions: their fact sheets must be made again. */
  years: number[];
  problems: number;
  warnings: number;
  /** How many problems and warnings are kept to be looked at. */
  listed: number;
  reasons: ReasonCount[];
}
